/** XEP-0077: the stanza, and the requests to a service. The XML is written after the specification. */
import { IqError } from 'couplet';
import { Registration, registrationFields, Xep0077 } from 'couplet/xep/0077';
import { describe, expect, test } from 'vitest';
import { Service, xml } from '../support/stream.js';

class Setup extends Service {
  readonly plugin = this.stream.registerPlugin(Xep0077, { serve: false });

  /** What the service answers to the requests. */
  answerWith(type: 'result' | 'error', content = ''): void {
    this.stream.answer('iq/{jabber:iq:register}query', `<iq type='${type}'>${content}</iq>`);
  }

  expectSet(content: string): Promise<unknown> {
    const query = `<query xmlns='jabber:iq:register'>${content}</query>`;
    return this.stream.expectSent(`<iq type='set' id='1' to='reg.example.net'>${query}</iq>`);
  }
}

describe('the stanza', () => {
  test('has all the fields, two flags, a form and an address', () => {
    const filled = registrationFields.map((field) => `<${field}>${field}!</${field}>`).join('');
    const registration = new Registration(
      xml(`
      <query xmlns='jabber:iq:register'>
        <registered/>
        <instructions>Do.</instructions>
        ${filled}
        <x xmlns='jabber:x:data' type='form'><title>T</title></x>
        <x xmlns='jabber:x:oob'><url>https://example.org/</url></x>
      </query>`),
    );
    for (const field of registrationFields) expect(registration.get(field)).toBe(`${field}!`);
    expect([registration.get('registered'), registration.get('remove')]).toEqual([true, false]);
    expect(registration.get('instructions')).toBe('Do.');
    expect(registration.get('form').get('title')).toBe('T');
    expect(registration.get('oob').get('url')).toBe('https://example.org/');
    expect(Registration.of(JSON.parse(JSON.stringify(registration))).values).toEqual(registration.values);
  });

  test('a flag is there once, however often it is set', () => {
    const registration = new Registration().set('remove', true).set('remove', true);
    expect(registration).toEqualXml('<query xmlns="jabber:iq:register"><remove/></query>');
    expect(registration.set('remove', false)).toEqualXml('<query xmlns="jabber:iq:register"/>');
  });
});

describe('asking a service', () => {
  test('for its form', async () => {
    const { stream, plugin } = new Setup();
    const answered = stream.answer(
      "iq[@type='get']/{jabber:iq:register}query",
      `<iq type='result'>
        <query xmlns='jabber:iq:register'>
          <registered/><username>juliet</username><password/>
          <x xmlns='jabber:x:data' type='form'><field var='nick' type='text-single'/></x>
        </query>
      </iq>`,
    );
    const registration = await plugin.getRegistration('reg.example.net', { from: 'me@service.example.org' });
    await stream.expectSent(`
      <iq type='get' id='1' to='reg.example.net' from='me@service.example.org'>
        <query xmlns='jabber:iq:register'/>
      </iq>`);
    expect(registration.values).toMatchObject({ registered: true, username: 'juliet', password: '' });

    answered();
    stream.answer("iq[@type='set']", "<iq type='result'/>");
    await plugin.register({ form: registration.get('form').submit({ nick: 'J' }).values });
    expect(await stream.nextSent()).toMatchPath("iq/{jabber:iq:register}query/{jabber:x:data}x/field/value[.='J']");
  });

  test('to be registered', async () => {
    const host = new Setup();
    host.answerWith('result');
    await expect(
      host.plugin.register({ username: 'juliet', password: 'R0m30' }, 'reg.example.net'),
    ).resolves.toBeUndefined();
    await host.expectSet('<username>juliet</username><password>R0m30</password>');
  });

  test('with a stanza that is there already', async () => {
    const host = new Setup();
    host.answerWith('result');
    await host.plugin.register(Registration.of({ email: 'juliet@example.com' }), 'reg.example.net');
    await host.expectSet('<email>juliet@example.com</email>');
  });

  test('for another password', async () => {
    const host = new Setup();
    host.answerWith('result');
    await host.plugin.changePassword('juliet', 'new', 'reg.example.net');
    await host.expectSet('<username>juliet</username><password>new</password>');
  });

  test('to be forgotten', async () => {
    const host = new Setup();
    host.answerWith('result');
    await host.plugin.cancelRegistration('reg.example.net');
    await host.expectSet('<remove/>');
  });

  test('and being refused', async () => {
    const host = new Setup();
    host.answerWith(
      'error',
      `
      <query xmlns='jabber:iq:register'><username>juliet</username><password>R0m30</password></query>
      <error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`,
    );
    const asked = host.plugin.register({ username: 'juliet', password: 'R0m30' }, 'reg.example.net');
    await expect(asked).rejects.toMatchObject({ condition: 'conflict', type: 'cancel' });
    const error: unknown = await asked.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(IqError);
    expect(String(error)).not.toContain('R0m30');
  });
});
