/** Breaks of what is in src/xml. */
import type { Mutant } from './mutant.js';

/** Of the writer. */
export const writer: readonly Mutant[] = [
  ['no default namespace is declared', 'xml/writer.ts', 'out += declarationOf(namespace);', "out += ' not-xmlns=\"';"],
  [
    'the declarations that are kept are mixed up',
    'xml/writer.ts',
    'declarations.set(namespace, declaration);',
    "declarations.set('', declaration);",
  ],
  [
    'children without a namespace inherit one',
    'xml/writer.ts',
    'namespace !== outer &&',
    "namespace !== outer && namespace !== '' &&",
  ],
  [
    'the namespace of an element is that of its next sibling too',
    'xml/writer.ts',
    'this.#scope = top.defaultNamespace;',
    '',
  ],
  ['the namespace of an empty element is that of its next sibling too', 'xml/writer.ts', 'this.#scope = outer;', ''],
  ['prefixes outlive the element that binds them', 'xml/writer.ts', 'this.#prefixes?.undoTo(top.prefixes);', ''],
  ['prefixes of an empty element outlive it', 'xml/writer.ts', 'this.#prefixes?.undoTo(prefixes);', ''],
  [
    'a prefix is used and not declared',
    'xml/writer.ts',
    'return `xmlns:${prefix}="${declared}" ${prefix}:${name}`;',
    'return `${prefix}:${name}`;',
  ],
  ['xml:lang gets a prefix of its own', 'xml/writer.ts', 'if (namespace === XML_NAMESPACE) return `xml:${name}`;', ''],
  ['mixed content is indented', 'xml/writer.ts', "if (typeof nodes[i] === 'string') return false;", ''],
  ['xml:space is not heeded', 'xml/writer.ts', "!== 'preserve'", "!== 'kept'"],
  [
    'texts after the first child are lost',
    'xml/writer.ts',
    'this.#out += escapeText(node, this.#invalid);',
    "this.#out += top.next === 1 ? escapeText(node, this.#invalid) : '';",
  ],
  ['& is not escaped', 'xml/escape.ts', "return '&amp;';", "return '&';"],
  ['> is not escaped', 'xml/escape.ts', "return '&gt;';", "return '>';"],
  ['quotes in values are not escaped', 'xml/escape.ts', "'&quot;'", 'undefined'],
  ['tabs in values are not escaped', 'xml/escape.ts', "'&#9;'", 'undefined'],
  ['line feeds in values are not escaped', 'xml/escape.ts', "'&#10;'", 'undefined'],
  ['carriage returns are not escaped', 'xml/escape.ts', "return '&#13;';", 'return undefined;'],
  [
    'lone surrogates are written',
    'xml/escape.ts',
    '(code >= 0xd800 && code < 0xe000) || code >= 0xfffe',
    'code >= 0xfffe',
  ],
  ['U+FFFE is written', 'xml/escape.ts', '|| code >= 0xfffe)', '|| code > 0xffff)'],
  [
    'control characters are written',
    'xml/escape.ts',
    'if (code >= 0x20 && code < 0x80) return undefined;',
    'if (code < 0x80) return undefined;',
  ],
  ['strip replaces', 'xml/escape.ts', "if (invalid === 'strip') return '';", ''],
];

