/** A registration of stream plugins is whole or not at all. */
import { BasePlugin, Callback, defineElement, Iq, registerStanzaPlugin } from 'couplet';
import { describe, expect, test } from 'vitest';
import { Host, messages, quiet } from './support/host.js';
import { A, B, C, D, failing, log, Noted } from './support/plugins.js';

describe('a registration that fails half-way', () => {
  test.each([
    ['pluginInit c', 'pluginInit a|pluginInit c|pluginEnd c|dispose c|pluginEnd a|dispose a'],
    [
      'pluginInit d',
      'pluginInit a|pluginInit c|pluginInit b|pluginInit d|pluginEnd d|dispose d|pluginEnd b|dispose b|pluginEnd c|dispose c|pluginEnd a|dispose a',
    ],
    [
      'postInit a',
      'pluginInit a|pluginInit c|pluginInit b|pluginInit d|postInit a|pluginEnd d|dispose d|pluginEnd b|dispose b|pluginEnd c|dispose c|pluginEnd a|dispose a',
    ],
  ])('at %s disposes of everything in reverse, and throws', (call, expected) => {
    const { stream } = new Host();
    failing.call = call;
    expect(() => stream.registerPlugin(D)).toThrow(call);
    expect(log).toEqual(expected.split('|'));
    for (const plugin of [A, B, C, D]) expect(stream.hasPlugin(plugin)).toBe(false);
    failing.call = '';
    log.length = 0;
    stream.registerPlugin(D);
    expect(log).toHaveLength(8);
  });

  test('leaves what was registered before', () => {
    const { stream } = new Host();
    stream.registerPlugin(B);
    log.length = 0;
    failing.call = 'pluginInit d';
    expect(() => stream.registerPlugin(D)).toThrow();
    expect(stream.hasPlugin(A)).toBe(true);
    expect(stream.hasPlugin(B)).toBe(true);
    expect(log).toEqual(['pluginInit c', 'pluginInit d', 'pluginEnd d', 'dispose d', 'pluginEnd c', 'dispose c']);
  });

  test('an end that fails then is reported, and the others end all the same', () => {
    class BadEnd extends Noted {
      static readonly pluginName = 'bad';
      static readonly dependencies = [A];
      readonly is = 'bad';
      override postInit(): void {
        throw new Error('postInit bad');
      }
      override pluginEnd(): void {
        throw new Error('pluginEnd bad');
      }
    }
    const host = new Host();
    expect(() => host.stream.registerPlugin(BadEnd)).toThrow('postInit bad');
    expect(log.slice(-3)).toEqual(['dispose bad', 'pluginEnd a', 'dispose a']);
    expect(host.reported).toEqual([{ error: new Error('pluginEnd bad'), context: { plugin: 'bad' } }]);
  });

  test('its handlers and listeners are off the stream; the stanza plugins stay', async () => {
    class Payload extends defineElement({ name: 'p', namespace: 'urn:plugins', pluginAttrib: 'pluginsTest' }) {}
    class Fails extends BasePlugin {
      static readonly pluginName = 'fails';
      override pluginInit(): void {
        registerStanzaPlugin(Iq, Payload);
        this.registerHandler(new Callback('fails', messages, () => log.push('handler')));
        this.addEventHandler('online', () => log.push('listener'));
        throw new Error('half-way');
      }
    }
    const host = new Host();
    expect(() => host.stream.registerPlugin(Fails)).toThrow('half-way');
    await host.stream.receive('<message/>');
    host.stream.online('a@b.c');
    await quiet();
    expect(log).toEqual([]);
    expect((new Iq() as unknown as { has(key: string): boolean }).has('pluginsTest')).toBe(false);
  });
});

describe('a plugin that registers others while it begins', () => {
  class Outer extends Noted {
    static readonly pluginName = 'outer';
    readonly is: string = 'outer';
    override pluginInit(): void {
      super.pluginInit();
      this.xmpp.registerPlugin(B);
    }
  }

  test('they are part of its registration: every pluginInit before any postInit', () => {
    new Host().stream.registerPlugin(Outer);
    expect(log).toEqual([
      ...['pluginInit outer', 'pluginInit a', 'pluginInit b', 'postInit outer', 'postInit a', 'postInit b'],
    ]);
  });

  test('if it fails afterwards, they end too', () => {
    const { stream } = new Host();
    failing.call = 'postInit b';
    expect(() => stream.registerPlugin(Outer)).toThrow('postInit b');
    for (const plugin of [Outer, A, B]) expect(stream.hasPlugin(plugin)).toBe(false);
  });

  test('if they fail and it goes on without them, they alone end', () => {
    class Tolerant extends Noted {
      static readonly pluginName = 'tolerant';
      readonly is = 'tolerant';
      override pluginInit(): void {
        super.pluginInit();
        try {
          this.xmpp.registerPlugin(B);
        } catch {
          log.push('goes on');
        }
      }
    }
    const { stream } = new Host();
    failing.call = 'pluginInit b';
    stream.registerPlugin(Tolerant);
    expect(log.slice(-2)).toEqual(['goes on', 'postInit tolerant']);
    expect([Tolerant, A, B].map((plugin) => stream.hasPlugin(plugin))).toEqual([true, false, false]);
  });

  test('one that is needed later anyway begins once', () => {
    class Early extends Noted {
      static readonly pluginName = 'early';
      readonly is = 'early';
      override pluginInit(): void {
        super.pluginInit();
        this.xmpp.registerPlugin(Late);
      }
    }
    class Late extends Noted {
      static readonly pluginName = 'late';
      static readonly dependencies = [Early];
      readonly is = 'late';
    }
    new Host().stream.registerPlugin(Late);
    expect(log).toEqual(['pluginInit early', 'pluginInit late', 'postInit early', 'postInit late']);
  });
});
