/** XEP-0077: stores, and the plugin in its stream. */
import { JID, XmppError } from 'couplet';
import { Xep0030 } from 'couplet/xep/0030';
import { MemoryUserStore, type UserStore, Xep0077 } from 'couplet/xep/0077';
import { describe, expect, test } from 'vitest';
import { JULIET, Setup } from './setup.js';

describe('a store of one’s own', () => {
  const broken = (how: unknown): UserStore => ({
    get: () => Promise.resolve(undefined),
    register: () => Promise.reject(how),
    unregister: () => Promise.resolve(false),
  });
  const form = '<username>juliet</username><password>R0m30</password>';

  test('that fails: internal-server-error, and nothing of what was sent', async () => {
    const failure = new Error('the disk is full of R0m30');
    const host = new Setup({ backend: broken(failure) });
    await expect(host.ask('set', form)).rejects.toBe(failure);
    const answer = await host.stream.nextSent();
    expect(answer.find('{jabber:client}error/*')?.name).toBe('internal-server-error');
    expect(String(answer)).not.toMatch(/R0m30|juliet</);
    expect(host.stream.errors).toHaveLength(1);
    expect(host.events).toEqual([]);
  });

  test('that refuses: with the error that it throws', async () => {
    const host = new Setup({ backend: broken(new XmppError({ condition: 'not-acceptable', text: 'Too short.' })) });
    const answer = await host.ask('set', form);
    expect(answer.find('{jabber:client}error/{*}text')?.text).toBe('Too short.');
  });

  test('hears of the event even when the reply could not be sent', async () => {
    const host = new Setup();
    const failure = new Error('no');
    host.stream.addFilter('out', () => {
      throw failure;
    });
    await expect(host.ask('set', form)).rejects.toBe(failure);
    expect(host.events).toHaveLength(1);
  });
});

describe('as a plugin', () => {
  const features = async (host: Setup): Promise<string> =>
    String(
      await host.answer(
        `<iq type='get' id='d' from='a@b.c'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>`,
      ),
    );

  test('it brings discovery with it, and says there that it is there', async () => {
    const host = new Setup();
    expect(host.stream.plugin(Xep0077)).toBe(host.plugin);
    expect(host.stream.plugin('xep_0077')).toBe(host.plugin);
    expect(await features(host)).toContain('jabber:iq:register');
    host.stream.unregisterPlugin(Xep0077);
    expect(host.stream.hasPlugin(Xep0030)).toBe(true);
    expect(await features(host)).not.toContain('jabber:iq:register');
    expect((await host.ask('get', '')).find('{jabber:client}error/*')?.name).toBe('service-unavailable');
  });

  test('it can be there for the requests alone', async () => {
    const host = new Setup({ serve: false });
    expect(await features(host)).not.toContain('jabber:iq:register');
    expect((await host.ask('get', '')).find('{jabber:client}error/*')?.name).toBe('service-unavailable');
  });
});

describe('the store in memory', () => {
  const juliet = new JID(JULIET);

  test('changes what is given, removes what is empty, keeps the rest', async () => {
    const users = new MemoryUserStore();
    await users.register(
      juliet,
      new Map([
        ['username', 'juliet'],
        ['email', 'a'],
        ['nick', 'J'],
      ]),
    );
    await users.register(
      juliet,
      new Map([
        ['email', 'b'],
        ['nick', ''],
      ]),
    );
    expect([...((await users.get(juliet)) ?? [])]).toEqual([
      ['username', 'juliet'],
      ['email', 'b'],
    ]);
  });

  test('shows nobody its insides', async () => {
    const users = new MemoryUserStore();
    await users.register(
      juliet,
      new Map([
        ['username', 'juliet'],
        ['password', 'x'],
      ]),
    );
    ((await users.get(juliet)) as Map<string, string>).set('username', 'other');
    expect((await users.get(juliet))?.get('username')).toBe('juliet');
    expect([users.checkPassword(juliet, 'x'), users.checkPassword(juliet, 'y')]).toEqual([true, false]);
    expect(users.checkPassword(new JID('nobody@example.com'), '')).toBe(false);
  });

  test('users without a username are no rivals', async () => {
    const users = new MemoryUserStore();
    expect(await users.register(juliet, new Map([['email', 'a']]))).toBe(true);
    expect(await users.register(new JID('nurse@example.com'), new Map([['email', 'a']]))).toBe(true);
    expect(await users.unregister(juliet)).toBe(true);
    expect(await users.unregister(juliet)).toBe(false);
  });
});
