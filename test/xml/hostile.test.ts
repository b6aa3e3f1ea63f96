/**
 * What a peer may send to take time, memory or the stack. Nothing here is timed; but what costs the square of its
 * size here takes longer than a test may.
 */
import { compilePath, parseXml, type ReadLimits, XmlElement, XmlError, XmlReader } from 'couplet';
import { xmlName } from 'couplet/testing/arbitrary';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { xmlNamespace, xmlText } from './support/arbitraries.js';
import { placeOf, read, show } from './support/read.js';

const MILLION = 1_000_000;
const roomy: Required<ReadLimits> = { elementBytes: 1e9, depth: 1e9, attributes: 1e9, nameLength: 1e9 };

function numbered(count: number, one: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => one(i)).join('');
}

function faultOf(text: string, limits?: ReadLimits): string {
  try {
    parseXml(text, limits === undefined ? {} : { limits });
    return 'none';
  } catch (error) {
    return placeOf(error);
  }
}

/** Writes one piece again and again; how much the reader took before it said what. */
function flood(first: string, piece: string | Uint8Array, limits?: ReadLimits): { taken: number; fault: string } {
  const reader = new XmlReader({ source: 'file', ...(limits === undefined ? {} : { limits }) });
  let taken = first.length;
  try {
    reader.write(first);
    for (; taken < 10 * MILLION; taken += piece.length) reader.write(piece);
  } catch (error) {
    return { taken, fault: placeOf(error).split(' ')[0] as string };
  }
  return { taken, fault: 'none' };
}

describe('an entity bomb', () => {
  it('is refused where its document type declaration begins', () => {
    const reader = new XmlReader();
    expect(() => reader.write('<!DOCTYPE')).toThrow(expect.objectContaining({ code: 'restricted-xml', offset: 0 }));
    const bomb = `<!DOCTYPE a [<!ENTITY b "c">${numbered(9, (i) => `<!ENTITY b${i} "&b;&b;">`)}]><a>&b8;</a>`;
    expect(faultOf(bomb)).toBe('restricted-xml 1:1 0');
    expect(faultOf('<a>&b8;</a>')).toBe('restricted-xml 1:4 3');
  });
});

describe('a million', () => {
  it('elements within each other are too deep', () => {
    expect(faultOf('<a>'.repeat(MILLION))).toBe('policy-violation 1:769 768');
  });

  it('elements within each other, or fewer, are read, written, compared, copied and searched if they may be', () => {
    const depth = MILLION / 4;
    const text = `${'<a>'.repeat(depth)}x${'</a>'.repeat(depth)}`;
    const element = parseXml(text, { limits: roomy });
    expect(element.toString() === text).toBe(true);
    expect(element.toString({ defaultNamespace: 'u' })).toHaveLength(text.length + ' xmlns=""'.length);
    const copy = element.clone();
    expect(copy.equals(element)).toBe(true);
    expect(compilePath('.//b').find(element)).toBeUndefined();
    expect(compilePath('.//a').findAll(element)).toHaveLength(depth - 1);
    let innermost = copy;
    for (let next = copy; next !== undefined; next = innermost.find('a') as XmlElement) innermost = next;
    innermost.append('y');
    expect(copy.equals(element)).toBe(false);
  });

  it('attributes are too many', () => {
    const text = `<a${numbered(MILLION, (i) => ` a${i}=''`)}/>`;
    const taken = `<a${numbered(256, (i) => ` a${i}=''`)} `.length;
    expect(faultOf(text)).toBe(`policy-violation 1:${taken + 1} ${taken}`);
    expect(faultOf(text, { ...roomy, elementBytes: 200_000 })).toBe('policy-violation 1:200001 200000');
  });

  it('attributes, or fewer, are set, compared and copied if they may be', () => {
    const pairs = Array.from({ length: MILLION / 4 }, (_, i): [string, string] => [`a${i}`, '']);
    const element = new XmlElement('a', pairs);
    const backwards = new XmlElement('a', pairs.reverse());
    expect(element.clone().equals(backwards)).toBe(true);
    backwards.setAttribute('a5', 'x');
    expect(element.equals(backwards)).toBe(false);
  });

  it('attributes, or fewer, are read and written if they may be', () => {
    const attributes = numbered(MILLION / 8, (i) => ` a${i}="${i}"`);
    const element = parseXml(`<a${attributes}/>`, { limits: roomy });
    expect(element.attribute('a124999')).toBe('124999');
    expect(element.toString() === `<a${attributes}/>`).toBe(true);
    expect(faultOf(`<a${attributes} a5=''/>`, roomy)).toMatch(/^not-well-formed/);
  });

  it('elements beside each other are read, written, compared, copied and searched', () => {
    const element = parseXml(`<a>${'<b/>'.repeat(MILLION)}</a>`, { limits: roomy });
    expect(element.children).toHaveLength(MILLION);
    expect(element.clone().equals(element)).toBe(true);
    expect(element.toString()).toHaveLength(4 * MILLION + 7);
    expect(compilePath('b[last()]').findAll(element)).toHaveLength(1);
  });

  it('texts, sections and references are one text', () => {
    const pieces = MILLION / 10;
    const element = parseXml(`<a>${'x<![CDATA[y]]>&lt;'.repeat(pieces)}</a>`, { limits: roomy });
    expect(element.children).toHaveLength(1);
    expect(element.text === 'xy<'.repeat(pieces)).toBe(true);
  });
});

