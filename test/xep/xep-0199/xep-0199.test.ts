/** XEP-0199: pings are answered and sent. The XML is written after the specification. */
import { IqError, IqTimeoutError } from 'couplet';
import { Xep0030 } from 'couplet/xep/0030';
import { Ping, Xep0199 } from 'couplet/xep/0199';
import { describe, expect, test } from 'vitest';
import { TestHost, xml } from '../support/stream.js';

function open(): { host: TestHost; plugin: Xep0199 } {
  const host = new TestHost();
  return { host, plugin: host.stream.registerPlugin(Xep0199) };
}

describe('a ping that comes in', () => {
  test('is answered with nothing in it', async () => {
    const { host } = open();
    const answer = await host.answer(`
      <iq type='get' id='p1' from='bill@example.net/home' to='service.example.org'><ping xmlns='urn:xmpp:ping'/></iq>`);
    expect(
      answer.equals(xml("<iq type='result' id='p1' from='service.example.org' to='bill@example.net/home'/>")),
    ).toBe(true);
  });

  test('is a get: anything else is none', async () => {
    const { host } = open();
    const answer = await host.answer(`<iq type='set' id='p1' from='a@b.c'><ping xmlns='urn:xmpp:ping'/></iq>`);
    expect(answer.find('{jabber:client}error/*')?.name).toBe('service-unavailable');
    await host.stream.receive(`<iq type='result' id='p2' from='a@b.c'><ping xmlns='urn:xmpp:ping'/></iq>`);
    expect(host.taken()).toEqual([]);
  });

  test('is not answered any more once the plugin is gone', async () => {
    const { host } = open();
    host.stream.unregisterPlugin(Xep0199);
    const answer = await host.answer(`<iq type='get' id='p1' from='a@b.c'><ping xmlns='urn:xmpp:ping'/></iq>`);
    expect(answer.attribute('type')).toBe('error');
    expect(host.stream.hasPlugin(Xep0030)).toBe(true);
  });
});

describe('a ping that goes out', () => {
  test('is a get, and takes as long as its answer', async () => {
    const { host, plugin } = open();
    const pinged = plugin.ping('example.net');
    const [ping] = host.taken();
    expect(ping?.equals(xml("<iq type='get' id='id1' to='example.net'><ping xmlns='urn:xmpp:ping'/></iq>"))).toBe(true);
    await host.stream.receive(`<iq type='result' id='id1' from='example.net'/>`);
    expect(await pinged).toBeGreaterThanOrEqual(0);
  });

  test('says how it failed', async () => {
    const { host, plugin } = open();
    const pinged = plugin.ping('example.net');
    await host.stream.receive(`
      <iq type='error' id='id1' from='example.net'>
        <ping xmlns='urn:xmpp:ping'/>
        <error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
      </iq>`);
    await expect(pinged).rejects.toThrow(IqError);
    await expect(plugin.ping('example.net', { timeout: 1 })).rejects.toThrow(IqTimeoutError);
  });
});

test('the feature is there to be discovered, for as long as the plugin', async () => {
  const { host } = open();
  const ask = "<iq type='get' id='d1' from='a@b.c'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>";
  const features = async (): Promise<(string | undefined)[]> =>
    (await host.answer(ask)).findAll('*/{*}feature').map((feature) => feature.attribute('var'));
  expect(await features()).toContain('urn:xmpp:ping');
  host.stream.unregisterPlugin(Xep0199);
  expect(await features()).not.toContain('urn:xmpp:ping');
});

test('the stanza has a key and a tag', () => {
  expect(Ping.tag).toBe('{urn:xmpp:ping}ping');
  expect(String(new Ping())).toBe('<ping xmlns="urn:xmpp:ping"/>');
});
