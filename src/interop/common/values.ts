/** Names and values as other stacks keep them: keys of plain objects, and text that need not be a string. */
import { shorten } from '../../xml/names.js';
import { InteropError } from './errors.js';

/** Sets a key of a plain object, also one that such objects inherit: `__proto__` is a name like any other in XML. */
export function setOwn(target: object, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, configurable: true, enumerable: true, writable: true });
  else (target as Record<string, unknown>)[key] = value;
}

/** The text that a value stands for where a stack takes more than strings, or `undefined` if it stands for none. */
export function textOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'object': {
      // A JID, a URL: objects that say what they are as text.
      const says = value !== null && !Array.isArray(value) && value.toString !== Object.prototype.toString;
      return says && typeof value.toString === 'function' ? String(value) : undefined;
    }
    default:
      return undefined;
  }
}

/**
 * Names and values in turn of attributes that are the keys of an object; `null` and `undefined` are absent.
 *
 * @throws {@link InteropError} `unsupported-value` for one that is no text
 */
export function attributeList(element: string, attributes: object): string[] {
  const list: string[] = [];
  for (const name of Object.keys(attributes)) {
    const value: unknown = (attributes as Record<string, unknown>)[name];
    if (value === null || value === undefined) continue;
    const text = typeof value === 'string' ? value : textOf(value);
    if (text === undefined)
      throw new InteropError(
        'unsupported-value',
        `Expected text as the attribute '${shorten(name)}' of <${shorten(element)}>, found ${describe(value)}`,
      );
    list.push(name, text);
  }
  return list;
}

/** What a value is, for a message; never what it holds. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
