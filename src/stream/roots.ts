/** The classes of top-level stanzas that one stream knows. */
import type { AnyElementClass } from '../element/element-base.js';
import { DefinitionError } from '../element/errors.js';
import { type ConcreteClass, isStanzaClass } from '../element/field.js';
import { viewAs } from '../element/view.js';
import { rootStanzas } from '../stanza/roots.js';
import { defineStanza, StanzaBase, type StanzaHost } from '../stanza/stanza-base.js';
import type { XmlElement } from '../xml/element.js';

/** More tags than these are not remembered: they come from the network. */
const MOST_UNKNOWN = 100;

/** The root table of a stream. */
export class Roots {
  readonly #classes: readonly ConcreteClass[];
  readonly #unknown = new Map<string, ConcreteClass>();

  /** @param own - classes of the program, which come before those of RFC 6120 */
  constructor(own: readonly AnyElementClass[]) {
    for (const stanzaClass of own) {
      if (isStanzaClass(stanzaClass) && stanzaClass.prototype instanceof StanzaBase) continue;
      throw new DefinitionError(
        'invalid-definition',
        `'stanzas' takes classes made with defineStanza, found ${String(stanzaClass?.name)}`,
      );
    }
    this.#classes = [...(own as readonly ConcreteClass[]), ...(rootStanzas as unknown as readonly ConcreteClass[])];
  }

  /** The stanza object of an element: of its class in the table, else with the common keys alone. */
  stanza(xml: XmlElement, host: StanzaHost): StanzaBase {
    return bind(viewAs(xml, this.#classOf(xml)) as StanzaBase, host);
  }

  #classOf(xml: XmlElement): ConcreteClass {
    for (const known of this.#classes) {
      if (known.definition.name === xml.name && known.definition.namespace === xml.namespace) return known;
    }
    const remembered = this.#unknown.get(xml.tag);
    if (remembered !== undefined) return remembered;
    class UnknownStanza extends defineStanza({ name: xml.name, namespace: xml.namespace }) {}
    const made = UnknownStanza as unknown as ConcreteClass;
    if (this.#unknown.size < MOST_UNKNOWN) this.#unknown.set(xml.tag, made);
    return made;
  }
}

/** Has a stanza belong to a stream, unless it belongs to one. */
export function bind<S extends StanzaBase>(stanza: S, host: StanzaHost): S {
  stanza.host ??= host;
  return stanza;
}
