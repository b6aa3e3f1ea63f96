/** XEP-0030: what is answered, and asking others. The XML is written after the specification. */
import { InvalidJIDError, InvalidValueError, IqError, XmppError } from 'couplet';
import { Form } from 'couplet/xep/0004';
import { DISCO_INFO, DISCO_ITEMS, DiscoInfo, DiscoItems } from 'couplet/xep/0030';
import { describe, expect, test } from 'vitest';
import { discoInfoOf, ROOM, Setup } from './setup.js';

describe('where nothing has been said', () => {
  test('an entity has an identity and says that it knows discovery', async () => {
    const answer = await new Setup().ask('info', 'service.example.org');
    expect(answer).toEqualXml(`
      <iq type='result' id='d1' to='romeo@example.net/orchard' from='service.example.org'>
        <query xmlns='http://jabber.org/protocol/disco#info'>
          <identity category='component' type='generic'/>
          <feature var='http://jabber.org/protocol/disco#info'/>
        </query>
      </iq>`);
  });

  test('an account is a client', async () => {
    const answer = await new Setup({ jid: 'romeo@example.net/orchard' }).ask('info', 'romeo@example.net/orchard');
    expect(discoInfoOf(answer).hasIdentity('client', 'bot')).toBe(true);
  });

  test('the default identity stands before what else is said, as in the schema of XEP-0030', async () => {
    const host = new Setup();
    host.disco.addFeature('urn:example:a');
    const query = discoInfoOf(await host.ask('info', 'service.example.org')).xml;
    expect(query.findAll('*').map(({ name }) => name)).toEqual(['identity', 'feature', 'feature']);
  });

  test('there are no items, which is no error', async () => {
    const answer = await new Setup().ask('items', 'service.example.org');
    expect(answer.find(DiscoItems.tag)?.children).toEqual([]);
    expect(answer.attribute('type')).toBe('result');
  });

  test.each(['info', 'items'] as const)('a node is not known to disco#%s', async (kind) => {
    const answer = await new Setup().ask(kind, 'service.example.org', 'music');
    expect(answer).toEqualXml(`
      <iq type='error' id='d1' to='romeo@example.net/orchard' from='service.example.org'>
        <query xmlns='http://jabber.org/protocol/disco#${kind}' node='music'/>
        <error type='cancel' code='404'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
      </iq>`);
  });

  test('an empty node is none', async () => {
    expect(await new Setup().features('service.example.org', '')).toEqual([DISCO_INFO]);
  });

  test('a set is no request', async () => {
    const host = new Setup();
    const answer = await host.answer(`<iq type='set' id='1' from='a@b.c'><query xmlns='${DISCO_INFO}'/></iq>`);
    expect(answer.find('{jabber:client}error/*')?.name).toBe('service-unavailable');
  });
});

describe('an answer', () => {
  test('mirrors the node', async () => {
    const host = new Setup();
    host.disco.addInfoHandler(() => DiscoInfo.of({ node: 'another', features: ['x'] }));
    const answer = await host.ask('info', ROOM, 'n');
    expect(answer.find(DiscoInfo.tag)?.attribute('node')).toBe('n');
  });

  test('has identities, features and forms as they were said', async () => {
    const host = new Setup();
    const form = Form.of({ type: 'result', fields: [{ var: 'FORM_TYPE', type: 'hidden', value: 'urn:example:info' }] });
    host.disco.addIdentity({ category: 'conference', type: 'text', name: 'Plays' });
    host.disco.addIdentity({ category: 'conference', type: 'text', name: 'Stücke', lang: 'de' });
    host.disco.addForm(form);
    host.disco.addFeature('a');
    form.fill({ FORM_TYPE: ['changed later'] });
    expect((await host.ask('info', ROOM)).find(DiscoInfo.tag)).toEqualXml(`
      <query xmlns='http://jabber.org/protocol/disco#info'>
        <identity category='conference' type='text' name='Plays'/>
        <identity category='conference' type='text' name='Stücke' xml:lang='de'/>
        <feature var='a'/>
        <x xmlns='jabber:x:data' type='result'>
          <field var='FORM_TYPE' type='hidden'><value>urn:example:info</value></field>
        </x>
        <feature var='http://jabber.org/protocol/disco#info'/>
      </query>`);
  });

  test('changes nothing of what a handler keeps', async () => {
    const host = new Setup();
    const kept = new DiscoInfo();
    host.disco.addInfoHandler(() => kept);
    expect(await host.features(ROOM)).toEqual([DISCO_INFO]);
    expect(await host.features(ROOM)).toEqual([DISCO_INFO]);
    expect(kept).toEqualXml('<query xmlns="http://jabber.org/protocol/disco#info"/>');
  });

  test('is the error that a handler throws', async () => {
    const host = new Setup();
    host.disco.addInfoHandler(() => Promise.reject(new XmppError({ condition: 'forbidden' })));
    expect(await host.features(ROOM)).toEqual(['forbidden']);
  });
});

test('what cannot be said is refused at once', () => {
  const { disco } = new Setup();
  expect(() => disco.addFeature('a', { jid: '@' })).toThrow(InvalidJIDError);
  expect(() => disco.addItem({ jid: 'a@b@c@' })).toThrow(InvalidValueError);
});

describe('asking others', () => {
  test('for information', async () => {
    const host = new Setup();
    const asked = host.disco.getInfo('plays.example.net', { node: 'n', from: ROOM });
    await host.stream.expectSent(`
      <iq type='get' id='1' to='plays.example.net' from='${ROOM}'>
        <query xmlns='http://jabber.org/protocol/disco#info' node='n'/>
      </iq>`);
    await host.stream.receive(`
      <iq type='result' id='1' from='plays.example.net' to='${ROOM}'>
        <query xmlns='http://jabber.org/protocol/disco#info' node='n'>
          <identity category='conference' type='text'/>
          <feature var='http://jabber.org/protocol/muc'/>
        </query>
      </iq>`);
    const info = await asked;
    expect(info.get('features')).toEqual(['http://jabber.org/protocol/muc']);
    expect(info.hasIdentity('conference', 'text')).toBe(true);
  });

  test('for items', async () => {
    const host = new Setup();
    const asked = host.disco.getItems('example.net');
    await host.stream.expectSent(`
      <iq type='get' id='1' to='example.net'><query xmlns='${DISCO_ITEMS}'/></iq>`);
    await host.stream.receive(
      `<iq type='result' id='1' from='example.net'><query xmlns='${DISCO_ITEMS}'><item jid='a.example.net'/></query></iq>`,
    );
    expect((await asked).get('items').map((item) => item.get('jid')?.full)).toEqual(['a.example.net']);
  });

  test('and being refused', async () => {
    const host = new Setup();
    const asked = host.disco.getInfo('example.net');
    await host.stream.receive(`<iq type='error' id='1' from='example.net'/>`);
    await expect(asked).rejects.toThrow(IqError);
  });
});
