/** Paths: what they find, compared with Python's ElementTree, what they refuse, and that they stay linear. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { XmlElement } from '../../src/xml/element.js';
import { parseXml } from '../../src/xml/parse.js';
import { compilePath, XmlPath } from '../../src/xml/path.js';
import { XmlPathError } from '../../src/xml/path-scanner.js';

const tree = parseXml(`<r i='r'>
<a i='a1' k='1'><b i='b1'>x</b><c i='c1' k=''/><b i='b2'><a i='a2'><b i='b3'>y</b></a></b></a>
<a i='a3' xmlns='u'><b i='b4'>x<a i='a4'>y</a>z</b><d i='d1' xmlns=''/></a>
<a i='a5' xmlns:v='v' v:k='1' k='2'><v:a i='a6'/><v:c i='c2'><b i='b5'/></v:c>x</a>
<b i='b6'>x</b><c i='c3'><b i='b7'>x</b><b i='b8'>y</b><b i='b9'/></c>
</r>`);
const ids = (elements: readonly XmlElement[]) => elements.map((element) => element.attribute('i')).join(' ');

// What xml.etree.ElementTree of Python 3.11 finds in the same tree, in document order, each once.
const found: [path: string, ids: string][] = [
  ['a', 'a1 a5'],
  ['b', 'b6'],
  ['*', 'a1 a3 a5 b6 c3'],
  ['{u}a', 'a3'],
  ['{}a', 'a1 a5'],
  ['{*}a', 'a1 a3 a5'],
  ['{u}*', 'a3'],
  ['{*}*', 'a1 a3 a5 b6 c3'],
  ['{}*', 'a1 a5 b6 c3'],
  ['z', ''],
  ['.', 'r'],
  ['..', ''],
  ['./.', 'r'],
  ['a/b', 'b1 b2'],
  ['a/{v}c/b', 'b5'],
  ['*/b', 'b1 b2 b7 b8 b9'],
  ['*/*/*', 'a2 a4 b5'],
  ['{*}a/{*}b', 'b1 b2 b4'],
  ['a/./b', 'b1 b2'],
  ['.//b', 'b1 b2 b3 b5 b6 b7 b8 b9'],
  ['.//{u}b', 'b4'],
  ['.//{*}b', 'b1 b2 b3 b4 b5 b6 b7 b8 b9'],
  ['.//{v}*', 'a6 c2'],
  ['.//*', 'a1 b1 c1 b2 a2 b3 a3 b4 a4 d1 a5 a6 c2 b5 b6 c3 b7 b8 b9'],
  ['a//b', 'b1 b2 b3 b5'],
  ['a//a//b', 'b3'],
  ['.//a//b', 'b1 b2 b3 b5'],
  ['.//a/b', 'b1 b2 b3'],
  ['*//b', 'b1 b2 b3 b5 b7 b8 b9'],
  ['c/..', 'r'],
  ['*/..', 'r'],
  ['.//b/..', 'r a1 a2 c2 c3'],
  ['.//a/..', 'r b2'],
  ['.//b/../c', 'c1 c3'],
  ['.//a/../..', 'a1'],
  ['./../a', ''],
  ['a/b/../../c', 'c3'],
  ['a[@k]', 'a1 a5'],
  ["*[@k='1']", 'a1'],
  ["*[@k!='1']", 'a5'],
  [".//*[@k='']", 'c1'],
  [".//*[@k!='']", 'a1 a5'],
  ["*[@{v}k='1']", 'a5'],
  ['.//*[@i="b4"]', 'b4'],
  [".[@i='r']", 'r'],
  [".[@i='x']", ''],
  ['.[a]', 'r'],
  ['.[z]', ''],
  ['*[b]', 'a1 c3'],
  ['*[{u}b]', 'a3'],
  ['*[{*}b]', 'a1 a3 c3'],
  ['*[{v}*]', 'a5'],
  ['a[c]', 'a1'],
  ["c[b='x']", 'c3'],
  ["c[b='q']", ''],
  ["*[b!='x']", 'a1 c3'],
  ["*[{*}b='xyz']", 'a3'],
  [".//*[b='y']", 'a1 a2 c3'],
  [".//*[b='']", 'c2 c3'],
  [".//*[.='x']", 'b1 a5 b6 b7'],
  [".//*[.='']", 'c1 d1 a6 c2 b5 b9'],
  [".//b[.!='x']", 'b2 b3 b5 b8 b9'],
  [".//*[.='xyz']", 'a3 b4'],
  ['a[1]', 'a1'],
  ['a[2]', 'a5'],
  ['a[3]', ''],
  ['*[1]', 'a1 a3 b6 c3'],
  ['*[2]', 'a5'],
  ['a[last()]', 'a5'],
  ['a[last()-1]', 'a1'],
  ['a[last()-2]', ''],
  ['c/b[last()]', 'b9'],
  ['.//b[1]', 'b1 b3 b5 b6 b7'],
  ['.//b[2]', 'b2 b8'],
  ['.//b[last()]', 'b2 b3 b5 b6 b9'],
  ['.//b[last()-1]', 'b1 b8'],
  ['.[1]', ''],
  ['..[1]', ''],
  ['c/b[2]/..', 'c3'],
  ['.//b/..[2]', ''],
  ['a[@k][1]', 'a1'],
  ['a[@k][2]', 'a5'],
  ["a[c][b='x'][@k='1']", 'a1'],
  [".//a[b]//b[.='y']", 'b2 b3'],
  ['.//a[ b ]', 'a1 a2'],
  [".//a[ b = 'x' ]", 'a1'],
  ['a[@ k]', 'a1 a5'],
  ['.//b[ 2 ]', 'b2 b8'],
  ['a/b/c/d/e', ''],
];

