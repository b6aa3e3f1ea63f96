/** Text to tree, one whole stanza at a time. */
import xmppParse from '@xmpp/xml/lib/parse.js';
import { parseXml } from 'couplet';
import { parse as parseWithLtx } from 'ltx';
import { parse as parseWithStanza } from 'stanza/jxt/index.js';
import type { Row } from '../harness.js';
import { INPUTS } from '../inputs.js';
import { jsonOf, parseWithFastXmlParser, parseWithSaxes, parseWithTxml, parseWithXmldom } from '../peers.js';

/** Reads each of the texts. */
function each(texts: readonly string[], parse: (text: string) => unknown): () => unknown {
  return () => {
    let last: unknown;
    for (let i = 0; i < texts.length; i++) last = parse(texts[i] as string);
    return last;
  };
}

export const rows: readonly Row[] = INPUTS.map(({ name, texts }): Row => {
  const jsons = texts.map((text) => JSON.stringify(jsonOf(parseXml(text))));
  return {
    name: `text to tree, ${name}`,
    unit: 'stanza',
    count: texts.length,
    of: 'time',
    contestants: {
      couplet: each(texts, (text) => parseXml(text)),
      ltx: each(texts, (text) => parseWithLtx(text)),
      '@xmpp/xml': each(texts, (text) => xmppParse(text)),
      saxes: each(texts, parseWithSaxes),
      xmldom: each(texts, parseWithXmldom),
      'fast-xml-parser': each(texts, parseWithFastXmlParser),
      txml: each(texts, parseWithTxml),
      stanza: each(texts, (text) => parseWithStanza(text)),
      JSON: each(jsons, (json) => JSON.parse(json) as unknown),
    },
    goals: { ltx: 2.2, saxes: 5, xmldom: 12, JSON: 1.5 },
  };
});
