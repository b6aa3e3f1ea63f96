/**
 * MatchXMLMask: tags and namespaces, attributes, text, and a child of its own for each child of the mask. It is asked
 * itself: toContainXml stands on it.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MatchXMLMask } from '../../src/matcher/match-xml-mask.js';
import { Message } from '../../src/stanza/message.js';
import { XmlElement } from '../../src/xml/element.js';
import { XmlError } from '../../src/xml/errors.js';
import { parseXml } from '../../src/xml/parse.js';

const message = parseXml(`<message xmlns='jabber:client' type='chat' from='a@b'>
  <body>Hello</body>
  <active xmlns='http://jabber.org/protocol/chatstates'/>
  <x xmlns='jabber:x:oob'><url>a</url><url k='1'>b</url></x>
</message>`);
const matches = (mask: string) => new MatchXMLMask(mask).match(message);

describe('MatchXMLMask', () => {
  it('compares tags, in the namespaces of the elements around them', () => {
    expect(matches('<message/>')).toBe(true);
    expect(matches("<message xmlns='jabber:client'/>")).toBe(true);
    expect(matches('<iq/>')).toBe(false);
    expect(matches("<message xmlns='jabber:server'/>")).toBe(false);
    expect(matches('<message><body/></message>')).toBe(true);
    expect(matches("<message><x xmlns='jabber:x:oob'><url/></x></message>")).toBe(true);
    expect(matches("<message><active xmlns=''/></message>")).toBe(false);
    expect(matches('<message><active/></message>')).toBe(false);
    expect(matches("<message><c:active xmlns:c='http://jabber.org/protocol/chatstates'/></message>")).toBe(true);
  });

  it('wants the attributes of the mask, and lets others be', () => {
    expect(matches("<message type='chat'/>")).toBe(true);
    expect(matches("<message type='normal'/>")).toBe(false);
    expect(matches("<message id='1'/>")).toBe(false);
    expect(matches("<message type=''/>")).toBe(false);
  });

  it('wants the text of the mask, white space at its ends apart', () => {
    expect(matches('<message><body>Hello</body></message>')).toBe(true);
    expect(matches('<message><body>\n Hello </body></message>')).toBe(true);
    expect(matches('<message><body>Hell</body></message>')).toBe(false);
    expect(matches('<message> <body> </body> </message>')).toBe(true);
    // An element without text has not the text of the mask.
    expect(matches("<message><active xmlns='http://jabber.org/protocol/chatstates'>x</active></message>")).toBe(false);
    expect(matches('<message>Hello</message>')).toBe(false);
  });

  it('wants a child for each child of the mask, in any order', () => {
    const urls = (inner: string) => matches(`<message><x xmlns='jabber:x:oob'>${inner}</x></message>`);
    expect(urls("<url k='1'/><url/>")).toBe(true);
    expect(urls("<url/><url k='1'/>")).toBe(true);
    expect(urls('<url>b</url><url>a</url>')).toBe(true);
    expect(urls('<url/><url/><url/>')).toBe(false);
    expect(urls("<url k='1'/><url k='1'/>")).toBe(false);
    expect(urls("<url k='1'>b</url><url>b</url>")).toBe(false);
  });

  it('finds a child for each whenever there is one', () => {
    // Independent: all ways to give each mask a child, one after the other.
    const set = fc.array(fc.subarray(['p', 'q', 'r']), { maxLength: 4 });
    const element = (names: string[]) => new XmlElement('{u}c', Object.fromEntries(names.map((name) => [name, '1'])));
    const possible = (masks: string[][], children: string[][]): boolean => {
      const [first, ...rest] = masks;
      if (first === undefined) return true;
      return children.some(
        (child, i) =>
          first.every((name) => child.includes(name)) &&
          possible(
            rest,
            children.filter((_, other) => other !== i),
          ),
      );
    };
    fc.assert(
      fc.property(set, set, (masks, children) => {
        const mask = new MatchXMLMask(new XmlElement('{u}r', {}, ...masks.map(element)));
        expect(mask.match(new XmlElement('{u}r', {}, ...children.map(element)))).toBe(possible(masks, children));
      }),
    );
  });

  it('takes an element, and keeps what it was', () => {
    const mask = new XmlElement('{jabber:client}message');
    const matcher = new MatchXMLMask(mask, Message);
    mask.setAttribute('type', 'normal');
    expect(matcher.match(message)).toBe(true);
    expect(matcher.match(new Message(message.clone()))).toBe(true);
    expect(matcher.stanzaClass).toBe(Message);
  });

  it('is quick on many children', () => {
    const wide = new XmlElement('{u}r');
    for (let i = 0; i < 50_000; i++) wide.append(new XmlElement('{u}c'));
    expect(new MatchXMLMask("<r xmlns='u'><c/><c/><c k='1'/></r>").match(wide)).toBe(false);
    expect(new MatchXMLMask("<r xmlns='u'><c/><c/><c/></r>").match(wide)).toBe(true);
  });

  it('never changes or wraps what it looks at', () => {
    const before = String(message);
    matches('<message><body>Hello</body></message>');
    expect(String(message)).toBe(before);
    expect(message.view).toBeUndefined();
  });

  it.each(['', 'message', '<message>', '<message/><message/>', '<!-- --><message/>', '<c:message/>'])(
    'refuses %j when it is made',
    (mask) => expect(() => new MatchXMLMask(mask)).toThrow(XmlError),
  );

  it('refuses what is too deep to be meant', () => {
    let deep = new XmlElement('a');
    for (let i = 0; i < 100_000; i++) {
      const outer = new XmlElement('a');
      outer.append(deep);
      deep = outer;
    }
    expect(() => new MatchXMLMask(deep)).toThrow(expect.objectContaining({ code: 'policy-violation' }));
  });

  it('tells the index what it can match', () => {
    const mask = new MatchXMLMask("<iq type='get' id='7'><query xmlns='urn:y'/></iq>");
    expect(mask.keys()).toEqual([{ root: '{jabber:client}iq', type: 'get', id: '7', child: '{urn:y}query' }]);
    expect(new MatchXMLMask('<iq/>').keys()).toEqual([{ root: '{jabber:client}iq' }]);
  });
});
