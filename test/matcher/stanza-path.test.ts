/** StanzaPath: what its names stand for, what it refuses, plugins that come later, and what it tells the index. */
import { afterEach, describe, expect, it } from 'vitest';
import { integer, jid } from '../../src/element/codec.js';
import { defineElement } from '../../src/element/define-element.js';
import type { AnyElementClass } from '../../src/element/element-base.js';
import { registerStanzaPlugin, unregisterStanzaPlugin } from '../../src/element/register-stanza-plugin.js';
import { StanzaPath } from '../../src/matcher/stanza-path.js';
import { Iq } from '../../src/stanza/iq.js';
import { Message } from '../../src/stanza/message.js';
import { Presence } from '../../src/stanza/presence.js';
import { defineStanza } from '../../src/stanza/stanza-base.js';
import { parseXml } from '../../src/xml/parse.js';
import { XmlPathError } from '../../src/xml/path-scanner.js';

class Item extends defineElement({
  name: 'item',
  namespace: 'urn:r',
  interfaces: { jid, seats: integer },
  subInterfaces: ['group'],
}) {
  getSeats(): number {
    return this.getDeclared('seats') ?? 1;
  }
}
class Receipt extends defineElement({
  name: 'receipt',
  namespace: 'urn:s',
  pluginAttrib: 'receipt',
  isExtension: true,
  interfaces: ['receipt'],
}) {}
class Register extends defineElement({
  name: 'query',
  namespace: 'urn:r',
  pluginAttrib: 'register',
  interfaces: ['node'],
  subInterfaces: ['username'],
  boolInterfaces: ['remove'],
  iterables: { items: Item },
}) {}
class Thing extends defineElement({
  name: 'thing',
  namespace: 'urn:t',
  pluginAttrib: 'thing',
  pluginMultiAttrib: 'things',
  interfaces: ['k'],
}) {}
class Note extends defineStanza({
  name: 'note',
  namespace: 'urn:n',
  interfaces: ['colour'],
  plugins: { register: Register, inner: () => Note },
}) {}

const registered: [AnyElementClass, Parameters<typeof registerStanzaPlugin>[1]][] = [];
function register(parent: AnyElementClass, plugin: Parameters<typeof registerStanzaPlugin>[1]): void {
  registerStanzaPlugin(parent, plugin);
  registered.push([parent, plugin]);
}
afterEach(() => {
  for (const [parent, plugin] of registered.splice(0)) unregisterStanzaPlugin(parent, plugin);
});

const stanza = (text: string) => parseXml(text, { namespaces: { '': 'jabber:client' } });
const matches = (path: string, text: string, stanzaClass?: AnyElementClass) =>
  new StanzaPath(path, stanzaClass).match(stanza(text));

describe('the stanza', () => {
  it('is named by the first step', () => {
    expect(matches('iq', '<iq/>')).toBe(true);
    expect(matches('message', '<iq/>')).toBe(false);
    expect(matches('{jabber:client}iq', '<iq/>')).toBe(true);
    expect(matches('iq', "<iq xmlns='urn:x'/>")).toBe(false);
  });

  it('is one of the class that is given', () => {
    expect(matches('note@colour=red', "<note xmlns='urn:n' colour='red'/>", Note)).toBe(true);
    expect(matches('{urn:n}note', "<note xmlns='urn:n'/>", Note)).toBe(true);
    expect(matches('note', "<note xmlns='urn:m'/>", Note)).toBe(false);
    expect(matches('query/username', "<query xmlns='urn:r'><username/></query>", Register)).toBe(true);
    expect(new StanzaPath('note', Note).stanzaClass).toBe(Note);
    expect(new StanzaPath('iq').stanzaClass).toBeUndefined();
  });

  it('may be a stanza object', () => {
    const note = Note.of({ colour: 'red' });
    expect(new StanzaPath('note@colour=red', Note).match(note)).toBe(true);
    expect(new StanzaPath('iq@type=get').match(Iq.of({ type: 'get' }))).toBe(true);
    expect(new StanzaPath('presence@priority=0').match(new Presence())).toBe(true);
  });
});

