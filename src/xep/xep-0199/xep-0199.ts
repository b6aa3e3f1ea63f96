/** The plugin for pings: answering them, and sending them (XEP-0199). */
import { registerStanzaPlugin } from '../../element/register-stanza-plugin.js';
import { Callback } from '../../handler/callback.js';
import type { JID } from '../../jid/jid.js';
import { StanzaPath } from '../../matcher/stanza-path.js';
import { Iq, type IqSendOptions } from '../../stanza/iq.js';
import { BasePlugin } from '../../stream/base-plugin.js';
import { Xep0030 } from '../xep-0030/index.js';
import { Ping } from './ping.js';

/**
 * XMPP Ping (XEP-0199): answers the pings that come in, and sends some.
 *
 * @example
 * ```ts
 * import { StanzaStream } from 'couplet';
 * import { Xep0199 } from 'couplet/xep/0199';
 *
 * const stream = new StanzaStream({ send: (element) => console.log(String(element)) });
 * stream.registerPlugin(Xep0199);
 * await stream.receive('<iq type="get" id="p1" from="bill@example.org"><ping xmlns="urn:xmpp:ping"/></iq>');
 * ```
 * ```text
 * <iq xmlns="jabber:client" to="bill@example.org" id="p1" type="result"/>
 * ```
 */
export class Xep0199 extends BasePlugin {
  static readonly pluginName = 'xep_0199';
  static readonly xep = '0199';
  static readonly description = 'XMPP Ping';
  static readonly dependencies = [Xep0030];

  override pluginInit(): void {
    registerStanzaPlugin(Iq, Ping);
    this.registerHandler(new Callback('Ping', new StanzaPath('iq@type=get/ping'), (iq) => iq.reply().send()));
  }

  override postInit(): void {
    this.own(this.xmpp.plugin(Xep0030).addFeature(Ping.definition.namespace));
  }

  /**
   * Pings an entity.
   *
   * @param to - the entity; without it, the stream's own server
   * @returns how long the answer took, in milliseconds
   * @throws {@link IqError} when it answers with an error: it does not know pings, or does not answer this
   * sender, or a server says so in its place
   * @throws {@link IqTimeoutError} when it does not answer
   */
  async ping(to?: JID | string, options?: IqSendOptions): Promise<number> {
    const sent = Date.now();
    await this.xmpp.makeIq({ type: 'get', to }).setPayload(new Ping()).send(options);
    return Date.now() - sent;
  }
}
