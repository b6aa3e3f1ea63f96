/** The plugin for service discovery: what the stream answers, and what it can ask (XEP-0030). */
import { registerStanzaPlugin } from '../../element/register-stanza-plugin.js';
import type { Given } from '../../element/types.js';
import { Callback } from '../../handler/callback.js';
import type { JID } from '../../jid/jid.js';
import { StanzaPath } from '../../matcher/stanza-path.js';
import { Iq, type IqSendOptions } from '../../stanza/iq.js';
import { BasePlugin } from '../../stream/base-plugin.js';
import type { Form } from '../xep-0004/form.js';
import {
  DiscoData,
  type DiscoEntry,
  type DiscoInfoHandler,
  type DiscoItemsHandler,
  type DiscoRequest,
  type DiscoScope,
} from './disco-data.js';
import { DISCO_INFO, DiscoIdentity, DiscoInfo } from './disco-info.js';
import { DiscoItem, DiscoItems } from './disco-items.js';

/** How a request is sent. */
export interface DiscoOptions extends IqSendOptions {
  /** The node to ask for. */
  readonly node?: string | undefined;
  /** The sender, for a component that has several addresses. */
  readonly from?: JID | string | undefined;
}

/**
 * Service discovery (XEP-0030): answers what other entities ask, and asks them.
 *
 * What is said about an entity is said for a scope: a JID, a node, a node at a JID, or everything. A
 * request is answered by the first that has an answer of
 *
 * 1. that node at that JID,
 * 2. that JID,
 * 3. that node, whatever the JID,
 * 4. everything,
 * 5. the default: for no node, nothing but what every entity has to say; for a node that nothing has been
 *    said about, `item-not-found`.
 *
 * In each, handlers come first, the last one added before the others, and one that returns `undefined`
 * leaves the request to the next. A handler for a JID, or for everything, is asked about all nodes; what is
 * said there without a handler is said about no node. Scopes are not mixed: a JID about which something is
 * said has not also the features of everything.
 *
 * An answer about no node always has an identity and the disco#info feature (XEP-0030, section 3.1).
 *
 * @example
 * ```ts
 * import { StanzaStream } from 'couplet';
 * import { Xep0030 } from 'couplet/xep/0030';
 *
 * const stream = new StanzaStream({ jid: 'rooms.example.org', send: (element) => console.log(String(element)) });
 * const disco = stream.registerPlugin(Xep0030);
 * disco.addIdentity({ category: 'conference', type: 'text', name: 'Rooms' });
 * disco.addFeature('http://jabber.org/protocol/muc');
 * disco.addInfoHandler(({ jid }) => ({ identities: [{ category: 'conference', type: 'text', name: jid?.local }] }), {
 *   jid: 'balcony@rooms.example.org',
 * });
 * ```
 */
export class Xep0030 extends BasePlugin {
  static readonly pluginName = 'xep_0030';
  static readonly xep = '0030';
  static readonly description = 'Service Discovery';

  readonly #data = new DiscoData();