describe('interfaces', () => {
  it('are compared as they stand in the XML', () => {
    expect(matches('iq@type=set', "<iq type='set'/>")).toBe(true);
    expect(matches('iq@type=set', "<iq type='get'/>")).toBe(false);
    expect(matches('iq@type=bogus', "<iq type='bogus'/>")).toBe(true);
    expect(matches('iq@type=set@id=7', "<iq type='set' id='7'/>")).toBe(true);
    expect(matches('iq@type=set@id=7', "<iq type='set' id='8'/>")).toBe(false);
    expect(matches('iq@id=', "<iq id=''/>")).toBe(true);
    expect(matches('iq@id=', '<iq/>')).toBe(false);
    expect(matches("message@from='a@b/c=d'", "<message from='a@b/c=d'/>")).toBe(true);
    expect(matches('message@id="it\'s"', `<message id="it's"/>`)).toBe(true);
    expect(matches('message@thread=t1', '<message><thread>t1</thread></message>')).toBe(true);
    expect(matches('message@thread=t1', '<message><thread>t2</thread></message>')).toBe(false);
  });

  it('with an accessor method are asked for, defaults included', () => {
    expect(matches('message@type=normal', '<message/>')).toBe(true);
    expect(matches('message@type=normal', "<message type='bogus'/>")).toBe(true);
    expect(matches('message@type=chat', "<message type='chat'/>")).toBe(true);
    expect(matches('presence@type=available', '<presence/>')).toBe(true);
    expect(matches('presence@priority=2', '<presence><priority>2</priority></presence>')).toBe(true);
    expect(matches('presence@priority=2', '<presence><priority>+2</priority></presence>')).toBe(true);
    expect(matches('presence@priority=0', '<presence/>')).toBe(true);
    expect(matches('item@seats=1', "<item xmlns='urn:r'/>", Item)).toBe(true);
  });

  it('with a malformed value are no match, and no error', () => {
    expect(matches('presence@priority=2', '<presence><priority>high</priority></presence>')).toBe(false);
    expect(matches('presence@type=available', "<presence type='bogus'/>")).toBe(false);
  });

  it('are present, be they empty, when they are the last step', () => {
    expect(matches('message/body', '<message><body>Hello</body></message>')).toBe(true);
    expect(matches('message/body', '<message><body/></message>')).toBe(true);
    expect(matches('message/body', '<message/>')).toBe(false);
    expect(matches('message/body', "<message><body xmlns='urn:x'/></message>")).toBe(false);
    expect(matches('message/id', "<message id=''/>")).toBe(true);
    expect(matches('message/id', '<message/>')).toBe(false);
    expect(matches('message/type', '<message/>')).toBe(false);
    expect(matches('presence/priority', '<presence/>')).toBe(false);
  });

  it('in several languages are the one that get gives', () => {
    const text = "<message xml:lang='en'><body xml:lang='fr'>Salut</body><body>Hello</body></message>";
    expect(matches('message@body=Hello', text)).toBe(true);
    expect(matches('message@body=Salut', text)).toBe(false);
    expect(matches('message@lang=en', text)).toBe(true);
    expect(matches('message/lang', text)).toBe(true);
    expect(matches('message@lang=en', '<message/>')).toBe(false);
  });

  it('that are flags are true or false', () => {
    const query = (inner: string) => `<query xmlns='urn:r'>${inner}</query>`;
    expect(matches('query@remove=true', query('<remove/>'), Register)).toBe(true);
    expect(matches('query@remove=true', query(''), Register)).toBe(false);
    expect(matches('query@remove=false', query(''), Register)).toBe(true);
    expect(matches('query/remove', query('<remove/>'), Register)).toBe(true);
    expect(matches('query/remove', query(''), Register)).toBe(false);
  });

  it('with a tester of their own go by that', () => {
    const error = (inner: string) => `<iq type='error'><error>${inner}</error></iq>`;
    const condition = "<conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>";
    expect(matches('iq@type=error/error@condition=conflict', error(condition))).toBe(true);
    expect(matches('iq@type=error/error@condition=gone', error(condition))).toBe(false);
    expect(matches('iq/error/condition', error(condition))).toBe(true);
    expect(matches('iq/error/condition', error(''))).toBe(false);
  });
});

