/** Streams as they are in practice: open for weeks and mostly silent, or framed by WebSocket messages. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type XmlElement, XmlReader } from 'couplet';
import { describe, expect, it } from 'vitest';
import '../support/matchers.js';

const HEADER = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>";

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapUsed(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** How many bytes more there are after `work` was done many times. */
function growth(times: number, work: () => void): number {
  for (let i = 0; i < 2_000; i++) work();
  const before = heapUsed();
  for (let i = 0; i < times; i++) work();
  return heapUsed() - before;
}

describe('a stream that stays open keeps nothing of its past', () => {
  // The engine's own memory moves by a few hundred kB.
  const SLACK = 800_000;

  it.each([
    ['white space as text (RFC 6120, section 4.6.1)', 1_000_000, ' '],
    ['white space as bytes', 1_000_000, Uint8Array.of(0x20)],
    ['line ends', 1_000_000, '\r\n'],
    ['stanzas', 100_000, "<message from='romeo@example.net'><body>Good night</body></message>"],
  ])('%s', (_what, times, chunk) => {
    let elements = 0;
    const reader = new XmlReader({ onElement: () => elements++ });
    reader.write(HEADER);
    expect(growth(times, () => reader.write(chunk))).toBeLessThan(SLACK);
    reader.write('<presence/>');
    expect(elements).toBeGreaterThan(0);
  });

  it('names and namespaces that do not come again', () => {
    const reader = new XmlReader();
    reader.write(HEADER);
    let n = 0;
    const next = (): string => `<iq id='i${n}'><q${n} xmlns='urn:n${n}' a${n++}=''/></iq>`;
    // The tables of names are as large as they may be, or as small, when it is looked; 100,000 stanzas are 20 MB.
    expect(growth(100_000, () => reader.write(next()))).toBeLessThan(5_000_000);
  });
});

describe('messages of XMPP over WebSocket (RFC 7395)', () => {
  const FRAMING = 'urn:ietf:params:xml:ns:xmpp-framing';
  const messages = [
    `<open xmlns="${FRAMING}" to="example.org" version="1.0" xml:lang="en"/>`,
    "<message xmlns='jabber:client' to='romeo@example.net'><body>Good night</body></message>",
    '<s:features xmlns:s="http://etherx.jabber.org/streams"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/></s:features>',
    `<close xmlns="${FRAMING}"/>`,
  ];

  it('are one element each, delivered when its message has come', () => {
    const delivered: XmlElement[] = [];
    const reader = new XmlReader({ framing: 'elements', onElement: (element) => delivered.push(element) });
    for (const [i, message] of messages.entries()) {
      reader.write(i % 2 === 0 ? message : new TextEncoder().encode(message));
      expect(delivered).toHaveLength(i + 1);
      expect(delivered[i]).toEqualXml(message);
    }
    reader.end();
    expect(delivered.map(({ tag }) => tag)).toEqual([
      `{${FRAMING}}open`,
      '{jabber:client}message',
      '{http://etherx.jabber.org/streams}features',
      `{${FRAMING}}close`,
    ]);
  });

  it('inherit no namespace from each other', () => {
    const reader = new XmlReader({ framing: 'elements' });
    reader.write(messages[2] as string);
    expect(() => reader.write('<s:error/>')).toThrow(expect.objectContaining({ code: 'not-well-formed' }));
  });

  it('say where the input ends too early', () => {
    const reader = new XmlReader({ framing: 'elements' });
    reader.write("<message xmlns='jabber:client'><body>");
    expect(() => reader.end()).toThrow('The input ends before </body>');
  });
});
