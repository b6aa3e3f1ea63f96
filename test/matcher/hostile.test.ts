/** Matching what a peer may send to take time: what costs the square of its size here takes longer than a test may. */
import { defineElement, MatchXMLMask, MatchXPath, parseXml, StanzaPath, type XmlElement } from 'couplet';
import { describe, expect, it } from 'vitest';

const MANY = 100_000;
const limits = { elementBytes: 1e9, depth: 1e9 };

function message(content: string): XmlElement {
  return parseXml(`<message xmlns="jabber:client">${content}</message>`, { limits });
}

describe('many children', () => {
  const stanza = message(`<a><b>x</b></a>y`.repeat(MANY));

  it.each<[string, boolean]>([
    ['message/a[last()]/b', true],
    ['message/a[last()]/c', false],
    [`message/a[${MANY}]`, true],
    [`message/a[${MANY + 1}]`, false],
    ["message/a[b='x'][last()]", true],
    ["message/a[b='y']", false],
    ["message/a[.='x'][last()-99999]", true],
    ['message//b/..[c]', false],
    ['message//*//b[2]', false],
  ])('are looked through once: %s', (path, matches) => {
    expect(new MatchXPath(path).match(stanza)).toBe(matches);
  });

  it('are matched with a mask of many', () => {
    const mask = (count: number) => new MatchXMLMask(message('<a><b/></a>'.repeat(count)));
    expect(mask(3_000).match(message('<a><b/></a>'.repeat(3_000)))).toBe(true);
    expect(mask(3_000).match(message('<a><b/></a>'.repeat(2_999)))).toBe(false);
    expect(mask(50).match(stanza)).toBe(true);
  });

  it('are matched with a mask that not every order of choosing satisfies', () => {
    const mask = new MatchXMLMask('<message><a/><a x="1"/><a x="1" y="1"/></message>');
    const all = '<a x="1" y="1"/><a x="1" y="1"/>';
    expect(mask.match(message(all))).toBe(false);
    expect(mask.match(message(`${all}<a x="1"/>`))).toBe(true);
    expect(mask.match(message(`${all}${'<a/>'.repeat(MANY)}`))).toBe(true);
    expect(mask.match(message(`<a x="1" y="1"/>${'<a/>'.repeat(MANY)}`))).toBe(false);
  });

  it('are looked through once by a stanza path', () => {
    class Item extends defineElement({ name: 'a', namespace: 'jabber:client', subInterfaces: ['b', 'c'] }) {}
    class List extends defineElement({ name: 'message', namespace: 'jabber:client', iterables: { items: Item } }) {}
    expect(new StanzaPath('message/items@b=y', List).match(stanza)).toBe(false);
    expect(new StanzaPath('message/items@b=x', List).match(stanza)).toBe(true);
    expect(new StanzaPath('message/items/c', List).match(stanza)).toBe(false);
  });
});

describe('elements within each other', () => {
  it.each<[string, boolean]>([
    ["message//a[.='x']/b", false],
    ["message//a[a='y']", false],
    ['message//a[1][last()]/..', true],
    ['message//a//a//a//a//b', false],
    ['message/*/*/*/*/a', true],
  ])('are looked through once: %s', (path, matches) => {
    const stanza = message(`${'<a>'.repeat(MANY)}x<c/>${'</a>'.repeat(MANY)}`);
    expect(new MatchXPath(path).match(stanza)).toBe(matches);
  });
});
