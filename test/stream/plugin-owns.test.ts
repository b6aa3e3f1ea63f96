/** What a stream plugin owns goes when it goes, and not before, and is not kept longer. */
import { BasePlugin, Callback, Collector, Waiter } from 'couplet';
import { describe, expect, test } from 'vitest';
import { collectGarbage } from './support/garbage.js';
import { Host, matching, messages } from './support/host.js';
import { log } from './support/plugins.js';

describe('what a plugin owns', () => {
  class Owner extends BasePlugin {
    static readonly pluginName = 'owner';
  }

  test('may be disposed of before, and is not disposed of again', () => {
    const { stream } = new Host();
    const plugin = stream.registerPlugin(Owner);
    const dispose = plugin.own(() => log.push('disposed'));
    dispose();
    dispose();
    stream.unregisterPlugin(Owner);
    expect(log).toEqual(['disposed']);
  });

  test('once the plugin has ended, it is disposed of at once', async () => {
    const { stream } = new Host();
    const plugin = stream.registerPlugin(Owner);
    stream.unregisterPlugin(Owner);
    plugin.own(() => log.push('disposed'));
    plugin.registerHandler(new Callback('late', messages, () => log.push('handler')));
    await stream.receive('<message/>');
    expect(log).toEqual(['disposed']);
  });

  test('what is done by itself is not kept: a waiter for each of many requests', async () => {
    const { stream } = new Host();
    const plugin = stream.registerPlugin(Owner);
    const gone: WeakRef<object>[] = [];
    for (let i = 0; i < 100; i++) {
      const waiter = new Waiter(
        `w${i}`,
        matching((element) => element.attribute('id') === `${i}`),
      );
      plugin.registerHandler(waiter);
      await stream.receive(`<message id='${i}'/>`);
      await waiter.wait();
      const collector = new Collector(`c${i}`, messages);
      plugin.registerHandler(collector);
      collector.stop();
      plugin.registerHandler(new Callback(`o${i}`, messages, () => undefined, { once: true }));
      plugin.registerHandler(new Callback(`n${i}`, messages, () => undefined));
      stream.removeHandler(`n${i}`);
      gone.push(new WeakRef(waiter), new WeakRef(collector));
    }
    await stream.receive('<message/>');
    await collectGarbage();
    expect(gone.filter((each) => each.deref() !== undefined).length).toBeLessThan(5);
  });
});
