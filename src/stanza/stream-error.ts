/** The error that ends a stream (RFC 6120, section 4.9). */
import { oneOf, string } from '../element/codec.js';
import { defineElement } from '../element/define-element.js';
import { bestText } from '../element/language.js';
import { XmlElement } from '../xml/element.js';
import { STREAM_ERRORS, type StreamErrorCondition, streamErrorConditions } from './conditions.js';

/** `<stream:error/>` (RFC 6120, section 4.9): what a host may hand to its program when a stream ends. */
export class StreamError extends defineElement({
  name: 'error',
  namespace: 'http://etherx.jabber.org/streams',
  pluginAttrib: 'streamError',
  // These are child elements of another namespace: the accessor methods below read and write them.
  interfaces: { condition: oneOf(...streamErrorConditions), text: string, seeOtherHost: string },
}) {
  /** The condition; one that RFC 6120 does not define is `undefined-condition`. */
  getCondition(): StreamErrorCondition | undefined {
    const name = this.#condition()?.name;
    if (name === undefined) return undefined;
    return streamErrorConditions.find((condition) => condition === name) ?? 'undefined-condition';
  }

  /** Replaces the condition. */
  setCondition(condition: StreamErrorCondition): void {
    this.delCondition();
    this.xml.append(new XmlElement(`{${STREAM_ERRORS}}${condition}`));
  }

  /** Removes the condition. */
  delCondition(): void {
    this.xml.removeWhere((child) => child.namespace === STREAM_ERRORS && child.name !== 'text');
  }

  /** Whether there is a condition, known or not. */
  hasCondition(): boolean {
    return this.#condition() !== undefined;
  }

  /** The explanation for people. */
  getText(): string | undefined {
    return bestText(this.xml, STREAM_ERRORS, 'text')?.text;
  }

  /** Sets the explanation. */
  setText(text: string): void {
    this.delText();
    this.xml.append(new XmlElement(`{${STREAM_ERRORS}}text`, {}, text));
  }

  /** Removes the explanation. */
  delText(): void {
    this.xml.removeWhere((child) => child.namespace === STREAM_ERRORS && child.name === 'text');
  }

  /** Whether there is an explanation. */
  hasText(): boolean {
    return this.xml.child(STREAM_ERRORS, 'text') !== undefined;
  }

  /** The host to turn to instead (RFC 6120, section 4.9.3.19). */
  getSeeOtherHost(): string | undefined {
    return this.xml.child(STREAM_ERRORS, 'see-other-host')?.text;
  }

  /** Makes the condition `see-other-host`, with the host to turn to. */
  setSeeOtherHost(host: string): void {
    this.setCondition('see-other-host');
    const condition = this.#condition() as XmlElement;
    condition.text = host;
  }

  /** Removes the condition `see-other-host`. */
  delSeeOtherHost(): void {
    if (this.hasSeeOtherHost()) this.delCondition();
  }

  /** Whether the condition is `see-other-host`. */
  hasSeeOtherHost(): boolean {
    return this.#condition()?.name === 'see-other-host';
  }

  #condition(): XmlElement | undefined {
    const isCondition = (node: XmlElement | string): node is XmlElement =>
      typeof node === 'object' && node.namespace === STREAM_ERRORS && node.name !== 'text';
    return this.xml.children.find(isCondition);
  }
}