describe('plugins', () => {
  it('are children of their class', () => {
    register(Iq, Register);
    expect(matches('iq@type=set/register', "<iq type='set'><query xmlns='urn:r'/></iq>")).toBe(true);
    expect(matches('iq@type=set/register', "<iq type='set'><x xmlns='urn:x'/><query xmlns='urn:r'/></iq>")).toBe(true);
    expect(matches('iq@type=set/register', "<iq type='set'><query xmlns='urn:x'/></iq>")).toBe(false);
    expect(matches('iq@type=set/register', "<iq type='get'><query xmlns='urn:r'/></iq>")).toBe(false);
    expect(matches('iq/register@node=a', "<iq><query xmlns='urn:r' node='a'/></iq>")).toBe(true);
    expect(matches('iq/register@node=a', "<iq><query xmlns='urn:r' node='b'/></iq>")).toBe(false);
    expect(matches('iq/register/username', "<iq><query xmlns='urn:r'><username/></query></iq>")).toBe(true);
    expect(matches('iq/register/username', "<iq><query xmlns='urn:r'/></iq>")).toBe(false);
  });

  it('are told from others by the whole key', () => {
    register(Iq, Register);
    expect(matches('iq/regist', "<iq><query xmlns='urn:r'/></iq>")).toBe(false);
  });

  it('may be named by tag', () => {
    register(Iq, Register);
    expect(matches('iq/{urn:r}query@node=a/remove', "<iq><query xmlns='urn:r' node='a'><remove/></query></iq>")).toBe(
      true,
    );
    expect(matches('iq/{urn:x}query', "<iq><query xmlns='urn:r'/></iq>")).toBe(false);
    expect(matches('iq/{urn:x}unknown', "<iq><unknown xmlns='urn:x'/></iq>")).toBe(true);
    expect(matches('iq/{urn:x}unknown@a=b', "<iq><unknown xmlns='urn:x' a='b'/></iq>")).toBe(false);
  });

  it('may be lists: any of them has to match', () => {
    const query = "<query xmlns='urn:r'><item jid='a'/><item jid='b'><group>g</group></item></query>";
    expect(matches('query/items', query, Register)).toBe(true);
    expect(matches('query/items', "<query xmlns='urn:r'/>", Register)).toBe(false);
    expect(matches('query/items@jid=b', query, Register)).toBe(true);
    expect(matches('query/items@jid=b/group', query, Register)).toBe(true);
    expect(matches('query/items@jid=a/group', query, Register)).toBe(false);
    expect(matches('query/item@jid=b', query, Register)).toBe(true);
  });

  it('that can be iterated over match if any child does', () => {
    register(Message, Thing);
    const text = "<message><thing xmlns='urn:t' k='1'/><thing xmlns='urn:t' k='2'/></message>";
    for (const name of ['thing', 'things', '{urn:t}thing']) expect(matches(`message/${name}@k=2`, text)).toBe(true);
    expect(matches('message/thing@k=3', text)).toBe(false);
  });

  it('that are extensions are an interface of the parent', () => {
    register(Message, Receipt);
    expect(matches('message/receipt', "<message><receipt xmlns='urn:s' receipt='r'/></message>")).toBe(true);
    expect(matches('message@receipt=r', "<message><receipt xmlns='urn:s' receipt='r'/></message>")).toBe(true);
    expect(matches('message@receipt=q', "<message><receipt xmlns='urn:s' receipt='r'/></message>")).toBe(false);
    expect(matches('message/receipt', '<message/>')).toBe(false);
    expect(matches('message@receipt=r', '<message/>')).toBe(false);
  });

  it('may contain themselves', () => {
    const text = "<note xmlns='urn:n'><note><note colour='red'/></note></note>";
    expect(matches('note/inner/inner@colour=red', text, Note)).toBe(true);
    expect(matches('note/inner@colour=red', text, Note)).toBe(false);
    expect(matches('note/inner/inner/inner', text, Note)).toBe(false);
  });

  it('may be registered later, and taken off again', () => {
    const path = new StanzaPath('iq/register@node=a');
    const iq = stanza("<iq><query xmlns='urn:r' node='a'/></iq>");
    expect([path.match(iq), path.keys()]).toEqual([false, []]);
    register(Iq, Register);
    expect(path.match(iq)).toBe(true);
    expect(path.keys()).toEqual([{ root: '{jabber:client}iq', child: '{urn:r}query' }]);
    unregisterStanzaPlugin(Iq, Register);
    expect([path.match(iq), path.keys()]).toEqual([false, []]);
  });

  it('may turn out to be what the path is not made for, which matches nothing', () => {
    const path = new StanzaPath('message/receipt/more');
    register(Message, Receipt);
    expect(path.match(stanza("<message><receipt xmlns='urn:s' receipt='r'/></message>"))).toBe(false);
    expect(path.keys()).toEqual([]);
  });

  it('on a subclass are known with that class', () => {
    class MyIq extends Iq {}
    registerStanzaPlugin(MyIq, Register);
    expect(matches('iq/register', "<iq><query xmlns='urn:r'/></iq>", MyIq)).toBe(true);
    expect(matches('iq/register', "<iq><query xmlns='urn:r'/></iq>")).toBe(false);
  });
});

