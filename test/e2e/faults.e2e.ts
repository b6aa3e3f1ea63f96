/** 5. What goes wrong: the component stays up, and says what happened. */
import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import { Callback, DisconnectedError, type Iq, IqError, type JID, MatchXPath, XmlElement } from 'couplet';
import { MemoryUserStore, type UserFields, Xep0077 } from 'couplet/xep/0077';
import { Xep0199 } from 'couplet/xep/0199';
import { beforeAll, expect, test } from 'vitest';
import { Prosody } from '../../examples/support/prosody.js';
import { later } from './support/cleanup.js';
import { connectStack, STACKS, type Stack } from './support/clients.js';
import { COMPONENT, type RunningComponent, startComponent } from './support/component.js';
import { type RawClient, rawClient } from './support/raw-client.js';

/** A store that does what the test says. */
class FaultyStore extends MemoryUserStore {
  fault: ((jid: JID) => Promise<void>) | undefined;

  override async register(jid: JID, fields: UserFields): Promise<boolean> {
    await this.fault?.(jid);
    return super.register(jid, fields);
  }
}

const store = new FaultyStore();
const REGISTER = "<query xmlns='jabber:iq:register'/>";
const registerAs = (username: string, more = ''): string =>
  `<query xmlns='jabber:iq:register'><username>${username}</username><password>secret</password>${more}</query>`;

let server: Prosody;
let component: RunningComponent;
let bill: RawClient;
let dana: RawClient;
let embedded: Stack;

beforeAll(async () => {
  server = later(await Prosody.start({ users: ['bill', 'dana', 'embedded'], components: [COMPONENT] }));
  component = later(await startComponent(server, store));
  const [connect] = STACKS.values();
  if (connect === undefined) throw new Error('There is no stack');
  [bill, dana, embedded] = await Promise.all([
    rawClient(server, 'bill').then(later),
    rawClient(server, 'dana').then(later),
    connectStack(connect, server, 'embedded').then(later),
  ]);
});

/** The types of the answers to a client's requests, by id: each has one. */
function answersOf(client: RawClient): Map<string, string> {
  const answers = new Map<string, string>();
  for (const stanza of client.received) {
    const id = stanza.attribute('id');
    const type = stanza.attribute('type') ?? '';
    if (stanza.name !== 'iq' || id === undefined || !['result', 'error'].includes(type)) continue;
    expect(answers.has(id), `the second answer to ${id}`).toBe(false);
    answers.set(id, type);
  }
  return answers;
}

test('a store that fails: the client is told so, and nothing more; the next one is served', async () => {
  store.fault = async () => {
    throw new Error('the database says: password=hunter2');
  };
  const answer = await bill.ask('set', COMPONENT, registerAs('bill'));
  expect(String(answer)).toContain('<internal-server-error');
  expect(String(answer)).not.toContain('hunter2');
  expect(component.errors).toMatchObject([{ message: 'the database says: password=hunter2' }]);
  component.errors.length = 0;
  store.fault = undefined;
  expect((await bill.ask('set', COMPONENT, registerAs('bill'))).attribute('type')).toBe('result');
});

test('a store that hangs: who waits for it waits alone', async () => {
  let goOn = (): void => undefined;
  const hanging = new Promise<void>((resolve) => (goOn = resolve));
  store.fault = (jid) => (jid.local === 'bill' ? hanging : Promise.resolve());
  const slow = bill.ask('set', COMPONENT, registerAs('bill-again'));
  expect((await dana.ask('set', COMPONENT, registerAs('dana'))).attribute('type')).toBe('result');
  goOn();
  expect((await slow).attribute('type')).toBe('result');
  store.fault = undefined;
});

test('a client that floods: it gets an answer to each request, and others get theirs meanwhile', async () => {
  const before = answersOf(bill).size;
  const count = 5_000;
  const ids = Array.from({ length: count }, (_, i) => `flood-${i}`);
  const flood = ids.map((id) => `<iq type='get' to='${COMPONENT}' id='${id}'>${REGISTER}</iq>`).join('');
  await bill.send(flood);
  expect((await dana.ask('get', COMPONENT, REGISTER)).attribute('type')).toBe('result');
  await bill.until((stanza) => stanza.attribute('id') === ids.at(-1));
  const answers = answersOf(bill);
  expect(answers.size - before).toBe(count);
  for (const id of ids) expect(answers.get(id)).toBe('result');
  expect(component.errors).toEqual([]);
});

