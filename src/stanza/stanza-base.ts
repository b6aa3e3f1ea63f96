/** The base of top-level stanzas: addresses, id, type, replies, and the stream they belong to. */
import { elementGiven } from '../element/children.js';
import { jid, string } from '../element/codec.js';
import { defineOn } from '../element/define-element.js';
import type { Checked, ElementDefinition, FieldsOf, Interfaces, LanguageKeysOf } from '../element/definition.js';
import { type AnyElement, ElementBase } from '../element/element-base.js';
import { fieldsOf } from '../element/field.js';
import type { ElementStatics } from '../element/types.js';
import type { JID } from '../jid/jid.js';
import type { XmlElement } from '../xml/element.js';
import { NotRepliableError, UnboundStanzaError } from './errors.js';
import { type ErrorDescription, StanzaError } from './stanza-error.js';

/** The namespace of stanzas inside couplet, whatever it is on the wire. */
export const STANZA_NAMESPACE = 'jabber:client';

/** What every top-level stanza has. */
export interface StanzaFields {
  /** The addressee. */
  to: JID | undefined;
  /** The sender. */
  from: JID | undefined;
  /** What a reply is recognised by. */
  id: string | undefined;
  /** The kind of stanza. */
  type: string | undefined;
}

/** What {@link StanzaBase.errorReply} takes. */
export interface ErrorReplyOptions extends ErrorDescription {
  /** Whether the reply carries the payload of the stanza; `true` without it. */
  readonly echo?: boolean;
}

/** @internal What a stanza needs of the stream that it belongs to. */
export interface StanzaHost {
  readonly lang: string | undefined;
  sendStanza(stanza: StanzaBase, options?: object): Promise<unknown>;
  deferAnswer(request: StanzaBase): void;
}

/** The base of top-level stanzas (RFC 6120, section 8). Classes are made with {@link defineStanza}. */
// The declaration may narrow what every stanza has: `type` of an Iq is one of four.
export abstract class StanzaBase<F extends {} = {}, L extends string = never> extends ElementBase<F & StanzaFields, L> {
  // Absent until they are assigned: see `xml`.
  /** @internal The stream that it came in by, or is to go out by. */
  declare host: StanzaHost | undefined;
  /** @internal The stanza that this one is a reply to. */
  declare replyTo: StanzaBase | undefined;
  /** @internal The stream's note of a request that came in. */
  declare exchange: object | undefined;

  /**
   * A reply: a new stanza, without content, to the sender of this one. It is from whom this one was to.
   *
   * @throws {@link NotRepliableError} when this is an error or a result
   */
  reply(): this {
    const { xml } = this;
    return xml.name === 'iq' ? this.#answer('result', true) : this.#answer(xml.attribute('type'), false);
  }

  /**
   * An error reply (RFC 6120, section 8.3). It keeps the id, and echoes the payload unless told not to.
   *
   * @throws {@link NotRepliableError} when this is an error or a result
   */
  errorReply(error: ErrorReplyOptions): this {
    const reply = this.#answer('error', true);
    if (error.echo !== false) {
      // An error that a stanza of another type held would be read in place of this one.
      for (const child of this.payload) if (child.tag !== StanzaError.tag) reply.xml.append(child);
    }
    reply.xml.append(new StanzaError().describe(error).xml);
    return reply;
  }

  /** The child elements. */
  get payload(): readonly XmlElement[] {
    return this.xml.children.filter((node): node is XmlElement => typeof node === 'object');
  }

  /**
   * Replaces all content by one payload, which is adopted if it has no parent and copied if it has one.
   *
   * @returns this stanza
   */
  setPayload(payload: AnyElement | XmlElement): this {
    const xml = elementGiven(this.constructor.name, 'payload', payload);
    return this.clear().append(xml);
  }

  /**
   * Sends the stanza by the stream that made or received it.
   *
   * @returns this stanza, once the host has taken it; rejected with the host's error when it has not
   * @throws {@link UnboundStanzaError} when it belongs to no stream
   * @throws {@link DuplicateReplyError} when it is a second reply to one IQ request
   * @throws {@link MissingAddressError} when a component sends it to nobody
   */
  send(): Promise<this> {
    return this.hostOrThrow().sendStanza(this as unknown as StanzaBase) as Promise<this>;
  }

  /** A stanza of the same class over a deep copy of the XML, which belongs to the same stream. */
  override copy(): this {
    const copy = super.copy();
    copy.host = this.host;
    copy.exchange = this.exchange;
    copy.replyTo = this.replyTo;
    return copy;
  }

  /** @internal */
  override get streamLanguage(): string | undefined {
    return this.host?.lang;
  }

  /** @internal */
  hostOrThrow(): StanzaHost {
    if (this.host === undefined) throw new UnboundStanzaError(this.constructor.name);
    return this.host;
  }

  /** Addresses are swapped as they are: a malformed one must not prevent an answer. */
  #answer(type: string | undefined, keepsId: boolean): this {
    const { xml } = this;
    const own = xml.attribute('type');
    if (own === 'error' || (own === 'result' && xml.name === 'iq')) throw new NotRepliableError(own);
    const stanzaClass = this.constructor as unknown as new () => this;
    const reply = new stanzaClass();
    const put = (name: string, value: string | undefined): void => {
      if (value !== undefined) reply.xml.putAttribute(name, value);
    };
    put('to', xml.attribute('from'));
    put('from', xml.attribute('to'));
    if (keepsId) put('id', xml.attribute('id'));
    put('type', type);
    reply.host = this.host;
    reply.replyTo = this as unknown as StanzaBase;
    return reply;
  }
}

/** A class made by {@link defineStanza}. */
export interface StanzaClass<D extends ElementDefinition> extends ElementStatics<D> {
  new (xml?: XmlElement): StanzaBase<FieldsOf<D>, LanguageKeysOf<D>>;
}

const common: Interfaces = { to: jid, from: jid, id: string, type: string };

/**
 * Declares a class of top-level stanzas: like {@link defineElement}, and with `to`, `from`, `id` and
 * `type`, which the declaration may narrow.
 *
 * @param definition - the element and its interfaces
 * @returns the class to extend
 * @throws {@link DefinitionError} when the definition cannot be meant
 */
export function defineStanza<const D extends ElementDefinition>(definition: D & Checked<D>): StanzaClass<D> {
  const fields = new Map([...fieldsOf({ name: 'stanza', namespace: '', interfaces: common }), ...fieldsOf(definition)]);
  return defineOn(StanzaBase, definition, fields) as unknown as StanzaClass<D>;
}
