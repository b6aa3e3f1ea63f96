/**
 * The stanza classes on examples that nobody here wrote: those of the specifications, where they are at hand. The
 * variable XEP_EXAMPLES names a file with one JSON object a line: `xep`, `example`, `xml`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseXml, type XmlElement, XmlError } from 'couplet';
import { Form } from 'couplet/xep/0004';
import { DiscoInfo, DiscoItems } from 'couplet/xep/0030';
import { OutOfBandData } from 'couplet/xep/0066';
import { Registration } from 'couplet/xep/0077';
import { Ping } from 'couplet/xep/0199';
import { expect, test } from 'vitest';
import '../support/matchers.js';

const path = process.env.XEP_EXAMPLES ?? '';

/** The elements of an example, the outer ones first; none when it is no XML, as some are not. */
function elementsOf(text: string): XmlElement[] {
  const elements: XmlElement[] = [];
  try {
    elements.push(parseXml(text, { source: 'file' }));
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
  }
  for (const element of elements)
    for (const child of element.children) if (typeof child !== 'string') elements.push(child);
  return elements;
}

test.skipIf(!existsSync(path)).each([Form, DiscoInfo, DiscoItems, OutOfBandData, Registration, Ping])(
  '%o reads every example, and writes what it has read (XEP_EXAMPLES)',
  async (stanzaClass) => {
    const lines = readFileSync(path, 'utf8').trim().split('\n');
    const examples = lines.map((line): { xep: string; example: number; xml: string } => JSON.parse(line));
    let seen = 0;
    for (const { xep, example, xml } of examples) {
      for (const element of elementsOf(xml).filter(({ tag }) => tag === stanzaClass.tag)) {
        // What no class declares is in no values.
        await expect(element, `${xep}, example ${example}`).toRoundTrip(stanzaClass, { values: false });
        const values = JSON.parse(JSON.stringify(new stanzaClass(element)));
        expect(new stanzaClass().assign(values).values).toEqual(values);
        seen++;
      }
    }
    expect(seen).toBeGreaterThan(0);
  },
);
