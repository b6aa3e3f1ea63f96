/** XEP-0066: Out of Band Data, as far as other protocols point to addresses with it (section 3). */
import { defineElement } from '../../element/define-element.js';

/** The namespace of out-of-band data. */
export const OUT_OF_BAND = 'jabber:x:oob';

/**
 * An address of something outside of XMPP (XEP-0066, section 3).
 *
 * @example
 * ```ts
 * import { Message, registerStanzaPlugin } from 'couplet';
 * import { OutOfBandData } from 'couplet/xep/0066';
 *
 * const PictureMessage = registerStanzaPlugin(Message, OutOfBandData);
 * PictureMessage.of({ oob: { url: 'https://example.org/rose.jpg', desc: 'A rose' } });
 * ```
 */
export class OutOfBandData extends defineElement({
  name: 'x',
  namespace: OUT_OF_BAND,
  pluginAttrib: 'oob',
  subInterfaces: ['url', 'desc'],
}) {}
