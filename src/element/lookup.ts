/** How the keys of a class are found in an element: by what is there, so that it costs the same however many there are. */
import type { Field } from './field.js';

/** The keys of a class by how they are found. */
export interface Lookup {
  /** Those that a method of the class answers for, and those of extensions: asked for one by one. */
  readonly asked: readonly Field[];
  /** Those that are attributes, by name. */
  readonly attributes: ReadonlyMap<string, Field>;
  /** Those that are child elements, by local name. */
  readonly byName: ReadonlyMap<string, readonly Field[]>;
}

/** How these keys are found. */
export function lookupOf(fields: readonly Field[]): Lookup {
  const asked: Field[] = [];
  const attributes = new Map<string, Field>();
  const byName = new Map<string, Field[]>();
  for (const field of fields) {
    const { kind, tester } = field;
    if (tester !== undefined || kind === 'extension') {
      asked.push(field);
      continue;
    }
    if (kind === 'attribute' || kind === 'language') {
      attributes.set(field.name, field);
      continue;
    }
    const name = field.child?.resolved.name ?? field.name;
    const namesakes = byName.get(name);
    if (namesakes === undefined) byName.set(name, [field]);
    else namesakes.push(field);
  }
  return { asked, attributes, byName };
}
