/**
 * What holds for every adapter that attaches a stream to a stack, over a socket. The streams are bare `StanzaStream`s:
 * a `TestStream` is its own host, and takes no other.
 */
import {
  Callback,
  DisconnectedError,
  Iq,
  MatchXPath,
  type Message,
  StanzaStream,
  XmlElement,
  XmppError,
} from 'couplet';
import type { InteropError } from 'couplet/interop/xmppjs';
import { afterEach, describe, expect, test } from 'vitest';
import '../../support/matchers.js';
import { failure } from './failure.js';
import { FakeServer, type Kind, type ServerOptions } from './server.js';

/** A stack that is connected to a server. */
export interface Connected {
  /** Attaches a stream to it. */
  attach(stream: StanzaStream, options?: { invalidCharacters?: 'strip' }): () => void;
  /** Sends a request for `{urn:b}b` by the stack itself, and waits for its answer as text. */
  ask(): Promise<string>;
  /** Connects again, where the stack does not by itself. */
  connect?(): void;
  /** Takes part in every stanza, as a program would that only looks on. */
  watch(listener: (name: string) => void): void;
  stop(): Promise<void>;
}

/** Connects a stack: resolved when it is online. The stream that is given is attached before. */
export type Connect = (server: FakeServer, attachTo: StanzaStream) => Promise<Connected & { detach: () => void }>;

export interface Setting {
  readonly server: FakeServer;
  readonly stack: Connected;
  readonly stream: StanzaStream;
  readonly errors: unknown[];
  readonly detach: () => void;
}

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const action of undo.splice(0).reverse()) await action();
});

/** Connects a stack with a stream attached, until the end of the test. */
export async function setUp(kind: Kind, connect: Connect, options?: ServerOptions): Promise<Setting> {
  const server = await FakeServer.start(kind, options);
  undo.push(() => server.stop());
  const errors: unknown[] = [];
  const wireNamespace = server.namespace;
  const stream = new StanzaStream({ wireNamespace, onError: (error) => errors.push(error) });
  const { detach, ...stack } = await connect(server, stream);
  undo.push(() => stack.stop());
  return { server, stack, stream, errors, detach };
}

/** A request as a test's server sends it. */
export const request = (id: string, payload = "<query xmlns='jabber:iq:register'/>", type = 'get'): string =>
  `<iq type='${type}' id='${id}' from='juliet@localhost/r' to='reg.localhost'>${payload}</iq>`;

/** A request of the stream's own. */
export const ping = (stream: StanzaStream): Promise<Iq> =>
  stream.makeIq({ type: 'get', to: 'localhost' }).setPayload(new XmlElement('{urn:a}a')).send();

/** The next stanza that a server gets is an error of that condition. */
export async function expectError(server: FakeServer, condition: string): Promise<XmlElement> {
  const answer = await server.next();
  expect(answer).toContainXml(
    `<iq type='error'><error><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>`,
    { namespaces: { '': server.namespace } },
  );
  return answer;
}

