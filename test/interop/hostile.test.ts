/** Elements of other stacks that take time: what costs the square of its size here takes longer than a test may. */
import { XmlElement } from 'couplet';
import { type DomElement, fromDom } from 'couplet/interop/dom';
import { fromLtx, toLtx } from 'couplet/interop/ltx';
import { Element } from 'ltx';
import { describe, expect, it } from 'vitest';

const MANY = 150_000;

describe('many attributes', () => {
  const names = Array.from({ length: MANY }, (_, i) => `{urn:${i}}a`);

  it('are those of an ltx element, and back', () => {
    const element = new XmlElement(
      'a',
      names.map((name): [string, string] => [name, '']),
    );
    const made = toLtx(element, Element);
    expect(Object.keys(made.attrs)).toHaveLength(2 * MANY);
    expect(fromLtx(made).equals(element)).toBe(true);
  });

  it('are those of a DOM element', () => {
    const attributes = names.map((_, i) => ({ namespaceURI: 'u', localName: `a${i}`, name: `p:a${i}`, value: '' }));
    const made: DomElement = {
      nodeType: 1,
      nodeName: 'a',
      localName: 'a',
      namespaceURI: null,
      nodeValue: null,
      firstChild: null,
      nextSibling: null,
      attributes: { length: MANY, item: (i) => attributes[i] ?? null },
    };
    expect(fromDom(made).attribute(`{u}a${MANY - 1}`)).toBe('');
    attributes[1] = { ...(attributes[0] as (typeof attributes)[0]) };
    expect(() => fromDom(made)).toThrow(expect.objectContaining({ code: 'invalid-name' }));
  });
});

describe('elements within each other', () => {
  it('have their prefixes while they are open', () => {
    const depth = 20_000;
    let element = new XmlElement('a');
    const root = element;
    for (let i = 0; i < depth; i++) {
      const child = new XmlElement('a', { [`{urn:${i}}a`]: '' });
      element.append(child);
      element = child;
    }
    for (let i = 0; i < depth; i++) element.append(new XmlElement('b', { '{urn:0}a': '', '{urn:b}a': '' }));
    expect(fromLtx(toLtx(root, Element)).equals(root)).toBe(true);
  });
});

describe('a namespace', () => {
  it('is longer than a name may be', () => {
    const long = new Element('a', { 'xmlns:p': 'u'.repeat(1_025), 'p:a': '' });
    expect(() => fromLtx(long)).toThrow(expect.objectContaining({ code: 'invalid-declaration' }));
    const allowed = new Element('a', { 'xmlns:p': 'u'.repeat(1_024), 'p:a': '' });
    expect(fromLtx(allowed).attribute(`{${'u'.repeat(1_024)}}a`)).toBe('');
  });
});
