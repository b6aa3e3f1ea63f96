/** The error that a stanza of type `error` carries (RFC 6120, section 8.3). */
import { integer, jid, oneOf, string } from '../element/codec.js';
import { defineElement } from '../element/define-element.js';
import { bestText } from '../element/language.js';
import { XmlElement } from '../xml/element.js';
import { XML_LANG } from '../xml/names.js';
import { parseXml } from '../xml/parse.js';
import {
  assertErrorCondition,
  conditionOfCode,
  defaultErrorType,
  type ErrorCondition,
  type ErrorType,
  errorConditions,
  isErrorCondition,
  legacyCode,
  STANZA_ERRORS,
} from './conditions.js';

/** Everything that an error stanza says: what `errorReply` and `XmppError` take. */
export interface ErrorDescription {
  /** The condition (RFC 6120, section 8.3.3). */
  readonly condition: ErrorCondition;
  /** What the sender may do about it; without it, what RFC 6120 gives the condition. */
  readonly type?: ErrorType | undefined;
  /** An explanation for people. */
  readonly text?: string | undefined;
  /** A condition of the application's own, beside the defined one (RFC 6120, section 8.3.4). */
  readonly application?: XmlElement | undefined;
}

/**
 * The `<error/>` of a stanza (RFC 6120, section 8.3): `iq.get('error').get('condition')`.
 *
 * {@link StanzaError.describe} fills in a whole error, with the `type` that RFC 6120 gives a condition
 * and the `code` that XEP-0086 gives it. An error with only a legacy code is read by the table of XEP-0086.
 */
export class StanzaError extends defineElement({
  name: 'error',
  namespace: 'jabber:client',
  pluginAttrib: 'error',
  interfaces: {
    type: oneOf('auth', 'cancel', 'continue', 'modify', 'wait'),
    by: jid,
    code: integer,
    // These are child elements of other namespaces: the accessor methods below read and write them.
    condition: oneOf(...errorConditions),
    text: string,
    gone: string,
    redirect: string,
    application: string,
  },
}) {
  /** What the sender may do about it; where it is not said, what RFC 6120 gives the condition. */
  getType(): ErrorType | undefined {
    const condition = this.has('type') ? undefined : this.getCondition();
    return condition === undefined ? this.getDeclared('type') : defaultErrorType(condition);
  }

  /** The condition; one that RFC 6120 does not define is `undefined-condition`. */
  getCondition(): ErrorCondition | undefined {
    const element = this.#condition();
    if (element !== undefined) return isErrorCondition(element.name) ? element.name : 'undefined-condition';
    // A malformed code is no code: it is told of by get('code') and issues().
    return conditionOfCode(Number(this.xml.attribute('code')));
  }

  /** Replaces the condition; the type and everything else stay. */
  setCondition(condition: ErrorCondition): void {
    assertErrorCondition(condition);
    const element = new XmlElement(`{${STANZA_ERRORS}}${condition}`);
    const before = this.#condition();
    if (before === undefined) this.xml.append(element);
    else this.xml.replace(before, element);
    this.xml.removeWhere((child) => isCondition(child) && child !== element);
  }

  /** Removes the condition; its type and text stay. */
  delCondition(): void {
    this.xml.removeWhere(isCondition);
  }

  /** Whether there is a condition, known or not. */
  hasCondition(): boolean {
    return this.#condition() !== undefined;
  }

  /** The explanation for people. */
  getText(): string | undefined {
    return bestText(this.xml, STANZA_ERRORS, 'text')?.text;
  }

  /** Sets the explanation, with its language if that is given. */
  setText(text: string, language?: string): void {
    this.delText();
    this.xml.append(new XmlElement(`{${STANZA_ERRORS}}text`, { [XML_LANG]: language }, text));
  }

  /** Removes the explanation in every language. */
  delText(): void {
    this.xml.removeWhere((child) => child.namespace === STANZA_ERRORS && child.name === 'text');
  }

  /** Whether there is an explanation. */
  hasText(): boolean {
    return this.xml.child(STANZA_ERRORS, 'text') !== undefined;
  }

  /** The new address of an entity that is gone (RFC 6120, section 8.3.3.5). */
  getGone(): string | undefined {
    return this.xml.child(STANZA_ERRORS, 'gone')?.text;
  }

  /** Makes the condition `gone`, with the new address. */
  setGone(address: string): void {
    this.#setAddress('gone', address);
  }

  /** Removes the condition `gone`. */
  delGone(): void {
    if (this.hasGone()) this.delCondition();
  }

  /** Whether the condition is `gone`. */
  hasGone(): boolean {
    return this.#condition()?.name === 'gone';
  }

  /** The address to turn to instead (RFC 6120, section 8.3.3.14). */
  getRedirect(): string | undefined {
    return this.xml.child(STANZA_ERRORS, 'redirect')?.text;
  }

  /** Makes the condition `redirect`, with the address to turn to. */
  setRedirect(address: string): void {
    this.#setAddress('redirect', address);
  }

  /** Removes the condition `redirect`. */
  delRedirect(): void {
    if (this.hasRedirect()) this.delCondition();
  }

  /** Whether the condition is `redirect`. */
  hasRedirect(): boolean {
    return this.#condition()?.name === 'redirect';
  }

  /** The application's own condition: the first child of another namespace than the defined conditions'. */
  getApplication(): XmlElement | undefined {
    return this.xml.children.find((child): child is XmlElement => typeof child === 'object' && this.#isForeign(child));
  }

  /** Replaces the application's own condition; XML text is read. */
  setApplication(condition: XmlElement | string): void {
    this.delApplication();
    this.xml.append(typeof condition === 'string' ? parseXml(condition) : condition);
  }

  /** Removes the application's own conditions. */
  delApplication(): void {
    this.xml.removeWhere((child) => this.#isForeign(child));
  }

  /** Whether there is a condition of the application's own. */
  hasApplication(): boolean {
    return this.getApplication() !== undefined;
  }

  /**
   * Makes this the error that is described: condition, type (without one, what RFC 6120 gives the
   * condition), legacy code, text, and the application's own condition.
   *
   * @returns this error
   */
  describe(error: ErrorDescription): this {
    return this.set('type', error.type ?? defaultErrorType(error.condition))
      .set('code', legacyCode(error.condition))
      .set('condition', error.condition)
      .set('text', error.text)
      .set('application', error.application);
  }

  #isForeign(child: XmlElement): boolean {
    return child.namespace !== STANZA_ERRORS && child.namespace !== this.xml.namespace;
  }

  #condition(): XmlElement | undefined {
    let unknown: XmlElement | undefined;
    for (const child of this.xml.children) {
      if (typeof child === 'string' || !isCondition(child)) continue;
      if (isErrorCondition(child.name)) return child;
      unknown ??= child;
    }
    return unknown;
  }

  #setAddress(condition: 'gone' | 'redirect', address: string): void {
    if (this.#condition()?.name !== condition) this.setCondition(condition);
    const element = this.#condition() as XmlElement;
    element.text = address;
  }
}

function isCondition(child: XmlElement): boolean {
  return child.namespace === STANZA_ERRORS && child.name !== 'text';
}
