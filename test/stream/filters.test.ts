/** Filters see every stanza that comes in or goes out; they let it pass, replace it, drop it, or fail. */
import { Callback, DuplicateReplyError, InvalidValueError, Iq, MatchXPath, Message, XmppError } from 'couplet';
import { describe, expect, test } from 'vitest';
import { errorOf, Host } from './support/host.js';

const MESSAGE = "<message from='a@b.c' id='1'/>";
const REQUEST = "<iq type='get' id='q' from='a@b.c'><x xmlns='urn:x'/></iq>";

describe('in', () => {
  test('sees every stanza, in the order of the filters, before anything else does', async () => {
    const host = new Host();
    const log: unknown[] = [];
    host.onMessage('handler', (message) => log.push(['handler', message.get('id')]));
    for (const name of ['one', 'two']) {
      host.stream.addFilter('in', (stanza) => {
        log.push([name, stanza.constructor]);
        return stanza;
      });
    }
    const answer = host.stream.makeIq({ type: 'get', to: 'a@b.c', id: 'r' }).send();
    await host.stream.receive(MESSAGE);
    await host.stream.receive("<iq type='result' id='r' from='a@b.c'/>");
    await answer;
    expect(log).toEqual([
      ['one', Message],
      ['two', Message],
      ['handler', '1'],
      ['one', Iq],
      ['two', Iq],
    ]);
  });

  test('may replace it: the next filter and the handlers get the other', async () => {
    const host = new Host();
    const got: unknown[] = [];
    host.onMessage('handler', (message) => got.push(message.get('body')));
    host.stream.addFilter('in', () => Message.of({ body: 'replaced' }));
    host.stream.addFilter('in', (stanza) => {
      got.push(stanza.has('body' as 'id'));
      return stanza;
    });
    await host.stream.receive(MESSAGE);
    expect(got).toEqual([true, 'replaced']);
  });

  test('may drop it: nothing sees it, and nothing is answered', async () => {
    const host = new Host();
    const log: unknown[] = [];
    host.stream.registerHandler(new Callback('any', new MatchXPath('*'), () => log.push('ran')));
    host.stream.addFilter('in', () => undefined);
    host.stream.addFilter('in', (stanza) => {
      log.push('second');
      return stanza;
    });
    await host.stream.receive(MESSAGE);
    await host.stream.receive(REQUEST);
    await host.stream.receive("<iq type='odd' id='q' from='a@b.c'/>");
    expect(log).toEqual([]);
    await host.stream.expectNothingSent();
    expect(host.errors).toEqual([]);
  });

  test('may drop it in JavaScript’s other way', async () => {
    const host = new Host();
    host.onMessage('handler', () => {
      throw new Error('must not run');
    });
    host.stream.addFilter('in', () => null as never);
    await host.stream.receive(MESSAGE);
    expect(host.errors).toEqual([]);
  });

  test('throws: the stanza is dropped, onError hears it with the stanza', async () => {
    const host = new Host();
    const failure = new Error('filter');
    const log: unknown[] = [];
    host.onMessage('handler', () => log.push('ran'));
    host.stream.addFilter('in', () => {
      throw failure;
    });
    await host.stream.receive(MESSAGE);
    expect(log).toEqual([]);
    expect(host.errors).toEqual([failure]);
    expect(host.reported[0]?.context.stanza).toBeInstanceOf(Message);
  });

  test.each<[string, () => unknown, string, string]>([
    [
      'an XmppError',
      () => {
        throw new XmppError({ condition: 'not-allowed' });
      },
      REQUEST,
      'not-allowed',
    ],
    [
      'another error',
      () => {
        throw new Error('filter');
      },
      REQUEST,
      'internal-server-error',
    ],
    [
      'an error, at what is no valid request',
      () => {
        throw new Error('filter');
      },
      "<iq type='odd' id='q' from='a@b.c'/>",
      'bad-request',
    ],
  ])('throws %s: a request is answered as if a handler had', async (_, fail, request, condition) => {
    const host = new Host();
    host.stream.addFilter('in', () => fail() as never);
    await host.stream.receive(request);
    expect(host.sent).toEqual([expect.toContainXml(errorOf(condition))]);
    expect(host.errors).toHaveLength(1);
  });

  test('reads a malformed value: bad-request', async () => {
    const host = new Host();
    host.stream.addFilter('in', (stanza) => {
      stanza.get('to');
      return stanza;
    });
    await host.stream.receive(REQUEST.replace('<iq', "<iq to='@'"));
    expect(host.sent).toEqual([expect.toContainXml(errorOf('jid-malformed'))]);
    expect(host.errors).toEqual([expect.any(InvalidValueError)]);
  });

  test('may answer a request and drop it', async () => {
    const host = new Host();
    host.stream.addFilter('in', (stanza) => {
      void stanza.reply().send();
      return undefined;
    });
    await host.stream.receive(REQUEST);
    expect(host.sent).toEqual([expect.toEqualXml("<iq to='a@b.c' id='q' type='result'/>")]);
  });

  test('may answer a request and let it pass: that was its one reply', async () => {
    const host = new Host();
    host.onIq('replies', (iq) => iq.reply().send());
    host.stream.addFilter('in', (stanza) => {
      void stanza.reply().send();
      return stanza;
    });
    await host.stream.receive(REQUEST);
    expect(host.sent).toHaveLength(1);
    expect(host.errors).toEqual([expect.any(DuplicateReplyError)]);
  });

  test('may answer a request and throw: that was its one reply', async () => {
    const host = new Host();
    host.stream.addFilter('in', (stanza) => {
      void stanza.reply().send();
      throw new Error('filter');
    });
    await host.stream.receive(REQUEST);
    expect(host.sent).toHaveLength(1);
  });

  test('may make a request of what was none, and the other way about', async () => {
    const host = new Host();
    host.stream.addFilter('in', (stanza) => (stanza instanceof Iq ? Message.of({ from: 'a@b.c' }) : Iq.parse(REQUEST)));
    await host.stream.receive(MESSAGE);
    expect(await host.stream.nextSent()).toContainXml(errorOf('service-unavailable'));
    await host.stream.receive(REQUEST);
    await host.stream.expectNothingSent();
  });
});

