/** The readers that are none of ours: one that is absent is told, one that disagrees is named. */
import { Message } from 'couplet';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { roundTrip } from '../../src/testing/round-trip.js';

const xml = '<message to="a@b"><body>hi</body></message>';

afterEach(() => {
  vi.doUnmock('@xmldom/xmldom');
  vi.doUnmock('fast-xml-parser');
});

/** `roundTrip` of a fresh copy of the module, which has imported no reader yet. */
async function fresh(): Promise<typeof roundTrip> {
  vi.resetModules();
  return (await import('../../src/testing/round-trip.js')).roundTrip;
}

function absent(name: string): void {
  vi.doMock(name, () => {
    throw new Error(`Cannot find package '${name}'\nand more`);
  });
}

describe('a reader that is not installed', () => {
  test('is left out, which is said', async () => {
    absent('@xmldom/xmldom');
    const result = await (await fresh())(xml, Message as never);
    expect(result.pass).toBe(true);
    expect(result.legs.at(-2)).toEqual({ name: '@xmldom/xmldom', skipped: expect.stringMatching(/^[^\n]+$/) });
    expect(result.legs.at(-1)).toEqual({ name: 'fast-xml-parser' });
    expect(result.message).toMatch(/Ways gone: .*values, fast-xml-parser\nLeft out: @xmldom\/xmldom: /);
  });
  test('fails the check that asks for it', async () => {
    absent('fast-xml-parser');
    const result = await (await fresh())(xml, Message as never, { readers: ['fast-xml-parser'] });
    expect(result.pass).toBe(false);
    expect(result.message).toMatch(/Message does not round-trip: fast-xml-parser: it could not be imported: /);
  });
  test('fails checkStanzaClass only where it is asked for', async () => {
    absent('@xmldom/xmldom');
    vi.resetModules();
    const { checkStanzaClass } = await import('../../src/testing/arbitrary/check-stanza-class.js');
    const { Presence } = await import('../../src/stanza/presence.js');
    await checkStanzaClass(Presence, { runs: 2 });
    await expect(checkStanzaClass(Presence, { runs: 2, readers: ['@xmldom/xmldom'] })).rejects.toThrow(
      /^Presence does not keep the laws of stanza classes: @xmldom\/xmldom could not be imported: /,
    );
  });
  test('is not missed where it is not asked for', async () => {
    absent('fast-xml-parser');
    const result = await (await fresh())(xml, Message as never, { readers: ['@xmldom/xmldom'] });
    expect(result.pass).toBe(true);
    expect(result.legs.map((leg) => leg.name)).not.toContain('fast-xml-parser');
  });
});

describe('a reader that disagrees', () => {
  /** A parser that makes something else of the text. */
  function misread(change: (text: string) => string): void {
    vi.doMock('fast-xml-parser', async (original) => {
      const { XMLParser } = await original<typeof import('fast-xml-parser')>();
      class Misreading extends XMLParser {
        override parse(text: string, ...more: []): unknown {
          return super.parse(change(text), ...more);
        }
      }
      return { XMLParser: Misreading };
    });
  }

  test('is named, with the place, for what was printed', async () => {
    misread((text) => text.replace('hi', 'ho'));
    const result = await (await fresh())(xml, Message as never);
    expect(result.pass).toBe(false);
    expect(result.message).toContain(
      'Message does not round-trip: fast-xml-parser: of what was printed, The XML is not as expected at ' +
        '{jabber:client}message/body/text()\n  expected: "hi"\n  found:    "ho"',
    );
  });
  test('for what was given', async () => {
    misread((text) => text.replace("'x'", "'y'"));
    const result = await (await fresh())(`<message id='x'/>`, Message as never);
    expect(result.message).toContain(
      'fast-xml-parser: of what was given, The XML is not as expected at {jabber:client}message/@id',
    );
  });
  test('when it refuses the text', async () => {
    misread((text) => `${text}</a>`);
    expect((await (await fresh())(xml, Message as never)).pass).toBe(false);
  });
});

test('they are strict', async () => {
  vi.resetModules();
  const { loadReader } = await import('../../src/testing/independent-readers.js');
  for (const name of ['@xmldom/xmldom', 'fast-xml-parser'] as const) {
    const reader = await loadReader(name);
    if ('absent' in reader) throw new Error(reader.absent);
    for (const text of ['<a>', '<a></b>', '<p:a/>', '', '<a x="1" x="2"/>']) {
      expect(() => reader.read(text), `${name}: ${text}`).toThrow();
    }
    expect(reader.read("<p:a xmlns:p='urn:x' p:b='1'>&#x1F600;&lt;<c xmlns='urn:c'/></p:a>").toString()).toBe(
      '<a xmlns="urn:x" xmlns:ns1="urn:x" ns1:b="1">😀&lt;<c xmlns="urn:c"/></a>',
    );
  }
});
