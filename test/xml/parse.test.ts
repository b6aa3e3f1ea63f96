/** What `parseXml` takes for XML, and where it finds the fault in what is none. */
import { parseXml, type ReadOptions, type XmlError } from 'couplet';
import { describe, expect, it } from 'vitest';
import { placeOf, show, utf8 } from './support/read.js';

function faultOf(text: string | Uint8Array, options?: ReadOptions): string {
  try {
    return `none: ${show(parseXml(text, options))}`;
  } catch (error) {
    return placeOf(error);
  }
}

/** XML 1.0 (fifth edition) and Namespaces in XML 1.0, section by section: the text, and what it is. */
const READ: [section: string, text: string, shown: string][] = [
  ['2.1 a document', '<a/>', '(a)'],
  ['2.1 white space around the root', ' \t\r\n<a></a>\r\n', '(a)'],
  [
    '2.2 any character',
    '<a>\t\n\u007f\u0085\u00a0\ud7ff\ue000\ufffd😀</a>',
    '(a"\\t\\n\u007f\u0085\u00a0\ud7ff\ue000\ufffd😀")',
  ],
  ['2.2 U+FEFF is a character', '<a>\ufeff</a>', '(a"\ufeff")'],
  ['2.3 white space in tags', '<a\t\r\n x = "1"\n/>', '(a x="1")'],
  ['2.3 white space in end tags', '<a></a \n>', '(a)'],
  ['2.3 names', '<_-.0 é="" 名="" ·a="" 𐀀=""/>'.replace('·a', 'a·'), '(_-.0 é="" 名="" a·="" 𐀀="")'],
  ['2.3 either quote, the other in it', `<a x='"' y="'"/>`, `(a x="\\"" y="'")`],
  ['2.4 references', '<a>&lt;&gt;&amp;&apos;&quot;</a>', `(a"<>&'\\"")`],
  ['2.4 > in text', '<a>></a>', '(a">")'],
  ['2.4 ]] in text', '<a>]]]&gt;]] ></a>', '(a"]]]>]] >")'],
  ['2.7 CDATA', '<a>x<![CDATA[<b>&amp;]]]]>y<![CDATA[]]></a>', '(a"x<b>&amp;]]y")'],
  ['2.7 CDATA beside elements', '<a><![CDATA[x]]><b/><![CDATA[y]]><![CDATA[z]]></a>', '(a"x"(b)"yz")'],
  ['2.8 XML declaration', "<?xml version='1.0' encoding='utf-8' standalone='yes' ?><a/>", '(a)'],
  ['2.8 of a later version', '<?xml version="1.9"?>\n<a/>', '(a)'],
  ['2.11 line ends', '<a>1\r\n2\r3\n4\r\r\n5<![CDATA[\r\n\r]]></a>', '(a"1\\n2\\n3\\n4\\n\\n5\\n\\n")'],
  ['2.11 line ends by reference', '<a>&#13;&#xd;\n</a>', '(a"\\r\\r\\n")'],
  ['3.3.3 values', '<a x="1\t2\n3\r\n4\r5  6"/>', '(a x="1 2 3 4 5  6")'],
  ['3.3.3 values by reference', '<a x="&#9;&#10;&#13;&#32;"/>', '(a x="\\t\\n\\r ")'],
  ['4.1 character references', '<a>&#65;&#x41;&#x1F600;&#0000065;</a>', '(a"AA😀A")'],
  ['4.1 references do not begin markup', '<a>&#60;b/>&lt;b/></a>'.replace(/\/>/g, '/&gt;'), '(a"<b/><b/>")'],
  ['4.1 nor references', '<a>&#38;lt;&amp;lt;</a>', '(a"&lt;&lt;")'],
  ['NS 3 prefixes', '<p:a xmlns:p="u" p:x="1" x="2"><p:b/></p:a>', '({u}a {u}x="1" x="2"({u}b))'],
  ['NS 3 xml is bound', '<a xml:lang="de"/>', '(a {http://www.w3.org/XML/1998/namespace}lang="de")'],
  [
    'NS 3 xml may be declared',
    '<xml:a xmlns:xml="http://www.w3.org/XML/1998/namespace"/>',
    '({http://www.w3.org/XML/1998/namespace}a)',
  ],
  ['NS 6.1 scope', '<a xmlns="u"><b xmlns="v"/><c/></a>', '({u}a({v}b)({u}c))'],
  [
    'NS 6.1 scope of prefixes',
    '<p:a xmlns:p="u"><p:b xmlns:p="v"><p:c/></p:b><p:d/></p:a>',
    '({u}a({v}b({v}c))({u}d))',
  ],
  ['NS 6.1 a declaration counts for its whole tag', '<p:a p:x="" xmlns:p="u"/>', '({u}a {u}x="")'],
  ['NS 6.2 the default is undone', '<a xmlns="u"><b xmlns=""><c/></b></a>', '({u}a(b(c)))'],
  ['NS 6.2 the default is not for attributes', '<a xmlns="u" x=""/>', '({u}a x="")'],
  ['NS 6.3 the same local name', '<a xmlns:p="u" x="1" p:x="2"/>', '(a x="1" {u}x="2")'],
  [
    'names of Object.prototype',
    '<__proto__ constructor="1" toString="2" __proto__="3"/>',
    '(__proto__ constructor="1" toString="2" __proto__="3")',
  ],
  [
    'ten attributes',
    `<a ${'0123456789'.replace(/./g, ' x$&="$&"')}/>`,
    `(a${'0123456789'.replace(/./g, ' x$&="$&"')})`,
  ],
];

