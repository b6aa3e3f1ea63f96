/** The codecs by themselves: what they read, what they write, and what they refuse. */
import { base64, boolean, custom, dateTime, integer, JID, jid, json, number, oneOf, string } from 'couplet';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

/** Calls a function of a codec with what its type does not allow. */
const formatAny = (codec: { format(value: never): string }, value: unknown): string => codec.format(value as never);

describe('string', () => {
  test.each(['', ' a ', 'hunter2', '\u{1F600}'])('%j is itself', (text) => {
    expect(string.parse(text)).toBe(text);
    expect(string.format(text)).toBe(text);
  });
  test.each([3, true, null, undefined, {}, ['a']])('%j is not written', (value) => {
    expect(() => formatAny(string, value)).toThrow(/expected text/);
  });
});

describe('integer', () => {
  test.each([
    ['0', 0],
    ['-0', 0],
    ['+7', 7],
    ['-128', -128],
    ['007', 7],
    [' 42\n', 42],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['-9007199254740991', Number.MIN_SAFE_INTEGER],
  ])('%j is %d', (text, value) => expect(integer.parse(text)).toBe(value));

  test.each(['', ' ', 'abc', '1.0', '1e3', '0x10', '1 2', '--1', '9007199254740992', '٣', 'Infinity', 'NaN'])(
    '%j is refused',
    (text) => expect(() => integer.parse(text)).toThrow(/expected a whole number/),
  );

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, '3', null, 3n])('%s is not written', (value) => {
    expect(() => formatAny(integer, value)).toThrow(/expected a whole number/);
  });

  test('a range has its ends, and says so', () => {
    const priority = integer.between(-128, 127);
    expect([priority.parse('-128'), priority.parse('127')]).toEqual([-128, 127]);
    expect([priority.format(-128), priority.format(127)]).toEqual(['-128', '127']);
    for (const text of ['-129', '128']) expect(() => priority.parse(text)).toThrow(/from -128 to 127/);
    for (const value of [-129, 128]) expect(() => priority.format(value)).toThrow(/from -128 to 127/);
    expect(() => integer.between(0, Number.MAX_SAFE_INTEGER).parse('-1')).toThrow(/from 0/);
  });

  test('every whole number that is exact comes back', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), (value) => integer.parse(integer.format(value)) === value));
  });
});

describe('number', () => {
  test.each([
    ['0', 0],
    ['-1.5', -1.5],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    ['+2.5E-2', 0.025],
    ['\t1\n', 1],
  ])('%j is %d', (text, value) => expect(number.parse(text)).toBe(value));
  test.each(['', '.', 'e3', '1e', '1,5', '0x1', 'NaN', 'Infinity', '1e999', '1 1'])('%j is refused', (text) => {
    expect(() => number.parse(text)).toThrow(/expected a decimal number/);
  });
  test.each([Number.NaN, Number.NEGATIVE_INFINITY, '1', null])('%s is not written', (value) => {
    expect(() => formatAny(number, value)).toThrow(/expected a finite number/);
  });
  test('every finite number comes back', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(fc.property(finite, (value) => number.parse(number.format(value)) === value));
  });
});

describe('boolean (XML Schema, part 2, section 3.2.2)', () => {
  test.each([
    ['true', true],
    ['1', true],
    ['false', false],
    ['0', false],
    [' true ', true],
  ])('%j is %s', (text, value) => expect(boolean.parse(text)).toBe(value));
  test.each(['', 'True', 'yes', '2', 'on'])('%j is refused', (text) => {
    expect(() => boolean.parse(text)).toThrow(/expected 'true', 'false', '1' or '0'/);
  });
  test('is written in words', () => {
    expect([boolean.format(true), boolean.format(false)]).toEqual(['true', 'false']);
    for (const value of [1, 'true', null]) expect(() => formatAny(boolean, value)).toThrow(/expected true or false/);
  });
});

describe('oneOf', () => {
  const type = oneOf('get', 'set');
  test('takes its texts and no other', () => {
    expect(type.parse('get')).toBe('get');
    expect(type.format('set')).toBe('set');
    for (const text of ['', 'GET', ' get', 'toString']) {
      expect(() => type.parse(text)).toThrow("expected one of 'get', 'set'");
      expect(() => formatAny(type, text)).toThrow("expected one of 'get', 'set'");
    }
  });
});

describe('jid', () => {
  test('reads leniently: a stanza may carry what RFC 7622 refuses', () => {
    expect(jid.parse('Juliet@Example.com/balcony').full).toBe('juliet@example.com/balcony');
    expect(jid.parse('juliet capulet@example.com').isStrict).toBe(false);
    for (const text of ['', '@example.com', 'juliet@', 'example.com/']) expect(() => jid.parse(text)).toThrow();
  });
  test('writes a JID as it is', () => {
    expect(jid.format(new JID('juliet@example.com'))).toBe('juliet@example.com');
    expect(jid.format(JID.read('juliet capulet@example.com'))).toBe('juliet capulet@example.com');
  });
  test('writes a text that is a JID, strictly and in canonical form', () => {
    expect(formatAny(jid, 'Juliet@Example.com/Balcony')).toBe('juliet@example.com/Balcony');
    for (const value of ['juliet capulet@example.com', '', '@', 3, null, {}]) {
      expect(() => formatAny(jid, value)).toThrow();
    }
  });
});

