/** Matching by a path through the XML. */
import type { AnyElement, AnyElementClass } from '../element/element-base.js';
import type { ConcreteClass } from '../element/field.js';
import { STANZA_NAMESPACE } from '../stanza/stanza-base.js';
import type { XmlElement } from '../xml/element.js';
import { clark } from '../xml/names.js';
import { XmlPath } from '../xml/path.js';
import type { NameTest, Step } from '../xml/path-parser.js';
import { XmlPathError } from '../xml/path-scanner.js';
import { elementOf, type IndexKey, type Matcher } from './matcher.js';
import type { StanzaAt } from './stanza-at.js';

/**
 * Matches stanzas in which a path finds something. The path is that of {@link compilePath}, from the
 * stanza itself: its first step names the stanza's own tag.
 *
 * A step without a namespace is in that of the last step that has one, and in `jabber:client` where there
 * is none before it; so is the name of a child in a predicate. `{}name` is a name in no namespace.
 *
 * @typeParam P - the path; a literal one gives handlers the class of its stanza
 * @typeParam C - the class that handlers get the stanza as
 *
 * @example
 * ```ts
 * import { defineElement, Iq, MatchXPath, registerStanzaPlugin } from 'couplet';
 *
 * class Register extends defineElement({
 *   name: 'query',
 *   namespace: 'jabber:iq:register',
 *   pluginAttrib: 'register',
 *   subInterfaces: ['username'],
 * }) {}
 * const RegisterIq = registerStanzaPlugin(Iq, Register);
 *
 * new MatchXPath('{jabber:client}iq/{jabber:iq:register}query'); // for handlers of an Iq
 * new MatchXPath("iq[@type='set']/{jabber:iq:register}query/username", RegisterIq); // of a RegisterIq
 * ```
 */
export class MatchXPath<const P extends string, C extends AnyElementClass = new () => StanzaAt<P>>
  implements Matcher<InstanceType<C>>
{
  /** Types only: never there at run time. */
  declare readonly '~stanza'?: InstanceType<C>;
  /** The path. */
  declare readonly path: P;
  /** The class that handlers get the stanza as, if it was given. */
  declare readonly stanzaClass: AnyElementClass | undefined;
  readonly #path: XmlPath;

  /**
   * @param path - the path, from the stanza itself
   * @param stanzaClass - what handlers get the stanza as; without it, the class of the stream's table
   * @throws {@link XmlPathError} when the path is malformed, does not begin with a tag, or is not about
   * the elements of that class
   */
  constructor(path: P, stanzaClass?: C) {
    this.path = path;
    this.stanzaClass = stanzaClass;
    this.#path = new XmlPath(path, STANZA_NAMESPACE);
    const [first] = this.#path.steps;
    if (first === undefined || first.axis === 'self' || first.axis === 'parent')
      throw new XmlPathError(path, 0, 'expected the tag of the stanza');
    checkClass(path, rootTag(first), stanzaClass);
  }

  /** Whether the path finds anything. */
  match(stanza: XmlElement | AnyElement): boolean {
    return this.#path.matches(elementOf(stanza));
  }

  /** @internal */
  keys(): readonly IndexKey[] | undefined {
    const [first, second] = this.#path.steps as [Step, Step | undefined];
    if (first.axis !== 'child') return undefined;
    const equal = (name: string): string | undefined => {
      for (const p of first.predicates) if (p.kind === 'attribute' && p.name === name && !p.negated) return p.value;
      return undefined;
    };
    let child = second?.axis === 'child' ? tagOf(second.test) : undefined;
    for (const predicate of first.predicates) if (predicate.kind === 'child') child ??= tagOf(predicate.test);
    return [{ root: rootTag(first), type: equal('type'), id: equal('id'), child }];
  }
}

/**
 * Refuses a class whose elements the path is not about.
 *
 * @throws {@link XmlPathError} when the tags differ
 */
export function checkClass(path: string, tag: string | undefined, stanzaClass: AnyElementClass | undefined): void {
  if (tag === undefined || stanzaClass === undefined) return;
  const { name, tag: expected } = stanzaClass as ConcreteClass;
  if (expected !== tag) throw new XmlPathError(path, 0, `expected ${expected} for the class ${name}`);
}

function rootTag(step: Step): string | undefined {
  return step.axis === 'child' ? tagOf(step.test) : undefined;
}

function tagOf({ namespace, name }: NameTest): string | undefined {
  return namespace === undefined || name === undefined ? undefined : clark(namespace, name);
}
