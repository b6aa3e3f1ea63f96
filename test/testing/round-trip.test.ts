/** roundTrip: the ways that XML goes, the ones that are left out, and the faults that each finds. */
import {
  type Codec,
  defineElement,
  Iq,
  Message,
  parseXml,
  registerStanzaPlugin,
  unregisterStanzaPlugin,
  XmlElement,
} from 'couplet';
import { assertRoundTrip, type RoundTripResult, roundTrip } from 'couplet/testing';
import { describe, expect, test } from 'vitest';

class Item extends defineElement({
  name: 'item',
  namespace: 'urn:x',
  interfaces: ['jid'],
  subInterfaces: ['group'],
}) {}
class Query extends defineElement({
  name: 'query',
  namespace: 'urn:x',
  pluginAttrib: 'query',
  interfaces: ['node'],
  subInterfaces: ['title'],
  langInterfaces: ['text'],
  boolInterfaces: ['flag'],
  iterables: { items: Item },
}) {}

const all = ['wrap', 'read', 'print', 'print pretty', 'values', '@xmldom/xmldom', 'fast-xml-parser'];
const names = (result: RoundTripResult): string[] => result.legs.map((leg) => leg.name);
const full = `<query xmlns="urn:x" node="a&amp;b&#9;c">
  <title> t &lt;&#13; </title><text>x</text><text xml:lang="fr">y</text><flag/>
  <item jid="1"><group/></item><item jid="2"/>
</query>`;

describe('passes', () => {
  test('by all ways, and says which', async () => {
    const result = await roundTrip(full, Query);
    expect(result.message).toBe(`Query round-trips, and was expected not to\n\nWays gone: ${all.join(', ')}`);
    expect(result.pass).toBe(true);
    expect(names(result)).toEqual(all);
    expect(await assertRoundTrip(full, Query)).toEqual(result.legs);
  });
  test('in any form', async () => {
    expect((await roundTrip(parseXml(full), Query)).pass).toBe(true);
    expect((await roundTrip(Query.parse(full), Query)).pass).toBe(true);
    expect((await roundTrip(Query.parse(full))).pass).toBe(true);
  });
  test('text cut from a stream', async () => {
    expect((await roundTrip('<message type="chat"><body>hi</body></message>', Message)).pass).toBe(true);
    const namespaces = { '': 'urn:x', p: 'urn:p' };
    const text = `<?xml version='1.0'?>\n<query><p:more p:a="1"/></query>`;
    expect((await roundTrip(text, Query, { namespaces, values: false })).pass).toBe(true);
  });
  test('children in any order, at any depth', async () => {
    registerStanzaPlugin(Iq, Query);
    const iq = '<iq type="set"><query xmlns="urn:x"><item jid="1"/><text>x</text><item/><title/></query></iq>';
    expect((await roundTrip(iq, Iq)).message).toContain('Ways gone');
    unregisterStanzaPlugin(Iq, Query);
    expect((await roundTrip(iq, Iq)).message).toContain('at {jabber:client}iq/{urn:x}query');
  });
  test('names that a reader refuses, without that reader', async () => {
    const result = await roundTrip('<message><__proto__/></message>', Message, { values: false });
    expect(result.pass).toBe(true);
    expect(result.message).toContain('Ways gone: wrap, read, print, print pretty, @xmldom/xmldom\n');
    expect(result.message).toContain('Left out: fast-xml-parser: it refuses elements that are called like');
  });
  test('what is given is not changed, nor wrapped', async () => {
    const element = parseXml(full);
    await roundTrip(element, Query);
    expect(element.toString()).toBe(parseXml(full).toString());
    expect(new Query(element)).toBe(element.view);
  });
});