/** The tests that hold for every stack. */
export function describeAttach(kind: Kind, connect: Connect): void {
  const set = (options?: ServerOptions): Promise<Setting> => setUp(kind, connect, options);

  describe('an IQ request is answered once', () => {
    test('by a handler', async () => {
      const { server, stream } = await set();
      stream.registerHandler(
        new Callback('register', new MatchXPath('{jabber:client}iq/{jabber:iq:register}query'), (iq) => {
          expect(iq).toBeInstanceOf(Iq);
          return iq
            .reply()
            .setPayload(new XmlElement('{urn:a}done', { at: 'é<"' }, 'a\tb\u00e9😀&'))
            .send();
        }),
      );
      server.send(request('q1'));
      const answer = await server.next();
      expect(answer).toEqualXml(
        `<iq xmlns='${server.namespace}' type='result' id='q1' from='reg.localhost' to='juliet@localhost/r'>
          <done xmlns='urn:a' at='é&lt;"'>a\tb\u00e9😀&amp;</done>
        </iq>`,
      );
      expect(await server.rest()).toEqual([]);
    });
    test('by an error if nobody handles it, without its payload', async () => {
      const { server } = await set();
      server.send(request('q1'));
      const answer = await expectError(server, 'service-unavailable');
      expect(answer.find('{jabber:iq:register}query')).toBeUndefined();
      expect(await server.rest()).toEqual([]);
    });
    test('by the error that a handler throws', async () => {
      const { server, stream, errors } = await set();
      stream.registerHandler(
        new Callback('a', new MatchXPath('{jabber:client}iq/{urn:a}a'), () => {
          throw new XmppError({ condition: 'not-allowed' });
        }),
      );
      stream.registerHandler(
        new Callback('b', new MatchXPath('{jabber:client}iq/{urn:b}b'), async () => {
          throw new Error('hidden');
        }),
      );
      server.send(request('a', "<a xmlns='urn:a'/>"));
      await expectError(server, 'not-allowed');
      server.send(request('b', "<b xmlns='urn:b'/>", 'set'));
      const answer = await expectError(server, 'internal-server-error');
      expect(String(answer)).not.toContain('hidden');
      // The handlers have stayed.
      server.send(request('a', "<a xmlns='urn:a'/>"));
      await expectError(server, 'not-allowed');
      expect(errors).toHaveLength(1);
      expect(await server.rest()).toEqual([]);
    });
    test('if it has not exactly one payload', async () => {
      const { server } = await set();
      server.send(request('q1', ''));
      await expectError(server, 'bad-request');
      server.send(request('q2', "<a xmlns='urn:a'/><b xmlns='urn:b'/>"));
      await expectError(server, 'bad-request');
      expect(await server.rest()).toEqual([]);
    });
    test('when the answer comes late', async () => {
      const { server, stream } = await set();
      stream.registerHandler(
        new Callback('a', new MatchXPath('{jabber:client}iq/{urn:a}a'), (iq) => {
          (iq as Iq).defer();
          setTimeout(() => void iq.reply().send(), 20);
        }),
      );
      server.send(request('q1', "<a xmlns='urn:a'/>"));
      expect((await server.next()).attribute('type')).toBe('result');
      expect(await server.rest()).toEqual([]);
    });
  });

  test('the stream knows its JID', async () => {
    const { stream } = await set();
    expect(stream.jid?.full).toBe(kind === 'component' ? 'reg.localhost' : 'bill@localhost/r');
  });

  test('each side gets the answers to its requests', async () => {
    const { server, stack, stream } = await set();
    const ours = ping(stream);
    const first = await server.next();
    const theirs = stack.ask();
    const second = await server.next();
    for (const [asked, name] of [
      [second, 'b'],
      [first, 'a'],
    ] as const) {
      const id = asked.attribute('id');
      expect(asked.find(`{urn:${name}}${name}`)).toBeDefined();
      server.send(`<iq type='result' from='localhost' id='${id}'><${name} xmlns='urn:${name}' got='1'/></iq>`);
    }
    expect((await ours).xml.find('{urn:a}a')?.attribute('got')).toBe('1');
    await theirs;
    expect(await server.rest()).toEqual([]);
  });

  test('messages come in order, and go on to whoever watches', async () => {
    const { server, stack, stream } = await set();
    const seen: (string | undefined)[] = [];
    let watched = 0;
    stack.watch((name) => void (name === 'message' && watched++));
    stream.registerHandler(
      new Callback('message', new MatchXPath('{jabber:client}message'), (message) => {
        seen.push((message as Message).get('body'));
        throw new Error('and go on');
      }),
    );
    for (const body of ['1', '2', '3'])
      server.send(`<message from='a@localhost' to='b'><body>${body}</body></message>`);
    await server.rest();
    expect(seen).toEqual(['1', '2', '3']);
    expect(watched).toBe(3);
  });

  test('a lost connection ends what was asked, and the next one works', async () => {
    const { server, stack, stream } = await set();
    const again = new Promise((resolve) => stream.once('online', resolve));
    const asked = ping(stream);
    const deferred = new Promise<Iq>((resolve) => {
      stream.registerHandler(
        new Callback('late', new MatchXPath('{jabber:client}iq/{urn:b}b'), (iq) => {
          (iq as Iq).defer();
          resolve(iq as Iq);
        }),
      );
    });
    await server.next();
    server.send(request('late', "<b xmlns='urn:b'/>"));
    const late = await deferred;
    server.drop();
    await expect(asked).rejects.toBeInstanceOf(DisconnectedError);
    await expect(stream.sendMessage('a@localhost', 'hi')).rejects.toBeInstanceOf(DisconnectedError);
    stack.connect?.();
    await again;
    // Nothing of the old connection comes out by itself; what the program says of it does, once.
    expect(await server.rest()).toEqual([]);
    await late.reply().send();
    expect((await server.next()).attribute('id')).toBe('late');
    server.send(request('q1'));
    await expectError(server, 'service-unavailable');
    expect(await server.rest()).toEqual([]);
  });

  test('detached, the stream is offline and the stack answers again', async () => {
    const { server, stack, stream, detach } = await set();
    stream.registerHandler(new Callback('a', new MatchXPath('{jabber:client}iq'), (iq) => iq.reply().send()));
    const asked = ping(stream);
    await server.next();
    detach();
    detach();
    await expect(asked).rejects.toBeInstanceOf(DisconnectedError);
    await expect(stream.sendMessage('a@localhost', 'hi')).rejects.toBeInstanceOf(DisconnectedError);
    server.send(request('q1'));
    await expectError(server, 'service-unavailable');
    stack.attach(stream);
    server.send(request('q2'));
    expect((await server.next()).attribute('type')).toBe('result');
    expect(await server.rest()).toEqual([]);
  });

  test('attached while online, a stream is online', async () => {
    const { server, stack, stream, detach } = await set();
    detach();
    const other = new StanzaStream({ wireNamespace: server.namespace });
    stack.attach(other);
    expect(other.jid?.full).toBe(stream.jid?.full);
  });

  test('stopping takes the stream offline', async () => {
    const { stack, stream } = await set();
    const offline = new Promise((resolve) => stream.once('offline', resolve));
    await stack.stop();
    expect(await offline).toBeDefined();
    await expect(stream.sendMessage('a@localhost', 'hi')).rejects.toBeInstanceOf(DisconnectedError);
  });

  test('a stream that has a host is refused', async () => {
    const { stack, stream, server } = await set();
    const error = failure(() => stack.attach(stream));
    expect(error).toMatchObject({ name: 'InteropError', code: 'already-attached' } satisfies Partial<InteropError>);
    const { namespace: wireNamespace } = server;
    const own = new StanzaStream({ wireNamespace, send: () => undefined });
    expect(failure(() => stack.attach(own))).toMatchObject({ code: 'already-attached' });
  });

  test('a stream in another namespace is refused', async () => {
    const { stack, server } = await set();
    const error = failure(() => stack.attach(new StanzaStream({ wireNamespace: 'jabber:server' })));
    expect(error).toMatchObject({ code: 'wrong-namespace' });
    expect(error.message).toContain(`wireNamespace: '${server.namespace}'`);
  });

  test('what XML cannot carry is not sent', async () => {
    const { server, stack, stream, errors, detach } = await set();
    const sent = stream.sendMessage('a@localhost', 'a\u0000');
    await expect(sent).rejects.toMatchObject({ code: 'invalid-character' });
    expect(errors).toHaveLength(1);
    await stream.sendMessage('a@localhost', 'b');
    expect((await server.next()).find(`{${server.namespace}}body`)?.text).toBe('b');
    detach();
    const lenient = new StanzaStream({ wireNamespace: server.namespace });
    stack.attach(lenient, { invalidCharacters: 'strip' });
    await lenient.sendMessage('a@localhost', 'a\u0000');
    expect((await server.next()).find(`{${server.namespace}}body`)?.text).toBe('a');
  });
}