describe('what costs its square if it is looked at again and again', () => {
  const MANY = 50_000;

  it.each<[string, string, string]>([
    ['prefixes in one tag', `<a${numbered(MANY, (i) => ` xmlns:p${i}='u${i}' p${i}:a=''`)}/>`, 'none'],
    ['prefixes for one namespace', `<a${numbered(MANY, (i) => ` xmlns:p${i}='u' p${i}:a${i}=''`)}/>`, 'none'],
    [
      'prefixes in many tags',
      `${numbered(MANY, (i) => `<a xmlns:p${i}='u'>`)}${'<p0:b/>'.repeat(MANY)}`,
      'not-well-formed',
    ],
    ['unclosed tags', '<a>'.repeat(MANY), 'not-well-formed'],
    ['wrong end tags', `${'<a>'.repeat(MANY)}</b>`, 'not-well-formed'],
    ['ampersands', `<a>${'&'.repeat(MILLION)}</a>`, 'not-well-formed'],
    ['references', `<a b='${'&#38;'.repeat(MANY)}'>${'&amp;'.repeat(MANY)}</a>`, 'none'],
    ['digits of a reference', `<a>&#${'0'.repeat(MILLION)}65;</a>`, 'none'],
    ['a reference without end', `<a>&${'a'.repeat(MILLION)}`, 'not-well-formed'],
    ['brackets', `<a>${']'.repeat(MILLION)}</a>`, 'none'],
    ['brackets in a section', `<a><![CDATA[${']'.repeat(MILLION)}]]></a>`, 'none'],
    ['brackets without end', `<a><![CDATA[${']]'.repeat(MILLION)}`, 'not-well-formed'],
    ['white space in a tag', `<a${' '.repeat(MILLION)}/>`, 'none'],
    ['white space in a declaration', `<?xml version='1.0'${' '.repeat(MILLION)}x?><a/>`, 'not-well-formed'],
    ['a declaration without end', `<?xml version='1.0'${'?'.repeat(MILLION)}`, 'not-well-formed'],
    ['quotes', `<a b='${'"'.repeat(MILLION)}' c="${"'".repeat(MILLION)}"/>`, 'none'],
    ['closing brackets in a value', `<a b='${'>'.repeat(MILLION)}'/>`, 'none'],
    ['line ends', `<a>${'\r\n'.repeat(MILLION)}</a>`, 'none'],
    ['lone surrogates', `<a>${'😀'.repeat(MANY)}${'\ud83d'.repeat(MANY)}</a>`, 'not-well-formed'],
    ['names', `<a>${numbered(MANY, (i) => `<b${i}/><é${i}/><c${'c'.repeat(20)}${i}/>`)}</a>`, 'none'],
  ])('%s', (_what, text, fault) => {
    const whole = faultOf(text, roomy);
    expect(whole.split(' ')[0]).toBe(fault);
    const given = { framing: 'elements' as const, limits: roomy };
    const pieces = function* (): Iterable<string> {
      for (let at = 0; at < text.length; at += 7) yield text.slice(at, at + 7);
    };
    expect(read(pieces(), given).fault ?? 'none').toBe(whole);
  });

  it('namespaces that the writer needs prefixes for', () => {
    const attributes = Array.from({ length: MANY }, (_, i): [string, string] => [`{urn:${i}}a`, '']);
    const element = new XmlElement('a', attributes, new XmlElement('b', attributes));
    expect(parseXml(element.toString(), { limits: roomy }).equals(element)).toBe(true);
  });
});

describe('a namespace', () => {
  // Each name with its prefix is as long, here and in what is written: 1 MB would become 50 GB.
  it('is longer than a name may be', () => {
    const long = 'u'.repeat(500_000);
    const attributes = numbered(20_000, (i) => `<a p:b${i}='' p:c${i}=''/>`);
    expect(faultOf(`<r xmlns:p='${long}'>${attributes}</r>`)).toBe('policy-violation 1:4 3');
    expect(faultOf(`<r xmlns='${long}'>${'<a xmlns=""/>'.repeat(20_000)}</r>`)).toBe('policy-violation 1:4 3');
    expect(faultOf(`<r xmlns='${'u'.repeat(1025)}'/>`)).toBe('policy-violation 1:4 3');
    expect(faultOf(`<r xmlns='${'u'.repeat(1024)}' xmlns:p='${'u'.repeat(1024)}'/>`)).toBe('none');
    expect(faultOf(`<r xmlns:p='${long}'/>`, roomy)).toBe('none');
  });
});