it('never changes what it looks at, and wraps nothing that does not match otherwise', () => {
  register(Iq, Register);
  register(Message, Receipt);
  const iq = stanza("<iq type='set'><query xmlns='urn:r'/></iq>");
  const message = stanza('<message/>');
  const before = [String(iq), String(message)];
  for (const path of ['iq@type=set/register/username', 'iq@type=set/register@node=a', 'iq/error', 'iq/register/items'])
    new StanzaPath(path).match(iq);
  new StanzaPath('message@type=normal/body').match(message);
  expect([iq.view, message.view]).toEqual([undefined, undefined]);
  new StanzaPath('message@receipt=r').match(message);
  expect(message.aside).toBeUndefined();
  expect([String(iq), String(message)]).toEqual(before);
});

describe('what is refused when it is made', () => {
  it.each([
    ['', 0, /expected the name of a stanza/],
    ['/iq', 0, /expected the name of the stanza/],
    ['//iq', 0, /expected the name of the stanza/],
    ['iq/', 3, /expected the name/],
    ['iq//register', 3, /expected the name/],
    ['iq ', 2, /expected '\/', '@' or the end/],
    ['iq@', 3, /expected the name of an interface/],
    ['iq@type', 7, /expected '=' and a value/],
    ['iq@=get', 3, /expected the name of an interface/],
    ['iq@id=a=b', 7, /goes in quotes/],
    ["iq@id='a", 8, /expected ', found the end/],
    ["iq@id='a'b", 9, /expected '\/', '@' or the end/],
    ['iq@id=a"b', 7, /goes in quotes/],
    ['{urn:x', 0, /expected the name/],
    ['{urn:x}', 7, /expected the name/],
    ['iq[1]', 2, /expected '\/', '@' or the end/],
    ['*', 0, /expected the name/],
    ['stanza', 0, /expected 'iq', 'message', 'presence', or the class of the stanza/],
    ['{urn:x}iq', 0, /expected {jabber:client}iq for the class Iq/],
    ['message/body/x', 12, /expected the end after 'body', which is an interface/],
    ['message/body@x=1', 12, /expected the end after 'body'/],
    ['iq@error=x', 3, /'error' is a plugin/],
  ])('%j', (path, offset, message) => {
    expect(() => new StanzaPath(path)).toThrow(XmlPathError);
    expect(() => new StanzaPath(path)).toThrow(message);
    expect(() => new StanzaPath(path)).toThrow(expect.objectContaining({ code: 'invalid-path', path, offset }));
  });

  it('a class whose elements the path is not about', () => {
    expect(() => new StanzaPath('iq', Message)).toThrow(/expected {jabber:client}message for the class Message/);
  });
});

describe('what it tells the index', () => {
  it.each([
    ['iq', [{ root: '{jabber:client}iq' }]],
    ['iq@type=set@id=7', [{ root: '{jabber:client}iq', type: 'set', id: '7' }]],
    // The type of a message has a default: the attribute need not be there.
    ['message@type=normal', [{ root: '{jabber:client}message' }]],
    ['message/body', [{ root: '{jabber:client}message', child: '{jabber:client}body' }]],
    ['message@thread=x', [{ root: '{jabber:client}message', child: '{jabber:client}thread' }]],
    ['iq/error@type=wait', [{ root: '{jabber:client}iq', child: '{jabber:client}error' }]],
    ['iq/{urn:x}y', [{ root: '{jabber:client}iq', child: '{urn:x}y' }]],
    ['iq/unknown', []],
  ])('of %s', (path, keys) => expect(new StanzaPath(path).keys()).toEqual(keys));

  it('of flags', () => {
    expect(new StanzaPath('query@remove=true', Register).keys()).toEqual([
      { root: '{urn:r}query', child: '{urn:r}remove' },
    ]);
    expect(new StanzaPath('query@remove=false', Register).keys()).toEqual([{ root: '{urn:r}query' }]);
  });
});
