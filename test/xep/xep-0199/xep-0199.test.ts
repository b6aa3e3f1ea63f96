/** XEP-0199: pings are answered and sent. The XML is written after the specification. */
import { IqError, IqTimeoutError } from 'couplet';
import { Xep0030 } from 'couplet/xep/0030';
import { Ping, Xep0199 } from 'couplet/xep/0199';
import { describe, expect, test } from 'vitest';
import { Service } from '../support/stream.js';

function open(): { service: Service; plugin: Xep0199 } {
  const service = new Service();
  return { service, plugin: service.stream.registerPlugin(Xep0199) };
}

describe('a ping that comes in', () => {
  test('is answered with nothing in it', async () => {
    const { service } = open();
    const answer = await service.answer(`
      <iq type='get' id='p1' from='bill@example.net/home' to='service.example.org'><ping xmlns='urn:xmpp:ping'/></iq>`);
    expect(answer).toEqualXml("<iq type='result' id='p1' from='service.example.org' to='bill@example.net/home'/>");
  });

  test('is a get: anything else is none', async () => {
    const { service } = open();
    const answer = await service.answer(`<iq type='set' id='p1' from='a@b.c'><ping xmlns='urn:xmpp:ping'/></iq>`);
    expect(answer.find('{jabber:client}error/*')?.name).toBe('service-unavailable');
    await service.stream.receive(`<iq type='result' id='p2' from='a@b.c'><ping xmlns='urn:xmpp:ping'/></iq>`);
    await service.stream.expectNothingSent();
  });

  test('is not answered any more once the plugin is gone', async () => {
    const { service } = open();
    service.stream.unregisterPlugin(Xep0199);
    const answer = await service.answer(`<iq type='get' id='p1' from='a@b.c'><ping xmlns='urn:xmpp:ping'/></iq>`);
    expect(answer.attribute('type')).toBe('error');
    expect(service.stream.hasPlugin(Xep0030)).toBe(true);
  });
});

describe('a ping that goes out', () => {
  test('is a get, and takes as long as its answer', async () => {
    const { service, plugin } = open();
    const pinged = plugin.ping('example.net');
    await service.stream.expectSent("<iq type='get' id='1' to='example.net'><ping xmlns='urn:xmpp:ping'/></iq>");
    await service.stream.receive(`<iq type='result' id='1' from='example.net'/>`);
    expect(await pinged).toBeGreaterThanOrEqual(0);
  });

  test('says how it failed', async () => {
    const { service, plugin } = open();
    const refused = service.stream.answer('iq', (iq) => iq.errorReply({ condition: 'service-unavailable' }));
    await expect(plugin.ping('example.net')).rejects.toThrow(IqError);
    refused();
    await expect(plugin.ping('example.net', { timeout: 1 })).rejects.toThrow(IqTimeoutError);
  });
});

test('the feature is there to be discovered, for as long as the plugin', async () => {
  const { service } = open();
  const ask = "<iq type='get' id='d1' from='a@b.c'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>";
  const features = async (): Promise<(string | undefined)[]> =>
    (await service.answer(ask)).findAll('*/{*}feature').map((feature) => feature.attribute('var'));
  expect(await features()).toContain('urn:xmpp:ping');
  service.stream.unregisterPlugin(Xep0199);
  expect(await features()).not.toContain('urn:xmpp:ping');
});

test('the stanza has a key and a tag', () => {
  expect(Ping.tag).toBe('{urn:xmpp:ping}ping');
  expect(new Ping()).toEqualXml('<ping xmlns="urn:xmpp:ping"/>');
});
