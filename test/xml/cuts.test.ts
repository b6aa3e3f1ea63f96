/** The same input gives the same, however it is cut. */
import { parseXml, type XmlElement, XmlError, type XmlReaderOptions } from 'couplet';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearlyXml, xmlElement, xmlNamespace } from './support/arbitraries.js';
import { cutBytes, cutText, piecesOf, placeOf, read, show, utf8 } from './support/read.js';

const HEADER = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='example.org'>";

/** Whether a text survives as bytes. */
function isWellFormed(text: string): boolean {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(utf8(text)) === text;
}

const options: fc.Arbitrary<XmlReaderOptions> = fc.record(
  {
    framing: fc.constantFrom('stream' as const, 'elements' as const),
    source: fc.constantFrom('stream' as const, 'file' as const),
    limits: fc.record(
      {
        elementBytes: fc.integer({ min: 1, max: 60 }),
        depth: fc.integer({ min: 1, max: 4 }),
        nameLength: fc.integer({ min: 1, max: 8 }),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

function at(length: number, fractions: readonly number[]): number[] {
  return fractions.map((fraction) => Math.round(fraction * length));
}

describe('input that is cut', () => {
  it('gives the same elements and the same fault, as text and as bytes', () => {
    fc.assert(
      fc.property(nearlyXml, options, cuts, fc.boolean(), (text, given, fractions, hasHeader) => {
        const whole = hasHeader ? `${HEADER}${text}</stream:stream>` : text;
        const expected = read([whole], given);
        expect(read(cutText(whole, at(whole.length, fractions)), given)).toEqual(expected);
        expect(read(piecesOf(whole, 1), given)).toEqual(expected);
        if (!isWellFormed(whole)) return;
        const bytes = utf8(whole);
        expect(read([bytes], given)).toEqual(expected);
        expect(read(cutBytes(bytes, at(bytes.length, fractions)), given)).toEqual(expected);
        expect(read(piecesOf(bytes, 1), given)).toEqual(expected);
      }),
      { numRuns: 1500 },
    );
  });

  it('gives the same fault for bytes that are no UTF-8', () => {
    fc.assert(
      fc.property(nearlyXml, fc.uint8Array({ maxLength: 5 }), nearlyXml, cuts, (before, broken, after, fractions) => {
        const bytes = Uint8Array.from([...utf8(HEADER + before), ...broken, ...utf8(after)]);
        const expected = read([bytes]);
        expect(read(cutBytes(bytes, at(bytes.length, fractions)))).toEqual(expected);
        expect(read(piecesOf(bytes, 1))).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  it('gives what parseXml gives, for one element', () => {
    fc.assert(
      fc.property(fc.oneof(nearlyXml, xmlElement.map(String)), (text) => {
        const { events, fault } = read([text], { framing: 'elements' });
        try {
          expect([`element ${show(parseXml(text))}`]).toEqual(events);
          expect(fault).toBeUndefined();
        } catch (error) {
          if (!(error instanceof XmlError)) throw error;
          // No element, and several of them, are right among elements.
          if (fault === undefined) expect(events).not.toHaveLength(1);
          else if (events.length === 0) expect(placeOf(error)).toBe(fault);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('gives large elements whole, whatever the chunks', () => {
    fc.assert(
      fc.property(
        fc.array(xmlElement, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 9000 }),
        xmlNamespace,
        (elements: XmlElement[], size, namespace) => {
          const filler = 'ä<&>'.repeat(900);
          for (const element of elements) element.append(filler);
          const text = elements.map((element) => element.toString({ defaultNamespace: namespace })).join('\n');
          const given = { framing: 'elements' as const, namespaces: { '': namespace } };
          const expected = read([text], given);
          expect(expected.events).toHaveLength(elements.length);
          expect(read(piecesOf(text, size), given)).toEqual(expected);
          expect(read(piecesOf(utf8(text), size), given)).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });
});
