/** RFC 7622 section 3.5: its examples of JIDs, and of what is none. */
import { describe, expect, it } from 'vitest';
import { InvalidJIDError } from '../../src/jid/errors.js';
import { JID } from '../../src/jid/jid.js';

// RFC 7622 section 3.5, tables 1 and 2: text, and the parts it has.
const valid: [text: string, local: string | undefined, domain: string, resource: string | undefined][] = [
  ['juliet@example.com', 'juliet', 'example.com', undefined],
  ['juliet@example.com/foo', 'juliet', 'example.com', 'foo'],
  ['juliet@example.com/foo bar', 'juliet', 'example.com', 'foo bar'],
  ['juliet@example.com/foo@bar', 'juliet', 'example.com', 'foo@bar'],
  ['foo\\20bar@example.com', 'foo\\20bar', 'example.com', undefined],
  ['fussball@example.com', 'fussball', 'example.com', undefined],
  ['fu\u00dfball@example.com', 'fu\u00dfball', 'example.com', undefined],
  ['\u03c0@example.com', '\u03c0', 'example.com', undefined],
  // The capital sigma is another spelling of the small one; the final one is another letter.
  ['\u03a3@example.com/foo', '\u03c3', 'example.com', 'foo'],
  ['\u03c3@example.com/foo', '\u03c3', 'example.com', 'foo'],
  ['\u03c2@example.com/foo', '\u03c2', 'example.com', 'foo'],
  ['king@example.com/\u265a', 'king', 'example.com', '\u265a'],
  ['example.com', undefined, 'example.com', undefined],
  ['example.com/foobar', undefined, 'example.com', 'foobar'],
  ['a.example.com/b@example.net', undefined, 'a.example.com', 'b@example.net'],
  // Table 2 has it among the invalid ones, but OpaqueString allows a leading space.
  ['juliet@example.com/ foo', 'juliet', 'example.com', ' foo'],
];

const invalid: [text: string, part: string, reason: RegExp][] = [
  ['"juliet"@example.com', 'localpart', /U\+0022/],
  ['foo bar@example.com', 'localpart', /U\+0020/],
  ['@example.com/', 'localpart', /empty/],
  ['henry\u2163@example.com', 'localpart', /U\+2173/],
  ['\u265a@example.com', 'localpart', /U\+265A/],
  ['juliet@', 'domainpart', /empty/],
  ['/foobar', 'domainpart', /empty/],
];

describe('the examples of RFC 7622 section 3.5', () => {
  it.each(valid)('accepts %j', (text, local, domain, resource) => {
    const jid = new JID(text);
    expect([jid.local, jid.domain, jid.resource]).toEqual([local, domain, resource]);
    expect(jid.isStrict).toBe(true);
    expect(new JID(jid.full)).toEqual(jid);
    expect(JID.read(text)).toEqual(jid);
  });

  it.each(invalid)('refuses %j', (text, part, reason) => {
    expect(() => new JID(text)).toThrow(InvalidJIDError);
    expect(() => new JID(text)).toThrow(expect.objectContaining({ code: 'jid-malformed', part }));
    expect(() => new JID(text)).toThrow(reason);
  });

  it('tells the three sigmas apart as it should', () => {
    expect(new JID('\u03a3@example.com').equals('\u03c3@example.com')).toBe(true);
    expect(new JID('\u03c2@example.com').equals('\u03c3@example.com')).toBe(false);
    // Letter by letter: no final sigma comes of a capital one at the end of a word.
    expect(new JID('ΟΔΟΣ@example.com').local).toBe('οδοσ');
  });
});
