/** Matching by the keys of stanza objects. */
import type { AnyElement, AnyElementClass } from '../element/element-base.js';
import type { ConcreteClass } from '../element/field.js';
import { tablesVersion } from '../element/table.js';
import { rootStanzas } from '../stanza/roots.js';
import { XmlElement } from '../xml/element.js';
import { clark } from '../xml/names.js';
import { XmlPathError } from '../xml/path-scanner.js';
import { checkClass } from './match-xpath.js';
import { elementOf, type IndexKey, type Matcher } from './matcher.js';
import type { StanzaAt } from './stanza-at.js';
import { parseStanzaPath, type StanzaStep } from './stanza-path-parser.js';
import { childTags, isAsPlanned, type Plan, planFor } from './stanza-path-plan.js';

/**
 * Matches stanzas by what their classes know: `iq@type=set/register` is an IQ whose `type` is `set` and
 * that has the plugin `register`.
 *
 * - The first step names the stanza, `iq` or `{namespace}iq`. It is an IQ, a message or a presence, or a
 *   stanza of the class that is given.
 * - A step further on is the key of a plugin or list, the element name of a child that iteration gives,
 *   or a tag, `{namespace}name`. There is at least one such child for which the rest of the path holds.
 * - The last step may be an interface: it is present, be it empty.
 * - `@key=value`, any number of them, are values of interfaces as text: as it stands in the XML, or, where
 *   the class has an accessor method for the key, of what that returns (`message@type=normal` matches
 *   without the attribute). Flags are `true` or `false`. A value with `@`, `/`, `=` or quotes goes in
 *   quotes: `message@from='bill@example.org/work'`.
 *
 * A plugin may be registered later: until then, a path with its key matches nothing. What no class knows
 * can be matched with {@link MatchXPath}.
 *
 * @typeParam P - the path; a literal one gives handlers the class of its stanza
 * @typeParam C - the class that handlers get the stanza as
 *
 * @example
 * ```ts
 * import { defineElement, Iq, registerStanzaPlugin, StanzaPath } from 'couplet';
 *
 * class Register extends defineElement({
 *   name: 'query',
 *   namespace: 'jabber:iq:register',
 *   pluginAttrib: 'register',
 *   boolInterfaces: ['remove'],
 * }) {}
 * const RegisterIq = registerStanzaPlugin(Iq, Register);
 *
 * new StanzaPath('iq@type=get/register'); // for handlers of an Iq
 * new StanzaPath('iq@type=set/register/remove', RegisterIq); // of a RegisterIq
 * ```
 */
export class StanzaPath<const P extends string, C extends AnyElementClass = new () => StanzaAt<P>>
  implements Matcher<InstanceType<C>>
{
  /** Types only: never there at run time. */
  declare readonly '~stanza'?: InstanceType<C>;
  /** The path. */
  declare readonly path: P;
  /** The class that handlers get the stanza as, if it was given. */
  declare readonly stanzaClass: AnyElementClass | undefined;
  readonly #steps: [StanzaStep, ...StanzaStep[]];
  readonly #root: ConcreteClass;
  #plan: Plan | undefined;
  #version: number;

  /**
   * @param path - the path
   * @param stanzaClass - whose keys its names are, and what handlers get the stanza as; without it, the
   * class of RFC 6120's stanza of that name
   * @throws {@link XmlPathError} when the path is malformed, names no known stanza, is not about the
   * elements of that class, or asks for something of an interface that only a plugin can have
   */
  constructor(path: P, stanzaClass?: C) {
    this.path = path;
    this.stanzaClass = stanzaClass;
    this.#steps = parseStanzaPath(path);
    const [{ namespace, name }] = this.#steps;
    const known = stanzaClass ?? rootStanzas.find(({ definition }) => definition.name === name);
    if (known === undefined) {
      const names = rootStanzas.map(({ definition }) => `'${definition.name}'`).join(', ');
      throw new XmlPathError(path, 0, `expected ${names}, or the class of the stanza beside the path`);
    }
    this.#root = known as unknown as ConcreteClass;
    checkClass(path, clark(namespace ?? this.#root.definition.namespace, name), this.#root);
    this.#plan = planFor(path, this.#steps, this.#root);
    this.#version = tablesVersion;
  }

  /** Whether the stanza has all that the path asks for. */
  match(stanza: XmlElement | AnyElement): boolean {
    const plan = this.#current();
    if (plan === undefined) return false;
    return isAsPlanned(elementOf(stanza), plan, stanza instanceof XmlElement ? undefined : stanza);
  }

  /** @internal */
  keys(): readonly IndexKey[] {
    const plan = this.#current();
    if (plan === undefined) return [];
    const stored = (key: string): string | undefined =>
      plan.stored.find(({ field }) => field.kind === 'attribute' && field.name === key)?.value;
    const root = { root: this.#root.tag, type: stored('type'), id: stored('id') };
    return childTags(plan)?.map((child) => ({ ...root, child })) ?? [root];
  }

  /** The plan by the tables as they are now. */
  #current(): Plan | undefined {
    if (this.#version === tablesVersion) return this.#plan;
    this.#version = tablesVersion;
    try {
      this.#plan = planFor(this.path, this.#steps, this.#root);
    } catch (error) {
      if (!(error instanceof XmlPathError)) throw error;
      // What was registered since has made a plugin's step one of an interface: nothing can match that.
      this.#plan = undefined;
    }
    return this.#plan;
  }
}
