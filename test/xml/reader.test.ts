/** The reader of streams: what it delivers, when, and what it says of what is none. */
import { XmlError, XmlReader } from 'couplet';
import { describe, expect, it } from 'vitest';
import { piecesOf, read, show, utf8 } from './support/read.js';

const HEADER =
  "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' from='example.org' version='1.0'>";
const START = 'start ({http://etherx.jabber.org/streams}stream from="example.org" version="1.0")';

describe('a stream', () => {
  it('is its header, its stanzas and its end', () => {
    expect(read([`${HEADER}<stream:features/><presence/> <message><body>hi</body></message></stream:stream>`])).toEqual(
      {
        events: [
          START,
          'element ({http://etherx.jabber.org/streams}features)',
          'element ({jabber:client}presence)',
          'element ({jabber:client}message({jabber:client}body"hi"))',
          'end',
        ],
        fault: undefined,
      },
    );
  });

  it('may be empty', () => {
    expect(read(['<a/>'])).toEqual({ events: ['start (a)', 'end'], fault: undefined });
    expect(read(['<a></a>\n'])).toEqual({ events: ['start (a)', 'end'], fault: undefined });
  });

  it('is delivered as it comes', () => {
    const heard: string[] = [];
    const reader = new XmlReader({
      onStreamStart: () => heard.push('start'),
      onElement: (element) => heard.push(element.name),
      onStreamEnd: () => heard.push('end'),
    });
    const heardOf = (chunk: string): string => {
      reader.write(chunk);
      return heard.splice(0).join();
    };
    expect(heardOf('<s')).toBe('');
    expect(heardOf('>')).toBe('start');
    expect(heardOf('<a><b/></a')).toBe('');
    expect(heardOf('><c/><')).toBe('a,c');
    expect(heardOf('d/></s>')).toBe('d,end');
    reader.end();
  });

  it('drops the white space between stanzas, and keeps that within', () => {
    expect(read(['<s> \n<a> <b/>\n</a>\t\r\n</s> '])).toEqual({
      events: ['start (s)', 'element (a" "(b)"\\n")', 'end'],
      fault: undefined,
    });
  });

  it('gives elements that have no parent', () => {
    const reader = new XmlReader({ onElement: (element) => expect(element.parent).toBeUndefined() });
    reader.write('<s><a><b/></a><c/></s>');
    expect.assertions(2);
  });

  it.each([
    // RFC 6120 section 11.7 allows white space between first-level elements, and nothing else: the stream is
    // well-formed XML but no stream, for which section 4.9.3.1 has bad-format.
    ['text between stanzas', '<s><a/>x', 'bad-format 1:8 7', 2],
    ['a reference between stanzas', '<s>&#32;', 'bad-format 1:4 3', 1],
    ['CDATA between stanzas', '<s><![CDATA[ ]]>', 'bad-format 1:4 3', 1],
    ['a character between stanzas that is none of XML', '<s><a/>\u0001', 'not-well-formed 1:8 7', 2],
    ['a comment', '<s><a/><!-- -->', 'restricted-xml 1:8 7', 2],
    ['a comment at its beginning', '<s><!-', 'not-well-formed 1:7 6', 1],
    ['a second XML declaration', "<s><a/><?xml version='1.0'?>", 'not-well-formed 1:8 7', 2],
    ['a second root', '<s></s><s>', 'not-well-formed 1:8 7', 2],
    ['text behind the end', '<s></s>\nx', 'not-well-formed 2:1 8', 2],
    ['an end that is missing', '<s><a/>', 'not-well-formed 1:8 7', 2],
    ['no root', ' ', 'not-well-formed 1:2 1', 0],
    ['U+FEFF first', '\ufeff<s>', 'not-well-formed 1:1 0', 0],
    ['U+FEFF between stanzas', '<s>\ufeff<a/>', 'bad-format 1:4 3', 1],
  ])('is refused for %s, after what was complete', (_what, text, fault, events) => {
    const outcome = read([text]);
    expect(outcome.fault).toBe(fault);
    expect(outcome.events).toHaveLength(events);
    expect(read(piecesOf(text, 1))).toEqual(outcome);
    expect(read(piecesOf(utf8(text), 1))).toEqual(outcome);
  });

  it('is refused for a fault before the token that has it is complete', () => {
    for (const text of [
      '<s><a b=<',
      '<s><a>&b;',
      '<s><!DOCTYPE',
      '<s><?pi',
      '<s><a>]]>',
      '<s><a>\u0000',
      '<s><a x="<',
    ]) {
      const reader = new XmlReader();
      expect(() => reader.write(text), text).toThrow(XmlError);
    }
  });

  it('counts lines and offsets over all chunks', () => {
    const lines = '<a>\r\n</a>\r'.repeat(5000);
    for (const size of [1, 7, 1024, 100_000])
      expect(read(piecesOf(`<s>\n${lines}&`, size)).fault).toBe('bad-format 10002:1 50004');
  });

  it('may be cut within a character', () => {
    const text = '<s><a b="é😀">€😀é</a></s>';
    expect(read(piecesOf(utf8(text), 1)).events[1]).toBe('element (a b="é😀""€😀é")');
    expect(read(piecesOf(text, 1)).events[1]).toBe('element (a b="é😀""€😀é")');
  });

  it('takes text and bytes by turns, but not within a character', () => {
    const bytes = utf8('é');
    expect(read(['<s><a>é', bytes, '</a>', utf8('</s>')]).events[1]).toBe('element (a"éé")');
    expect(read(['<s><a>', bytes.subarray(0, 1), '', bytes.subarray(1), '</a></s>']).events[1]).toBe('element (a"é")');
    expect(read(['<s><a>', bytes.subarray(0, 1), '</a></s>']).fault).toBe('unsupported-encoding 1:7 6');
  });

  it('lets limits count for each stanza', () => {
    const stanza = '<a>1234567</a>';
    const text = `<stream xmlns="">${stanza.repeat(500)}</stream>`;
    expect(read([text], { limits: { elementBytes: 17, depth: 2 } }).fault).toBeUndefined();
    expect(read([text], { limits: { elementBytes: 14 } }).fault).toBe('policy-violation 1:15 14');
    const outcome = read([`<s>${stanza.repeat(500)}<a>12345678</a></s>`], { limits: { elementBytes: 14 } });
    expect(outcome.events).toHaveLength(501);
    expect(outcome.fault).toBe('policy-violation 1:7018 7017');
  });

  it('takes namespaces around it', () => {
    expect(read(['<a/>'], { framing: 'elements', namespaces: { '': 'jabber:client' } }).events).toEqual([
      'element ({jabber:client}a)',
    ]);
  });
});

