/** From a class to what its elements are made of, key by key. */
import fc from 'fast-check';
import { childClass, encode } from '../../element/access.js';
import { InvalidValueError } from '../../element/errors.js';
import type { ConcreteClass, Field } from '../../element/field.js';
import { tableOf } from '../../element/table.js';
import { StanzaError } from '../../stanza/stanza-error.js';
import { StreamError } from '../../stanza/stream-error.js';
import { XmlElement } from '../../xml/element.js';
import { XML_LANG } from '../../xml/names.js';
import { assertStanzaClass, type ConcreteStanzaClass, dynamic } from '../dynamic.js';
import {
  type ArbitraryOptions,
  type ClassOptions,
  type KeyValues,
  type Missing,
  UngeneratableClassError,
} from './options.js';
import { unknownContent } from './unknown.js';
import { codecValues } from './values.js';
import { xmlElement } from './xml.js';

/** Writes one value of one key into an element that is being made. */
type Write = (element: XmlElement) => void;

/** A key of a class, and what it may be. */
export interface KeyPlan {
  readonly field: Field;
  /** What `set` takes; `undefined` where an accessor method takes something else than a child of the class. */
  readonly values: fc.Arbitrary<unknown> | undefined;
  /** What is done to an element so that the key is there. */
  readonly writes: fc.Arbitrary<Write>;
  /** Whether that is done by `set`, which may look at what is there already. */
  readonly bySetter: boolean;
}
type Keys = ReadonlyMap<string, KeyPlan>;

/** What the stanza objects of a class are made of. */
export interface ClassPlan {
  readonly keys: Keys;
  /** The elements. */
  readonly elements: fc.Arbitrary<XmlElement>;
}

/** Conditions of errors are elements, one of which is there: the addresses come with `gone` and `redirect`. */
const ownClasses: NonNullable<ArbitraryOptions['classes']> = new Map<ConcreteStanzaClass, ClassOptions>([
  [
    StanzaError,
    {
      interfaces: { gone: 'absent', redirect: 'absent', application: xmlElement({ tag: '{urn:example:errors}own' }) },
      unknown: false,
    },
  ],
  [StreamError, { interfaces: { seeOtherHost: 'absent' }, unknown: false }],
]);

const languages = fc.constantFrom(undefined, 'en', 'fr', 'de-CH', 'x-klingon', '');

/** Plans a class and those below it, each once for each depth. */
export class Planner {
  readonly #options: ArbitraryOptions;
  readonly #plans = new Map<ConcreteClass, Map<number, ClassPlan>>();
  readonly #missing = new Map<string, Missing>();

  constructor(options: ArbitraryOptions) {
    this.#options = options;
  }

  /**
   * @throws {@link UngeneratableClassError} when something is lacking
   * @throws `DefinitionError` when it is no stanza class
   */
  plan(stanzaClass: ConcreteClass): ClassPlan {
    assertStanzaClass(stanzaClass);
    const plan = this.#plan(stanzaClass, this.#options.depth ?? 2, this.#options);
    if (this.#missing.size > 0) throw new UngeneratableClassError(stanzaClass.name, [...this.#missing.values()]);
    return plan;
  }

  #plan(stanzaClass: ConcreteClass, depth: number, options: ClassOptions): ClassPlan {
    const made = this.#plans.get(stanzaClass)?.get(depth);
    if (made !== undefined) return made;
    const keys = new Map<string, KeyPlan>();
    const tags = new Set<string>();
    const { fields } = tableOf(stanzaClass);
    this.#checkKeys(stanzaClass, [...fields.keys()], options);
    for (const field of fields.values()) {
      const given = options.interfaces?.[field.key] ?? ownClasses.get(stanzaClass)?.interfaces?.[field.key];
      if (given === 'absent') continue;
      if (field.child !== undefined) {
        // Of a plugin and a list of one class, or two classes of one tag, there is one in a stanza.
        const { tag } = childClass(field);
        if (depth === 0 || tags.has(tag)) continue;
        tags.add(tag);
      }
      const key = this.#key(stanzaClass, field, depth, given);
      if (key !== undefined) keys.set(field.key, key);
    }
    const unknown = options.unknown ?? this.#options.unknown ?? ownClasses.get(stanzaClass)?.unknown ?? true;
    const plan = { keys, elements: elementsOf(stanzaClass, keys, unknown, options.required ?? []) };
    const plans = this.#plans.get(stanzaClass) ?? new Map<number, ClassPlan>();
    this.#plans.set(stanzaClass, plans.set(depth, plan));
    return plan;
  }

