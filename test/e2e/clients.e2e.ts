/** 2. Clients in three stacks, with the same classes and plugins, and the component. */
import { IqError, JID } from 'couplet';
import { Xep0030 } from 'couplet/xep/0030';
import { MemoryUserStore, Registration, Xep0077 } from 'couplet/xep/0077';
import { Xep0199 } from 'couplet/xep/0199';
import { beforeAll, describe, expect, test } from 'vitest';
import { Prosody } from '../../examples/support/prosody.js';
import { later } from './support/cleanup.js';
import { connectStack, STACKS, type Stack } from './support/clients.js';
import { COMPONENT, type RunningComponent, startComponent } from './support/component.js';

const store = new MemoryUserStore();
let server: Prosody;
let component: RunningComponent;

beforeAll(async () => {
  server = later(await Prosody.start({ users: ['xmppjs', 'strophe', 'stanza'], components: [COMPONENT] }));
  component = later(await startComponent(server, store));
  await store.register(new JID('dana@localhost'), new Map([['username', 'dana']]));
});

describe.each([...STACKS])('%s', (name, connect) => {
  const username = name.replace(/^@|\W.*$/g, '') === 'xmpp' ? 'xmppjs' : name.replace(/\W.*$/, '');
  const jid = new JID(`${username}@localhost`);
  let stack: Stack;
  let registration: Xep0077;

  beforeAll(async () => {
    stack = later(await connectStack(connect, server, username));
    registration = stack.stream.registerPlugin(Xep0077, { serve: false });
    stack.stream.registerPlugin(Xep0199);
  });

  test('is online under its own JID', () => {
    expect(stack.stream.jid?.bare.equals(jid)).toBe(true);
    expect(stack.stream.jid?.resource).toBeTruthy();
  });
  test('discovers the component', async () => {
    const info = await stack.stream.plugin(Xep0030).getInfo(COMPONENT);
    expect(info.get('features')).toEqual(expect.arrayContaining(['jabber:iq:register', 'urn:xmpp:ping']));
    expect(info.get('identities').map((identity) => identity.get('category'))).toEqual(['component']);
    const items = await stack.stream.plugin(Xep0030).getItems(server.host);
    expect(items.get('items').map((item) => item.get('jid')?.full)).toContain(COMPONENT);
  });
  test('reads the form', async () => {
    const form = await registration.getRegistration(COMPONENT);
    expect(form).toBeInstanceOf(Registration);
    expect(form.values).toEqual({ username: '', password: '' });
  });
  test('registers', async () => {
    await registration.register({ username, password: 'Calliope' }, COMPONENT);
    expect(store.checkPassword(jid, 'Calliope')).toBe(true);
    expect((await registration.getRegistration(COMPONENT)).values).toEqual({
      registered: true,
      username,
      password: '',
    });
  });
  test('cannot take the username of another', async () => {
    const error = await registration
      .register({ username: 'dana', password: 'Erato' }, COMPONENT)
      .catch((reason) => reason);
    expect(error).toBeInstanceOf(IqError);
    expect(error.condition).toBe('conflict');
  });
  test('changes the password', async () => {
    await registration.changePassword(username, 'Thalia <&> "é😀"', COMPONENT);
    expect(store.checkPassword(jid, 'Thalia <&> "é😀"')).toBe(true);
  });
  test('unregisters', async () => {
    await registration.cancelRegistration(COMPONENT);
    expect(await store.get(jid)).toBeUndefined();
    const error = await registration.cancelRegistration(COMPONENT).catch((reason) => reason);
    expect(error.condition).toBe('registration-required');
  });
  test('pings the component, and the server', async () => {
    expect(await stack.stream.plugin(Xep0199).ping(COMPONENT)).toBeGreaterThanOrEqual(0);
    const error = await stack.stream
      .plugin(Xep0199)
      .ping('nobody.localhost')
      .catch((reason) => reason);
    expect(error).toBeInstanceOf(IqError);
  });
  test('is pinged by the component, and answers once', async () => {
    const answers: string[] = [];
    const stopped = component.stream.addFilter('in', (stanza) => {
      if (stanza.xml.name === 'iq') answers.push(String(stanza.get('type')));
      return stanza;
    });
    const to = stack.stream.jid as JID;
    await component.stream.plugin(Xep0199).ping(to);
    await component.stream.plugin(Xep0199).ping(to);
    stopped();
    expect(answers).toEqual(['result', 'result']);
  });
});

test('nothing went wrong in the component', () => expect(component.errors).toEqual([]));