  override pluginInit(): void {
    registerStanzaPlugin(Iq, DiscoInfo);
    registerStanzaPlugin(Iq, DiscoItems);
    this.registerHandler(
      new Callback('Disco Info', new StanzaPath('iq@type=get/discoInfo'), (iq) => this.#answerInfo(iq)),
    );
    this.registerHandler(
      new Callback('Disco Items', new StanzaPath('iq@type=get/discoItems'), (iq) => this.#answerItems(iq)),
    );
  }

  /** Says that something is supported. @returns a function that takes it back */
  addFeature(feature: string, scope: DiscoScope = {}): () => void {
    return this.#data.add(scope, 'features', feature);
  }

  /** Says what something is. @returns a function that takes it back */
  addIdentity(identity: Given<DiscoIdentity>, scope: DiscoScope = {}): () => void {
    return this.#data.add(scope, 'identities', DiscoIdentity.of(identity));
  }

  /** Adds a form to the information about something (XEP-0128). @returns a function that takes it back */
  addForm(form: Form, scope: DiscoScope = {}): () => void {
    return this.#data.add(scope, 'forms', form.copy());
  }

  /** Says what is to be found at something. @returns a function that takes it back */
  addItem(item: Given<DiscoItem>, scope: DiscoScope = {}): () => void {
    return this.#data.add(scope, 'items', DiscoItem.of(item));
  }

  /** Has a function answer disco#info requests. @returns a function that takes it back */
  addInfoHandler(handler: DiscoInfoHandler, scope: DiscoScope = {}): () => void {
    return this.#data.add(scope, 'infoHandlers', handler);
  }

  /** Has a function answer disco#items requests. @returns a function that takes it back */
  addItemsHandler(handler: DiscoItemsHandler, scope: DiscoScope = {}): () => void {
    return this.#data.add(scope, 'itemsHandlers', handler);
  }

  /**
   * Asks an entity what it is and what it supports.
   *
   * @param to - the entity; without it, the stream's own account
   * @returns its answer
   * @throws {@link IqError} when it answers with an error, {@link IqTimeoutError} when it does not answer
   */
  async getInfo(to?: JID | string, options: DiscoOptions = {}): Promise<DiscoInfo> {
    return (await this.#ask(DiscoInfo.of({ node: options.node }), to, options)).get(DiscoInfo);
  }

  /**
   * Asks an entity what is to be found at it.
   *
   * @param to - the entity; without it, the stream's own account
   * @returns its answer
   * @throws {@link IqError} when it answers with an error, {@link IqTimeoutError} when it does not answer
   */
  async getItems(to?: JID | string, options: DiscoOptions = {}): Promise<DiscoItems> {
    return (await this.#ask(DiscoItems.of({ node: options.node }), to, options)).get(DiscoItems);
  }

  #ask(query: DiscoInfo | DiscoItems, to: JID | string | undefined, options: DiscoOptions): Promise<Iq> {
    const { node: _, from, ...how } = options;
    return this.xmpp.makeIq({ type: 'get', to, from }).setPayload(query).send(how);
  }

  async #answerInfo(iq: Iq): Promise<unknown> {
    const request = this.#requestOf(iq, iq.get(DiscoInfo).get('node'));
    const found = await this.#resolve(request, 'infoHandlers', infoOf);
    if (found === undefined) return notFound(iq).send();
    const info = found instanceof DiscoInfo ? found.copy() : DiscoInfo.of(found);
    if (request.node === undefined) {
      if (info.get('identities').length === 0) {
        // Identities come first (XEP-0030, schema of disco#info).
        const others = info.xml.children;
        info
          .clear()
          .addIdentity(this.#defaultIdentity())
          .xml.append(...others);
      }
      info.addFeature(DISCO_INFO);
    }
    // A node is mirrored as it was asked for (XEP-0030, section 3.2).
    return iq.reply().setPayload(info.set('node', request.node)).send();
  }

  async #answerItems(iq: Iq): Promise<unknown> {
    const request = this.#requestOf(iq, iq.get(DiscoItems).get('node'));
    const found = await this.#resolve(request, 'itemsHandlers', itemsOf);
    if (found === undefined) return notFound(iq).send();
    const items = found instanceof DiscoItems ? found.copy() : DiscoItems.of(found);
    return iq.reply().setPayload(items.set('node', request.node)).send();
  }

  #requestOf(iq: Iq, node: string | undefined): DiscoRequest {
    return { iq, jid: iq.get('to') ?? this.xmpp.jid, node: node === '' ? undefined : node };
  }

  /** The answer of the first scope that has one; `undefined` when the node is not known. */
  async #resolve<T extends {}>(
    request: DiscoRequest,
    handlers: 'infoHandlers' | 'itemsHandlers',
    said: (entry: DiscoEntry) => T | undefined,
  ): Promise<T | undefined> {
    const { jid, node } = request;
    const scopes: [JID | undefined, string | undefined][] = [
      [jid, node],
      [jid, undefined],
      [undefined, node],
      [undefined, undefined],
    ];
    let isKnown = node === undefined;
    const asked = new Set<DiscoEntry>();
    for (const [ofJid, ofNode] of scopes) {
      const entry = this.#data.at(ofJid, ofNode);
      if (entry === undefined || asked.has(entry)) continue;
      asked.add(entry);
      for (const handler of [...entry[handlers]].reverse()) {
        const answer = await handler(request);
        if (answer !== undefined) return answer as T;
      }
      if (ofNode !== node) continue;
      const answer = said(entry);
      if (answer !== undefined) return answer;
      isKnown ||= infoOf(entry) !== undefined || itemsOf(entry) !== undefined;
    }
    return isKnown ? ({} as T) : undefined;
  }

  #defaultIdentity(): Given<DiscoIdentity> {
    // Accounts have a localpart; components and servers have none.
    const isAccount = this.xmpp.jid === undefined || this.xmpp.jid.local !== undefined;
    return isAccount ? { category: 'client', type: 'bot' } : { category: 'component', type: 'generic' };
  }
}

function infoOf(entry: DiscoEntry): DiscoInfo | undefined {
  const { identities, features, forms } = entry;
  if (identities.length + features.length + forms.length === 0) return undefined;
  const info = new DiscoInfo();
  for (const identity of identities) info.addIdentity(identity.values);
  for (const feature of features) info.addFeature(feature);
  for (const form of forms) info.append(form.copy());
  return info;
}

function itemsOf(entry: DiscoEntry): DiscoItems | undefined {
  if (entry.items.length === 0) return undefined;
  const items = new DiscoItems();
  for (const item of entry.items) items.addItem(item.values);
  return items;
}

function notFound(iq: Iq): Iq {
  return iq.errorReply({ condition: 'item-not-found' });
}
