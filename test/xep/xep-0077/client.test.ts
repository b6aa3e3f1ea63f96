/** XEP-0077: the stanza, and the requests to a service. The XML is written after the specification. */
import { IqError, type XmlElement } from 'couplet';
import { Registration, registrationFields, Xep0077 } from 'couplet/xep/0077';
import { describe, expect, test } from 'vitest';
import { TestHost, xml } from '../support/stream.js';

class Setup extends TestHost {
  readonly plugin = this.stream.registerPlugin(Xep0077, { serve: false });

  /** The request that has been sent. */
  request(): XmlElement | undefined {
    return this.taken()[0];
  }

  reply(type: 'result' | 'error', content = ''): Promise<void> {
    return this.stream.receive(xml(`<iq type='${type}' id='id1' from='reg.example.net'>${content}</iq>`));
  }
}

const set = (content: string): XmlElement =>
  xml(`<iq type='set' id='id1' to='reg.example.net'><query xmlns='jabber:iq:register'>${content}</query></iq>`);

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
    expect(String(registration)).toBe('<query xmlns="jabber:iq:register"><remove/></query>');
    expect(String(registration.set('remove', false))).toBe('<query xmlns="jabber:iq:register"/>');
  });
});

describe('asking a service', () => {
  test('for its form', async () => {
    const host = new Setup();
    const asked = host.plugin.getRegistration('reg.example.net', { from: 'me@service.example.org' });
    expect(
      host.request()?.equals(
        xml(`
      <iq type='get' id='id1' to='reg.example.net' from='me@service.example.org'>
        <query xmlns='jabber:iq:register'/>
      </iq>`),
      ),
    ).toBe(true);
    await host.reply(
      'result',
      `
      <query xmlns='jabber:iq:register'>
        <registered/><username>juliet</username><password/>
        <x xmlns='jabber:x:data' type='form'><field var='nick' type='text-single'/></x>
      </query>`,
    );
    const registration = await asked;
    expect(registration.values).toMatchObject({ registered: true, username: 'juliet', password: '' });

    const registered = host.plugin.register({ form: registration.get('form').submit({ nick: 'J' }).values });
    expect(host.request()?.find('{*}query/{*}x/{*}field/{*}value')?.text).toBe('J');
    await host.stream.receive(`<iq type='result' id='id2'/>`);
    await registered;
  });

  test('to be registered', async () => {
    const host = new Setup();
    const asked = host.plugin.register({ username: 'juliet', password: 'R0m30' }, 'reg.example.net');
    expect(host.request()?.equals(set('<username>juliet</username><password>R0m30</password>'))).toBe(true);
    await host.reply('result');
    await expect(asked).resolves.toBeUndefined();
  });

  test('with a stanza that is there already', async () => {
    const host = new Setup();
    const registration = Registration.of({ email: 'juliet@example.com' });
    const asked = host.plugin.register(registration, 'reg.example.net');
    expect(host.request()?.equals(set('<email>juliet@example.com</email>'))).toBe(true);
    await host.reply('result');
    await asked;
  });

  test('for another password', async () => {
    const host = new Setup();
    const asked = host.plugin.changePassword('juliet', 'new', 'reg.example.net');
    expect(host.request()?.equals(set('<username>juliet</username><password>new</password>'))).toBe(true);
    await host.reply('result');
    await asked;
  });

  test('to be forgotten', async () => {
    const host = new Setup();
    const asked = host.plugin.cancelRegistration('reg.example.net');
    expect(host.request()?.equals(set('<remove/>'))).toBe(true);
    await host.reply('result');
    await asked;
  });

  test('and being refused', async () => {
    const host = new Setup();
    const asked = host.plugin.register({ username: 'juliet', password: 'R0m30' }, 'reg.example.net');
    const expected = expect(asked).rejects.toMatchObject({ condition: 'conflict', type: 'cancel' });
    await host.reply(
      'error',
      `
      <query xmlns='jabber:iq:register'><username>juliet</username><password>R0m30</password></query>
      <error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`,
    );
    await expected;
    const error: unknown = await asked.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(IqError);
    expect(String(error)).not.toContain('R0m30');
  });
});
