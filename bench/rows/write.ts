/** Tree to text. */
import { parseXml } from 'couplet';
import { parse as parseWithLtx } from 'ltx';
import { parse as parseWithStanza } from 'stanza/jxt/index.js';
import type { Row } from '../harness.js';
import { INPUTS } from '../inputs.js';
import {
  jsonOf,
  parseWithFastXmlParser,
  parseWithTxml,
  parseWithXmldom,
  printWithFastXmlParser,
  printWithTxml,
  printWithXmldom,
} from '../peers.js';

/** Prints each of the trees, and looks into the text: what is put together late must be put together. */
function each<T>(trees: readonly T[], print: (tree: T) => string): () => unknown {
  return () => {
    let sum = 0;
    for (let i = 0; i < trees.length; i++) {
      const text = print(trees[i] as T);
      sum += text.charCodeAt(text.length >> 1);
    }
    return sum;
  };
}

export const rows: readonly Row[] = INPUTS.map(({ name, texts }): Row => {
  const trees = texts.map((text) => parseXml(text));
  return {
    name: `tree to text, ${name}`,
    unit: 'stanza',
    count: texts.length,
    of: 'time',
    contestants: {
      couplet: each(trees, (tree) => tree.toString()),
      ltx: each(
        texts.map((text) => parseWithLtx(text)),
        (tree) => tree.toString(),
      ),
      xmldom: each(texts.map(parseWithXmldom), printWithXmldom),
      'fast-xml-parser': each(texts.map(parseWithFastXmlParser), printWithFastXmlParser),
      txml: each(texts.map(parseWithTxml), printWithTxml),
      stanza: each(
        texts.map((text) => parseWithStanza(text)),
        (tree) => tree.toString(),
      ),
      JSON: each(trees.map(jsonOf), (tree) => JSON.stringify(tree)),
    },
    goals: { ltx: 2 },
  };
});
