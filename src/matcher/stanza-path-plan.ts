/** What the names of a stanza path stand for in the tables of its classes, and whether an element is that. */
import type { AnyElement } from '../element/element-base.js';
import { InvalidValueError } from '../element/errors.js';
import { type ConcreteClass, type Field, isChild } from '../element/field.js';
import { bestText } from '../element/language.js';
import { type InterfaceTable, tableOf } from '../element/table.js';
import { viewAs } from '../element/view.js';
import type { XmlElement } from '../xml/element.js';
import { clark } from '../xml/names.js';
import { XmlPathError } from '../xml/path-scanner.js';
import type { StanzaStep } from './stanza-path-parser.js';

/** What an interface has to be: present, or of a value. */
interface Test {
  readonly field: Field;
  readonly value: string | undefined;
}

/** What an element has to be. */
export interface Plan {
  readonly namespace: string;
  readonly name: string;
  /** `undefined` for an element that no class of the path is for; it has no tests then. */
  readonly stanzaClass: ConcreteClass | undefined;
  /** Tests that the XML alone decides. */
  readonly stored: readonly Test[];
  /** Tests that go through an accessor method, or need the language: they come last. */
  readonly asked: readonly Test[];
  /** One of the children has to be one of these. `undefined`: nothing is asked of the children. */
  readonly children: readonly Plan[] | undefined;
}

/**
 * The plan for the element of a class.
 *
 * @param path - the whole path, for errors
 * @param steps - from the one that names the element on
 * @returns `undefined` when a name in the path stands for nothing yet
 * @throws {@link XmlPathError} when a name stands for something that cannot be where it is
 */
export function planFor(path: string, steps: readonly StanzaStep[], stanzaClass: ConcreteClass): Plan | undefined {
  const table = tableOf(stanzaClass);
  const [step, next] = steps as [StanzaStep, StanzaStep | undefined];
  const tests: Test[] = [];
  for (const { key, value, offset } of step.conditions) {
    const field = table.field(key);
    if (field === undefined) return undefined;
    if (isChild(field)) throw new XmlPathError(path, offset, `expected an interface, '${key}' is a plugin`);
    tests.push({ field, value });
  }
  let children: Plan[] | undefined;
  const field = next?.namespace === undefined ? table.field(next?.name ?? '') : undefined;
  if (field !== undefined && !isChild(field)) {
    const after = steps[2] ?? next?.conditions[0];
    if (after !== undefined) {
      throw new XmlPathError(path, after.offset - 1, `expected the end after '${field.key}', which is an interface`);
    }
    tests.push({ field, value: undefined });
  } else if (next !== undefined) {
    children = childPlans(path, steps.slice(1), table, field);
    if (children.length === 0) return undefined;
  }
  const { namespace, name } = table;
  return {
    namespace,
    name,
    stanzaClass,
    stored: tests.filter((test) => !isAsked(test)),
    asked: tests.filter(isAsked),
    children,
  };
}

function childPlans(
  path: string,
  steps: readonly StanzaStep[],
  table: InterfaceTable,
  field: Field | undefined,
): Plan[] {
  const { namespace, name, conditions } = steps[0] as StanzaStep;
  if (field?.child !== undefined) return [planFor(path, steps, field.child.stanzaClass) ?? []].flat();
  // A tag, or the name of an element that iteration gives.
  const classes = new Set<ConcreteClass>();
  for (const { child } of table.fields.values()) {
    if (child === undefined || child.resolved.name !== name) continue;
    const { stanzaClass, namespace: own } = child.resolved;
    if (namespace === undefined ? table.iterable(own, name) === stanzaClass : own === namespace)
      classes.add(stanzaClass);
  }
  const plans = [...classes].flatMap((stanzaClass) => planFor(path, steps, stanzaClass) ?? []);
  if (classes.size > 0 || namespace === undefined || conditions.length > 0 || steps.length > 1) return plans;
  return [{ namespace, name, stanzaClass: undefined, stored: [], asked: [], children: undefined }];
}

function isAsked({ field, value }: Test): boolean {
  if (field.kind === 'extension' || field.kind === 'language') return true;
  return (value === undefined ? field.tester : field.getter) !== undefined;
}

/** Whether an element is as planned. No deeper than the path, and nothing is wrapped before all else has matched. */
export function isAsPlanned(element: XmlElement, plan: Plan, stanza?: AnyElement): boolean {
  if (element.name !== plan.name || element.namespace !== plan.namespace) return false;
  for (const test of plan.stored) if (!holdsStored(element, test)) return false;
  const { stanzaClass, children } = plan;
  if (children !== undefined) {
    const isPlanned = (node: XmlElement | string): boolean =>
      typeof node === 'object' && children.some((child) => isAsPlanned(node, child));
    if (!element.children.some(isPlanned)) return false;
  }
  if (plan.asked.length === 0 || stanzaClass === undefined) return true;
  const view = stanza instanceof stanzaClass ? stanza : viewAs(element, stanzaClass);
  return plan.asked.every((test) => holdsAsked(view, test));
}

function holdsStored(element: XmlElement, { field, value }: Test): boolean {
  const { kind, name } = field;
  if (kind === 'attribute') {
    const found = element.attribute(name);
    return value === undefined ? found !== undefined : found === value;
  }
  const child = element.child(element.namespace, name);
  if (kind === 'flag' && value !== undefined) return String(child !== undefined) === value;
  if (child === undefined || value === undefined) return child !== undefined;
  return (kind === 'languages' ? bestText(element, element.namespace, name) : child)?.text === value;
}

function holdsAsked(view: AnyElement, { field, value }: Test): boolean {
  if (value === undefined) return view.has(field.key);
  // An extension that is not there is not asked: it would make its element, if only to wait for a write.
  if (field.kind === 'extension' && !view.has(field.key)) return false;
  const found: unknown = readQuietly(view, field.key);
  if (found === undefined || typeof found === 'string') return found === value;
  if (typeof found === 'number' || typeof found === 'boolean' || field.codec === undefined)
    return String(found) === value;
  return field.codec.format(found) === value;
}

/** Values of a key as a stanza path compares them; a malformed one is none. */
function readQuietly(view: AnyElement, key: string): unknown {
  try {
    return view.get(key);
  } catch (error) {
    if (error instanceof InvalidValueError) return undefined;
    throw error;
  }
}

/** The tags of the children that a plan asks for, one of which is there. */
export function childTags(plan: Plan): string[] | undefined {
  const stored = plan.stored.find(
    ({ field, value }) => field.kind !== 'attribute' && !(field.kind === 'flag' && value === 'false'),
  );
  if (plan.children === undefined) return stored === undefined ? undefined : [clark(plan.namespace, stored.field.name)];
  return plan.children.map(({ namespace, name }) => clark(namespace, name));
}