describe('a deep place', () => {
  it('takes children one after the other', () => {
    let place = new XmlElement('a');
    for (let i = 0; i < 100_000; i++) {
      const child = new XmlElement('a', {}, 'x');
      place.append(child);
      place = child;
    }
    expect(place.text).toBe('x');
  });
});

describe('input without end', () => {
  it.each<[string, string, string]>([
    ['a name', '<', 'a'],
    ['an attribute name', '<a ', 'a'],
    ['a value', '<a b="', 'c'],
    ['a value of many quotes', '<a b="', "'"],
    ['attributes', '<a', ' b="c"'],
    ['white space in a tag', '<a', ' '],
    ['a text', '<s><a>', 'b'],
    ['a section', '<s><a><![CDATA[', ']'],
    ['a comment', '<s><!--', ' - '],
    ['an instruction', '<s><?a ', '?'],
    ['an XML declaration', "<?xml version='1.0' ", ' '],
    ['a reference', '<s><a>&', 'b'],
    ['digits of a reference', '<s><a>&#', '0'],
    ['elements', '<s><a>', '<b/>'],
    ['elements within each other', '<s>', '<b>'],
  ])('is refused at its limit: %s', (_what, first, piece) => {
    for (const times of [1, 100]) {
      const { taken, fault } = flood(first, piece.repeat(times), { elementBytes: 100_000 });
      expect(fault).toMatch(/^(policy-violation|not-well-formed)$/);
      expect(taken).toBeLessThanOrEqual(100_000 + first.length + piece.length * times);
    }
  });

  it('is refused at the limit that no option sets', () => {
    const { taken, fault } = flood('<s><a>', 'x'.repeat(1000));
    expect(fault).toBe('policy-violation');
    expect(taken).toBe(1_048_006);
  });

  it('may be white space between stanzas, and stanzas', () => {
    expect(flood('<s>', ' '.repeat(1000)).fault).toBe('none');
    expect(flood('<s>', '<a/>'.repeat(1000)).fault).toBe('none');
  });
});

describe('names of what every object has', () => {
  const NAMES = [
    '__proto__',
    'constructor',
    'toString',
    'valueOf',
    'hasOwnProperty',
    'isPrototypeOf',
    '__defineGetter__',
  ];

  it('are names', () => {
    const all = NAMES.map((name) => `${name}="${name}"`).join(' ');
    const text = `<__proto__ ${all}><constructor/><toString xmlns="__proto__"/></__proto__>`;
    const element = parseXml(text);
    expect(element.toString()).toBe(text);
    for (const name of NAMES) expect(element.attribute(name)).toBe(name);
    expect(element.attribute('isFrozen')).toBeUndefined();
    expect(element.find('constructor')?.name).toBe('constructor');
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('are prefixes', () => {
    for (const name of NAMES) {
      expect(faultOf(`<${name}:a/>`)).toBe('not-well-formed 1:2 1');
      expect(show(parseXml(`<${name}:a xmlns:${name}="u" ${name}:b=""/>`))).toBe('({u}a {u}b="")');
      const namespaces = Object.fromEntries([[name, 'u']]);
      expect(show(parseXml(`<${name}:a/>`, { namespaces }))).toBe('({u}a)');
    }
  });

  it('are no entities', () => {
    for (const name of NAMES) expect(faultOf(`<a>&${name};</a>`)).toBe('restricted-xml 1:4 3');
  });
});

describe('attributes that are given at once', () => {
  it('are those that are set one by one', () => {
    const name = fc.tuple(xmlNamespace, xmlName).map(([namespace, local]) => `{${namespace}}${local}`);
    const pairs = fc.array(fc.tuple(fc.oneof(xmlName, name), fc.option(xmlText, { nil: undefined })), {
      maxLength: 60,
    });
    const many = pairs.map((some) => [
      ...some,
      ...Array.from({ length: 40 }, (_, i) => [`n${i}`, ''] as const),
      ...some,
    ]);
    fc.assert(
      fc.property(fc.oneof(pairs, many), (given) => {
        const element = new XmlElement('a');
        for (const [key, value] of given) element.setAttribute(key, value);
        expect([...new XmlElement('a', given).attributes]).toEqual([...element.attributes]);
      }),
      { numRuns: 300 },
    );
  });

  it('are checked, however many', () => {
    const many = Array.from({ length: 100 }, (_, i): [string, string] => [`a${i}`, '']);
    expect(() => new XmlElement('a', [...many, ['b c', '']])).toThrow(XmlError);
    expect(() => new XmlElement('a', [...many, ['xmlns', '']])).toThrow(XmlError);
  });
});
