/** Presence (RFC 6121, section 4.7). */
import { integer, oneOf } from '../element/codec.js';
import { defineStanza, STANZA_NAMESPACE } from './stanza-base.js';
import { StanzaError } from './stanza-error.js';

const type = oneOf('error', 'probe', 'subscribe', 'subscribed', 'unavailable', 'unsubscribe', 'unsubscribed');

/** The type of a presence stanza; `available` is that of one without the attribute (RFC 6121, section 4.7.1). */
export type PresenceType = 'available' | ReturnType<typeof type.parse>;

/**
 * A presence stanza (RFC 6121, section 4.7). `status` takes a language.
 *
 * @example
 * ```ts
 * import { Presence } from 'couplet';
 *
 * Presence.of({ show: 'away', status: 'At lunch', priority: 5 });
 * ```
 */
export class Presence extends defineStanza({
  name: 'presence',
  namespace: STANZA_NAMESPACE,
  interfaces: { type },
  subInterfaces: { show: oneOf('away', 'chat', 'dnd', 'xa'), priority: integer.between(-128, 127) },
  langInterfaces: ['status'],
  plugins: { error: StanzaError },
}) {
  /** The type; `available` when it is absent (RFC 6121, section 4.7.1). */
  getType(): PresenceType {
    return this.getDeclared('type') ?? 'available';
  }

  /** Sets the type; `available` removes the attribute, which has no such value. */
  setType(type: PresenceType): void {
    this.setDeclared('type', type === 'available' ? undefined : type);
  }

  /** The priority; 0 when it is absent (RFC 6121, section 4.7.2.3). */
  getPriority(): number {
    return this.getDeclared('priority') ?? 0;
  }

  /**
   * A reply: `subscribed` to `subscribe`, `unsubscribed` to `unsubscribe`, else of the same type.
   *
   * @throws {@link NotRepliableError} when this is an error
   */
  override reply(): this {
    const reply = super.reply();
    const type = this.xml.attribute('type');
    if (type === 'subscribe' || type === 'unsubscribe') reply.xml.setAttribute('type', `${type}d`);
    return reply;
  }
}
