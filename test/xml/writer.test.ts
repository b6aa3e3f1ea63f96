/** What the writer writes, to the letter. */
import { parseXml, XmlElement, XmlError } from 'couplet';
import { describe, expect, it } from 'vitest';

const XML = 'http://www.w3.org/XML/1998/namespace';

describe('an element as text', () => {
  it('is as short as it may be', () => {
    expect(String(new XmlElement('a'))).toBe('<a/>');
    expect(String(new XmlElement('a', { b: '' }, 'c'))).toBe('<a b="">c</a>');
    expect(String(new XmlElement('a', {}, new XmlElement('b'), 'c', new XmlElement('d')))).toBe('<a><b/>c<d/></a>');
  });

  it('declares a namespace where it begins and where it ends', () => {
    const element = new XmlElement(
      '{u}a',
      {},
      new XmlElement('{u}b', {}, new XmlElement('{v}c', {}, new XmlElement('{u}d')), new XmlElement('{u}e')),
      new XmlElement('f', {}, new XmlElement('g'), new XmlElement('{u}h')),
    );
    expect(String(element)).toBe(
      '<a xmlns="u"><b><c xmlns="v"><d xmlns="u"/></c><e/></b><f xmlns=""><g/><h xmlns="u"/></f></a>',
    );
  });

  it('leaves out what is in scope where it will be used', () => {
    const message = new XmlElement('{jabber:client}message', {}, new XmlElement('{jabber:client}body'));
    expect(message.toString({ defaultNamespace: 'jabber:client' })).toBe('<message><body/></message>');
    expect(message.toString({ defaultNamespace: 'u' })).toBe('<message xmlns="jabber:client"><body/></message>');
    expect(new XmlElement('a').toString({ defaultNamespace: 'u' })).toBe('<a xmlns=""/>');
  });

  it('makes prefixes for attributes, as long as they are needed', () => {
    const child = new XmlElement('b', { '{u}x': '1', '{w}y': '2' }, new XmlElement('c', { '{w}z': '3' }));
    const element = new XmlElement(
      'a',
      { '{u}x': '1', '{v}x': '2', x: '3' },
      child,
      new XmlElement('d', { '{w}x': '4' }),
    );
    expect(String(element)).toBe(
      '<a xmlns:ns1="u" ns1:x="1" xmlns:ns2="v" ns2:x="2" x="3">' +
        '<b ns1:x="1" xmlns:ns3="w" ns3:y="2"><c ns3:z="3"/></b><d xmlns:ns3="w" ns3:x="4"/></a>',
    );
    expect(parseXml(String(element)).equals(element)).toBe(true);
  });

  it('has the prefix xml for its namespace, of elements too', () => {
    const element = new XmlElement(`{${XML}}a`, { [`{${XML}}lang`]: 'de' }, new XmlElement('b'));
    expect(String(element)).toBe('<xml:a xml:lang="de"><b/></xml:a>');
    expect(parseXml(String(element)).equals(element)).toBe(true);
  });

  it('escapes what must be', () => {
    const all = '<>&"\'\t\n\r ]]>';
    expect(String(new XmlElement('a', { b: all }, all))).toBe(
      '<a b="&lt;&gt;&amp;&quot;\'&#9;&#10;&#13; ]]&gt;">&lt;&gt;&amp;"\'\t\n&#13; ]]&gt;</a>',
    );
    expect(String(new XmlElement('{<&"\t>}a', { '{"<}b': '' }))).toBe(
      '<a xmlns="&lt;&amp;&quot;&#9;&gt;" xmlns:ns1="&quot;&lt;" ns1:b=""/>',
    );
    expect(String(new XmlElement('a', { b: '\u007f\u0085\ufffd😀' }, 'é\u2028\ue000'))).toBe(
      '<a b="\u007f\u0085\ufffd😀">é\u2028\ue000</a>',
    );
  });
});

describe('characters that XML cannot carry', () => {
  const bad = ['\u0000', '\u0008', '\u000b', '\u001f', '\ud800', '\udfff', '\ufffe', '\uffff'];

  it.each(bad)('throw, and say what to do: %j', (character) => {
    const code = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    for (const element of [
      new XmlElement('a', {}, `x${character}y`),
      new XmlElement('a', { b: `secret${character}` }),
    ]) {
      expect(() => String(element)).toThrow(
        expect.objectContaining({
          name: 'XmlError',
          code: 'invalid-character',
          message: `XML cannot carry the character ${code}; remove it, or write with invalidCharacters: 'strip' or 'replace'`,
        }),
      );
    }
  });

  it('are left out or replaced as the options say', () => {
    const element = new XmlElement('a', { b: `1${bad.join('<')}2` }, `1${bad.join('>')}2`);
    expect(element.toString({ invalidCharacters: 'strip' })).toBe(
      `<a b="1${'&lt;'.repeat(7)}2">1${'&gt;'.repeat(7)}2</a>`,
    );
    expect(element.toString({ invalidCharacters: 'replace' })).toBe(
      `<a b="1${Array(8).fill('\ufffd').join('&lt;')}2">1${Array(8).fill('\ufffd').join('&gt;')}2</a>`,
    );
    for (const invalidCharacters of ['strip', 'replace'] as const)
      expect(() => parseXml(element.toString({ invalidCharacters }))).not.toThrow();
  });

  it('leave pairs of surrogates alone', () => {
    const element = new XmlElement('a', {}, '\ud83d\ude00\ud83d\ud83d\ude00\ude00');
    expect(element.toString({ invalidCharacters: 'strip' })).toBe('<a>\ud83d\ude00\ud83d\ude00</a>');
  });

  it('always throw in a namespace', () => {
    for (const element of [new XmlElement('{u\u0000}a'), new XmlElement('a', { '{u\ud800}b': '' })])
      expect(() => element.toString({ invalidCharacters: 'replace' })).toThrow(XmlError);
  });
});

describe('indentation', () => {
  it('is two spaces a level, for elements only', () => {
    const element = parseXml('<a><b><c/><d>x</d></b><e>x<f><g/></f></e><h/></a>');
    expect(element.toString({ pretty: true })).toBe(
      '<a>\n  <b>\n    <c/>\n    <d>x</d>\n  </b>\n  <e>x<f><g/></f></e>\n  <h/>\n</a>',
    );
  });

  it('keeps out of xml:space="preserve"', () => {
    const element = parseXml('<a><b xml:space="preserve"><c><d/></c></b><e/></a>');
    expect(element.toString({ pretty: true })).toBe('<a>\n  <b xml:space="preserve"><c><d/></c></b>\n  <e/>\n</a>');
  });
});
