/** What goes to onError, with what it says about where it came from; and what is printed where there is none. */
import {
  BasePlugin,
  Callback,
  defineElement,
  Iq,
  integer,
  MatchXPath,
  Message,
  registerStanzaPlugin,
  StanzaStream,
  XmlElement,
} from 'couplet';
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest';
import { Host, messages } from './support/host.js';

class Secret extends defineElement({
  name: 'secret',
  namespace: 'urn:secret',
  pluginAttrib: 'secret',
  subInterfaces: { password: integer },
}) {}
registerStanzaPlugin(Iq, Secret);

const SECRET =
  "<iq type='set' id='q' from='bill@example.org'><secret xmlns='urn:secret'><password>hunter2</password></secret></iq>";

describe('onError', () => {
  test('gets the stanza object and the handler', async () => {
    const host = new Host();
    const failure = new Error('no');
    const callback = new Callback('bad', messages, () => {
      throw failure;
    });
    host.stream.registerHandler(callback);
    await host.stream.receive("<message from='a@b.c'/>");
    expect(host.reported).toEqual([{ error: failure, context: { stanza: expect.any(Message), handler: callback } }]);
  });

  test('hears of every failure, though it is the same error each time', async () => {
    const host = new Host();
    const failure = new Error('constant');
    host.onMessage('bad', () => {
      throw failure;
    });
    for (let i = 0; i < 3; i++) await host.stream.receive('<message/>');
    expect(host.errors).toEqual([failure, failure, failure]);
  });

  test('hears of every stanza that the host has not taken, though it is the same error each time', async () => {
    const failure = new Error('not connected');
    const host = new Host({ send: () => Promise.reject(failure) });
    for (let i = 0; i < 3; i++)
      await host.stream
        .makeMessage({ to: 'a@b.c' })
        .send()
        .catch(() => undefined);
    expect(host.errors).toEqual([failure, failure, failure]);
  });

  test('that throws itself disturbs nothing: both errors are printed', async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const host = new Host({
      onError: () => {
        throw new Error('in onError');
      },
    });
    const ran: string[] = [];
    host.onMessage('bad', () => {
      throw new Error('no');
    });
    host.onMessage('good', () => ran.push('good'));
    await host.stream.receive('<message/>');
    expect(ran).toEqual(['good']);
    expect(printed.mock.calls.join()).toContain('in onError');
    printed.mockRestore();
  });
});

describe('without onError', () => {
  let printed: MockInstance;
  beforeEach(() => {
    printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  });
  afterEach(() => {
    printed.mockRestore();
  });
  const lines = (): string => printed.mock.calls.map((call) => call.map(String).join(' ')).join('\n');
  const stream = (): StanzaStream<{ greeted: string }> => new StanzaStream({ send: () => undefined });

  test('who failed, with which stanza, and the stack are printed, and nothing of the payload', async () => {
    const s = stream();
    s.registerHandler(
      new Callback('register', new MatchXPath('iq'), (iq) => {
        iq.get(Secret).get('password');
      }),
    );
    await s.receive(SECRET);
    expect(printed).toHaveBeenCalledTimes(1);
    expect(lines()).toMatch(
      /^couplet: handler "register" failed with <iq type="set" id="q"> from "bill@example.org": InvalidValueError: Secret\.password/,
    );
    expect(lines()).toContain('report.test.ts');
    expect(lines()).not.toContain('hunter2');
  });

  test('an error that carries stanzas does not show them', async () => {
    const s = stream();
    s.registerHandler(
      new Callback('asks', new MatchXPath('iq'), (iq) => {
        throw Object.assign(new Error('no'), { request: iq, cause: iq });
      }),
    );
    await s.receive(SECRET);
    expect(lines()).not.toContain('hunter2');
  });

  test('a value that is no error shows its type alone', async () => {
    const s = stream();
    s.registerHandler(new Callback('bad', messages, () => Promise.reject('hunter2')));
    await s.receive('<message/>');
    expect(lines()).toBe('couplet: handler "bad" failed with <message>: string');
  });

  test('names from the network are quoted, and stay on one line of their length', async () => {
    const s = stream();
    s.registerHandler(
      new Callback('bad', messages, () => {
        throw new Error('no');
      }),
    );
    const forged = new XmlElement('{jabber:client}message', { id: `a"\ncouplet: all is well${'x'.repeat(1000)}` });
    await s.receive(forged);
    const [first] = lines().split('\n');
    expect(first).toContain('<message id="a\\"\\ncouplet: all is well');
    expect(first?.length).toBeLessThan(250);
  });

  test('listeners, plugins that end, and sending', async () => {
    class Bad extends BasePlugin {
      static readonly pluginName = 'bad_plugin';
      override pluginEnd(): void {
        throw new Error('end');
      }
    }
    const s = new StanzaStream<{ greeted: string }>({ send: () => Promise.reject(new Error('not connected')) });
    s.addEventHandler('greeted', () => {
      throw new Error('listener');
    });
    await s.event('greeted', 'bill');
    s.registerPlugin(Bad);
    s.unregisterPlugin(Bad);
    await s
      .makeMessage({ to: 'a@b.c', id: '1' })
      .send()
      .catch(() => undefined);
    expect(lines()).toMatch(/a listener of "greeted" failed: Error: listener/);
    expect(lines()).toMatch(/plugin "bad_plugin" failed: Error: end/);
    expect(lines()).toMatch(/failed with <message id="1">: Error: not connected/);
  });
});
