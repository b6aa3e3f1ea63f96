/**
 * MatchXPath: the path from the stanza itself, namespaces, what it refuses, and what it tells the index. It is asked
 * itself: toMatchPath stands on it.
 */
import { describe, expect, it } from 'vitest';
import { MatchXPath } from '../../src/matcher/match-xpath.js';
import { Iq } from '../../src/stanza/iq.js';
import { Message } from '../../src/stanza/message.js';
import { parseXml } from '../../src/xml/parse.js';
import { XmlPathError } from '../../src/xml/path-scanner.js';

const xml = parseXml(
  "<iq xmlns='jabber:client' type='set' id='1'><query xmlns='jabber:iq:register'><username>bill</username></query></iq>",
);
const matches = (path: string) => new MatchXPath(path).match(xml);

describe('MatchXPath', () => {
  it('matches from the stanza itself, as in the guide', () => {
    expect(matches('{jabber:client}iq/{jabber:iq:register}query')).toBe(true);
    expect(matches('{jabber:client}iq')).toBe(true);
    expect(matches('{jabber:client}message/{jabber:iq:register}query')).toBe(false);
    expect(matches('{jabber:client}iq/{jabber:iq:roster}query')).toBe(false);
    expect(matches('{jabber:iq:register}query')).toBe(false);
  });

  it('takes a stanza object as well', () => {
    const iq = new Iq(xml.clone());
    expect(new MatchXPath('iq').match(iq)).toBe(true);
    expect(new MatchXPath('message').match(iq)).toBe(false);
  });

  it('gives unqualified steps the namespace of the last qualified one, at first that of stanzas', () => {
    expect(matches('iq/{jabber:iq:register}query/username')).toBe(true);
    expect(matches('iq/query')).toBe(false);
    expect(matches('{jabber:client}iq/{jabber:iq:register}query/{jabber:client}username')).toBe(false);
    expect(matches('{}iq')).toBe(false);
    expect(matches('*/{*}query')).toBe(true);
  });

  it('does the same for the names in predicates', () => {
    expect(matches("iq/{jabber:iq:register}query[username='bill']")).toBe(true);
    expect(matches('iq[{jabber:iq:register}query]')).toBe(true);
    expect(matches('iq[query]')).toBe(false);
    expect(matches("iq[@type='set']")).toBe(true);
    expect(matches("iq[@type='get']")).toBe(false);
  });

  it('finds things at any depth where it is asked to', () => {
    expect(matches('iq//{jabber:iq:register}username')).toBe(true);
    expect(matches('.//{jabber:iq:register}username')).toBe(true);
    expect(matches('iq/{jabber:iq:register}username')).toBe(false);
  });

  it('never changes or wraps what it looks at', () => {
    const element = xml.clone();
    const before = String(element);
    new MatchXPath("iq[@type='set']/{jabber:iq:register}query[username][1]/..").match(element);
    expect(String(element)).toBe(before);
    expect(element.view).toBeUndefined();
  });

  it.each(['/iq', '//iq', '', '.', '..', './iq/..x', ".[@type='set']", '../iq', 'iq/', 'iq[', 'x:iq', 'iq/text()'])(
    'refuses %j when it is made',
    (path) => {
      expect(() => new MatchXPath(path)).toThrow(XmlPathError);
      expect(() => new MatchXPath(path)).toThrow(expect.objectContaining({ code: 'invalid-path', path }));
    },
  );

  it('refuses a class whose elements the path is not about', () => {
    expect(new MatchXPath('{jabber:client}iq', Iq).stanzaClass).toBe(Iq);
    expect(new MatchXPath('*', Iq).stanzaClass).toBe(Iq);
    expect(new MatchXPath('{jabber:client}iq').stanzaClass).toBeUndefined();
    expect(() => new MatchXPath('{jabber:client}iq', Message)).toThrow(
      /expected {jabber:client}message for the class Message/,
    );
  });

  it.each([
    ['iq', { root: '{jabber:client}iq' }],
    ['{urn:x}iq/{urn:y}z', { root: '{urn:x}iq', child: '{urn:y}z' }],
    ["iq[@type='get'][@id='7']/{urn:y}z/a", { root: '{jabber:client}iq', type: 'get', id: '7', child: '{urn:y}z' }],
    ["iq[@type!='get']", { root: '{jabber:client}iq' }],
    ['iq[@type]', { root: '{jabber:client}iq' }],
    ["message[body='x']", { root: '{jabber:client}message', child: '{jabber:client}body' }],
    ['*/{urn:y}z', { child: '{urn:y}z' }],
    ['iq/*', { root: '{jabber:client}iq' }],
    ['iq//{urn:y}z', { root: '{jabber:client}iq' }],
    ['iq/{*}z', { root: '{jabber:client}iq' }],
  ])('tells the index what %s can match', (path, key) => expect(new MatchXPath(path).keys()).toEqual([key]));

  it('tells the index nothing of what is not about the stanza itself', () => {
    expect(new MatchXPath('.//{urn:y}z').keys()).toBeUndefined();
  });
});