describe('out', () => {
  test('sees everything that goes out, answers of the stream too', async () => {
    const host = new Host();
    const log: unknown[] = [];
    host.stream.addFilter('out', (stanza) => {
      log.push(`${stanza.xml.name} ${stanza.get('type')}`);
      return stanza;
    });
    await host.stream.makeMessage({ to: 'a@b.c' }).send();
    void host.stream.makeIq({ type: 'get', to: 'a@b.c' }).send();
    await host.stream.receive(REQUEST);
    expect(log).toEqual(['message normal', 'iq get', 'iq error']);
  });

  test('may replace it: the host gets the other, send resolves to what was sent', async () => {
    const host = new Host();
    host.stream.addFilter('out', () => Message.of({ body: 'replaced' }));
    const message = host.stream.makeMessage({ body: 'original' });
    expect(await message.send()).toBe(message);
    expect(host.sent).toEqual([expect.toEqualXml('<message><body>replaced</body></message>')]);
  });

  test('may drop it: the host does not get it, send resolves', async () => {
    const host = new Host();
    host.stream.addFilter('out', () => undefined);
    const message = host.stream.makeMessage({ body: 'hi' });
    expect(await message.send()).toBe(message);
    await host.stream.expectNothingSent();
  });

  test('throws: send rejects with that, and onError hears it once', async () => {
    const host = new Host();
    const failure = new Error('filter');
    host.stream.addFilter('out', () => {
      throw failure;
    });
    const message = host.stream.makeMessage({ body: 'hi' });
    await expect(message.send()).rejects.toBe(failure);
    expect(host.reported).toEqual([{ error: failure, context: { stanza: message } }]);
    await host.stream.expectNothingSent();
  });
});

test('a filter is removed by its disposer, its own registration alone', async () => {
  const host = new Host();
  const log: string[] = [];
  const filter = (name: string) => (): undefined => void log.push(name);
  const same = filter('same');
  const removes = [host.stream.addFilter('out', same), host.stream.addFilter('out', same)];
  removes[0]?.();
  removes[0]?.();
  await host.stream.makePresence().send();
  expect(log).toEqual(['same']);
  removes[1]?.();
  await host.stream.makePresence().send();
  expect(log).toEqual(['same']);
});

test('filters may come and go while a stanza passes them: it sees those that there were', async () => {
  const host = new Host();
  const log: string[] = [];
  const remove = host.stream.addFilter('in', (stanza) => {
    log.push('first');
    remove();
    host.stream.addFilter('in', (other) => {
      log.push('added');
      return other;
    });
    return stanza;
  });
  host.stream.addFilter('in', (stanza) => {
    log.push('second');
    return stanza;
  });
  await host.stream.receive(MESSAGE);
  expect(log.splice(0)).toEqual(['first', 'second']);
  await host.stream.receive(MESSAGE);
  expect(log).toEqual(['second', 'added']);
});