describe('elements one after another', () => {
  it('are delivered each by itself, as the messages of a WebSocket', () => {
    const messages = [
      "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='example.org' version='1.0'/>",
      "<message xmlns='jabber:client'><body>hi</body></message>",
      "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>",
    ];
    const expected = {
      events: [
        'element ({urn:ietf:params:xml:ns:xmpp-framing}open to="example.org" version="1.0")',
        'element ({jabber:client}message({jabber:client}body"hi"))',
        'element ({urn:ietf:params:xml:ns:xmpp-framing}close)',
      ],
      fault: undefined,
    };
    expect(read(messages, { framing: 'elements' })).toEqual(expected);
    expect(read([messages.join('\n')], { framing: 'elements' })).toEqual(expected);
  });

  it('may be none', () => {
    expect(read([' \n'], { framing: 'elements' })).toEqual({ events: [], fault: undefined });
  });

  it('share no namespace', () => {
    expect(read(['<a xmlns="u" xmlns:p="v"/><b/>', '<p:c/>'], { framing: 'elements' })).toEqual({
      events: ['element ({u}a)', 'element (b)'],
      fault: 'not-well-formed 1:32 31',
    });
  });

  it('may come from a file', () => {
    const text = "\ufeff<?xml version='1.0'?>\n<!-- 1 --><a/>\n<?p?><b>x<!-- 2 -->y</b>\n";
    const expected = { events: ['element (a)', 'element (b"xy")'], fault: undefined };
    expect(read([text], { framing: 'elements', source: 'file' })).toEqual(expected);
    expect(read(piecesOf(utf8(text), 1), { framing: 'elements', source: 'file' })).toEqual(expected);
  });

  it.each([
    ['<a/>x', 'not-well-formed 1:5 4'],
    ['<a/></a>', 'not-well-formed 1:5 4'],
    ['<a/><![CDATA[]]>', 'not-well-formed 1:5 4'],
    ['<a/><b>', 'not-well-formed 1:8 7'],
  ])('are refused for %j', (text, fault) => {
    expect(read([text], { framing: 'elements' })).toEqual({ events: ['element (a)'], fault });
  });
});

