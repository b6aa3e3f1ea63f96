/** The ping stanza (XEP-0199). */
import { defineElement } from '../../element/define-element.js';

/** A ping: an empty element, asking for an answer. */
export class Ping extends defineElement({
  name: 'ping',
  namespace: 'urn:xmpp:ping',
  pluginAttrib: 'ping',
}) {}
