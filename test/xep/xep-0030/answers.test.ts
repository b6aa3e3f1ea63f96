/** XEP-0030: who answers for which JID and node. */
import { Form } from 'couplet/xep/0004';
import { DISCO_INFO, type DiscoInfoHandler, DiscoItems, type DiscoScope } from 'couplet/xep/0030';
import { describe, expect, test } from 'vitest';
import { ROOM, Setup } from './setup.js';

describe('who answers', () => {
  const scopes: [string, DiscoScope][] = [
    ['node at JID', { jid: ROOM, node: 'n' }],
    ['JID', { jid: ROOM }],
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
      expect(await host.features(ROOM, 'n')).toEqual([name]);
      disposers[i]?.();
    }
    expect(await host.features(ROOM, 'n')).toEqual(['item-not-found']);
  });

  test('without a node: JID, everything, then the default', async () => {
    const host = new Setup();
    const disposers = scopes.map(([name, scope]) => host.disco.addInfoHandler(handler(name), scope));
    expect(await host.features(ROOM)).toEqual(['JID', DISCO_INFO]);
    disposers[1]?.();
    expect(await host.features(ROOM)).toEqual(['everything', DISCO_INFO]);
    disposers[3]?.();
    expect(await host.features(ROOM)).toEqual([DISCO_INFO]);
  });

  test('a handler for a JID, or for everything, is asked about every node', async () => {
    const host = new Setup();
    host.disco.addInfoHandler(({ jid, node }) => ({ features: [`${jid}`, `${node}`] }));
    expect(await host.features(ROOM, 'n')).toEqual([ROOM, 'n']);
    host.disco.addInfoHandler(() => ({ features: ['the room'] }), { jid: ROOM });
    expect(await host.features(ROOM, 'm')).toEqual(['the room']);
    expect(await host.features('other@service.example.org', 'm')).toEqual(['other@service.example.org', 'm']);
  });

  test('data: node at JID, then node; what is said of a JID is said of no node', async () => {
    const host = new Setup();
    const disposers = scopes.map(([name, scope]) => host.disco.addFeature(name, scope));
    expect(await host.features(ROOM, 'n')).toEqual(['node at JID']);
    expect(await host.features('other@service.example.org', 'n')).toEqual(['node']);
    expect(await host.features(ROOM)).toEqual(['JID', DISCO_INFO]);
    expect(await host.features('other@service.example.org')).toEqual(['everything', DISCO_INFO]);
    expect(await host.features(ROOM, 'm')).toEqual(['item-not-found']);
    disposers[0]?.();
    expect(await host.features(ROOM, 'n')).toEqual(['node']);
    disposers[2]?.();
    expect(await host.features(ROOM, 'n')).toEqual(['item-not-found']);
  });

  test('in one scope, a handler comes before data, the last before the first, and undefined leaves it to the next', async () => {
    const host = new Setup();
    const disco = host.disco;
    disco.addFeature('data');
    disco.addInfoHandler(async ({ node }) => (node === undefined ? undefined : { features: ['first'] }));
    disco.addInfoHandler(({ node }) => (node === 'last' ? { features: ['last'] } : undefined));
    expect(await host.features(ROOM)).toEqual(['data', DISCO_INFO]);
    expect(await host.features(ROOM, 'n')).toEqual(['first']);
    expect(await host.features(ROOM, 'last')).toEqual(['last']);
  });

  test('data of a nearer scope comes before a handler of a wider one', async () => {
    const host = new Setup();
    host.disco.addInfoHandler(() => ({ features: ['handler'] }));
    host.disco.addFeature('data', { jid: ROOM });
    expect(await host.features(ROOM)).toEqual(['data', DISCO_INFO]);
    expect(await host.features(ROOM, 'n')).toEqual(['handler']);
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
    expect(await host.features(ROOM)).toContain('x');
    expect(await host.features(`${ROOM}/nick`)).not.toContain('x');
  });

  test('items, by the same order', async () => {
    const host = new Setup();
    const jid = 'service.example.org';
    for (const [name, scope] of scopes) host.disco.addItem({ jid, node: name }, scope);
    expect(await host.items(ROOM, 'n')).toEqual(['node at JID']);
    expect(await host.items(ROOM)).toEqual(['JID']);
    expect(await host.items(jid, 'n')).toEqual(['node']);
    expect(await host.items(jid)).toEqual(['everything']);
    host.disco.addItemsHandler(({ node }) => DiscoItems.of({ items: [{ jid, node: `${node}/1` }] }), { jid });
    expect(await host.items(jid, 'music')).toEqual(['music/1']);
    expect(await host.items(ROOM, 'music')).toEqual(['item-not-found']);
  });

  test('a node of which only the one is said is known to the other', async () => {
    const host = new Setup();
    host.disco.addItem({ jid: 'service.example.org', node: 'a' }, { node: 'branch' });
    host.disco.addIdentity({ category: 'hierarchy', type: 'leaf' }, { node: 'leaf' });
    expect(await host.features(ROOM, 'branch')).toEqual([]);
    expect(await host.items(ROOM, 'leaf')).toEqual([]);
  });

  test('what is said of the items of a JID hides nothing of its information', async () => {
    const host = new Setup();
    host.disco.addFeature('x');
    host.disco.addItem({ jid: ROOM }, { jid: 'service.example.org' });
    expect(await host.features('service.example.org')).toContain('x');
  });
});

describe('taking back', () => {
  test('each thing once, and only that', async () => {
    const host = new Setup();
    const first = host.disco.addFeature('a');
    const second = host.disco.addFeature('a');
    first();
    first();
    expect(await host.features(ROOM)).toEqual(['a', DISCO_INFO]);
    second();
    expect(await host.features(ROOM)).toEqual([DISCO_INFO]);
  });

  test('identities, items, forms and handlers', async () => {
    const host = new Setup();
    const disposers = [
      host.disco.addIdentity({ category: 'a', type: 'b' }, { node: 'n' }),
      host.disco.addItem({ jid: ROOM }, { node: 'n' }),
      host.disco.addForm(new Form(), { node: 'n' }),
      host.disco.addInfoHandler(() => undefined, { node: 'n' }),
      host.disco.addItemsHandler(() => undefined, { node: 'n' }),
    ];
    expect(await host.items(ROOM, 'n')).toEqual(['']);
    for (const dispose of disposers) dispose();
    expect(await host.items(ROOM, 'n')).toEqual(['item-not-found']);
  });
});