  /** A key that is misspelled would make stanzas other than were meant. */
  #checkKeys({ name }: ConcreteClass, keys: readonly string[], { interfaces = {}, required = [] }: ClassOptions): void {
    const check = (option: string, given: readonly string[]): void => {
      for (const key of given)
        if (!keys.includes(key))
          this.#lacks(`${name}.${key}`, `is none of its keys (${keys.join(', ')}), yet ${option} has it`);
    };
    check('interfaces', Object.keys(interfaces));
    check('required', required);
  }

  #key(stanzaClass: ConcreteClass, field: Field, depth: number, given: KeyValues | undefined): KeyPlan | undefined {
    if (given !== undefined && given !== 'absent') {
      return { field, values: given, writes: given.map((value) => bySet(stanzaClass, field, value)), bySetter: true };
    }
    const values = this.#values(stanzaClass, field, depth);
    if (values === undefined) return undefined;
    if (field.setter === undefined || field.child !== undefined) {
      const settable = field.setter === undefined ? values : undefined;
      return { field, values: settable, writes: writesOf(stanzaClass, field, values), bySetter: false };
    }
    if (!fc.sample(values, 50).some((value) => isAccepted(stanzaClass, field, value))) {
      const { name } = stanzaClass;
      this.#lacks(`${name}.${field.key}`, `refuses all values of its codec: give some that it takes${hint(field)}`);
    }
    // What does not go with what is there already is left out.
    const writes = values.map(
      (value): Write =>
        (element) =>
          void isAccepted(stanzaClass, field, value, element),
    );
    return { field, values, writes, bySetter: true };
  }

  /** What `set` takes by the declared kind. */
  #values(stanzaClass: ConcreteClass, field: Field, depth: number): fc.Arbitrary<unknown> | undefined {
    const child = field.child === undefined ? undefined : childClass(field);
    switch (field.kind) {
      case 'flag':
        return fc.constant(true);
      case 'language':
        return languages.filter((language) => language !== undefined);
      case 'plugin':
        return this.#children(child as ConcreteClass, depth);
      case 'list':
        return fc.array(this.#children(child as ConcreteClass, depth), { minLength: 1, maxLength: 3 });
      case 'extension':
        return this.#plan(child as ConcreteClass, depth - 1, this.#below(child as ConcreteClass)).keys.get(field.key)
          ?.values;
      default:
        return this.#texts(stanzaClass, field);
    }
  }

  #texts(stanzaClass: ConcreteClass, field: Field): fc.Arbitrary<unknown> | undefined {
    const known = codecValues(field.codec);
    const values = (field.codec && this.#options.codecs?.get(field.codec)) ?? known;
    if (values !== undefined) return values;
    this.#lacks(
      `${stanzaClass.name}.${field.key}`,
      `has a codec that is not one of couplet: give values of it, as { codecs: new Map([[codec, fc...]]) }${hint(field)}`,
    );
    return undefined;
  }

  #lacks(where: string, lacks: string): void {
    this.#missing.set(where, { where, lacks });
  }

  #children(child: ConcreteClass, depth: number): fc.Arbitrary<unknown> {
    const { elements } = this.#plan(child, depth - 1, this.#below(child));
    return elements.map((element) => new child(element.clone()));
  }

  #below(child: ConcreteClass): ClassOptions {
    return this.#options.classes?.get(child as unknown as ConcreteStanzaClass) ?? {};
  }
}