/** Of the reader. */
export const reader: readonly Mutant[] = [
  [
    'the default namespace outlives its element',
    'xml/tree-builder.ts',
    'this.#defaultNamespace = frame.outerDefault;',
    ';',
  ],
  ['prefixes outlive their element', 'xml/tree-builder.ts', 'this.#prefixes.undoTo(frame.outerMark);', ''],
  ['a prefix may be undeclared', 'xml/scope.ts', "if (prefix !== '' && namespace === '')", 'if (false)'],
  [
    'xml may be bound to anything',
    'xml/scope.ts',
    "if ((prefix === 'xml') !== (namespace === XML_NAMESPACE))",
    'if (false)',
  ],
  ['an attribute may stand twice', 'xml/tree-builder.ts', 'if (seen.has(name.raw)) this.#duplicate(at, name);', ''],
  [
    'an attribute may stand twice by expanded name',
    'xml/tree-builder.ts',
    'if (seen?.has(key)) this',
    'if (false) this',
  ],
  [
    'line ends stay as they are',
    'xml/text.ts',
    "text.slice(kept, i) + (isValue ? ' ' : '\\n');",
    "text.slice(kept, i) + (isValue ? ' ' : '\\r');",
  ],
  ['CR LF is two line ends', 'xml/text.ts', 'if (code === CR && codes[next] === LF) next++;', ''],
  [
    'white space in values stays as it is',
    'xml/text.ts',
    "text.slice(kept, i) + (isValue ? ' ' : '\\n');",
    "text.slice(kept, i) + (isValue ? text[i] : '\\n');",
  ],
  [']]> may stand in text', 'xml/text.ts', "text.startsWith(']]>', i - 2)", 'i < 0'],
  ['&apos; is a quotation mark', 'xml/text.ts', "['apos', \"'\"]", "['apos', '\"']"],
  ['any character may be referred to', 'xml/text.ts', 'if (!isXmlChar(point))\n', 'if (point > 0x10ffff)\n'],
  [
    'hexadecimal references are decimal',
    'xml/text.ts',
    'const point = Number(`0${digits}`);',
    "const point = Number(`0${digits.replace('x', '')}`);",
  ],
  ['U+FFFF may stand in XML', 'xml/characters.ts', 'point < 0xfffe', 'point <= 0xffff'],
  [
    'an end tag may have another name',
    'xml/parser.ts',
    'name === undefined || name.raw !== top?.name.raw',
    'name === undefined || top === undefined',
  ],
  [
    'comments are taken from a stream',
    'xml/outside.ts',
    'if (literal === COMMENT && this.#isFile)',
    'if (literal === COMMENT)',
  ],
  [
    'text may stand between the stanzas',
    'xml/outside.ts',
    'const i = this.skipSpace(isBom ? at + 1 : at);',
    "const i = this.text.indexOf('<', at);",
  ],
  [
    'elements may be nested too deep',
    'xml/parser.ts',
    'if (this.depth >= this.limits.depth || this.root',
    'if (this.root',
  ],
  [
    'there may be too many attributes',
    'xml/parser.ts',
    'attribute === undefined || count >= this.limits.attributes - (declared === undefined ? 0 : 1)',
    'attribute === undefined',
  ],
  [
    'bytes that are no UTF-8 are taken',
    'xml/platform.ts',
    "new platform.TextDecoder('utf-8', { fatal: true, ignoreBOM: true })",
    "new platform.TextDecoder('utf-8', { ignoreBOM: true } as never)",
  ],
  ['a byte-order mark in bytes is dropped', 'xml/platform.ts', 'ignoreBOM: true });', 'ignoreBOM: false as never });'],
  ['the beginning of a sequence is dropped', 'xml/utf8.ts', 'this.#unfinished = bytes.slice(-tail);', ''],
];

/** Of elements. */
export const tree: readonly Mutant[] = [
  [
    'equality overlooks the namespace',
    'xml/compare.ts',
    'a.name !== b.name || a.namespace !== b.namespace',
    'a.name !== b.name',
  ],
  ['equality overlooks text', 'xml/compare.ts', 'if (nodeA !== nodeB) return false;', ''],
  [
    'clone shares attributes',
    'xml/element.ts',
    'element.attributeList.length === 0 ? undefined : element.attributeList.slice()',
    'element.attributeList',
  ],
  [
    'append takes an element away from its parent',
    'xml/element.ts',
    'else if (node.parent !== undefined) this.adopt(node.clone());',
    '',
  ],
  ['a pending element joins twice', 'xml/aside.ts', 'endPending(child);\n    parent', 'parent'],
  ['writes to what was removed are lost', 'xml/aside.ts', 'if (!element.aside?.removed) return;', 'return;'],
  [
    'what is put into what was removed is not removed',
    'xml/element.ts',
    'if (this.aside?.removed) markRemoved(child);',
    '',
  ],
];
