/** The ways in which `npm run mutation` breaks the sources, one at a time. Each must be caught by a test. */

/** A part of the sources, and the tests that are about it: those of the first list are tried first. */
export interface Part {
  readonly name: string;
  readonly tests: readonly (readonly string[])[];
  readonly mutants: readonly Mutant[];
}

/** A break: in a file, a text that stands there once becomes another. */
export type Mutant = readonly [breaks: string, file: string, text: string, becomes: string];

const writer: readonly Mutant[] = [
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

const reader: readonly Mutant[] = [
  [
    'the default namespace outlives its element',
    'xml/tree-builder.ts',
    'this.#defaultNamespace = frame.outerDefault;',
    ';',
  ],
  [
    'prefixes outlive their element',
    'xml/tree-builder.ts',
    'if (frame.bindsPrefixes) this.#prefixes.undoTo(frame.outerMark);',
    '',
  ],
  ['a prefix may be undeclared', 'xml/scope.ts', "if (prefix !== '' && namespace === '')", 'if (false)'],
  [
    'xml may be bound to anything',
    'xml/scope.ts',
    "if ((prefix === 'xml') !== (namespace === XML_NAMESPACE))",
    'if (false)',
  ],
  [
    'an attribute may stand twice',
    'xml/tree-builder.ts',
    '.raw === name.raw) this.#duplicate(at, name);',
    '.raw === name.raw) return undefined;',
  ],
  [
    'an attribute may stand twice by expanded name',
    'xml/tree-builder.ts',
    'if (seen?.has(key)) this',
    'if (false) this',
  ],
  [
    'line ends stay as they are',
    'xml/text.ts',
    'value += `${text.slice(kept, i)}\\n`;',
    'value += `${text.slice(kept, i)}\\r`;',
  ],
  ['CR LF is two line ends', 'xml/text.ts', 'i += text.charCodeAt(i + 1) === LF ? 2 : 1;', 'i += 1;'],
  [
    'white space in values stays as it is',
    'xml/text.ts',
    'value += `${text.slice(kept, i)} `;',
    'value += text.slice(kept, i + 1);',
  ],
  [
    ']]> may stand in text',
    'xml/text.ts',
    "input.fault('not-well-formed', i - 2, \"Found ']]>' in text; write it as ']]&gt;'\");",
    ';',
  ],
  ['&apos; is a quotation mark', 'xml/text.ts', "['apos', \"'\"]", "['apos', '\"']"],
  ['any character may be referred to', 'xml/text.ts', 'if (!isXmlChar(point)) input', 'if (point > 0x10ffff) input'],
  [
    'hexadecimal references are decimal',
    'xml/text.ts',
    'const hex = text.charCodeAt(i) === 0x78;',
    'const hex = false;',
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
    'if (this.#isFile) return this.#dropped(passComment',
    'if (this.at >= 0) return this.#dropped(passComment',
  ],
  [
    'text may stand between the stanzas',
    'xml/outside.ts',
    'while (code < 0x80 && ((CLASS[code] as number) & SPACE) !== 0) code',
    'while (code !== LT && i < text.length) code',
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
  ['overlong UTF-8 is taken', 'xml/utf8.ts', 'lead === 0xe0 ? 0xa0', 'lead === 0xe0 ? 0x80'],
  ['surrogates in UTF-8 are taken', 'xml/utf8.ts', 'lead === 0xed ? 0x9f', 'lead === 0xed ? 0xbf'],
];

const tree: readonly Mutant[] = [
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
  ['writes to what was removed are lost', 'xml/aside.ts', 'if (e.aside?.removed)', 'if (e.aside?.removed && false)'],
];

const element: readonly Mutant[] = [
  [
    'get overlooks accessor methods',
    'element/element-base.ts',
    'if (field.getter !== undefined) return',
    'if (field.getter !== undefined && false) return',
  ],
  ['set writes an empty text', 'element/element-base.ts', "else if (value === '') this.#remove(field, language);", ''],
  [
    'null is a value',
    'element/element-base.ts',
    'if (value === undefined || value === null) this.#remove(field, language);',
    'if (value === undefined) this.#remove(field, language);',
  ],
  [
    'del overlooks accessor methods',
    'element/element-base.ts',
    'if (field.deleter !== undefined) field.deleter.call(this, language);',
    'if (field.deleter !== undefined && false) return;',
  ],
  ['copy shares the XML', 'element/element-base.ts', 'new stanzaClass(this.xml.clone())', 'new stanzaClass(this.xml)'],
  ['pop takes the second', 'element/element-base.ts', '[...this][index]', '[...this][index + 1]'],
  [
    'setting a text twice makes two',
    'element/access.ts',
    'stanza.xml.child(namespaceOf(stanza), field.name) ?? addChild',
    'addChild',
  ],
  [
    'a flag that is set twice is there twice',
    'element/access.ts',
    'else if (!testField(stanza, field)) addChild',
    'else addChild',
  ],
  ['a flag cannot be unset', 'element/access.ts', 'if (!value) removeField(stanza, field);', 'if (!value) return;'],
  ['reading a plugin adds it', 'element/view.ts', 'addPending(parent, child);', 'parent.adopt(child);'],
  ['asking twice for a plugin gives two', 'element/view.ts', '?? pendingChild(parent, namespace, name)', ''],
  [
    'values leave out languages',
    'element/values.ts',
    'plain[language === undefined ? key : `${key}|${language}`] = value;',
    'plain[key] = value;',
  ],
  [
    'values show what a codec makes of text',
    'element/values.ts',
    'return shownAsText(field, value) ? text : value;',
    'return value;',
  ],
  [
    'assign drops empty texts',
    'element/assign.ts',
    "if (field.kind === 'text') writeText(stanza, field, text);",
    "if (field.kind === 'text') stanza.set(field.key as never, text as never);",
  ],
  ['assigned lists are added to', 'element/assign.ts', 'removeField(stanza, field);\n  for', 'for'],
  [
    'languages are told apart by case',
    'element/language.ts',
    'a === b || a?.toLowerCase() === b?.toLowerCase()',
    'a === b',
  ],
  [
    'the language around is not inherited',
    'element/language.ts',
    'e = e.parent ?? e.aside?.pendingIn',
    'e = undefined',
  ],
  [
    'subclasses do not know the plugins of their parents',
    'element/table.ts',
    'of attachmentsOf(ancestor).flatMap(',
    'of (ancestor === this.stanzaClass ? attachmentsOf(ancestor) : []).flatMap(',
  ],
  [
    'a conflict of plugins is not told',
    'element/register-stanza-plugin.ts',
    'if (rival.child === undefined || options.replace !== true) throw',
    'if (rival.child === undefined) throw',
  ],
  ['issues below are not listed', 'element/issues.ts', 'while (below.length > 0) open.push(below.pop() as Place);', ''],
  [
    'an integer may be anything',
    'element/codec.ts',
    '/^\\s*[+-]?\\d+\\s*$/.test(text) ? Number(text) : Number.NaN',
    'Number(text)',
  ],
  ['a date may be the 31st of February', 'element/date-time.ts', 'if (!real ||', 'if ('],
];

const stanza: readonly Mutant[] = [
  [
    'a reply goes to the addressee',
    'stanza/stanza-base.ts',
    "setAttribute('to', this.xml.attribute('from'))",
    "setAttribute('to', this.xml.attribute('to'))",
  ],
  [
    'the id of a request is not in its reply',
    'stanza/stanza-base.ts',
    "reply.xml.setAttribute('id', id).setAttribute('type', 'result');",
    "reply.xml.setAttribute('type', 'result');",
  ],
  ['results are replied to', 'stanza/stanza-base.ts', "(type === 'result' && this.xml.name === 'iq')", 'false'],
  [
    'the type of an error is always cancel',
    'stanza/conditions.ts',
    'return conditions[condition][0];',
    "return 'cancel';",
  ],
];

const stream: readonly Mutant[] = [
  ['a request may be answered twice', 'stream/iq-answers.ts', 'if (exchange.answered) {', 'if (false) {'],
  [
    'anybody may answer a request',
    'stream/iq-requests.ts',
    'if (isPermittedSender(sender, addresses, own)) return true;',
    'return true;',
  ],
  [
    'what a handler throws is told to the peer',
    'stream/iq-answers.ts',
    "return { condition: 'internal-server-error' };",
    "return { condition: 'internal-server-error', text: String(error) };",
  ],
  [
    'a request without an answer stays without',
    'stream/inbound.ts',
    "sendAnswer(xml, exchange, { condition: 'service-unavailable' }, this.#context);",
    ';',
  ],
  [
    'a forwarded stanza is moved to the namespace on the wire',
    'stream/namespaces.ts',
    '&& node.namespace === from) open',
    ') open',
  ],
];

const xmlTests = ['test/xml'];
/** The parts, each with its breaks. */
export const parts: readonly Part[] = [
  {
    name: 'the writer',
    tests: [['test/xml/writer.test.ts', 'test/xml/round-trip.test.ts'], xmlTests],
    mutants: writer,
  },
  { name: 'the reader', tests: [['test/xml/reader.test.ts', 'test/xml/parse.test.ts'], xmlTests], mutants: reader },
  {
    name: 'elements',
    tests: [
      ['test/element/children.test.ts', 'test/element/pending.test.ts'],
      xmlTests,
      ['test/element', 'test/testing'],
    ],
    mutants: tree,
  },
  {
    name: 'ElementBase',
    tests: [['test/element/laws.test.ts'], ['test/element', 'test/testing']],
    mutants: element,
  },
  { name: 'stanzas', tests: [['test/stanza']], mutants: stanza },
  { name: 'the stream', tests: [['test/stream'], ['test/xep', 'test/testing']], mutants: stream },
];
