/** The plugins of one stream: their order, their beginning and their end. */
import type { AnyPlugin, PluginConstructor } from './base-plugin.js';
import { PluginError } from './errors.js';
import type { Report } from './report.js';

/** The plugins of one stream, in the order of their beginning. */
export class StreamPlugins {
  readonly #plugins = new Map<PluginConstructor, AnyPlugin>();
  readonly #xmpp: unknown;
  readonly #report: Report;
  /** Those whose registration goes on: a plugin may register others while it begins, which then are part of it. */
  #starting: PluginConstructor[] | undefined;

  /**
   * @param xmpp - the stream
   * @param report - hears what ending plugins throw
   */
  constructor(xmpp: unknown, report: Report) {
    this.#xmpp = xmpp;
    this.#report = report;
  }

  /**
   * Registers a plugin and those it depends on: every `pluginInit` in order of dependence, then every
   * `postInit`. If one throws, all of them end again and the error is thrown.
   */
  register(plugin: PluginConstructor, config: object | undefined): AnyPlugin {
    const known = this.#plugins.get(plugin);
    if (known !== undefined) {
      if (config === undefined) return known;
      throw new PluginError(
        'plugin-conflict',
        `Plugin '${plugin.pluginName}' is registered already, its configuration would be lost: register it before the plugins that depend on it`,
      );
    }
    this.#start(plugin, config);
    return this.#plugins.get(plugin) as AnyPlugin;
  }

  /** Ends a plugin, and before it those that depend on it. @returns whether it was registered */
  unregister(plugin: PluginConstructor): boolean {
    if (!this.#plugins.has(plugin)) return false;
    const doomed = new Set([plugin]);
    // In order of beginning: what depends on something stands after it, but for cycles.
    for (let size = 0; size !== doomed.size; ) {
      size = doomed.size;
      for (const other of this.#plugins.keys())
        if (other.dependencies?.some((needed) => doomed.has(needed))) doomed.add(other);
    }
    for (const other of [...this.#plugins.keys()].reverse()) if (doomed.has(other)) this.#end(other);
    return true;
  }

  /** Ends all, the last first. */
  unregisterAll(): void {
    for (const plugin of [...this.#plugins.keys()].reverse()) this.#end(plugin);
  }

  /** The plugin of a class or name. */
  get(plugin: PluginConstructor | string): AnyPlugin {
    const found = this.#find(plugin);
    if (found !== undefined) return found;
    const name = typeof plugin === 'string' ? plugin : plugin.pluginName;
    const known = [...this.#plugins.keys()].map((other) => other.pluginName).join(', ') || 'none';
    throw new PluginError(
      'plugin-not-found',
      `Plugin '${name}' is not registered with this stream; registered are: ${known}`,
    );
  }

  /** Whether the plugin of a class or name is registered. */
  has(plugin: PluginConstructor | string): boolean {
    return this.#find(plugin) !== undefined;
  }

  #find(plugin: PluginConstructor | string): AnyPlugin | undefined {
    return typeof plugin === 'string'
      ? [...this.#plugins].find(([{ pluginName }]) => pluginName === plugin)?.[1]
      : this.#plugins.get(plugin);
  }

  /** Registers all or nothing. */
  #start(plugin: PluginConstructor, config: object | undefined): void {
    const outermost = this.#starting === undefined;
    const starting = this.#starting ?? [];
    const before = starting.length;
    this.#starting = starting;
    try {
      for (const next of this.#inOrder(plugin)) {
        // One of them may have registered it meanwhile.
        if (this.#plugins.has(next)) continue;
        const instance = this.#make(next, next === plugin ? config : undefined);
        starting.push(next);
        instance.pluginInit();
      }
      // The list may grow on the way.
      if (outermost) for (const next of starting) this.#plugins.get(next)?.postInit();
    } catch (error) {
      for (const next of starting.splice(before).reverse()) this.#end(next);
      throw error;
    } finally {
      if (outermost) this.#starting = undefined;
    }
  }

  /** Those of a plugin and its dependencies that are not registered, what is needed before what needs it. */
  #inOrder(plugin: PluginConstructor): PluginConstructor[] {
    const seen = new Set<PluginConstructor>();
    const order: PluginConstructor[] = [];
    const visit = (next: PluginConstructor): void => {
      if (seen.has(next) || this.#plugins.has(next)) return;
      seen.add(next);
      for (const needed of next.dependencies ?? []) visit(needed);
      order.push(next);
    };
    visit(plugin);
    return order;
  }

  #make(plugin: PluginConstructor, config: object | undefined): AnyPlugin {
    if (this.has(plugin.pluginName)) {
      throw new PluginError('plugin-conflict', `Another plugin is registered under the name '${plugin.pluginName}'`);
    }
    const instance = new plugin(this.#xmpp as never, (config ?? {}) as never);
    this.#plugins.set(plugin, instance);
    return instance;
  }

  #end(plugin: PluginConstructor): void {
    const instance = this.#plugins.get(plugin);
    if (instance === undefined) return;
    this.#plugins.delete(plugin);
    const report = (error: unknown): void => this.#report(error, { plugin: plugin.pluginName });
    try {
      instance.pluginEnd();
    } catch (error) {
      report(error);
    }
    instance.disposeOwned(report);
  }
}
