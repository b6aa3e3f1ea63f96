/** XEP-0030: who answers for which JID and node, and asking others. The XML is written after the specification. */
import { InvalidJIDError, InvalidValueError, IqError, type XmlElement, XmppError } from 'couplet';
import { Form } from 'couplet/xep/0004';
import {
  DISCO_INFO,
  DISCO_ITEMS,
  DiscoIdentity,
  DiscoInfo,
  type DiscoInfoHandler,
  DiscoItem,
  DiscoItems,
  type DiscoScope,
  Xep0030,
} from 'couplet/xep/0030';
import { describe, expect, test } from 'vitest';
import { TestHost, xml } from './support/stream.js';

const JID = 'room@service.example.org';

class Setup extends TestHost {
  readonly disco = this.stream.registerPlugin(Xep0030);

  /** What is answered to a request for information, or for items. */
  ask(kind: 'info' | 'items', to: string | undefined, node?: string): Promise<XmlElement> {
    const address = to === undefined ? '' : ` to='${to}'`;
    const at = node === undefined ? '' : ` node='${node}'`;
    return this.answer(`
      <iq type='get' id='d1' from='romeo@example.net/orchard'${address}>
        <query xmlns='http://jabber.org/protocol/disco#${kind}'${at}/>
      </iq>`);
  }

  /** The features that are answered, or the condition of the error. */
  async features(to: string | undefined, node?: string): Promise<string[]> {
    const answer = await this.ask('info', to, node);
    const condition = answer.find('{jabber:client}error/*')?.name;
    return condition === undefined ? discoInfoOf(answer).get('features') : [condition];
  }

  /** The nodes of the items that are answered, or the condition of the error. */
  async items(to: string | undefined, node?: string): Promise<string[]> {
    const answer = await this.ask('items', to, node);
    const condition = answer.find('{jabber:client}error/*')?.name;
    return condition === undefined
      ? answer.findAll('*/{*}item').map((item) => item.attribute('node') ?? '')
      : [condition];
  }
}

function discoInfoOf(iq: XmlElement): DiscoInfo {
  return new DiscoInfo(iq.find(DiscoInfo.tag));
}

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
    expect(
      built.equals(
        xml(`
      <query xmlns='http://jabber.org/protocol/disco#info'>
        <identity category='client' type='pc' name='Neu' xml:lang='de'/>
        <identity category='client' type='pc' name='New'/>
        <feature var='a'/>
      </query>`),
      ),
    ).toBe(true);
    expect(built.set('features', ['b', 'c', 'b']).get('features')).toEqual(['b', 'c']);
    expect(built.set('features', []).has('features')).toBe(false);
    expect(DiscoInfo.of(JSON.parse(JSON.stringify(built))).equals(built)).toBe(true);
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

