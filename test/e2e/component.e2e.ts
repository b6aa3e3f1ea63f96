/** 1. The registration plugin as an external component, asked by a client that knows nothing of couplet. */
import { parseXml, type XmlElement } from 'couplet';
import { beforeAll, describe, expect, test } from 'vitest';
import { Prosody } from '../../examples/support/prosody.js';
import { later } from './support/cleanup.js';
import { COMPONENT, type RunningComponent, startComponent } from './support/component.js';
import { type RawClient, rawClient } from './support/raw-client.js';

const REGISTER = "<query xmlns='jabber:iq:register'/>";
const register = (...fields: string[]): string => `<query xmlns='jabber:iq:register'>${fields.join('')}</query>`;
const BILL = ['<username>bill</username>', '<password>Calliope</password>'];

let component: RunningComponent;
let bill: RawClient;
let dana: RawClient;

beforeAll(async () => {
  const server = later(await Prosody.start({ users: ['bill', 'dana'], components: [COMPONENT] }));
  component = later(await startComponent(server));
  [bill, dana] = await Promise.all([rawClient(server, 'bill').then(later), rawClient(server, 'dana').then(later)]);
  // Messages to the bare JID reach whoever is available.
  for (const one of [bill, dana]) await one.send('<presence/>');
});

/** What an answer holds, without what the server adds. */
function contentOf(answer: XmlElement): string[] {
  expect(answer.attribute('from')).toBe(COMPONENT);
  return answer.children.map((node) =>
    typeof node === 'string' ? node : node.toString({ defaultNamespace: 'jabber:client' }),
  );
}

const STANZAS = 'urn:ietf:params:xml:ns:xmpp-stanzas';

/** What an error says. */
function errorOf(answer: XmlElement): Record<string, string | undefined> {
  const error = answer.find('{jabber:client}error');
  const condition = error?.findAll(`{${STANZAS}}*`).find(({ name }) => name !== 'text');
  const text = error?.find(`{${STANZAS}}text`)?.text;
  return { type: error?.attribute('type'), code: error?.attribute('code'), condition: condition?.name, text };
}

const xml = (text: string): string => String(parseXml(text));

describe('the six situations', () => {
  test('1. a form for somebody new', async () => {
    const answer = await bill.ask('get', COMPONENT, REGISTER);
    expect(answer.attribute('type')).toBe('result');
    expect(contentOf(answer)).toEqual([xml(register('<username/>', '<password/>'))]);
  });
  test('4. an incomplete registration', async () => {
    const answer = await bill.ask('set', COMPONENT, register('<username>bill</username>'));
    expect(answer.attribute('type')).toBe('error');
    const [echo] = contentOf(answer);
    expect(echo).toBe(xml(register('<username>bill</username>')));
    expect(errorOf(answer)).toMatchObject({ type: 'modify', code: '406', condition: 'not-acceptable' });
    expect(errorOf(answer).text).toContain('password');
  });
  test('6. a successful registration, and a welcome', async () => {
    const answer = await bill.ask('set', COMPONENT, register(...BILL));
    expect(answer.attribute('type')).toBe('result');
    expect(contentOf(answer)).toEqual([xml(REGISTER)]);
    const welcome = await bill.until((stanza) => stanza.name === 'message');
    expect(welcome.find('{jabber:client}body')?.text).toBe('Welcome! bill');
    expect(welcome.attribute('from')).toBe(COMPONENT);
  });
  test('5. a conflict, which shows no password', async () => {
    const answer = await dana.ask(
      'set',
      COMPONENT,
      register('<username>bill</username>', '<password>Erato</password>'),
    );
    expect(answer.attribute('type')).toBe('error');
    expect(errorOf(answer)).toMatchObject({ type: 'cancel', code: '409', condition: 'conflict' });
    expect(String(answer)).not.toContain('Erato');
    expect(dana.received.filter((stanza) => stanza.name === 'message')).toEqual([]);
  });
  test('2. the form of somebody registered, which shows no password', async () => {
    const answer = await bill.ask('get', COMPONENT, REGISTER);
    expect(contentOf(answer)).toEqual([xml(register('<registered/>', '<username>bill</username>', '<password/>'))]);
  });
  test('3. the end of a registration, and a farewell', async () => {
    const answer = await bill.ask('set', COMPONENT, register('<remove/>'));
    expect(answer.attribute('type')).toBe('result');
    const bye = await bill.until((stanza) => stanza.find('{jabber:client}body')?.text === 'Bye! bill');
    expect(bye.attribute('from')).toBe(COMPONENT);
    // The username is free again.
    const again = await dana.ask('set', COMPONENT, register('<username>bill</username>', '<password>Erato</password>'));
    expect(again.attribute('type')).toBe('result');
  });
});

test('each request has had one answer', async () => {
  for (const client of [bill, dana]) {
    // A second answer would have come before the one to this.
    await client.ask('get', COMPONENT, REGISTER);
    const ids = client.received
      .filter((one) => one.attribute('from') === COMPONENT && one.name === 'iq')
      .map((one) => one.attribute('id'));
    expect(ids.length).toBeGreaterThan(2);
    expect(new Set(ids).size).toBe(ids.length);
  }
  expect(component.errors).toEqual([]);
});

test('what nobody handles is refused, once, by the component itself', async () => {
  const answer = await bill.ask('get', COMPONENT, "<time xmlns='urn:xmpp:time'/>");
  expect(String(answer)).toContain('<service-unavailable');
  expect(answer.find('{urn:xmpp:time}time')).toBeUndefined();
});
