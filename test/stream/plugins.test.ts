/** Stream plugins: their order, that each begins and ends once, and how they are found. */
import { BasePlugin, Callback, PluginError, Waiter } from 'couplet';
import { describe, expect, test } from 'vitest';
import { Host, messages, quiet } from './support/host.js';
import { A, B, C, D, log, Noted } from './support/plugins.js';

describe('registerPlugin', () => {
  test('begins what is needed before what needs it, in the order of `dependencies`', () => {
    new Host().stream.registerPlugin(D);
    expect(log.slice(0, 4)).toEqual(['pluginInit a', 'pluginInit c', 'pluginInit b', 'pluginInit d']);
  });

  test('calls every pluginInit before any postInit, each exactly once, in the same order', () => {
    new Host().stream.registerPlugin(D);
    expect(log).toEqual([...'acbd'].map((is) => `pluginInit ${is}`).concat([...'acbd'].map((is) => `postInit ${is}`)));
  });

  test('leaves alone what is registered already', () => {
    const { stream } = new Host();
    const a = stream.registerPlugin(A);
    expect(stream.registerPlugin(A)).toBe(a);
    stream.registerPlugin(D);
    expect(stream.plugin(A)).toBe(a);
    expect(log.filter((line) => line.endsWith(' a'))).toEqual(['pluginInit a', 'postInit a']);
  });

  test('goes round cycles', () => {
    class One extends Noted {
      static readonly pluginName = 'one';
      static readonly dependencies: (typeof One | typeof Two)[] = [];
      readonly is = 'one';
    }
    class Two extends Noted {
      static readonly pluginName = 'two';
      static readonly dependencies = [One, Two];
      readonly is = 'two';
    }
    One.dependencies.push(Two);
    const { stream } = new Host();
    stream.registerPlugin(One);
    expect(log).toEqual(['pluginInit two', 'pluginInit one', 'postInit two', 'postInit one']);
    log.length = 0;
    expect(stream.unregisterPlugin(Two)).toBe(true);
    expect(log).toEqual(['pluginEnd one', 'dispose one', 'pluginEnd two', 'dispose two']);
  });

  test('gives the plugin the stream and its configuration; dependencies get an empty one', () => {
    class Configured extends BasePlugin<{ greeting?: string }> {
      static readonly pluginName: string = 'configured';
    }
    class Needs extends Configured {
      static override readonly pluginName = 'needs';
      static readonly dependencies = [Configured];
    }
    const { stream } = new Host();
    const config = { greeting: 'hi' };
    const plugin = stream.registerPlugin(Needs, config);
    expect(plugin.config).toBe(config);
    expect(plugin.xmpp).toBe(stream);
    expect(stream.plugin(Configured).config).toEqual({});
  });

  test('refuses a configuration for what is registered already: it would be lost', () => {
    class Configured extends BasePlugin<{ greeting?: string }> {
      static readonly pluginName = 'configured';
    }
    const { stream } = new Host();
    stream.registerPlugin(Configured);
    expect(() => stream.registerPlugin(Configured, { greeting: 'hi' })).toThrow(PluginError);
    expect(() => stream.registerPlugin(Configured, {})).toThrow(/'configured' is registered already/);
  });

  test('refuses another class under a name that is taken, also as a dependency; then nothing has happened', () => {
    class Rival extends Noted {
      static readonly pluginName = 'a';
      readonly is = 'rival';
    }
    class NeedsRival extends Noted {
      static readonly pluginName = 'needs';
      static readonly dependencies = [C, Rival];
      readonly is = 'needs';
    }
    const { stream } = new Host();
    stream.registerPlugin(A);
    log.length = 0;
    expect(() => stream.registerPlugin(Rival)).toThrow(expect.objectContaining({ code: 'plugin-conflict' }));
    expect(() => stream.registerPlugin(NeedsRival)).toThrow(/Another plugin is registered under the name 'a'/);
    expect(log).toEqual(['pluginInit c', 'pluginEnd c', 'dispose c']);
    expect(stream.hasPlugin(C)).toBe(false);
  });

  test('two streams have a plugin each', () => {
    const one = new Host().stream;
    const two = new Host().stream;
    expect(one.registerPlugin(A)).not.toBe(two.registerPlugin(A));
    one.unregisterPlugin(A);
    expect(two.hasPlugin(A)).toBe(true);
  });
});

describe('plugin and hasPlugin', () => {
  test('by class or by name', () => {
    const { stream } = new Host();
    const a = stream.registerPlugin(A);
    expect(stream.plugin(A)).toBe(a);
    expect(stream.plugin('a')).toBe(a);
    expect(stream.hasPlugin(A)).toBe(true);
    expect(stream.hasPlugin('a')).toBe(true);
    expect(stream.hasPlugin('b')).toBe(false);
  });

  test('one that is not registered throws, and says which are', () => {
    const { stream } = new Host();
    expect(() => stream.plugin('xep_0030')).toThrow(
      "Plugin 'xep_0030' is not registered with this stream; registered are: none",
    );
    stream.registerPlugin(B);
    expect(() => stream.plugin(D)).toThrow(expect.objectContaining({ name: 'PluginError', code: 'plugin-not-found' }));
    expect(() => stream.plugin('__proto__')).toThrow(/registered are: a, b$/);
  });
});

describe('unregisterPlugin', () => {
  test('ends those that need it first, the last first, and says whether it was there', () => {
    const { stream } = new Host();
    stream.registerPlugin(D);
    log.length = 0;
    expect(stream.unregisterPlugin(C)).toBe(true);
    expect(log).toEqual(['pluginEnd d', 'dispose d', 'pluginEnd c', 'dispose c']);
    expect([A, B, C, D].map((plugin) => stream.hasPlugin(plugin))).toEqual([true, true, false, false]);
    expect(stream.unregisterPlugin(C)).toBe(false);
  });

  test('disposes of what it owns in reverse, after pluginEnd; a failure is reported and stops nothing', () => {
    class Owner extends BasePlugin {
      static readonly pluginName = 'owner';
      override pluginInit(): void {
        this.own(() => log.push('first'));
        this.own(() => {
          throw new Error('second');
        });
        this.own(() => log.push('third'));
      }
      override pluginEnd(): void {
        log.push('pluginEnd');
      }
    }
    const host = new Host();
    host.stream.registerPlugin(Owner);
    host.stream.unregisterPlugin(Owner);
    expect(log).toEqual(['pluginEnd', 'third', 'first']);
    expect(host.reported).toEqual([{ error: new Error('second'), context: { plugin: 'owner' } }]);
  });

  test('its handlers, waiters and listeners are off the stream', async () => {
    class Busy extends BasePlugin {
      static readonly pluginName = 'busy';
      readonly waiter = new Waiter('w', messages);
      override pluginInit(): void {
        this.registerHandler(new Callback('busy', messages, () => log.push('handler')));
        this.registerHandler(this.waiter);
        this.addEventHandler('online', () => log.push('listener'));
      }
    }
    const { stream } = new Host();
    const { waiter } = stream.registerPlugin(Busy);
    stream.unregisterPlugin(Busy);
    await expect(waiter.wait()).rejects.toThrow(/was removed/);
    await stream.receive('<message/>');
    stream.online('a@b.c');
    await quiet();
    expect(log).toEqual([]);
  });

  test('registered again, it begins anew', () => {
    const { stream } = new Host();
    const first = stream.registerPlugin(A);
    stream.unregisterPlugin(A);
    expect(stream.registerPlugin(A)).not.toBe(first);
    expect(log.filter((line) => line === 'pluginInit a')).toHaveLength(2);
  });
});