test.each([
  ['a comment', '<!-- no -->'],
  ['a document type declaration', '<!DOCTYPE a [<!ENTITY lol "lol">]>'],
  ['a processing instruction', '<?php no ?>'],
  ['an entity that nobody declared', `<message to='${COMPONENT}'><body>&lol;</body></message>`],
])('a client that sends %s: it is gone, and the others are served', async (_what, xml) => {
  const socket = connectSocket(server.clientPort, '127.0.0.1').setEncoding('utf8');
  let received = '';
  socket.on('data', (text) => (received += text));
  await once(socket, 'connect');
  socket.write(
    `<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='localhost' version='1.0'>`,
  );
  socket.write(xml);
  await once(socket, 'close');
  expect(received).toContain('<stream:error');
  expect((await dana.ask('get', COMPONENT, REGISTER)).attribute('type')).toBe('result');
  expect(component.xmpp.status).toBe('online');
});

test('stanzas of 1 MB, in and out', async () => {
  const megabyte = 'a&lt;é'.repeat(150_000);
  const answer = await dana.ask('set', COMPONENT, registerAs('dana', `<misc>${megabyte}</misc>`));
  expect(answer.attribute('type')).toBe('result');
  const seen = new Promise<string | undefined>((resolve) => {
    component.stream.registerHandler(
      new Callback('large', new MatchXPath('{jabber:client}iq/{urn:example:large}large'), (iq) => {
        const large = (iq as Iq).xml.find('{urn:example:large}large');
        resolve(large?.text);
        return iq
          .reply()
          .setPayload(new XmlElement('{urn:example:large}large', {}, large?.text ?? ''))
          .send();
      }),
    );
  });
  const echo = await dana.ask('get', COMPONENT, `<large xmlns='urn:example:large'>${megabyte}</large>`);
  expect((await seen)?.length).toBe(450_000);
  expect(echo.find('{urn:example:large}large')?.text).toBe(await seen);
});

test('a stanza that the server does not take: its client is gone, and the component is not', async () => {
  const other = later(await rawClient(server, 'bill'));
  const closed = new Promise((resolve) => other.xmpp.on('disconnect', resolve));
  await other
    .send(`<message to='${COMPONENT}'><body>${'a'.repeat(5 * 1024 * 1024)}</body></message>`)
    .catch(() => undefined);
  await closed;
  await other.stop();
  expect((await dana.ask('get', COMPONENT, REGISTER)).attribute('type')).toBe('result');
});

test('a server that is killed: what was asked ends, nothing is answered twice, and all goes on', async () => {
  const { stream } = embedded;
  const asked = new Map<string, Iq>();
  const defer = (name: string) => (iq: Iq) => {
    iq.defer();
    asked.set(name, iq);
  };
  const slow = new MatchXPath('{jabber:client}iq/{urn:example:slow}slow');
  component.stream.registerHandler(new Callback('slow', slow, (iq) => defer('component')(iq as Iq)));
  stream.registerHandler(new Callback('slow', slow, (iq) => defer('client')(iq as Iq)));
  const ask = (from: typeof stream, to: JID | string): Promise<Iq> =>
    from.makeIq({ type: 'get', to }).setPayload(new XmlElement('{urn:example:slow}slow')).send({ timeout: 60_000 });
  const pending = [ask(stream, COMPONENT), ask(component.stream as unknown as typeof stream, stream.jid as JID)];
  while (asked.size < 2) await new Promise((resolve) => setTimeout(resolve, 5));

  const back = [stream, component.stream].map((one) => new Promise((resolve) => one.once('online', resolve)));
  await server.kill();
  for (const request of pending) await expect(request).rejects.toBeInstanceOf(DisconnectedError);
  await expect(stream.sendMessage(COMPONENT, 'lost')).rejects.toBeInstanceOf(DisconnectedError);

  // The answers that come by the new connections.
  const answers: (string | undefined)[] = [];
  for (const one of [stream, component.stream])
    one.addFilter('in', (stanza) => {
      if (['result', 'error'].includes(stanza.xml.attribute('type') ?? '')) answers.push(stanza.xml.attribute('id'));
      return stanza;
    });
  await server.startAgain();
  await Promise.all(back);
  const registration = stream.registerPlugin(Xep0077, { serve: false });
  await registration.register({ username: 'embedded', password: 'Calliope' }, COMPONENT);
  await component.stream
    .plugin(Xep0199)
    .ping(stream.jid)
    .catch((error) => expect(error).toBeInstanceOf(IqError));
  const old = [...asked.values()].map((iq) => iq.get('id'));
  expect(answers).toHaveLength(2);
  expect(answers.filter((id) => old.includes(id))).toEqual([]);
  expect(component.errors.every((error) => error instanceof DisconnectedError)).toBe(true);
});