describe('finds, and names the way', () => {
  const upper: Codec<string> = { parse: (text) => text, format: (value) => value.toUpperCase(), inValues: 'text' };
  const failing = async (xml: string, stanzaClass: Parameters<typeof roundTrip>[1]): Promise<RoundTripResult> => {
    const result = await roundTrip(xml, stanzaClass);
    expect(result.pass).toBe(false);
    await expect(assertRoundTrip(xml, stanzaClass)).rejects.toThrow(
      expect.objectContaining({ name: 'AssertionError', operator: 'roundTrip', message: result.message }),
    );
    return result;
  };

  test('another class', async () => {
    const { message, legs } = await failing('<query xmlns="urn:y"/>', Query);
    expect(message).toMatch(/^Query does not round-trip: wrap: Query is for <{urn:x}query>, found <{urn:y}query>/);
    expect(legs).toEqual([{ name: 'wrap' }]);
  });
  test('a constructor that adds something', async () => {
    class Eager extends Query {
      constructor(xml?: XmlElement) {
        super(xml);
        this.set('flag', true);
      }
    }
    expect((await failing('<query xmlns="urn:x"/>', Eager)).message).toContain('wrap: The XML is not as expected at');
  });
  test('an accessor that writes when it reads', async () => {
    class Writing extends Query {
      getTitle(): string {
        this.set('flag', true);
        return 'x';
      }
    }
    const { message } = await failing('<query xmlns="urn:x"/>', Writing);
    expect(message).toMatch(/read: The XML is not as expected at {urn:x}query\/flag\n/);
  });
  test('a malformed value', async () => {
    const { message } = await failing('<message type="x"><error type="y"/></message>', Message);
    expect(message).toContain('read: StanzaError.type: expected one of');
  });
  test('a class that prints wrongly', async () => {
    class Printing extends Query {
      override toString(): string {
        return '<query xmlns="urn:x"><title>other</title></query>';
      }
    }
    expect((await failing('<query xmlns="urn:x"><title/></query>', Printing)).message).toContain(
      'print: The XML is not as expected at {urn:x}query/title/text()\n  expected: nothing\n  found:    "other"',
    );
  });
  test('content that no class declares, unless told that it is there', async () => {
    const xml = '<query xmlns="urn:x"><other/></query>';
    const { message } = await failing(xml, Query);
    expect(message).toContain('values: The XML is not as expected at {urn:x}query/other\n');
    expect(message).toContain('if it is that, pass { values: false }');
    const result = await roundTrip(xml, Query, { values: false });
    expect(result.pass).toBe(true);
    expect(result.message).toContain('Left out: values: as the options say');
  });
  test('values that JSON changes', async () => {
    class Odd extends Query {
      getNode(): number {
        return Number.NaN;
      }
    }
    expect((await failing('<query xmlns="urn:x" node="1"/>', Odd)).message).toContain('not what JSON gives back');
  });
  test('values that make another stanza', async () => {
    class Loud extends defineElement({ name: 'x', namespace: '', subInterfaces: { a: upper } }) {
      setA(value: string): void {
        this.setDeclared('a', value);
      }
    }
    expect((await failing('<x><a>b</a></x>', Loud)).message).toContain('expected: "b"\n  found:    "B"');
  });
  test('list items that change places', async () => {
    class Backwards extends Query {
      setItems(items: readonly { jid: string }[]): void {
        for (const { jid } of [...items].reverse()) this.append(Item.of({ jid }));
      }
    }
    const { message } = await failing('<query xmlns="urn:x"><item jid="1"/><item jid="2"/></query>', Backwards);
    expect(message).toContain('rebuilt, it has other values: {"items":[{"jid":"2"},{"jid":"1"}]}');
  });
  test('only the ways up to the one that failed are named', async () => {
    const { legs, message } = await failing('<query xmlns="urn:x"><other/></query>', Query);
    expect(legs.map((leg) => leg.name)).toEqual(all.slice(0, 5));
    expect(message).toContain(`Ways gone: ${all.slice(0, 5).join(', ')}`);
  });
});

test('XML that is none, or a class that is none', async () => {
  await expect(roundTrip('<query>', Query)).rejects.toThrow(/^The XML received is broken/);
  await expect(roundTrip(full)).rejects.toThrow('which stanza class?');
  await expect(roundTrip(new XmlElement('a'))).rejects.toThrow('which stanza class?');
  for (const none of [undefined, null, 3, {}])
    await expect(roundTrip(none as never)).rejects.toThrow(/^The XML received is (undefined|null|a number|an object)/);
  // With .not it would pass, if it were no more than a failure.
  for (const none of [Date, XmlElement, {}, null])
    await expect(roundTrip(full, none as never)).rejects.toThrow(/is no stanza class/);
});
