/** 3. A client and a component that are not JavaScript: Slixmpp, with its own registration and discovery plugins. */
import { JID } from 'couplet';
import { Xep0030 } from 'couplet/xep/0030';
import { MemoryUserStore, Xep0077 } from 'couplet/xep/0077';
import { Xep0199 } from 'couplet/xep/0199';
import { beforeAll, describe, expect, test } from 'vitest';
import { Prosody } from '../../examples/support/prosody.js';
import { later } from './support/cleanup.js';
import { connectStack, STACKS } from './support/clients.js';
import { COMPONENT, type RunningComponent, startComponent } from './support/component.js';
import { type Slixmpp, startSlixmpp } from './support/slixmpp.js';

const OTHER = 'slix.localhost';
const store = new MemoryUserStore();
let server: Prosody;

beforeAll(async () => {
  server = later(await Prosody.start({ users: ['slix', 'bill'], components: [COMPONENT, OTHER] }));
  await store.register(new JID('dana@localhost'), new Map([['username', 'dana']]));
});

describe("Slixmpp's client and our component", () => {
  const registered: string[] = [];
  let component: RunningComponent;
  let client: Slixmpp;

  beforeAll(async () => {
    component = later(await startComponent(server, store));
    component.stream.addEventHandler('registered_user', async ({ jid, username }) => {
      registered.push(`${jid} as ${username}: ${store.checkPassword(jid, 'Calliope')}`);
    });
    client = later(
      startSlixmpp('client', 'slix@localhost', server.password, '127.0.0.1', server.clientPort, COMPONENT),
    );
    await client.until('ready');
  });

  test('it discovers the service', async () => {
    expect(await client.until('disco')).toMatchObject({
      features: expect.arrayContaining(['jabber:iq:register', 'urn:xmpp:ping']),
      identities: [['component', 'generic']],
    });
  });
  test('it reads the form', async () => {
    expect(await client.until('form')).toMatchObject({
      registered: false,
      fields: ['password', 'username'],
      username: '',
    });
  });
  test('it is told what is missing', async () => {
    expect(await client.until('incomplete')).toMatchObject({
      condition: 'not-acceptable',
      type: 'modify',
      text: expect.stringContaining('password'),
    });
  });
  test('it registers, and is welcomed', async () => {
    expect(await client.until('registered')).toMatchObject({ type: 'result' });
    expect(registered).toEqual(['slix@localhost as slix: true']);
    expect(await client.until('message')).toMatchObject({ body: 'Welcome! slix', sender: COMPONENT });
  });
  test('it reads its registration, without the password', async () => {
    expect(await client.until('form again')).toMatchObject({ registered: true, username: 'slix', password: '' });
  });
  test('it is told of a conflict', async () => {
    const said = await client.until('conflict');
    expect(said).toMatchObject({ condition: 'conflict', type: 'cancel' });
    expect(said.xml).not.toContain('Erato');
  });
  test('it changes its password', async () => {
    expect(await client.until('changed')).toMatchObject({ type: 'result' });
  });
  test('it pings', async () => {
    expect((await client.until('pinged')).seconds).toBeGreaterThan(0);
  });
  test('it is told of a node that there is not', async () => {
    expect(await client.until('unknown')).toMatchObject({ condition: 'item-not-found' });
  });
  test('it unregisters, once', async () => {
    expect(await client.until('removed')).toMatchObject({ type: 'result' });
    expect(await client.until('removed twice')).toMatchObject({ condition: 'registration-required', type: 'auth' });
    expect(await store.get(new JID('slix@localhost'))).toBeUndefined();
  });
  test('it answers our requests', async () => {
    const jid = new JID(String((await client.until('ready')).jid));
    expect(await component.stream.plugin(Xep0199).ping(jid)).toBeGreaterThanOrEqual(0);
    const info = await component.stream.plugin(Xep0030).getInfo(jid);
    expect(info.get('features')).toEqual(
      expect.arrayContaining(['http://jabber.org/protocol/disco#info', 'urn:xmpp:ping']),
    );
    expect(component.errors).toEqual([]);
  });
});

describe("Slixmpp's component and our client", () => {
  let component: Slixmpp;
  let registration: Xep0077;
  let disco: Xep0030;

  beforeAll(async () => {
    component = later(startSlixmpp('component', OTHER, server.componentPassword, '127.0.0.1', server.componentPort));
    await component.until('ready');
    const [connect] = STACKS.values();
    if (connect === undefined) throw new Error('There is no stack');
    const { stream } = later(await connectStack(connect, server, 'bill'));
    registration = stream.registerPlugin(Xep0077, { serve: false });
    disco = stream.plugin(Xep0030);
  });

  test('we discover it', async () => {
    expect((await disco.getInfo(OTHER)).get('features')).toContain('jabber:iq:register');
  });
  test('we read its form', async () => {
    const form = await registration.getRegistration(OTHER);
    expect(form.values).toEqual({ instructions: 'Enter your credentials', username: '', password: '' });
  });
  test('we are told what is missing', async () => {
    const error = await registration.register({ username: 'bill' }, OTHER).catch((reason) => reason);
    expect(error).toMatchObject({
      name: 'IqError',
      condition: 'not-acceptable',
      type: 'modify',
      text: 'Please fill in all fields.',
    });
  });
  test('we register', async () => {
    await registration.register({ username: 'bill', password: 'Calliope' }, OTHER);
    expect(await component.until('user_register')).toMatchObject({ username: 'bill' });
    expect((await registration.getRegistration(OTHER)).get('registered')).toBe(true);
  });
  test('we unregister, once', async () => {
    await registration.cancelRegistration(OTHER);
    await component.until('user_unregister');
    const error = await registration.cancelRegistration(OTHER).catch((reason) => reason);
    expect(error).toMatchObject({ name: 'IqError', condition: 'item-not-found' });
  });
});
