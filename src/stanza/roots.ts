/** The top-level stanzas that every stream knows. */
import { Iq } from './iq.js';
import { Message } from './message.js';
import { Presence } from './presence.js';

/** The stanzas of RFC 6120, by the name of their element. */
export interface RootStanzas {
  /** Info/Query. */
  iq: Iq;
  /** A message. */
  message: Message;
  /** Presence. */
  presence: Presence;
}

/** Their classes. A stream adds its own to a table of its own. */
export const rootStanzas = [Iq, Message, Presence] as const;