describe('what a path finds', () => {
  const before = String(tree);
  it.each(found)('%s', (path, expected) => {
    expect(ids(tree.findAll(path))).toBe(expected);
    expect(tree.find(path)?.attribute('i') ?? '').toBe(expected.split(' ')[0]);
  });

  it('changes nothing', () => expect(String(tree)).toBe(before));

  it('is confined to the tree below the element it starts from', () => {
    const inner = tree.find('a/b/a') as XmlElement;
    expect(ids(inner.findAll('..'))).toBe('');
    expect(ids(inner.findAll('b/..'))).toBe('a2');
    expect(ids(inner.findAll('b/../..'))).toBe('');
    expect(ids(inner.findAll('.[1]'))).toBe('');
  });

  it('takes more steps than fit into one walk', () => {
    const chain = Array.from({ length: 101 }, (_, i) => new XmlElement('a', { i: String(i) }));
    for (let i = 100; i > 0; i--) (chain[i - 1] as XmlElement).append(chain[i] as XmlElement);
    const top = chain[0] as XmlElement;
    expect(ids(top.findAll(Array(70).fill('a').join('/')))).toBe('70');
    expect(ids(top.findAll(`.//${Array(99).fill('a').join('//')}`))).toBe('99 100');
    expect(ids(top.findAll(`${Array(40).fill('a').join('/')}//a[@i='50']/..`))).toBe('49');
    expect(top.find(Array(101).fill('a').join('/'))).toBeUndefined();
  });

  it('is in document order when nested elements lead there', () => {
    const nested = parseXml("<r i='0'><p i='1'><p i='2'><q i='3'/></p><q i='4'/></p><q i='5'/></r>");
    expect(ids(nested.findAll('.//p/q'))).toBe('3 4');
    expect(ids(nested.findAll('.//q/..'))).toBe('0 1 2');
    expect(ids(nested.findAll('.//p//q'))).toBe('3 4');
  });
});

describe('compilePath', () => {
  it('compiles a path once', () => {
    expect(compilePath('a/b')).toBe(compilePath('a/b'));
    expect(String(compilePath('a/b'))).toBe('a/b');
    expect(compilePath('a/b').source).toBe('a/b');
  });

  it('works however many paths there are', () => {
    for (let i = 0; i < 500; i++) expect(ids(tree.findAll(`a[@i='a${i}']`))).toBe([1, 5].includes(i) ? `a${i}` : '');
  });
});

