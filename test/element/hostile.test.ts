/**
 * Stanza objects over what a peer may send to take time. Nothing here is timed; but what costs the square of its size
 * here takes longer than a test may.
 */
import { defineElement, parseXml, XmlElement } from 'couplet';
import { describe, expect, it } from 'vitest';

const MANY = 100_000;
const limits = { elementBytes: 1e9, depth: 1e9 };

class Item extends defineElement({
  name: 'item',
  namespace: 'u',
  pluginAttrib: 'item',
  interfaces: ['a'],
  subInterfaces: ['text'],
}) {}

class List extends defineElement({
  name: 'list',
  namespace: 'u',
  interfaces: ['a'],
  subInterfaces: ['text'],
  langInterfaces: ['title'],
  boolInterfaces: ['flag'],
  plugins: { only: Item, nested: (): typeof List => List },
  iterables: { items: Item },
}) {}

function list(content: string): List {
  return new List(parseXml(`<list xmlns="u">${content}</list>`, { limits }));
}

describe('many children', () => {
  const content = '<item a="1"><text>x</text></item><unknown/><title xml:lang="en"/><text/><flag/>'.repeat(MANY);

  it('are values, and the same again when assigned', () => {
    const values = list(content).values;
    expect(values.items).toHaveLength(MANY);
    expect(values.items?.at(-1)).toEqual({ a: '1', text: 'x' });
    const again = new List().assign(values);
    expect(again.get('items')).toHaveLength(MANY);
    expect(again.values).toEqual(values);
  });

  it('are walked through, compared and copied, and have no issues', () => {
    const stanza = list(content);
    let count = 0;
    for (const item of stanza) if (item instanceof Item) count++;
    expect(count).toBe(MANY);
    expect(stanza.issues()).toEqual([]);
    expect(stanza.copy().equals(stanza)).toBe(true);
    expect(stanza.get('text')).toBe('');
    expect(stanza.del('items').xml.children).toHaveLength(4 * MANY);
    expect(stanza.clear().xml.children).toEqual([]);
  });

  it('are appended, and taken out again', () => {
    const stanza = new List();
    for (let i = 0; i < MANY / 2; i++) stanza.append(new Item());
    const first = stanza.get('items')[0];
    expect(stanza.pop()).toBe(first);
    let count = 1;
    while (stanza.pop() !== undefined) count++;
    expect(count).toBe(MANY / 2);
  });

  it('are texts in as many languages', () => {
    const texts = Array.from({ length: MANY }, (_, i) => `<title xml:lang="x-${i}">${i}</title>`);
    const stanza = list(texts.join(''));
    expect(stanza.languages('title').get('x-99999')).toBe('99999');
    const values = stanza.values;
    const again = new List().assign(values);
    expect(again.equals(stanza)).toBe(true);
    expect(again.assign(values).equals(stanza)).toBe(true);
  });
});

describe('elements within each other', () => {
  it('are values, and the same again when assigned', () => {
    const depth = MANY;
    const stanza = list(`${'<list a="1">'.repeat(depth)}${'</list>'.repeat(depth)}`);
    let values: List['values'] | undefined = stanza.values;
    const again = new List().assign(stanza.values);
    expect(again.equals(stanza)).toBe(true);
    expect(stanza.issues()).toEqual([]);
    let count = 0;
    for (; values?.nested !== undefined; values = values.nested as List['values']) count++;
    expect(count).toBe(depth);
  });
});

describe('names of what every object has', () => {
  it('are no keys, and change nothing', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const stanza = list(names.map((name) => `<${name}/>`).join(''));
    for (const name of names) stanza.xml.setAttribute(name, name);
    expect(stanza.values).toEqual({});
    expect(Object.getPrototypeOf(stanza.values)).toBe(Object.prototype);
    for (const name of names)
      expect(() => stanza.assign(JSON.parse(`{"${name}":{"a":"b"}}`) as object)).toThrow(/has no interface or plugin/);
    const title = new XmlElement('{u}title', [['{http://www.w3.org/XML/1998/namespace}lang', '__proto__']], 'x');
    stanza.xml.append(title);
    expect(Object.entries(stanza.values)).toEqual([['title|__proto__', 'x']]);
  });
});
