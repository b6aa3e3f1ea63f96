/** The stream of stanzas that a host embeds: its public face. The parts do the work. */
import type { Given } from '../element/types.js';
import type { Handler } from '../handler/handler.js';
import { JID } from '../jid/jid.js';
import { Iq, type IqSendOptions } from '../stanza/iq.js';
import { Message } from '../stanza/message.js';
import { Presence } from '../stanza/presence.js';
import { STANZA_NAMESPACE, type StanzaBase, type StanzaHost } from '../stanza/stanza-base.js';
import { XmlElement } from '../xml/element.js';
import type { AnyPlugin, ConfigOf, PluginConstructor } from './base-plugin.js';
import type { StreamContext } from './context.js';
import { Events, type StreamEvents } from './events.js';
import { HandlerIndex } from './handler-index.js';
import { randomId } from './ids.js';
import { Inbound } from './inbound.js';
import { type Exchange, IqAnswers } from './iq-answers.js';
import { IqRequests } from './iq-requests.js';
import { fromWire } from './namespaces.js';
import type { HostPort, SendMessageOptions, StanzaFilter, StanzaStreamOptions } from './options.js';
import { Outbound } from './outbound.js';
import { safeReport } from './report.js';
import { bind, Roots } from './roots.js';
import { StreamPlugins } from './stream-plugins.js';

type AllEvents<E> = StreamEvents & E;
const CLOSED = 'the stream was closed';
const DONE = Promise.resolve();

/**
 * A stream of stanzas. It owns no socket: the host hands in what arrives with {@link StanzaStream.receive},
 * and puts on the wire what it is given by its `send`.
 *
 * @typeParam E - the events that the program and its plugins trigger: name to data
 *
 * @example
 * ```ts
 * import { Callback, Iq, MatchXPath, StanzaStream } from 'couplet';
 *
 * const stream = new StanzaStream({ send: (element) => console.log(String(element)) });
 * stream.registerHandler(
 *   new Callback('time', new MatchXPath('{jabber:client}iq/{urn:xmpp:time}time'), (iq) => iq.reply().send()),
 * );
 * await stream.receive('<iq type="get" id="t1" from="bill@example.org"><time xmlns="urn:xmpp:time"/></iq>');
 * ```
 * ```text
 * <iq xmlns="jabber:client" to="bill@example.org" id="t1" type="result"/>
 * ```
 */
export class StanzaStream<E extends object = {}> {
  /** The namespace of stanzas inside the stream, whatever it is on the wire: `jabber:client`. */
  readonly defaultNamespace: typeof STANZA_NAMESPACE = STANZA_NAMESPACE;
  /** The language of the stream. */
  declare readonly lang: string | undefined;
  /** @internal */
  declare readonly port: HostPort;
  readonly #wireNamespace: string;
  readonly #newId: () => string;
  readonly #context: StreamContext;
  readonly #inbound: Inbound;
  readonly #outbound: Outbound;
  readonly #events: Events;
  readonly #plugins: StreamPlugins;
  #closed = false;

  /**
   * @param options - how to send, and what the stream is
   * @throws {@link InvalidJIDError} when `jid` is a text that is none
   */
  constructor(options: StanzaStreamOptions = {}) {
    const { jid, lang, wireNamespace = STANZA_NAMESPACE, order = 'sender', newId = randomId, stanzas = [] } = options;
    this.lang = lang;
    this.#wireNamespace = wireNamespace;
    this.#newId = newId;
    const report = safeReport(options.onError);
    const host: StanzaHost = {
      lang,
      sendStanza: (stanza, sendOptions) => this.#outbound.send(stanza, sendOptions),
      deferAnswer: (request) => {
        const exchange = request.exchange as Exchange | undefined;
        if (exchange !== undefined) exchange.deferred = true;
      },
    };
    this.#context = {
      host,
      roots: new Roots(stanzas),
      index: new HandlerIndex(report),
      requests: new IqRequests(report),
      answers: new IqAnswers(),
      report,
      inFilters: [],
      outFilters: [],
      jid: typeof jid === 'string' ? new JID(jid) : jid,
      offline: undefined,
    };
    this.#inbound = new Inbound(this.#context, order);
    this.#outbound = new Outbound(this.#context, options, newId);
    this.port = { connect: (send) => this.#outbound.connect(send), report, wireNamespace };
    this.#events = new Events(report);
    this.#plugins = new StreamPlugins(this, report);
  }

