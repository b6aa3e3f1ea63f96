/** The JID: parts, lengths, domains, lenient reading, equality, escaping, errors. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidJIDError } from '../../src/jid/errors.js';
import { JID } from '../../src/jid/jid.js';

describe('the parts of a JID', () => {
  it('splits at the first slash, then at the first at-sign', () => {
    expect(new JID('user@someserver/some/resource')).toMatchObject({
      local: 'user',
      domain: 'someserver',
      resource: 'some/resource',
      full: 'user@someserver/some/resource',
    });
    expect(() => new JID('a@b@c')).toThrow(/domainpart "b@c": U\+0040/);
  });

  it('gives the bare JID as a JID, and the whole as text', () => {
    const jid = new JID('User@Someserver/Home');
    expect(jid.bare).toBeInstanceOf(JID);
    expect(jid.bare).toEqual(new JID('user@someserver'));
    const { bare } = jid;
    expect(bare.bare).toBe(bare);
    expect([jid.full, String(jid), JSON.stringify({ jid })]).toEqual([
      'user@someserver/Home',
      'user@someserver/Home',
      '{"jid":"user@someserver/Home"}',
    ]);
    expect(new JID('someserver/r').bare.full).toBe('someserver');
  });

  it('cannot be changed', () => {
    const jid = new JID('user@someserver') as { local: string | undefined };
    expect(() => {
      jid.local = 'other';
    }).toThrow(TypeError);
  });

  it.each(['', '@', '/', '@/', 'user@', '/resource', 'user@/resource', '@test.com', '@/test.com', 'test.com/'])(
    'refuses %j, where a part is missing',
    (text) => {
      expect(() => new JID(text)).toThrow(InvalidJIDError);
      expect(() => JID.read(text)).toThrow(InvalidJIDError);
    },
  );
});

describe('lengths (RFC 7622 section 3: 1023 bytes of UTF-8 a part)', () => {
  const domain1023 = `${'a.'.repeat(509)}a.com`;
  it.each([
    ['localpart', `${'a'.repeat(1023)}@x`, `${'a'.repeat(1024)}@x`],
    ['localpart', `${'é'.repeat(511)}@x`, `${'é'.repeat(512)}@x`],
    ['domainpart', domain1023, `a${domain1023}`],
    ['resourcepart', `x/${'r'.repeat(1023)}`, `x/${'r'.repeat(1024)}`],
    ['resourcepart', `x/${'\u{1f600}'.repeat(255)}`, `x/${'\u{1f600}'.repeat(256)}`],
    ['resourcepart', `x/${'\u265a'.repeat(341)}`, `x/${'\u265a'.repeat(342)}`],
  ])('holds for a %s', (part, longest, tooLong) => {
    expect(new JID(longest).full).toBe(longest);
    for (const read of [() => new JID(tooLong), () => JID.read(tooLong)]) {
      expect(read).toThrow(expect.objectContaining({ part, reason: 'it is longer than 1023 bytes' }));
    }
  });

  it('counts what the mapping makes of a part', () => {
    expect(new JID(`${'\uff21'.repeat(1023)}@x`).local).toBe('a'.repeat(1023));
    expect(new JID(`${'e\u0301'.repeat(511)}@x`).local).toBe('\u00e9'.repeat(511));
  });

  it('does no work on a part that is far too long', () => {
    expect(() => JID.read(`x/${'\u0301\u0323'.repeat(1e6)}`)).toThrow(/longer than 1023/);
  });
});

describe('domainparts', () => {
  it.each([
    ['Example.COM', 'example.com'],
    ['example.com.', 'example.com'],
    ['127.0.0.1', '127.0.0.1'],
    ['1.2', '1.2'],
    ['localhost', 'localhost'],
    [`${'a'.repeat(63)}.com`, `${'a'.repeat(63)}.com`],
    ['[::1]', '[::1]'],
    ['[0:0:0::ABCD]', '[::abcd]'],
    // A-labels become U-labels (RFC 7622 section 3.2); other spellings are mapped.
    ['xn--fuball-cta.example', 'fußball.example'],
    ['XN--Fuball-CTA.example', 'fußball.example'],
    ['xn--r8jz45g.xn--zckzah', '例え.テスト'],
    ['例え。テスト。', '例え.テスト'],
    ['FU\u00dfBALL.example', 'fußball.example'],
    ['e\u0301.example', 'é.example'],
    ['\uff45xample.com', 'example.com'],
    ['xn--80akhbyknj4f', 'испытание'],
  ])('takes %j', (text, domain) => {
    expect(new JID(`user@${text}/r`).domain).toBe(domain);
    expect(new JID(domain).domain).toBe(domain);
  });

  it.each([
    ...['.', '..', 'a..b', '.com', 'example.com..', 'é..', '-a.com', 'a-.com', 'example.com-', '-é', 'é-.com'],
    ...[`${'a'.repeat(64)}.com`, `${'é'.repeat(63)}.com`, `${'é'.repeat(64)}.com`],
    ...['example.com:5555', '::1', '[::1', '::1]', '[::]1]', '[::1]:80', '[]', '[fe80::1%25eth0]', '[1.2.3.4]'],
    ...['exa mple', 'a_b', 'é_', 'a%41', 'a%2fb', 'a\\b', 'a?b', 'a#b', 'a\tb', 'a\nb', 'é\0', 'a,b', 'user:pass'],
    // Fullwidth forms of the same.
    ...['a\uff0fb', 'a\uff05\uff14\uff11', 'a\uff1f', 'a\uff20b', 'a\uff3fb'],
    // Not A-labels, though they begin like one.
    ...['xn--', 'xn--a', 'xn--a-', 'xn---abc', 'xn--zzzzzzzz', 'xn--u-ccb', 'xn----bga', 'xn--fu\u00df-cta'],
    // Symbols are not of IDNA 2008, spelt out or not; directions may not mix; context counts.
    ...['\u2615.example', 'xn--53h.example', 'xn--ls8h', '\u0623a\u0628', 'x\u00b7y', 'a\u200db'],
  ])('refuses %j', (domain) => {
    expect(() => new JID(`user@${domain}/r`)).toThrow(expect.objectContaining({ part: 'domainpart' }));
  });
});

describe('JID.read', () => {
  it('is the same as the strict reading where that succeeds', () => {
    expect(JID.read('User@XN--Fuball-CTA.example./Home')).toEqual(new JID('user@fußball.example/Home'));
  });

  it.each([
    ['Ju"liet@Example.com/Balcony', 'Ju"liet', 'example.com', 'Balcony'],
    ['Juliet@my_Host/Balcony', 'juliet', 'my_Host', 'Balcony'],
    ['Juliet@Example.com/\u202eBalcony', 'juliet', 'example.com', '\u202eBalcony'],
    ['a@b..c', 'a', 'b..c', undefined],
    [' a@b ', ' a', 'b ', undefined],
  ])('keeps the part that is refused in %j', (text, local, domain, resource) => {
    expect(() => new JID(text)).toThrow(InvalidJIDError);
    const jid = JID.read(text);
    expect(jid).toMatchObject({ local, domain, resource, isStrict: false });
    expect(JID.read(jid.full)).toEqual(jid);
    expect(jid.equals(text)).toBe(true);
    expect(jid.equals(JID.read(text))).toBe(true);
  });

  it('knows of a bare JID whether it is strict', () => {
    expect(JID.read('juliet@example.com/\u202e').bare).toEqual(new JID('juliet@example.com'));
    expect(JID.read('Ju"liet@example.com/r').bare).toMatchObject({ full: 'Ju"liet@example.com', isStrict: false });
  });

  it('still wants a structure', () => {
    expect(() => JID.read('a@b@c')).toThrow(InvalidJIDError);
  });

  it('takes any text, or throws its own error', () => {
    const unit = fc.oneof(
      fc.constantFrom(...'@/.:-[]xn aA\u0301\u00df\u0130\u200d\u3002'),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(unit), (units) => {
        const text = units.join('');
        let jid: JID;
        try {
          jid = JID.read(text);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidJIDError);
          return;
        }
        expect(JID.read(jid.full)).toEqual(jid);
        expect(jid.equals(text)).toBe(true);
        if (jid.isStrict) expect(new JID(text)).toEqual(jid);
        else expect(() => new JID(text)).toThrow(InvalidJIDError);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('JID.of', () => {
  it('takes the parts as they are', () => {
    expect(JID.of({ local: 'User', domain: 'Example.com', resource: 'a/b@c' }).full).toBe('user@example.com/a/b@c');
    expect(JID.of({ domain: 'example.com' }).full).toBe('example.com');
    expect(JID.of(new JID('a@b/c'))).toEqual(new JID('a@b/c'));
  });

  it.each([
    { local: 'a@b', domain: 'c' },
    { local: '', domain: 'c' },
    { domain: '' },
    { domain: 'a/b' },
    { domain: 'a@b' },
  ])('refuses %j', (parts) => expect(() => JID.of(parts)).toThrow(InvalidJIDError));
});

describe('equals', () => {
  const jid = new JID('user@example.com/home');
  it('compares the canonical parts', () => {
    expect(jid.equals(new JID('USER@EXAMPLE.com/home'))).toBe(true);
    for (const other of [
      'user@example.com/Home',
      'user@example.com',
      'other@example.com/home',
      'user@example.org/home',
    ])
      expect([other, jid.equals(other), jid.equals(new JID(other))]).toEqual([other, false, false]);
  });

  it('takes a text, canonical or not', () => {
    expect(jid.equals('USER@example.COM./home')).toBe(true);
    expect(jid.equals('@@@@')).toBe(false);
    expect(jid.equals('')).toBe(false);
  });
});

describe('JID escaping (XEP-0106)', () => {
  it.each([
    ['space cadet', 'space\\20cadet'],
    ['call me "ishmael"', 'call\\20me\\20\\22ishmael\\22'],
    ['at&t guy', 'at\\26t\\20guy'],
    ["d'artagnan", 'd\\27artagnan'],
    ['/.fanboy', '\\2f.fanboy'],
    ['::foo::', '\\3a\\3afoo\\3a\\3a'],
    ['<foo>', '\\3cfoo\\3e'],
    ['user@host', 'user\\40host'],
    ['c:\\net', 'c\\3a\\net'],
    ['c:\\\\net', 'c\\3a\\\\net'],
    ['c:\\cool stuff', 'c\\3a\\cool\\20stuff'],
    ['c:\\5commas', 'c\\3a\\5c5commas'],
    ['\\5c', '\\5c5c'],
    ['\\27', '\\5c27'],
    ['treville@musketeers.lit', 'treville\\40musketeers.lit'],
  ])('escapes %j', (text, escaped) => {
    expect(JID.escape(text)).toBe(escaped);
    expect(JID.unescape(escaped)).toBe(text);
    expect(JID.unescape(JID.of({ local: escaped, domain: 'example.com' }).local as string)).toBe(text);
  });

  it('undoes itself for any text, through a JID too', () => {
    const text = fc.string({ unit: fc.constantFrom(...'\\02567acef"&\'/:<>@ x') }).filter((t) => !/^ | $|^$/.test(t));
    fc.assert(
      fc.property(text, fc.boolean(), (lower, isUpper) => {
        const given = isUpper ? lower.toUpperCase() : lower;
        expect(JID.unescape(JID.escape(given))).toBe(given);
        const { local } = JID.of({ local: JID.escape(given), domain: 'example.com' });
        expect(JID.unescape(local as string)).toBe(lower);
      }),
    );
  });

  it('unescapes nothing but the ten sequences, in lower case', () => {
    expect(JID.unescape('\\21\\2F\\5C\\a0\\2')).toBe('\\21\\2F\\5C\\a0\\2');
  });

  it('refuses a space at either end', () => {
    expect(() => JID.escape(' foo')).toThrow(InvalidJIDError);
    expect(() => JID.escape('foo ')).toThrow(/begin or end with a space/);
  });
});

describe('InvalidJIDError', () => {
  it('says which part, and why', () => {
    expect(() => new JID("d'artagnan@gascon.fr")).toThrow(
      `Invalid localpart "d'artagnan": U+0027 is not allowed; JID.escape() can stand in for it`,
    );
    expect(() => new JID('')).toThrow('Invalid JID "": it is empty');
    expect(() => new JID('a@b/\n')).toThrow('Invalid resourcepart "\\n": U+000A is not allowed');
  });

  it('shows no more than the beginning of a long text', () => {
    const error = new InvalidJIDError('x'.repeat(5000), 'jid', 'it is too long');
    expect(error.message.length).toBeLessThan(120);
    expect(error).toMatchObject({
      name: 'InvalidJIDError',
      code: 'jid-malformed',
      part: 'jid',
      reason: 'it is too long',
    });
  });
});