/** The same for what is none. */
const REFUSED: [section: string, text: string, fault: string][] = [
  ['2.1 nothing', '', 'not-well-formed 1:1 0'],
  ['2.1 white space only', ' \n ', 'not-well-formed 2:2 3'],
  ['2.1 text before', 'x<a/>', 'not-well-formed 1:1 0'],
  ['2.1 text behind', '<a/>x', 'not-well-formed 1:5 4'],
  ['2.1 two roots', '<a/><b/>', 'not-well-formed 1:5 4'],
  ['2.1 an end too many', '<a/></a>', 'not-well-formed 1:5 4'],
  ['2.1 an end too few', '<a><b></b>', 'not-well-formed 1:11 10'],
  ['2.1 crossed', '<a><b></a></b>', 'not-well-formed 1:7 6'],
  ['2.1 upper and lower case', '<a></A>', 'not-well-formed 1:4 3'],
  ['2.2 a control character', '<a>\u0001</a>', 'not-well-formed 1:4 3'],
  ['2.2 a control character in a value', '<a x="\u001f"/>', 'not-well-formed 1:7 6'],
  ['2.2 a control character in CDATA', '<a><![CDATA[\u0000]]></a>', 'not-well-formed 1:13 12'],
  ['2.2 U+FFFE', '<a>\ufffe</a>', 'not-well-formed 1:4 3'],
  ['2.2 U+FFFF in a value', '<a x="é\uffff"/>', 'not-well-formed 1:8 7'],
  ['2.2 a high surrogate', '<a>\ud800x</a>', 'not-well-formed 1:4 3'],
  ['2.2 a low surrogate', '<a x="\udc00"/>', 'not-well-formed 1:7 6'],
  ['2.2 a surrogate in a name', '<a\ud800/>', 'not-well-formed 1:3 2'],
  ['2.3 no name', '< a/>', 'not-well-formed 1:1 0'],
  ['2.3 a digit first', '<1a/>', 'not-well-formed 1:1 0'],
  ['2.3 a name character that cannot begin', '<a ·="1"/>', 'not-well-formed 1:4 3'],
  ['2.3 a character that no name has', '<a×b/>', 'not-well-formed 1:3 2'],
  ['2.4 & alone', '<a>a & b</a>', 'not-well-formed 1:6 5'],
  ['2.4 & at the end', '<a>&</a>', 'not-well-formed 1:4 3'],
  ['2.4 a reference without ;', '<a>&amp</a>', 'not-well-formed 1:4 3'],
  ['2.4 ]]> in text', '<a>x]]>y</a>', 'not-well-formed 1:5 4'],
  ['2.4 ]]]> in text', '<a>]]]></a>', 'not-well-formed 1:5 4'],
  ['2.5 a comment', '<a><!-- c --></a>', 'restricted-xml 1:4 3'],
  ['2.6 a processing instruction', '<a><?b c?></a>', 'restricted-xml 1:4 3'],
  ['2.6 one first', '<?b c?><a/>', 'restricted-xml 1:1 0'],
  ['2.7 CDATA outside', '<![CDATA[x]]><a/>', 'not-well-formed 1:1 0'],
  ['2.7 CDATA spelled wrong', '<a><![cdata[x]]></a>', 'not-well-formed 1:4 3'],
  ['2.7 CDATA without end', '<a><![CDATA[x]]</a>', 'not-well-formed 1:20 19'],
  ['2.8 a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'restricted-xml 1:1 0'],
  ['2.8 other declarations', '<a><!ELEMENT a ANY></a>', 'not-well-formed 1:4 3'],
  ['2.8 a declaration that is not first', " <?xml version='1.0'?><a/>", 'not-well-formed 1:2 1'],
  ['2.8 a declaration within', "<a><?xml version='1.0'?></a>", 'not-well-formed 1:4 3'],
  ['2.8 a declaration without version', "<?xml encoding='UTF-8'?><a/>", 'not-well-formed 1:1 0'],
  ['2.8 of version 2', "<?xml version='2.0'?><a/>", 'not-well-formed 1:1 0'],
  ['2.8 in the wrong order', "<?xml version='1.0' standalone='yes' encoding='UTF-8'?><a/>", 'not-well-formed 1:1 0'],
  ['2.8 in upper case', "<?XML version='1.0'?><a/>", 'restricted-xml 1:1 0'],
  ['2.9 a third standalone', "<?xml version='1.0' standalone='maybe'?><a/>", 'not-well-formed 1:1 0'],
  ['3.1 an attribute twice', '<a x="1" y="2" x="1"/>', 'not-well-formed 1:16 15'],
  ['3.1 < in a value', '<a x="<"/>', 'not-well-formed 1:7 6'],
  ['3.1 no space between attributes', '<a x="1"y="2"/>', 'not-well-formed 1:9 8'],
  ['3.1 no =', '<a x "1"/>', 'not-well-formed 1:6 5'],
  ['3.1 no value', '<a x/>', 'not-well-formed 1:5 4'],
  ['3.1 no quotes', '<a x=1/>', 'not-well-formed 1:6 5'],
  ['3.1 a quote that stays open', '<a x="1/>', 'not-well-formed 1:10 9'],
  ['3.1 space after /', '<a / >', 'not-well-formed 1:5 4'],
  ['3.1 attributes of an end tag', '<a></a x="1">', 'not-well-formed 1:8 7'],
  ['3.1 a tag that stays open', '<a', 'not-well-formed 1:3 2'],
  ['4.1 an entity', '<a>&nbsp;</a>', 'restricted-xml 1:4 3'],
  ['4.1 an entity in a value', '<a x="&b;"/>', 'restricted-xml 1:7 6'],
  ['4.1 a reference to no character', '<a>&#0;</a>', 'not-well-formed 1:4 3'],
  ['4.1 to a surrogate', '<a>&#xD800;</a>', 'not-well-formed 1:4 3'],
  ['4.1 to U+FFFE', '<a>&#xFFFE;</a>', 'not-well-formed 1:4 3'],
  ['4.1 beyond Unicode', '<a>&#x110000;</a>', 'not-well-formed 1:4 3'],
  ['4.1 far beyond', `<a>&#${'9'.repeat(400)};</a>`, 'not-well-formed 1:4 3'],
  ['4.1 without digits', '<a>&#;</a>', 'not-well-formed 1:4 3'],
  ['4.1 without hexadecimal ones', '<a>&#x;</a>', 'not-well-formed 1:4 3'],
  ['4.1 hexadecimal ones in a decimal', '<a>&#A;</a>', 'not-well-formed 1:4 3'],
  ['4.1 X for x', '<a>&#X41;</a>', 'not-well-formed 1:4 3'],
  ['4.3.3 another encoding', "<?xml version='1.0' encoding='ISO-8859-1'?><a/>", 'unsupported-encoding 1:1 0'],
  ['F a byte-order mark', '\ufeff<a/>', 'not-well-formed 1:1 0'],
  ['NS 3 xmlns may not be declared', '<a xmlns:xmlns="http://www.w3.org/2000/xmlns/"/>', 'not-well-formed 1:4 3'],
  ['NS 3 nor its namespace', '<a xmlns:p="http://www.w3.org/2000/xmlns/"/>', 'not-well-formed 1:4 3'],
  ['NS 3 nor as default', '<a xmlns="http://www.w3.org/2000/xmlns/"/>', 'not-well-formed 1:4 3'],
  ['NS 3 xml is no other', '<a xmlns:xml="u"/>', 'not-well-formed 1:4 3'],
  ['NS 3 no other is xml', '<a x="1"  xmlns:p="http://www.w3.org/XML/1998/namespace"/>', 'not-well-formed 1:11 10'],
  ['NS 3 nor the default', '<a xmlns="http://www.w3.org/XML/1998/namespace"/>', 'not-well-formed 1:4 3'],
  ['NS 3 no element has xmlns', '<xmlns:a/>', 'not-well-formed 1:2 1'],
  ['NS 4 two colons', '<a:b:c xmlns:a="u"/>', 'not-well-formed 1:2 1'],
  ['NS 4 a colon first', '<:a/>', 'not-well-formed 1:1 0'],
  ['NS 4 a colon last', '<a: xmlns:a="u"/>', 'not-well-formed 1:2 1'],
  ['NS 4 a digit behind the colon', '<a:1 xmlns:a="u"/>', 'not-well-formed 1:2 1'],
  ['NS 5 a prefix that is not declared', '<p:a/>', 'not-well-formed 1:2 1'],
  ['NS 5 nor any more', '<a><p:b xmlns:p="u"/><p:c/></a>', 'not-well-formed 1:23 22'],
  ['NS 5 nor for an attribute', '<a x=""\n p:x="1"/>', 'not-well-formed 2:2 9'],
  ['NS 6.1 a prefix cannot be undone', '<p:a xmlns:p="u"><b xmlns:p=""/></p:a>', 'not-well-formed 1:21 20'],
  ['NS 6.3 the same expanded name', '<a xmlns:p="u" xmlns:q="u" p:x="1" q:x="2"/>', 'not-well-formed 1:36 35'],
  ['NS 6.3 a namespace declared twice', '<a xmlns="u" xmlns="u"/>', 'not-well-formed 1:14 13'],
  ['NS 6.3 a prefix declared twice', '<a xmlns:p="u" xmlns:p="v"/>', 'not-well-formed 1:16 15'],
  ['a line and a column', '<a>\n<b>\r\n\r  &x</b></a>', 'not-well-formed 4:3 12'],
  [
    'an attribute twice among many',
    `<a ${[...'abcdefghijklmnopqrstuvwxyz'].map((x) => `${x}=""`).join(' ')} k=""/>`,
    'not-well-formed 1:134 133',
  ],
];

describe('parseXml', () => {
  it.each(READ)('reads %s', (_section, text, shown) => {
    expect(show(parseXml(text))).toBe(shown);
    expect(show(parseXml(utf8(text)))).toBe(shown);
  });

  it.each(REFUSED)('refuses %s', (_section, text, fault) => {
    expect(faultOf(text)).toBe(fault);
    if (!/[\ud800-\udfff]/.test(text)) expect(faultOf(utf8(text))).toBe(fault);
  });

  it('takes namespaces for text cut from a stream', () => {
    const namespaces = { '': 'jabber:client', stream: 'http://etherx.jabber.org/streams' };
    expect(show(parseXml('<a><stream:b/><c xmlns=""/></a>', { namespaces }))).toBe(
      '({jabber:client}a({http://etherx.jabber.org/streams}b)(c))',
    );
    expect(show(parseXml('<a/>', { namespaces: {} }))).toBe('(a)');
  });

  it.each([
    ['xml', 'u'],
    ['xmlns', 'u'],
    ['p', 'http://www.w3.org/XML/1998/namespace'],
    ['p', ''],
    ['1', 'u'],
    ['a:b', 'u'],
  ])('refuses to take the prefix %s for %s', (prefix, namespace) => {
    expect(() => parseXml('<a/>', { namespaces: { [prefix]: namespace } })).toThrow(
      expect.objectContaining({ name: 'XmlError', code: 'invalid-name' }),
    );
  });

  it('drops comments, processing instructions and one byte-order mark from a file', () => {
    const text =
      "\ufeff<?xml version='1.0'?><!-- a -->\n<?b?><a>x<!-- - -->y<?c d?>z<b><!----></b><?e ??></a><!-- e -->";
    expect(show(parseXml(text, { source: 'file' }))).toBe('(a"xyz"(b))');
    expect(show(parseXml(utf8(text), { source: 'file' }))).toBe('(a"xyz"(b))');
  });

  it.each([
    ['<a><!-- -- --></a>', 'not-well-formed 1:9 8'],
    ['<a><!-- ---></a>', 'not-well-formed 1:9 8'],
    ['<a><!-- \u0001 --></a>', 'not-well-formed 1:9 8'],
    ['<a><!-- </a>', 'not-well-formed 1:13 12'],
    ['<a><? b?></a>', 'not-well-formed 1:6 5'],
    ['<a><?b:c?></a>', 'not-well-formed 1:6 5'],
    ['<a><?b=c?></a>', 'not-well-formed 1:7 6'],
    ['<a><?b?c?></a>', 'not-well-formed 1:7 6'],
    ['<a><?XmL b?></a>', 'not-well-formed 1:4 3'],
    ['<a><?b \uffff?></a>', 'not-well-formed 1:8 7'],
    ["<!-- --><?xml version='1.0'?><a/>", 'not-well-formed 1:9 8'],
    ['\ufeff\ufeff<a/>', 'not-well-formed 1:2 1'],
    ['<!DOCTYPE a><a/>', 'restricted-xml 1:1 0'],
  ])('refuses %j even from a file', (text, fault) => {
    expect(faultOf(text, { source: 'file' })).toBe(fault);
  });

  it('refuses bytes that are no UTF-8, and says where', () => {
    const broken: [bytes: number[], at: number][] = [
      [[0xff], 3],
      [[0x80], 3],
      [[0x78, 0xc3], 4],
      [[0xc0, 0x80], 3],
      [[0xe0, 0x80, 0x80], 3],
      [[0xf0, 0x80, 0x80, 0x80], 3],
      [[0xed, 0xa0, 0x80], 3],
      [[0xe2, 0x82], 3],
      [[0xc3, 0xa9, 0xf4, 0x90, 0x80, 0x80], 4],
      [[0xf0, 0x9f, 0x98, 0x80, 0xf8], 5],
    ];
    for (const [bytes, at] of broken)
      expect(faultOf(Uint8Array.from([...utf8('<a>'), ...bytes, ...utf8('</a>')]))).toBe(
        `unsupported-encoding 1:${at + 1} ${at}`,
      );
    expect(faultOf(Uint8Array.of(0xfe, 0xff, 0, 0x3c, 0, 0x61, 0, 0x2f, 0, 0x3e))).toBe('unsupported-encoding 1:1 0');
    expect(faultOf(Uint8Array.of(0x3c, 0x61, 0xe2, 0x82))).toBe('unsupported-encoding 1:3 2');
  });

  it('says what was expected and found, and never quotes a text or a value', () => {
    const messageOf = (text: string): string => {
      try {
        parseXml(text);
      } catch (error) {
        return (error as XmlError).message;
      }
      return '';
    };
    expect(messageOf('<a><b></c></a>')).toBe('Expected </b>, found </c> (line 1, column 7)');
    expect(messageOf('<a>\n<p:b/></a>')).toBe("The prefix of 'p:b' is not declared (line 2, column 2)");
    expect(messageOf('<a x="1"y=""/>')).toBe(
      "Expected white space, '>' or '/>' in a tag, found 'y' (line 1, column 9)",
    );
    expect(messageOf('<a>\u0000</a>')).toBe('Found the character U+0000, which XML does not allow (line 1, column 4)');
    for (const text of [
      '<a>secret & word</a>',
      '<a b="secret<"/>',
      '<a b="secret" b="secret"/>',
      '<a>secret</b>',
      '<a>secret',
    ])
      expect(messageOf(text)).not.toMatch(/secret/);
    expect(messageOf(`<${'n'.repeat(900)}></b>`)).toMatch(/^Expected <\/n{60}…>, found <\/b> \(/);
  });

  it('is none the worse for a fault before', () => {
    for (let i = 0; i < 3; i++) {
      expect(faultOf('<p:a xmlns:p="u"><b')).toMatch(/^not-well-formed/);
      expect(faultOf('<p:a/>')).toBe('not-well-formed 1:2 1');
      expect(show(parseXml('<a>1</a>'))).toBe('(a"1")');
    }
  });
});

describe('limits', () => {
  const over = (text: string, limits: ReadOptions['limits']): string => faultOf(text, limits && { limits });

  it('count the UTF-8 bytes of the element', () => {
    expect(over('<a>12345</a>', { elementBytes: 12 })).toBe('none: (a"12345")');
    expect(over('<a>12345</a>', { elementBytes: 11 })).toBe('policy-violation 1:12 11');
    expect(over(' \n<a>é€😀</a> ', { elementBytes: 16 })).toBe('none: (a"é€😀")');
    expect(over(' \n<a>é€😀</a> ', { elementBytes: 15 })).toBe('policy-violation 2:11 12');
    expect(over(' \n<a>é€😀</a> ', { elementBytes: 4 })).toBe('policy-violation 2:4 5');
    expect(over(`<a>${'é'.repeat(524_284)}</a>`, {})).toMatch(/^none/);
    expect(over(`<a>${'é'.repeat(524_285)}</a>`, {})).toBe('policy-violation 1:524292 524291');
  });

  it('count depth, attributes and the length of names', () => {
    expect(over('<a><b><c/></b><c/></a>', { depth: 3 })).toMatch(/^none/);
    expect(over('<a><b><c/></b><c/></a>', { depth: 2 })).toBe('policy-violation 1:7 6');
    expect(over('<a xmlns="" b="" c=""/>', { attributes: 3 })).toMatch(/^none/);
    expect(over('<a xmlns="" b="" c=""/>', { attributes: 2 })).toBe('policy-violation 1:18 17');
    expect(over('<abc:d xmlns:abc="u" é123="" />', { nameLength: 9 })).toMatch(/^none/);
    expect(over('<abc:d xmlns:abc="u"/>', { nameLength: 8 })).toBe('policy-violation 1:16 15');
    expect(over('<abc:d xmlns:abc="u"/>', { nameLength: 4 })).toBe('policy-violation 1:6 5');
    expect(over(`<a${'é'.repeat(1024)}/>`, {})).toBe('policy-violation 1:1026 1025');
    expect(over(`${'<a>'.repeat(256)}${'</a>'.repeat(256)}`, {})).toMatch(/^none/);
    expect(over(`${'<a>'.repeat(257)}${'</a>'.repeat(257)}`, {})).toBe('policy-violation 1:769 768');
  });

  it('say how to raise them', () => {
    expect(() => parseXml('<a><b/></a>', { limits: { depth: 1 } })).toThrow(/deeper than 1; raise limits\.depth/);
    expect(() => parseXml('<a><b/></a>', { limits: { elementBytes: 5 } })).toThrow(
      /5 bytes; raise limits\.elementBytes/,
    );
  });

  it('are whole numbers above 0', () => {
    for (const limit of [0, -1, 0.5, Number.NaN, '9' as unknown as number])
      expect(() => parseXml('<a/>', { limits: { depth: limit } })).toThrow(RangeError);
    expect(
      show(parseXml('<a/>', { limits: { depth: Number.POSITIVE_INFINITY, elementBytes: Number.POSITIVE_INFINITY } })),
    ).toBe('(a)');
  });
});
