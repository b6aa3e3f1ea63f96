/** What handlers get by the types of matchers: the class that a literal path names, or the one that is given. */
import { expectTypeOf, test } from 'vitest';
import { defineElement } from '../../src/element/define-element.js';
import type { AnyElement } from '../../src/element/element-base.js';
import { registerStanzaPlugin } from '../../src/element/register-stanza-plugin.js';
import { MatchIDSender } from '../../src/matcher/match-id-sender.js';
import { MatchMany } from '../../src/matcher/match-many.js';
import { MatchXMLMask } from '../../src/matcher/match-xml-mask.js';
import { MatchXPath } from '../../src/matcher/match-xpath.js';
import type { Matcher } from '../../src/matcher/matcher.js';
import { MatcherId } from '../../src/matcher/matcher-id.js';
import { StanzaPath } from '../../src/matcher/stanza-path.js';
import { Iq } from '../../src/stanza/iq.js';
import type { Message } from '../../src/stanza/message.js';
import type { Presence } from '../../src/stanza/presence.js';
import { defineStanza, type StanzaBase } from '../../src/stanza/stanza-base.js';
import type { XmlElement } from '../../src/xml/element.js';

class Register extends defineElement({
  name: 'query',
  namespace: 'jabber:iq:register',
  pluginAttrib: 'register',
  subInterfaces: ['username'],
}) {}
const RegisterIq = registerStanzaPlugin(Iq, Register);
class Note extends defineStanza({ name: 'note', namespace: 'urn:n' }) {}

declare function stanzaOf<S>(matcher: Matcher<S>): S;
declare const namespace: string;
declare const path: string;

test('a literal path names the class of its stanza', () => {
  expectTypeOf(stanzaOf(new MatchXPath('{jabber:client}iq/{jabber:iq:register}query'))).toEqualTypeOf<Iq>();
  expectTypeOf(stanzaOf(new MatchXPath("message[@type='chat']/body"))).toEqualTypeOf<Message>();
  expectTypeOf(stanzaOf(new MatchXPath('{jabber:server}presence'))).toEqualTypeOf<Presence>();
  expectTypeOf(stanzaOf(new StanzaPath('iq@type=set/register'))).toEqualTypeOf<Iq>();
  expectTypeOf(stanzaOf(new StanzaPath("message@from='a@b/c'"))).toEqualTypeOf<Message>();
  expectTypeOf(stanzaOf(new StanzaPath('presence'))).toEqualTypeOf<Presence>();
});

test('a namespace only known at run time is that of the stream', () => {
  expectTypeOf(stanzaOf(new MatchXPath(`{${namespace}}iq/{jabber:iq:register}query`))).toEqualTypeOf<Iq>();
});

test('a path that does not say is for any stanza', () => {
  expectTypeOf(stanzaOf(new MatchXPath('{urn:x}iq'))).toEqualTypeOf<StanzaBase>();
  expectTypeOf(stanzaOf(new MatchXPath('*/{urn:x}y'))).toEqualTypeOf<StanzaBase>();
  expectTypeOf(stanzaOf(new MatchXPath('.//{urn:x}y'))).toEqualTypeOf<StanzaBase>();
  expectTypeOf(stanzaOf(new MatchXPath(path))).toEqualTypeOf<StanzaBase>();
  expectTypeOf(stanzaOf(new StanzaPath(path))).toEqualTypeOf<StanzaBase>();
});

test('with a class it is that class', () => {
  const matcher = new MatchXPath('{jabber:client}iq/{jabber:iq:register}query', RegisterIq);
  expectTypeOf(stanzaOf(matcher)).toEqualTypeOf<InstanceType<typeof RegisterIq>>();
  expectTypeOf(stanzaOf(matcher).get('register').get('username')).toEqualTypeOf<string | undefined>();
  expectTypeOf(stanzaOf(new StanzaPath('iq/register', RegisterIq)).get('register')).toEqualTypeOf<Register>();
  expectTypeOf(stanzaOf(new StanzaPath('note', Note))).toEqualTypeOf<Note>();
  expectTypeOf(stanzaOf(new MatchXMLMask('<note xmlns="urn:n"/>', Note))).toEqualTypeOf<Note>();
  expectTypeOf(stanzaOf(new MatchXMLMask('<iq/>'))).toEqualTypeOf<StanzaBase>();
  // @ts-expect-error: not a stanza class
  new MatchXPath('iq', Date);
});

test('ids are for any stanza, several matchers for what any of them matches', () => {
  expectTypeOf(stanzaOf(new MatcherId('7'))).toEqualTypeOf<StanzaBase>();
  expectTypeOf(stanzaOf(new MatchIDSender({ id: '7' }))).toEqualTypeOf<StanzaBase>();
  const many = new MatchMany([new MatchXPath('iq'), new StanzaPath('message/body')]);
  expectTypeOf(stanzaOf(many)).toEqualTypeOf<Iq | Message>();
});

test('all take elements and stanza objects', () => {
  expectTypeOf<MatchXPath<'iq'>['match']>().toEqualTypeOf<(stanza: XmlElement | AnyElement) => boolean>();
  expectTypeOf<Matcher<Iq>['match']>().toEqualTypeOf<(stanza: XmlElement | AnyElement) => boolean>();
});
