/** XEP-0030: the stanzas of information and items. The XML is written after the specification. */
import { InvalidValueError } from 'couplet';
import { DISCO_INFO, DiscoIdentity, DiscoInfo, DiscoItem, DiscoItems } from 'couplet/xep/0030';
import { describe, expect, test } from 'vitest';
import { xml } from '../support/stream.js';

describe('the stanza of information', () => {
  const info = new DiscoInfo(
    xml(`
    <query xmlns='http://jabber.org/protocol/disco#info' node='n'>
      <identity category='conference' type='text' name='Plays'/>
      <identity category='conference' type='text' name='Stücke' xml:lang='de'/>
      <identity category='directory' type='chatroom'/>
      <feature var='http://jabber.org/protocol/disco#info'/>
      <feature var='jabber:iq:register'/>
      <feature var='jabber:iq:register'/>
      <x xmlns='jabber:x:data' type='result'>
        <field var='FORM_TYPE' type='hidden'><value>http://jabber.org/network/serverinfo</value></field>
        <field var='abuse-addresses'><value>mailto:abuse@example.org</value></field>
      </x>
    </query>`),
  );

  test('is read', () => {
    expect(info.get('node')).toBe('n');
    expect(info.get('identities').map((identity) => [identity.get('name'), identity.get('lang')])).toEqual([
      ['Plays', undefined],
      ['Stücke', 'de'],
      [undefined, undefined],
    ]);
    expect(info.get('features')).toEqual([DISCO_INFO, 'jabber:iq:register']);
    expect(info.hasFeature('jabber:iq:register')).toBe(true);
    expect(info.hasFeature('jabber:iq:search')).toBe(false);
    expect([info.hasIdentity('directory'), info.hasIdentity('directory', 'user')]).toEqual([true, false]);
    expect(info.form('http://jabber.org/network/serverinfo')?.text('abuse-addresses')).toBe('mailto:abuse@example.org');
    expect(info.form('urn:example:none')).toBeUndefined();
    expect([...info]).toHaveLength(7);
  });

  test('is built, without anything twice', () => {
    const built = new DiscoInfo()
      .addIdentity({ category: 'client', type: 'pc', name: 'Old' })
      .addIdentity({ category: 'client', type: 'pc', name: 'Neu', lang: 'de' })
      .addIdentity({ category: 'client', type: 'pc', name: 'New' })
      .addFeature('a')
      .addFeature('a');
    expect(built).toEqualXml(`
      <query xmlns='http://jabber.org/protocol/disco#info'>
        <identity category='client' type='pc' name='Neu' xml:lang='de'/>
        <identity category='client' type='pc' name='New'/>
        <feature var='a'/>
      </query>`);
    expect(built.set('features', ['b', 'c', 'b']).get('features')).toEqual(['b', 'c']);
    expect(built.set('features', []).has('features')).toBe(false);
    const nameless = DiscoInfo.parse("<query><feature/><feature var='a'/></query>");
    expect(nameless.get('features')).toEqual(['', 'a']);
    expect(DiscoInfo.of(nameless.values)).toEqualXml(nameless);
    expect(DiscoInfo.of(JSON.parse(JSON.stringify(built)))).toEqualXml(built);
    expect(built.set('identities', [DiscoIdentity.of({ category: 'a' })]).get('identities')).toHaveLength(1);
  });
});

describe('the stanza of items', () => {
  test('is read and built, one of each JID and node', () => {
    const items = new DiscoItems(
      xml(`
      <query xmlns='http://jabber.org/protocol/disco#items'>
        <item jid='people.example.org' name='People'/>
        <item jid='catalog.example.org' node='books'/>
      </query>`),
    );
    expect(items.get('items').map((item) => [item.get('jid')?.full, item.get('node'), item.get('name')])).toEqual([
      ['people.example.org', undefined, 'People'],
      ['catalog.example.org', 'books', undefined],
    ]);
    items.addItem({ jid: 'catalog.example.org', node: 'books', name: 'Books' }).addItem({ jid: 'catalog.example.org' });
    expect(items.values.items).toEqual([
      { jid: 'people.example.org', name: 'People' },
      { jid: 'catalog.example.org', node: 'books', name: 'Books' },
      { jid: 'catalog.example.org' },
    ]);
    expect(items.get('items')[0]).toBeInstanceOf(DiscoItem);
  });

  test('a malformed JID hides no other item', () => {
    const items = DiscoItems.parse("<query><item jid='@'/><item jid='a.example.org'/></query>");
    expect(() => items.get('items')[0]?.get('jid')).toThrow(InvalidValueError);
    expect(items.get('items')[1]?.get('jid')?.full).toBe('a.example.org');
  });
});
