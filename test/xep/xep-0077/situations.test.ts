/** XEP-0077: the six situations of the tutorial. */
import type { Message } from 'couplet';
import type { RegistrationEvent } from 'couplet/xep/0077';
import { describe, expect, test } from 'vitest';
import { error, expectAnswer, JULIET, result, Setup } from './setup.js';

describe('the six situations', () => {
  test('1. somebody new asks for the form: the fields, empty', async () => {
    expectAnswer(await new Setup().ask('get', ''), result('<username/><password/>'));
  });

  test('2. somebody registered asks for the form: what is known, but no password', async () => {
    const host = await new Setup().with(JULIET, { username: 'juliet', password: 'R0m30' });
    expectAnswer(await host.ask('get', ''), result('<registered/><username>juliet</username><password/>'));
  });

  test('3. unregistering', async () => {
    const host = await new Setup().with(JULIET, { username: 'juliet', password: 'R0m30' });
    expectAnswer(await host.ask('set', '<remove/>'), result(''));
    expect(await host.known()).toBeUndefined();
    expect(host.events.map(([name, { jid, username }]) => [name, jid.full, username])).toEqual([
      ['unregistered_user', JULIET, 'juliet'],
    ]);
  });

  test.each([
    ['missing', '<username>juliet</username>', '<username>juliet</username>'],
    ['empty', '<username>juliet</username><password/>', '<username>juliet</username>'],
    ['another', '<password>R0m30</password>', ''],
    ['every', '', ''],
  ])('4. incomplete, %s field: not-acceptable, with what was sent but no password', async (_which, sent, echo) => {
    const host = new Setup();
    const query = `<query xmlns='jabber:iq:register'>${echo}</query>`;
    expectAnswer(await host.ask('set', sent), error('modify', 406, 'not-acceptable', query));
    expect(await host.known()).toBeUndefined();
    expect(host.events).toEqual([]);
  });

  test('5. a username that another has: conflict, with what was sent but no password', async () => {
    const host = await new Setup().with('nurse@example.com', { username: 'juliet', password: 'x' });
    expectAnswer(
      await host.ask('set', '<username>juliet</username><password>R0m30</password>'),
      error('cancel', 409, 'conflict', `<query xmlns='jabber:iq:register'><username>juliet</username></query>`),
    );
    expect(await host.known()).toBeUndefined();
    expect(host.events).toEqual([]);
  });

  test('6. a registration', async () => {
    const host = new Setup();
    expectAnswer(await host.ask('set', '<username>juliet</username><password>R0m30</password>'), result(''));
    expect(await host.known()).toEqual({ username: 'juliet' });
    expect(host.hasPassword('R0m30')).toBe(true);
    expect(host.events.map(([name, { jid, username, iq }]) => [name, jid.full, username, iq.get('type')])).toEqual([
      ['registered_user', JULIET, 'juliet', 'set'],
    ]);
  });
});

test('the component of the tutorial greets', async () => {
  const host = new Setup();
  const { stream } = host;
  const greet =
    (greeting: string) =>
    ({ iq, username }: RegistrationEvent): Promise<Message> =>
      stream.sendMessage(iq.get('from') ?? '', `${greeting} ${username}`);
  stream.addEventHandler('registered_user', greet('Welcome!'));
  stream.addEventHandler('unregistered_user', greet('Bye!'));
  await stream.receive(`
    <iq type='set' id='a' from='${JULIET}/balcony'>
      <query xmlns='jabber:iq:register'><username>juliet</username><password>R0m30</password></query>
    </iq>`);
  await stream.receive(`
    <iq type='set' id='b' from='${JULIET}/balcony'><query xmlns='jabber:iq:register'><remove/></query></iq>`);
  const greeting = (body: string): string =>
    `<message type='chat' to='${JULIET}/balcony' from='service.example.org'><body>${body}</body></message>`;
  expect(await stream.nextSent()).toContainXml("<iq type='result' id='a'/>");
  await stream.expectSent(greeting('Welcome! juliet'));
  expect(await stream.nextSent()).toContainXml("<iq type='result' id='b'/>");
  await stream.expectSent(greeting('Bye! juliet'));
  await stream.expectNothingSent();
});