function hint({ key }: Field): string {
  return `, or as { interfaces: { ${key}: fc... } }`;
}

/** Sets a value that the test has given. */
function bySet(stanzaClass: ConcreteClass, field: Field, value: unknown): Write {
  return (element) => {
    try {
      dynamic(new stanzaClass(element)).set(field.key, value);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const missing = { where: `${stanzaClass.name}.${field.key}`, lacks: `takes not all values given: ${reason}` };
      throw new UngeneratableClassError(stanzaClass.name, [missing], error);
    }
  };
}

/** Sets a value, unless the accessor method refuses it. */
function isAccepted(
  stanzaClass: ConcreteClass,
  field: Field,
  value: unknown,
  element: XmlElement = new stanzaClass().xml,
): boolean {
  try {
    dynamic(new stanzaClass(element)).set(field.key, value);
    return true;
  } catch (error) {
    if (error instanceof InvalidValueError) return false;
    throw error;
  }
}

/** By the declared kind, into the XML itself: what writes it for users is not asked. */
function writesOf(stanzaClass: ConcreteClass, field: Field, values: fc.Arbitrary<unknown>): fc.Arbitrary<Write> {
  const { namespace } = stanzaClass.definition;
  const sample = new stanzaClass();
  const child = (text: string, language?: string): XmlElement =>
    XmlElement.fromParts(
      namespace,
      field.name,
      language === undefined ? undefined : [XML_LANG, language],
      text === '' ? undefined : [text],
    );
  const text = (value: unknown): string => encode(sample, field, value);
  switch (field.kind) {
    case 'attribute':
    case 'language':
      return values.map((value) => (element) => void element.setAttribute(field.name, text(value)));
    case 'text':
      return values.map((value) => (element) => void element.append(child(text(value))));
    case 'flag':
      return fc.constant((element) => void element.append(child('')));
    case 'languages': {
      const entry = fc.tuple(languages, values);
      return fc
        .uniqueArray(entry, { selector: ([language]) => language, minLength: 1, maxLength: 3 })
        .map((entries) => (element) => {
          for (const [language, value] of entries) element.append(child(text(value), language));
        });
    }
    case 'plugin':
      return values.map((value) => (element) => void element.append(dynamic(value as never).xml));
    case 'list':
      return values.map((value) => (element) => {
        for (const item of value as never[]) element.append(dynamic(item).xml);
      });
    case 'extension':
      return values.map((value) => bySet(stanzaClass, field, value));
  }
}

/** Elements with some of the keys, their children from any of them on, and unknown content among them. */
function elementsOf(
  stanzaClass: ConcreteClass,
  keys: Keys,
  unknown: boolean,
  required: readonly string[],
): fc.Arbitrary<XmlElement> {
  const { namespace, name } = stanzaClass.definition;
  const written = (bySetter: boolean): fc.Arbitrary<(Write | undefined)[]> =>
    fc.tuple(
      ...[...keys.values()]
        .filter((key) => key.bySetter === bySetter)
        .map(({ field, writes }) => (required.includes(field.key) ? writes : fc.option(writes, { nil: undefined }))),
    );
  const foreign = unknown ? unknownContent : fc.constant([]);
  const parts = fc.tuple(written(false), fc.nat({ max: 7 }), written(true), foreign);
  return parts.map(([writes, turn, setters, additions]) => {
    const element = XmlElement.fromParts(namespace, name, undefined, undefined);
    const some = writes.filter((write) => write !== undefined);
    for (let i = 0; i < some.length; i++) some[(i + turn) % some.length]?.(element);
    for (const set of setters) set?.(element);
    for (const add of additions) add(element);
    return element.clone();
  });
}