describe('a reader', () => {
  it('takes no input after a fault, and says so', () => {
    const reader = new XmlReader();
    expect(() => reader.write('<s></t>')).toThrow('Expected </s>, found </t> (line 1, column 4)');
    for (const more of [() => reader.write('</s>'), () => reader.end()])
      expect(more).toThrow(
        expect.objectContaining({
          code: 'not-well-formed',
          offset: 3,
          message: 'This reader stopped at a fault: Expected </s>, found </t> (line 1, column 4)',
        }),
      );
  });

  it('takes no input after its end', () => {
    const reader = new XmlReader({ framing: 'elements' });
    reader.end();
    for (const more of [() => reader.write('<a/>'), () => reader.end()])
      expect(more).toThrow(expect.objectContaining({ name: 'XmlError', code: 'reader-closed' }));
  });

  it('reads on after a callback that threw', () => {
    for (const last of ['', '<e/>']) {
      const heard: string[] = [];
      const reader = new XmlReader({
        framing: 'elements',
        onElement: ({ name }) => {
          heard.push(name);
          if (name === 'b' || name === 'c') throw new Error(name);
        },
      });
      const chunk = utf8(`<a/><b/><c/>${'<d/>'.repeat(2000)}`);
      expect(() => reader.write(chunk)).toThrow('b');
      chunk.fill(0);
      expect(() => reader.write(last)).toThrow('c');
      reader.end();
      expect(heard.join('')).toBe(`abc${'d'.repeat(2000)}${last === '' ? '' : 'e'}`);
    }
  });

  it('reads what a callback gives it after what it has', () => {
    const heard: string[] = [];
    const reader = new XmlReader({
      framing: 'elements',
      onElement: ({ name }) => {
        heard.push(name);
        if (name === 'a') {
          const bytes = utf8('<d><');
          reader.write(bytes);
          bytes.fill(0);
          reader.write('e/></d>');
        }
        if (name === 'd') reader.end();
      },
    });
    reader.write('<a/><b/><c/>');
    expect(heard.join('')).toBe('abcd');
    expect(() => reader.write('<f/>')).toThrow(/has ended/);
  });

  it('may be one of many, each within the callbacks of another', () => {
    const heard: string[] = [];
    const inner = new XmlReader({ onElement: (element) => heard.push(show(element)) });
    const outer = new XmlReader({
      onElement: (element) => {
        inner.write(`<x n="${element.text}">é`);
        inner.write('</x>');
      },
    });
    inner.write('<s>');
    outer.write(`<s>${'<a>1</a><b>2</b>'.repeat(3)}<c>`);
    outer.write('ö</c></s>');
    expect(heard.join('')).toBe(`${'(x n="1""é")(x n="2""é")'.repeat(3)}(x n="ö""é")`);
  });

  it('refuses options that mean nothing', () => {
    expect(() => new XmlReader({ limits: { depth: 0 } })).toThrow(RangeError);
    expect(() => new XmlReader({ namespaces: { xmlns: 'u' } })).toThrow(XmlError);
  });
});
