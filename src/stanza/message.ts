/** Messages (RFC 6121, section 5). */
import { oneOf, string } from '../element/codec.js';
import { XmlElement } from '../xml/element.js';
import { defineStanza, STANZA_NAMESPACE } from './stanza-base.js';
import { StanzaError } from './stanza-error.js';

const types = ['chat', 'error', 'groupchat', 'headline', 'normal'] as const satisfies readonly MessageType[];

/** The type of a message (RFC 6121, section 5.2.2). */
export type MessageType = 'chat' | 'error' | 'groupchat' | 'headline' | 'normal';

/**
 * A message stanza (RFC 6121, section 5). `body` and `subject` take a language: `get('body', 'fr')`.
 *
 * @example
 * ```ts
 * import { Message } from 'couplet';
 *
 * Message.of({ to: 'bill@example.org', type: 'chat', body: 'Hello' }).set('body', 'Bonjour', 'fr');
 * ```
 */
export class Message extends defineStanza({
  name: 'message',
  namespace: STANZA_NAMESPACE,
  interfaces: { type: oneOf(...types), parentThread: string },
  langInterfaces: ['body', 'subject'],
  subInterfaces: ['thread'],
  plugins: { error: StanzaError },
}) {
  /** The type; `normal` when it is absent or unknown (RFC 6121, section 5.2.2). */
  getType(): MessageType {
    const found = this.xml.attribute('type');
    return types.find((type) => type === found) ?? 'normal';
  }

  /** The thread that this one has come from: the `parent` of `<thread/>` (RFC 6121, section 5.2.5). */
  getParentThread(): string | undefined {
    return this.#thread()?.attribute('parent');
  }

  /** Sets the parent of the thread; the thread is made where it is missing. */
  setParentThread(thread: string): void {
    if (this.#thread() === undefined) this.xml.append(new XmlElement(`{${STANZA_NAMESPACE}}thread`));
    this.#thread()?.setAttribute('parent', thread);
  }

  /** Removes the parent of the thread. */
  delParentThread(): void {
    if (this.hasParentThread()) this.#thread()?.setAttribute('parent', undefined);
  }

  /** Whether the thread has a parent. */
  hasParentThread(): boolean {
    return this.#thread()?.attribute('parent') !== undefined;
  }

  /**
   * A reply of the same type, in the same thread; to a message from a room, it goes to the room
   * (XEP-0045), so the sender's address loses its resource.
   *
   * @param body - its text
   * @throws {@link NotRepliableError} when this is an error
   */
  override reply(body?: string): this {
    const reply = super.reply();
    const thread = this.#thread();
    if (thread !== undefined) reply.xml.append(thread.clone());
    const to = reply.xml.attribute('to');
    if (this.getType() === 'groupchat') reply.xml.setAttribute('to', to?.replace(/\/.*$/s, ''));
    return body === undefined ? reply : reply.assign({ body });
  }

  #thread(): XmlElement | undefined {
    return this.xml.child(this.xml.namespace, 'thread');
  }
}
