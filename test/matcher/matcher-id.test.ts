/** MatcherId, MatchIDSender and MatchMany, and who may answer a request. */
import { describe, expect, it } from 'vitest';
import { JID } from '../../src/jid/jid.js';
import { MatchIDSender } from '../../src/matcher/match-id-sender.js';
import { MatchMany } from '../../src/matcher/match-many.js';
import { MatchXPath } from '../../src/matcher/match-xpath.js';
import { MatcherId } from '../../src/matcher/matcher-id.js';
import { isPermittedSender } from '../../src/matcher/permitted-sender.js';
import { Iq } from '../../src/stanza/iq.js';
import { Message } from '../../src/stanza/message.js';
import { parseXml } from '../../src/xml/parse.js';

const stanza = (attributes: string) => parseXml(`<iq xmlns='jabber:client' type='result' ${attributes}/>`);

describe('MatcherId', () => {
  it('matches the id, whoever has sent it', () => {
    const matcher = new MatcherId('7');
    expect(matcher.match(stanza("id='7' from='anybody@example.org'"))).toBe(true);
    expect(matcher.match(new Iq(stanza("id='7'")))).toBe(true);
    expect(matcher.match(stanza("id='8'"))).toBe(false);
    expect(matcher.match(stanza(''))).toBe(false);
    expect(matcher.keys()).toEqual([{ id: '7' }]);
  });
});

describe('MatchIDSender', () => {
  const self = new JID('juliet@capulet.example/balcony');
  const matches = (peer: string | undefined, sender: string | undefined, own: JID | undefined = self) =>
    new MatchIDSender({ id: '7', peer, self: own }).match(stanza(`id='7'${sender ? ` from='${sender}'` : ''}`));

  it('matches the id from the addressee, as text or as the same JID', () => {
    expect(matches('romeo@montague.example/orchard', 'romeo@montague.example/orchard')).toBe(true);
    expect(matches('romeo@montague.example/orchard', 'ROMEO@Montague.example/orchard')).toBe(true);
    expect(matches('no jid@@', 'no jid@@')).toBe(true);
    expect(new MatchIDSender({ id: '8', peer: 'a@b', self }).match(stanza("id='7' from='a@b'"))).toBe(false);
  });

  it.each([
    ...['romeo@montague.example', 'romeo@montague.example/other', 'montague.example', undefined],
    ...['juliet@capulet.example', 'juliet@capulet.example/balcony', 'capulet.example', 'evil@example.org', 'no jid@@'],
  ])('does not match %s for somebody else', (sender) => {
    expect(matches('romeo@montague.example/orchard', sender)).toBe(false);
  });

  const ownAddresses = [undefined, 'juliet@capulet.example', 'juliet@capulet.example/balcony', 'capulet.example'];
  for (const peer of [undefined, 'juliet@capulet.example', 'Juliet@Capulet.example']) {
    it.each([...ownAddresses, 'JULIET@capulet.example'])(`matches %s when the request was to ${peer}`, (sender) => {
      expect(matches(peer, sender)).toBe(true);
    });
    it.each(['romeo@montague.example', 'juliet@capulet.example/chamber', 'montague.example', 'no jid@@'])(
      `does not match %s when the request was to ${peer}`,
      (sender) => expect(matches(peer, sender)).toBe(false),
    );
  }

  it('goes by the id alone while the own JID is not known, for requests to nobody', () => {
    const unknown = (peer: string | undefined, sender: string) =>
      new MatchIDSender({ id: '7', peer }).match(stanza(`id='7' from='${sender}'`));
    expect(unknown(undefined, 'capulet.example')).toBe(true);
    expect(unknown('a@b', 'capulet.example')).toBe(false);
    expect(unknown('a@b', 'a@b')).toBe(true);
  });

  it('takes JIDs', () => {
    const matcher = new MatchIDSender({ id: '7', peer: new JID('a@b/c'), self });
    expect(matcher.match(new Iq(stanza("id='7' from='a@b/c'")))).toBe(true);
    expect(matcher.keys()).toEqual([{ id: '7' }]);
  });
});

describe('isPermittedSender', () => {
  const own = new JID('juliet@capulet.example/balcony');
  it("goes by the request's own sender before the stream's", () => {
    const from = 'room@chat.capulet.example/x';
    expect(isPermittedSender('room@chat.capulet.example', { to: undefined, from }, own)).toBe(true);
    expect(isPermittedSender('juliet@capulet.example', { to: undefined, from }, own)).toBe(false);
    expect(isPermittedSender('juliet@capulet.example', { to: undefined, from: undefined }, own)).toBe(true);
  });

  it('knows no own account where the sender is no JID', () => {
    expect(isPermittedSender('a@b', { to: 'c@d', from: '@@' }, own)).toBe(false);
    expect(isPermittedSender(undefined, { to: undefined, from: '@@' }, own)).toBe(true);
  });
});

describe('MatchMany', () => {
  const many = new MatchMany([new MatchXPath('message/body'), new MatcherId('7')]);
  it('matches what any of them matches', () => {
    expect(many.match(stanza("id='7'"))).toBe(true);
    expect(many.match(stanza("id='8'"))).toBe(false);
    expect(many.match(parseXml("<message xmlns='jabber:client'><body/></message>"))).toBe(true);
    expect(new MatchMany([]).match(stanza(''))).toBe(false);
  });

  it('tells the index what they tell it, or nothing', () => {
    expect(many.keys()).toEqual([{ root: '{jabber:client}message', child: '{jabber:client}body' }, { id: '7' }]);
    expect(new MatchMany([many, new MatchXPath('.//{urn:y}z')]).keys()).toBeUndefined();
    expect(new MatchMany([{ match: () => true }]).keys()).toBeUndefined();
  });

  it('has the class that they all have', () => {
    const iq = new MatchXPath('iq', Iq);
    expect(new MatchMany([iq, new MatchXPath('*', Iq)]).stanzaClass).toBe(Iq);
    expect(new MatchMany([iq, new MatchXPath('message', Message)]).stanzaClass).toBeUndefined();
    expect(new MatchMany([iq, new MatcherId('7')]).stanzaClass).toBeUndefined();
    expect(new MatchMany([]).stanzaClass).toBeUndefined();
  });
});