describe('where nothing has been said', () => {
  test('an entity has an identity and says that it knows discovery', async () => {
    const answer = await new Setup().ask('info', 'service.example.org');
    expect(
      answer.equals(
        xml(`
      <iq type='result' id='d1' to='romeo@example.net/orchard' from='service.example.org'>
        <query xmlns='http://jabber.org/protocol/disco#info'>
          <identity category='component' type='generic'/>
          <feature var='http://jabber.org/protocol/disco#info'/>
        </query>
      </iq>`),
      ),
    ).toBe(true);
  });

  test('an account is a client', async () => {
    const answer = await new Setup({ jid: 'romeo@example.net/orchard' }).ask('info', 'romeo@example.net/orchard');
    expect(discoInfoOf(answer).hasIdentity('client', 'bot')).toBe(true);
  });

  test('there are no items, which is no error', async () => {
    const answer = await new Setup().ask('items', 'service.example.org');
    expect(answer.find(DiscoItems.tag)?.children).toEqual([]);
    expect(answer.attribute('type')).toBe('result');
  });

  test.each(['info', 'items'] as const)('a node is not known to disco#%s', async (kind) => {
    const answer = await new Setup().ask(kind, 'service.example.org', 'music');
    expect(
      answer.equals(
        xml(`
      <iq type='error' id='d1' to='romeo@example.net/orchard' from='service.example.org'>
        <query xmlns='http://jabber.org/protocol/disco#${kind}' node='music'/>
        <error type='cancel' code='404'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
      </iq>`),
      ),
    ).toBe(true);
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

describe('who answers', () => {
  const scopes: [string, DiscoScope][] = [
    ['node at JID', { jid: JID, node: 'n' }],
    ['JID', { jid: JID }],
    ['node', { node: 'n' }],
    ['everything', {}],
  ];
  const handler =
    (name: string): DiscoInfoHandler =>
    () => ({ features: [name] });

  test('handlers: node at JID, JID, node, everything, then nobody', async () => {
    const host = new Setup();
    const disposers = scopes.map(([name, scope]) => host.disco.addInfoHandler(handler(name), scope));
    for (const [i, [name]] of scopes.entries()) {
      expect(await host.features(JID, 'n')).toEqual([name]);
      disposers[i]?.();
    }
    expect(await host.features(JID, 'n')).toEqual(['item-not-found']);
  });

  test('without a node: JID, everything, then the default', async () => {
    const host = new Setup();
    const disposers = scopes.map(([name, scope]) => host.disco.addInfoHandler(handler(name), scope));
    expect(await host.features(JID)).toEqual(['JID', DISCO_INFO]);
    disposers[1]?.();
    expect(await host.features(JID)).toEqual(['everything', DISCO_INFO]);
    disposers[3]?.();
    expect(await host.features(JID)).toEqual([DISCO_INFO]);
  });

  test('a handler for a JID, or for everything, is asked about every node', async () => {
    const host = new Setup();
    host.disco.addInfoHandler(({ jid, node }) => ({ features: [`${jid}`, `${node}`] }));
    expect(await host.features(JID, 'n')).toEqual([JID, 'n']);
    host.disco.addInfoHandler(() => ({ features: ['the room'] }), { jid: JID });
    expect(await host.features(JID, 'm')).toEqual(['the room']);
    expect(await host.features('other@service.example.org', 'm')).toEqual(['other@service.example.org', 'm']);
  });

  test('data: node at JID, then node; what is said of a JID is said of no node', async () => {
    const host = new Setup();
    const disposers = scopes.map(([name, scope]) => host.disco.addFeature(name, scope));
    expect(await host.features(JID, 'n')).toEqual(['node at JID']);
    expect(await host.features('other@service.example.org', 'n')).toEqual(['node']);
    expect(await host.features(JID)).toEqual(['JID', DISCO_INFO]);
    expect(await host.features('other@service.example.org')).toEqual(['everything', DISCO_INFO]);
    expect(await host.features(JID, 'm')).toEqual(['item-not-found']);
    disposers[0]?.();
    expect(await host.features(JID, 'n')).toEqual(['node']);
    disposers[2]?.();
    expect(await host.features(JID, 'n')).toEqual(['item-not-found']);
  });

  test('in one scope, a handler comes before data, the last before the first, and undefined leaves it to the next', async () => {
    const host = new Setup();
    const disco = host.disco;
    disco.addFeature('data');
    disco.addInfoHandler(async ({ node }) => (node === undefined ? undefined : { features: ['first'] }));
    disco.addInfoHandler(({ node }) => (node === 'last' ? { features: ['last'] } : undefined));
    expect(await host.features(JID)).toEqual(['data', DISCO_INFO]);
    expect(await host.features(JID, 'n')).toEqual(['first']);
    expect(await host.features(JID, 'last')).toEqual(['last']);
  });

  test('data of a nearer scope comes before a handler of a wider one', async () => {
    const host = new Setup();
    host.disco.addInfoHandler(() => ({ features: ['handler'] }));
    host.disco.addFeature('data', { jid: JID });
    expect(await host.features(JID)).toEqual(['data', DISCO_INFO]);
    expect(await host.features(JID, 'n')).toEqual(['handler']);
  });

  test('the stream itself, when the request names nobody', async () => {
    const host = new Setup();
    host.disco.addFeature('own', { jid: 'service.example.org' });
    expect(await host.features(undefined)).toEqual(['own', DISCO_INFO]);
    host.stream.online('other.example.org');
    expect(await host.features(undefined)).toEqual([DISCO_INFO]);
  });

  test('a JID is its full address: a resource is another', async () => {
    const host = new Setup();
    host.disco.addFeature('x', { jid: 'Room@SERVICE.example.org' });
    expect(await host.features(JID)).toContain('x');
    expect(await host.features(`${JID}/nick`)).not.toContain('x');
  });

  test('items, by the same order', async () => {
    const host = new Setup();
    const jid = 'service.example.org';
    for (const [name, scope] of scopes) host.disco.addItem({ jid, node: name }, scope);
    expect(await host.items(JID, 'n')).toEqual(['node at JID']);
    expect(await host.items(JID)).toEqual(['JID']);
    expect(await host.items(jid, 'n')).toEqual(['node']);
    expect(await host.items(jid)).toEqual(['everything']);
    host.disco.addItemsHandler(({ node }) => DiscoItems.of({ items: [{ jid, node: `${node}/1` }] }), { jid });
    expect(await host.items(jid, 'music')).toEqual(['music/1']);
    expect(await host.items(JID, 'music')).toEqual(['item-not-found']);
  });

  test('a node of which only the one is said is known to the other', async () => {
    const host = new Setup();
    host.disco.addItem({ jid: 'service.example.org', node: 'a' }, { node: 'branch' });
    host.disco.addIdentity({ category: 'hierarchy', type: 'leaf' }, { node: 'leaf' });
    expect(await host.features(JID, 'branch')).toEqual([]);
    expect(await host.items(JID, 'leaf')).toEqual([]);
  });

  test('what is said of the items of a JID hides nothing of its information', async () => {
    const host = new Setup();
    host.disco.addFeature('x');
    host.disco.addItem({ jid: JID }, { jid: 'service.example.org' });
    expect(await host.features('service.example.org')).toContain('x');
  });
});

describe('an answer', () => {
  test('mirrors the node', async () => {
    const host = new Setup();
    host.disco.addInfoHandler(() => DiscoInfo.of({ node: 'another', features: ['x'] }));
    const answer = await host.ask('info', JID, 'n');
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
    expect(
      (await host.ask('info', JID)).find(DiscoInfo.tag)?.equals(
        xml(`
      <query xmlns='http://jabber.org/protocol/disco#info'>
        <identity category='conference' type='text' name='Plays'/>
        <identity category='conference' type='text' name='Stücke' xml:lang='de'/>
        <feature var='a'/>
        <x xmlns='jabber:x:data' type='result'>
          <field var='FORM_TYPE' type='hidden'><value>urn:example:info</value></field>
        </x>
        <feature var='http://jabber.org/protocol/disco#info'/>
      </query>`),
      ),
    ).toBe(true);
  });

  test('changes nothing of what a handler keeps', async () => {
    const host = new Setup();
    const kept = new DiscoInfo();
    host.disco.addInfoHandler(() => kept);
    expect(await host.features(JID)).toEqual([DISCO_INFO]);
    expect(await host.features(JID)).toEqual([DISCO_INFO]);
    expect(String(kept)).toBe('<query xmlns="http://jabber.org/protocol/disco#info"/>');
  });

  test('is the error that a handler throws', async () => {
    const host = new Setup();
    host.disco.addInfoHandler(() => Promise.reject(new XmppError({ condition: 'forbidden' })));
    expect(await host.features(JID)).toEqual(['forbidden']);
  });
});

describe('taking back', () => {
  test('each thing once, and only that', async () => {
    const host = new Setup();
    const first = host.disco.addFeature('a');
    const second = host.disco.addFeature('a');
    first();
    first();
    expect(await host.features(JID)).toEqual(['a', DISCO_INFO]);
    second();
    expect(await host.features(JID)).toEqual([DISCO_INFO]);
  });

  test('identities, items, forms and handlers', async () => {
    const host = new Setup();
    const disposers = [
      host.disco.addIdentity({ category: 'a', type: 'b' }, { node: 'n' }),
      host.disco.addItem({ jid: JID }, { node: 'n' }),
      host.disco.addForm(new Form(), { node: 'n' }),
      host.disco.addInfoHandler(() => undefined, { node: 'n' }),
      host.disco.addItemsHandler(() => undefined, { node: 'n' }),
    ];
    expect(await host.items(JID, 'n')).toEqual(['']);
    for (const dispose of disposers) dispose();
    expect(await host.items(JID, 'n')).toEqual(['item-not-found']);
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
    const asked = host.disco.getInfo('plays.example.net', { node: 'n', from: JID });
    expect(
      host.taken()[0]?.equals(
        xml(`
      <iq type='get' id='id1' to='plays.example.net' from='${JID}'>
        <query xmlns='http://jabber.org/protocol/disco#info' node='n'/>
      </iq>`),
      ),
    ).toBe(true);
    await host.stream.receive(
      xml(`
      <iq type='result' id='id1' from='plays.example.net' to='${JID}'>
        <query xmlns='http://jabber.org/protocol/disco#info' node='n'>
          <identity category='conference' type='text'/>
          <feature var='http://jabber.org/protocol/muc'/>
        </query>
      </iq>`),
    );
    const info = await asked;
    expect(info.get('features')).toEqual(['http://jabber.org/protocol/muc']);
    expect(info.hasIdentity('conference', 'text')).toBe(true);
  });

  test('for items', async () => {
    const host = new Setup();
    const asked = host.disco.getItems('example.net');
    expect(
      host.taken()[0]?.equals(
        xml(`
      <iq type='get' id='id1' to='example.net'><query xmlns='${DISCO_ITEMS}'/></iq>`),
      ),
    ).toBe(true);
    await host.stream.receive(
      `<iq type='result' id='id1' from='example.net'><query xmlns='${DISCO_ITEMS}'><item jid='a.example.net'/></query></iq>`,
    );
    expect((await asked).get('items').map((item) => item.get('jid')?.full)).toEqual(['a.example.net']);
  });

  test('and being refused', async () => {
    const host = new Setup();
    const asked = host.disco.getInfo('example.net');
    await host.stream.receive(`<iq type='error' id='id1' from='example.net'/>`);
    await expect(asked).rejects.toThrow(IqError);
  });
});