  /** The JID that the stream is bound to; `undefined` while it is not known. */
  get jid(): JID | undefined {
    return this.#context.jid;
  }

  /**
   * Takes in a stanza.
   *
   * @param stanza - the element, or its text as it stands in a stream: without a namespace declaration it
   * is of the stream's namespace
   * @returns a promise for when its handlers have settled; what they throw is not in it. Rejected with
   * {@link XmlError} when the text is not one whole, allowed element
   */
  receive(stanza: XmlElement | string): Promise<void> {
    if (this.#closed) return DONE;
    let element: XmlElement;
    try {
      element = fromWire(stanza, this.#wireNamespace);
    } catch (error) {
      return Promise.reject(error);
    }
    return this.#inbound.receive(element) ?? DONE;
  }

  /**
   * Sends a stanza that may have been made without the stream.
   *
   * @returns of an IQ request its answer, of everything else the stanza once the host has taken it
   * @throws as {@link StanzaBase.send} and {@link Iq.send} do
   */
  send<S extends StanzaBase>(stanza: S, options?: IqSendOptions): Promise<S>;
  send(stanza: XmlElement, options?: IqSendOptions): Promise<StanzaBase>;
  send(stanza: StanzaBase | XmlElement, options?: IqSendOptions): Promise<StanzaBase> {
    const { roots, host } = this.#context;
    const bound = stanza instanceof XmlElement ? roots.stanza(stanza, host) : bind(stanza, host);
    return this.#outbound.send(bound, options);
  }

  /**
   * A fresh stanza that belongs to the stream.
   *
   * @param stanzaClass - its class
   * @param values - what it holds
   */
  make<S extends StanzaBase>(stanzaClass: new (xml?: XmlElement) => S, values?: Given<S>): S {
    const stanza = bind(new stanzaClass(), this.#context.host);
    return values === undefined ? stanza : stanza.assign(values as never);
  }

  /** A fresh IQ that belongs to the stream; a request (`get`, `set`) without an id is given one. */
  makeIq(values?: Given<Iq>): Iq {
    const iq = this.make(Iq, values);
    const type = iq.xml.attribute('type');
    if ((type === 'get' || type === 'set') && !iq.has('id')) iq.set('id', this.#newId());
    return iq;
  }

  /** A fresh message that belongs to the stream. */
  makeMessage(values?: Given<Message>): Message {
    return this.make(Message, values);
  }

  /** A fresh presence that belongs to the stream. */
  makePresence(values?: Given<Presence>): Presence {
    return this.make(Presence, values);
  }

  /** Sends a message. @returns the message, once the host has taken it */
  sendMessage(to: JID | string, body: string, options: SendMessageOptions = {}): Promise<Message> {
    const { type = 'chat', subject, from = this.jid } = options;
    return this.makeMessage({ to, from, type, subject, body }).send();
  }

  /**
   * Registers a handler; handlers run in the order of their registration.
   *
   * @returns a function that removes it
   */
  // biome-ignore lint/suspicious/noExplicitAny: whatever stanzas it is for
  registerHandler(handler: Handler<any>): () => void {
    return this.addHandler(handler);
  }

  /** @internal Registers a handler; `gone` is called when it is taken off, by whomever. */
  addHandler(handler: Handler<unknown>, gone?: () => void): () => void {
    const { index } = this.#context;
    const registration = index.add(handler, gone);
    handler.registered?.(() => void index.remove(registration));
    if (this.#closed) handler.disconnected?.(CLOSED);
    this.#inbound.offerWaiting(registration);
    return () => void index.dismiss(registration);
  }

  /** Removes all handlers of a name. @returns whether there was one */
  removeHandler(name: string): boolean {
    return this.#context.index.dismissNamed(name);
  }

  /**
   * Adds a filter, after those that there are. It sees every stanza that comes in or goes out, and returns
   * it, or another in its place, or `undefined` to drop it.
   *
   * @returns a function that removes it
   */
  addFilter(direction: 'in' | 'out', filter: StanzaFilter): () => void {
    const list = direction === 'in' ? 'inFilters' : 'outFilters';
    // A function of its own, told from another registration of the same filter.
    const added: StanzaFilter = (stanza) => filter(stanza);
    this.#context[list] = [...this.#context[list], added];
    return () => {
      this.#context[list] = this.#context[list].filter((other) => other !== added);
    };
  }

  /** Triggers an event. Never throws. @returns a promise for when all listeners have settled */
  event<K extends keyof AllEvents<E> & string>(name: K, data: AllEvents<E>[K]): Promise<void> {
    return this.#events.emit(name, data);
  }

  /** Adds a listener for an event; listeners are called in the order in which they were added. @returns a function that removes it */
  addEventHandler<K extends keyof AllEvents<E> & string>(
    name: K,
    listener: (data: AllEvents<E>[K]) => unknown,
  ): () => void {
    return this.#events.add(name, listener);
  }

  /** Removes a listener. @returns whether it was there */
  delEventHandler<K extends keyof AllEvents<E> & string>(
    name: K,
    listener: (data: AllEvents<E>[K]) => unknown,
  ): boolean {
    return this.#events.delete(name, listener);
  }

  /** Adds a listener for the next time that an event is triggered. @returns a function that removes it */
  once<K extends keyof AllEvents<E> & string>(name: K, listener: (data: AllEvents<E>[K]) => unknown): () => void {
    return this.#events.add(name, listener, true);
  }

  /** The host says that the stream is bound to a JID, and stanzas can be sent. */
  online(jid?: JID | string): void {
    if (this.#closed) return;
    if (jid !== undefined) this.#context.jid = typeof jid === 'string' ? new JID(jid) : jid;
    this.#context.offline = undefined;
    void this.#events.emit('online', this.jid);
  }

  /**
   * The host says that the connection has ended: pending requests and waiters are rejected with
   * `DisconnectedError`, what waits to be handled is dropped, and nothing can be sent until `online`.
   *
   * @param reason - why, for the errors
   */
  offline(reason?: unknown): void {
    if (!this.#closed) this.#disconnect(reason);
  }

  /** Ends the stream for good: its plugins end, the last registered first, and nothing is received or sent any more. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#plugins.unregisterAll();
    this.#disconnect(CLOSED);
  }

  #disconnect(reason: unknown): void {
    this.#context.offline = { reason };
    this.#inbound.clear();
    this.#context.answers.clear();
    this.#context.requests.disconnected(reason);
    this.#context.index.disconnected(reason);
    void this.#events.emit('offline', reason);
  }

  /**
   * Registers a plugin and those that it depends on, each once: every `pluginInit` in order of dependence,
   * then every `postInit`. If one throws, all of them end again; what they registered with stanza classes
   * (`registerStanzaPlugin`) stays.
   *
   * @param plugin - its class
   * @param config - its configuration
   * @returns the plugin
   * @throws {@link PluginError} `plugin-conflict` when another has its name, or it is registered already and
   * a configuration is given
   */
  registerPlugin<P extends AnyPlugin>(plugin: PluginConstructor<P>, ...config: ConfigOf<P>): P {
    return this.#plugins.register(plugin, config[0] as object | undefined) as P;
  }

  /** Ends a plugin, and before it those that depend on it. @returns whether it was registered */
  unregisterPlugin(plugin: PluginConstructor): boolean {
    return this.#plugins.unregister(plugin);
  }

  /**
   * A registered plugin.
   *
   * @param plugin - its class or its name
   * @throws {@link PluginError} `plugin-not-found` when it is not registered
   */
  plugin<P extends AnyPlugin>(plugin: PluginConstructor<P>): P;
  plugin(name: string): AnyPlugin;
  plugin(plugin: PluginConstructor | string): AnyPlugin {
    return this.#plugins.get(plugin);
  }

  /** Whether a plugin is registered. @param plugin - its class or its name */
  hasPlugin(plugin: PluginConstructor | string): boolean {
    return this.#plugins.has(plugin);
  }
}
