/** The base of stream plugins. */
import type { Handler } from '../handler/handler.js';
import type { StanzaStream } from './stanza-stream.js';

/** What a plugin class is, for `registerPlugin` and `plugin`. */
export interface PluginConstructor<P extends AnyPlugin = AnyPlugin> {
  new (xmpp: never, config: never): P;
  /** The name by which `stream.plugin` finds it too: `'xep_0077'`. */
  readonly pluginName: string;
  /** The number of its XEP, if it implements one: `'0077'`. */
  readonly xep?: string | undefined;
  /** What it is, in a few words. */
  readonly description?: string | undefined;
  /** The plugins that it needs, which are registered with it. */
  readonly dependencies?: readonly PluginConstructor[] | undefined;
}

/** Any stream plugin. */
// biome-ignore lint/suspicious/noExplicitAny: whatever its configuration and events
export type AnyPlugin = BasePlugin<any, any>;

/** What `registerPlugin` takes besides the class: the configuration, if one is needed. */
export type ConfigOf<P> = P extends BasePlugin<infer C, infer _> ? ({} extends C ? [config?: C] : [config: C]) : never;

/**
 * The base of stream plugins: a unit of behaviour that a stream is given with `registerPlugin`.
 *
 * @typeParam Config - what `registerPlugin` takes for it
 * @typeParam Events - the events that it triggers: name to data
 *
 * @example
 * ```ts
 * import { BasePlugin, Callback, MatchXPath } from 'couplet';
 *
 * class Hello extends BasePlugin<{ greeting?: string }> {
 *   static readonly pluginName = 'hello';
 *
 *   override pluginInit(): void {
 *     this.registerHandler(
 *       new Callback('hello', new MatchXPath('{jabber:client}message'), (message) =>
 *         message.reply(this.config.greeting ?? 'Hello').send(),
 *       ),
 *     );
 *   }
 * }
 * ```
 */
export abstract class BasePlugin<Config extends object = {}, Events extends object = {}> {
  /** The stream that it is registered with. */
  declare readonly xmpp: StanzaStream<Events>;
  /** Its configuration: what `registerPlugin` was given, or `{}`. */
  declare readonly config: Config;
  /** In the order in which they came. */
  readonly #owned = new Set<() => void>();
  #ended = false;

  /**
   * Made by `registerPlugin`.
   *
   * @param xmpp - the stream
   * @param config - the configuration
   */
  constructor(xmpp: StanzaStream<Events>, config: Config) {
    this.xmpp = xmpp;
    this.config = config;
  }

  /** Sets it up: handlers, stanza plugins. Called once, after that of every plugin that it depends on. */
  pluginInit(): void {}

  /** Called once, after `pluginInit` of all plugins that are registered together. */
  postInit(): void {}

  /** Called when it is unregistered, or the stream is closed; what it owns is disposed of after that. */
  pluginEnd(): void {}

  /** Registers a handler with the stream, for as long as the plugin is registered. @returns a disposer */
  // biome-ignore lint/suspicious/noExplicitAny: whatever stanzas it is for
  registerHandler(handler: Handler<any>): () => void {
    // What is done by itself, as a Waiter that has got its stanza, is not owned any more.
    let owned = (): void => undefined;
    const dispose = this.xmpp.addHandler(handler, () => void this.#owned.delete(owned));
    if (handler.finished) return dispose;
    owned = this.own(dispose);
    return owned;
  }

  /** Adds a listener to the stream, for as long as the plugin is registered. @returns a disposer */
  addEventHandler: StanzaStream<Events>['addEventHandler'] = (name, listener) =>
    this.own(this.xmpp.addEventHandler(name, listener));

  /**
   * Has something disposed of when the plugin is unregistered; at once, when it is already.
   *
   * @returns the disposer, which may be called before and then is not called again
   */
  own(disposer: () => void): () => void {
    const once = (): void => {
      if (this.#owned.delete(once)) disposer();
    };
    this.#owned.add(once);
    if (this.#ended) once();
    return once;
  }

  /** @internal Disposes of everything owned, the last first. */
  disposeOwned(report: (error: unknown) => void): void {
    this.#ended = true;
    for (const disposer of [...this.#owned].reverse()) {
      try {
        disposer();
      } catch (error) {
        report(error);
      }
    }
  }
}