describe('what is no path', () => {
  it.each([
    ['', 0, /expected a tag/],
    ['/a', 0, /from the element itself .* found '\/' at column 1/],
    ['//a', 0, /from the element itself/],
    ['a/', 2, /expected a tag .* found the end at column 3/],
    ['a//', 3, /expected a tag/],
    ['a///b', 3, /expected a tag/],
    ['a//.', 3, /expected a tag/],
    ['a//..', 3, /expected a tag/],
    ['.a', 1, /expected '\/'/],
    ['...', 2, /expected '\/'/],
    ['a b', 1, /expected '\/'/],
    [' a', 0, /expected a tag/],
    ['a ', 1, /expected '\/'/],
    ['a|b', 1, /the rest of a name, found '\|'/],
    ['1a', 0, /expected a tag/],
    ['x:a', 1, /there are no prefixes/],
    ['child::a', 5, /there are no prefixes/],
    ['a/text()', 6, /expected '\/'/],
    ['@k', 0, /expected a tag/],
    ['a/@k', 2, /expected a tag/],
    ['{u', 0, /expected a tag/],
    ['{u}', 3, /expected a name or '\*'/],
    ['{u}a*', 4, /expected '\/'/],
    ['a[', 2, /expected a tag/],
    ['a[]', 2, /expected a tag/],
    ['a]', 1, /expected '\/'/],
    ['[a]', 0, /expected a tag/],
    ['a[b', 3, /expected \]/],
    ['a[b/c]', 3, /expected \]/],
    ['a[*]', 2, /expected a name, an attribute or a position/],
    ['a[b and c]', 4, /expected \]/],
    ['a[.]', 3, /expected '=' or '!='/],
    ['a[..]', 3, /expected '=' or '!='/],
    ['a[@]', 3, /the name of an attribute/],
    ['a[@*]', 3, /the name of an attribute/],
    ['a[@k=1]', 5, /expected a text in quotes/],
    ["a[@k='1]", 8, /expected ', found the end/],
    ["a[@k!'1']", 4, /expected \]/],
    ["a[@k<'1']", 4, /the rest of a name, found '<'/],
    ['a[0]', 2, /expected a number from 1/],
    ['a[-1]', 2, /expected a tag/],
    ['a[1.5]', 3, /expected \]/],
    ['a[last(]', 6, /expected \]/],
    ['a[last()+1]', 8, /expected \]/],
    ['a[last()-0]', 9, /expected a number from 1/],
    ['a[position()=1]', 10, /expected \]/],
    ['a\u{f0000}', 1, /found '\u{f0000}'/u],
  ])('%j', (path, offset, message) => {
    expect(() => compilePath(path)).toThrow(message);
    expect(() => tree.find(path)).toThrow(XmlPathError);
    expect(() => tree.findAll(path)).toThrow(expect.objectContaining({ code: 'invalid-path', path, offset }));
  });

  it('is shown, with a mark under the fault', () => {
    expect(() => compilePath('a/b[@k=1]')).toThrow(
      "Invalid path: expected a text in quotes, found '1' at column 8\n  a/b[@k=1]\n         ^",
    );
  });

  it('is found out whatever it is', () => {
    const units = fc.constantFrom(...'a*{}[]@=!\'"./ ()-:1', 'last()', '{u}', '//');
    fc.assert(
      fc.property(fc.array(units), (text) => {
        let path: XmlPath;
        try {
          path = new XmlPath(text.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(XmlPathError);
          return;
        }
        expect(tree.findAll(path)[0]).toBe(tree.find(path));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a path whose first step names the element itself', () => {
  const iq = parseXml(
    "<iq xmlns='jabber:client' type='set'><query xmlns='jabber:iq:register'><username>bill</username></query></iq>",
  );
  const matches = (path: string, namespace?: string) => new XmlPath(path, namespace).matches(iq);

  it('matches as ElementTree finds it from a parent', () => {
    expect(matches('{jabber:client}iq')).toBe(true);
    expect(matches('{jabber:client}iq/{jabber:iq:register}query')).toBe(true);
    expect(matches("{jabber:client}iq[@type='set'][1]/*/{*}username[.='bill']")).toBe(true);
    expect(matches('{jabber:client}iq[last()]')).toBe(true);
    expect(matches('.//{*}username')).toBe(true);
    expect(matches('.//{jabber:client}iq')).toBe(true);
    expect(matches('*//{*}username/../..')).toBe(true);
    expect(matches('{jabber:iq:register}query')).toBe(false);
    expect(matches('{jabber:client}iq/{jabber:client}query')).toBe(false);
    expect(matches('{jabber:client}iq[2]')).toBe(false);
    expect(matches('iq')).toBe(false);
  });

  it('passes namespaces on to unqualified steps, if it is told to', () => {
    expect(matches('iq', 'jabber:client')).toBe(true);
    expect(matches('iq/query', 'jabber:client')).toBe(false);
    expect(matches('iq/{jabber:iq:register}query/username', 'jabber:client')).toBe(true);
    expect(matches("iq/{jabber:iq:register}query[username='bill']", 'jabber:client')).toBe(true);
    expect(matches('iq[{jabber:iq:register}query]', 'jabber:client')).toBe(true);
    expect(matches('iq/{*}query/username', 'jabber:client')).toBe(false);
    expect(matches('iq/*/{jabber:iq:register}username', 'jabber:client')).toBe(true);
    expect(matches("iq[@type='set']", 'jabber:client')).toBe(true);
    expect(matches('{}iq', 'jabber:client')).toBe(false);
  });
});

describe('a tree made to hurt', () => {
  const depth = 200_000;
  const chain = Array.from({ length: depth }, () => new XmlElement('a'));
  for (let i = depth - 1; i > 0; i--) (chain[i - 1] as XmlElement).append(chain[i] as XmlElement);
  const deep = chain[0] as XmlElement;
  const wide = new XmlElement('w');
  for (let i = 0; i < depth / 2; i++) wide.append(new XmlElement('a'));

  // Each of them would take hours if any part of the tree were gone through again for each element.
  it.each([
    ['.//a//a//a//a//a//a', depth - 6],
    ['.//a//a//b', 0],
    [".//*[.='x']", 0],
    [".//a[a='']", depth - 2],
    ['.//a/..', depth - 1],
    ['.//a//a/..//a/../..//a', depth - 1],
    ['.//*[2]', 0],
    ['.//a[last()]', depth - 1],
    [".//a[a]//a[a]//b[.='q']", 0],
  ])('deep: %s', (path, count) => expect(deep.findAll(path)).toHaveLength(count));

  it.each([
    ['a[50000]', 1],
    ['a[last()-50000]', 1],
    ['*[2]', 1],
    ['a/../a/../a', depth / 2],
    ['a/..//a[3]', 1],
  ])('wide: %s', (path, count) => expect(wide.findAll(path)).toHaveLength(count));
});
