/** What an adapter adds: another stack's elements to ours and back, beside that stack's own parse of the same. */
import { DOMImplementation } from '@xmldom/xmldom';
import { parseXml } from 'couplet';
import { fromDom, toDom } from 'couplet/interop/dom';
import { fromFastXmlParser, parserOptions, toFastXmlParser } from 'couplet/interop/fast-xml-parser';
import { fromLtx, toLtx } from 'couplet/interop/ltx';
import { fromJxt, toJxt } from 'couplet/interop/stanza';
import { XMLParser } from 'fast-xml-parser';
import { Element, parse as parseWithLtx } from 'ltx';
import { parse as parseWithStanza, XMLElement } from 'stanza/jxt/index.js';
import type { Row } from '../harness.js';
import { INPUTS } from '../inputs.js';
import { parseWithXmldom } from '../peers.js';

/** Does something with each. */
function each<T>(list: readonly T[], run: (one: T) => unknown): () => unknown {
  return () => {
    let last: unknown;
    for (let i = 0; i < list.length; i++) last = run(list[i] as T);
    return last;
  };
}

/** Both ways of an adapter. */
function both<T>(
  peer: string,
  parse: (text: string) => T,
  from: (tree: T) => unknown,
  to: (element: ReturnType<typeof parseXml>) => unknown,
): Row[] {
  return INPUTS.flatMap(({ name, texts }) => {
    const trees = texts.map(parse);
    const elements = texts.map((text) => parseXml(text));
    const row = { unit: 'stanza', count: texts.length, of: 'time' } as const;
    const own = each(texts, parse);
    return [
      { ...row, name: `from ${peer}, ${name}`, contestants: { couplet: each(trees, from), [peer]: own } },
      { ...row, name: `to ${peer}, ${name}`, contestants: { couplet: each(elements, to), [peer]: own } },
    ];
  });
}

const document = new DOMImplementation().createDocument(null, '');
const parser = new XMLParser(parserOptions);

export const rows: readonly Row[] = [
  ...both('ltx', parseWithLtx, fromLtx, (element) => toLtx(element, Element)),
  ...both('stanza', parseWithStanza, fromJxt, (element) => toJxt(element, XMLElement)),
  ...both(
    'xmldom',
    (text) => parseWithXmldom(text) as Parameters<typeof fromDom>[0],
    fromDom,
    (element) => toDom(element, document),
  ),
  ...both('fast-xml-parser', (text): unknown => parser.parse(text), fromFastXmlParser, toFastXmlParser),
];