describe('dateTime (XEP-0082)', () => {
  // The moment of the examples of section 3.2.
  const moment = Date.UTC(1969, 6, 21, 2, 56, 15);
  test.each([
    ['1969-07-21T02:56:15Z', moment],
    ['1969-07-20T21:56:15-05:00', moment],
    ['1969-07-21T02:56:15.123Z', moment + 123],
    ['1969-07-21T02:56:15.1Z', moment + 100],
    ['1969-07-21T02:56:15.123999Z', moment + 123],
    ['1969-07-21T08:26:15+05:30', moment],
    ['1969-07-21T02:56:15+00:00', moment],
    [' 1969-07-21T02:56:15Z\n', moment],
    ['2000-02-29T23:59:59Z', Date.UTC(2000, 1, 29, 23, 59, 59)],
    ['0001-01-01T00:00:00Z', -62_135_596_800_000],
    ['2026-01-01T00:30:00+01:00', Date.UTC(2025, 11, 31, 23, 30)],
  ])('%j is a moment', (text, time) => expect(dateTime.parse(text).getTime()).toBe(time));

  test.each([
    '',
    'yesterday',
    '1969-07-21',
    '02:56:15Z',
    '1969-07-21T02:56:15',
    '1969-07-21 02:56:15Z',
    '1969-07-21T02:56Z',
    '1969-7-21T02:56:15Z',
    '19690721T02:56:15',
    '1969-13-01T00:00:00Z',
    '1969-00-01T00:00:00Z',
    '1969-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '1969-07-32T00:00:00Z',
    '1969-07-21T24:00:00Z',
    '1969-07-21T02:60:00Z',
    '1969-07-21T02:56:60Z',
    '1969-07-21T02:56:15.Z',
    '1969-07-21T02:56:15+24:00',
    '1969-07-21T02:56:15+05:60',
    '1969-07-21T02:56:15-0500',
    '-1969-07-21T02:56:15Z',
    '12026-07-21T02:56:15Z',
  ])('%j is refused', (text) => expect(() => dateTime.parse(text)).toThrow(/expected a date and time/));

  test('every thousandth is exact', () => {
    for (let ms = 0; ms < 1000; ms++) {
      const text = `1969-07-21T02:56:15.${String(ms).padStart(3, '0')}Z`;
      expect(dateTime.parse(text).getTime()).toBe(moment + ms);
    }
  });
  test('is written in UTC, with thousandths where there are some', () => {
    expect(dateTime.format(new Date(moment))).toBe('1969-07-21T02:56:15Z');
    expect(dateTime.format(new Date(moment + 5))).toBe('1969-07-21T02:56:15.005Z');
  });
  test.each([new Date(Number.NaN), new Date('+012026-01-01'), new Date('-000001-01-01'), '2026-01-01', 0, null])(
    '%s is not written',
    (value) => expect(() => formatAny(dateTime, value)).toThrow(/expected a valid Date/),
  );
  test('every moment of four-digit years comes back', () => {
    const moments = fc.date({
      min: new Date('0000-01-01'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(fc.property(moments, (date) => dateTime.parse(dateTime.format(date)).getTime() === date.getTime()));
  });
});

describe('base64 (RFC 4648)', () => {
  const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
  test.each([
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg=='],
    ['fooba', 'Zm9vYmE='],
    ['foobar', 'Zm9vYmFy'],
  ])('section 10: %j is %j', (plain, text) => {
    expect(base64.format(bytesOf(plain))).toBe(text);
    expect(base64.parse(text)).toEqual(bytesOf(plain));
  });
  test('white space is skipped: XML is often folded', () => {
    expect(base64.parse('\n  Zm9v\r\n\tYmFy ')).toEqual(bytesOf('foobar'));
  });
  test.each(['Z', 'Zg', 'Zg=', 'Zg===', '=', '====', 'Zg==Zg==', 'Z===', 'Zm9v!', 'Zm_v', 'Zm9\u00a0', 'Zm9v='])(
    '%j is refused',
    (text) => expect(() => base64.parse(text)).toThrow(/expected Base64/),
  );
  test('only bytes are written', () => {
    for (const value of ['foo', [1, 2], null]) expect(() => formatAny(base64, value)).toThrow(/expected bytes/);
  });
  test('any bytes come back, and as the platform writes them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(base64.format(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect(base64.parse(base64.format(bytes))).toEqual(bytes);
      }),
    );
  });
});

describe('json', () => {
  test('any JSON value comes back', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.stringify(json.parse(json.format(value)))).toBe(JSON.stringify(value));
      }),
    );
  });
  test.each(['', '{', "{'a': 1}", 'undefined', '[1,]'])('%j is refused', (text) => {
    expect(() => json.parse(text)).toThrow(/expected JSON/);
  });
  test('what it refuses is not in its error: it may be a secret', () => {
    let problem: unknown;
    try {
      json.parse('hunter2');
    } catch (error) {
      problem = error;
    }
    expect(problem).toBeInstanceOf(Error);
    expect((problem as Error).message).not.toContain('hunter2');
    expect((problem as Error).cause).toBeUndefined();
  });
  test.each([undefined, () => 1, Symbol('a')])('what JSON has not is not written', (value) => {
    expect(() => json.format(value)).toThrow(/expected what JSON can hold/);
  });
});

test('custom is the codec it is given', () => {
  const codec = { parse: (text: string) => text.split(','), format: (value: string[]) => value.join(',') };
  expect(custom(codec)).toBe(codec);
});
