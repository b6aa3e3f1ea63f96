/** matchesPath: paths and matchers, and how far a path got. */
import { Iq, MatcherId, MatchXPath, Message, parseXml } from 'couplet';
import { assertMatchesPath, matchesPath } from 'couplet/testing';
import { describe, expect, test } from 'vitest';

const iq = '<iq type="set" id="a1"><query xmlns="jabber:iq:register"><username>bill</username></query></iq>';

describe('matches', () => {
  test.each([
    'iq',
    '{jabber:client}iq',
    "iq[@type='set']/{jabber:iq:register}query/username",
    "iq//{jabber:iq:register}username[.='bill']",
  ])('%s', (path) => {
    expect(matchesPath(iq, path).pass).toBe(true);
    expect(matchesPath(parseXml(iq, { namespaces: { '': 'jabber:client' } }), path).pass).toBe(true);
  });
  test('another matcher', () => {
    expect(matchesPath(iq, new MatcherId('a1')).pass).toBe(true);
    expect(matchesPath(iq, new MatcherId('a2')).pass).toBe(false);
    expect(matchesPath(Iq.of({ id: 'a1' }), new MatcherId('a1')).pass).toBe(true);
    expect(matchesPath(iq, new MatchXPath('iq')).pass).toBe(true);
  });
  test('a stanza object is given to the matcher as it is', () => {
    const message = new Message();
    const given: unknown[] = [];
    matchesPath(message, { match: (stanza: unknown) => given.push(stanza) > 0 });
    expect(given[0]).toBe(message);
  });
});

describe('a failure says how far the path got', () => {
  test.each([
    ['message/body', 'its root is <{jabber:client}iq>'],
    ["iq[@type='get']/{jabber:iq:register}query", 'its root is <{jabber:client}iq>'],
    ['iq/query', 'it matches as far as iq'],
    ['iq/{http://x/y}query', 'it matches as far as iq'],
    [
      "iq[@type='set']/{jabber:iq:register}query/email",
      "it matches as far as iq[@type='set']/{jabber:iq:register}query",
    ],
    ["iq//{jabber:iq:register}query[username='a/b]']", 'it matches as far as iq'],
  ])('%s', (path, far) => {
    const { pass, message } = matchesPath(iq, path);
    expect(pass).toBe(false);
    expect(message).toContain(`The XML does not match the path ${path}\n  ${far}\n\n<iq xmlns="jabber:client"`);
  });
  test('of another matcher, which one', () => {
    expect(matchesPath(iq, new MatcherId('x')).message).toMatch(/^The XML does not match the MatcherId\n\n<iq /);
  });
  test('the opposite', () => {
    expect(matchesPath(iq, 'iq').message).toMatch(/^The XML matches the path iq, and was expected not to:\n\n<iq /);
  });
  test('thrown', () => {
    expect(() => assertMatchesPath(iq, 'iq')).not.toThrow();
    expect(() => assertMatchesPath(iq, 'x')).toThrow(expect.objectContaining({ operator: 'matchesPath' }));
  });
});

test('a malformed path', () => {
  expect(() => matchesPath(iq, 'iq[')).toThrow(expect.objectContaining({ code: 'invalid-path' }));
  for (const none of [undefined, null, 3, {}])
    expect(() => matchesPath(iq, none as never)).toThrow('expected a path or a matcher, found');
});
