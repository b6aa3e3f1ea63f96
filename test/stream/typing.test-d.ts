/** The types of streams, handlers, events and plugins: what the compiler knows, and what it refuses. */
import {
  BasePlugin,
  Callback,
  Collector,
  defineElement,
  defineStanza,
  type ErrorContext,
  Iq,
  type JID,
  MatcherId,
  MatchIDSender,
  MatchMany,
  MatchXMLMask,
  MatchXPath,
  Message,
  type Presence,
  registerStanzaPlugin,
  type StanzaBase,
  StanzaPath,
  StanzaStream,
  Waiter,
  type XmlElement,
} from 'couplet';
import { describe, expectTypeOf, test } from 'vitest';

class Registration extends defineElement({
  name: 'query',
  namespace: 'jabber:iq:register',
  pluginAttrib: 'register',
  subInterfaces: ['username'],
}) {}
const RegisterIq = registerStanzaPlugin(Iq, Registration);
class Note extends defineStanza({ name: 'note', namespace: 'urn:note', subInterfaces: ['text'] }) {}

declare const stream: StanzaStream<{ greeted: string; counted: { n: number } }>;

describe('a handler gets the class that its matcher says', () => {
  test('by a literal path', () => {
    new Callback('iq', new MatchXPath('{jabber:client}iq/{jabber:iq:register}query'), (stanza) => {
      expectTypeOf(stanza).toEqualTypeOf<Iq>();
      return stanza.reply().send();
    });
    new Callback('message', new MatchXPath('message/body'), (stanza) => {
      expectTypeOf(stanza).toEqualTypeOf<Message>();
      expectTypeOf(stanza.get('body')).toEqualTypeOf<string | undefined>();
    });
    new Callback('presence', new StanzaPath('presence@type=subscribe'), (stanza) => {
      expectTypeOf(stanza).toEqualTypeOf<Presence>();
    });
    new Callback('path', new StanzaPath('iq@type=set/register'), (stanza) => {
      expectTypeOf(stanza).toEqualTypeOf<Iq>();
    });
  });

  test('by its class, where it is given one', () => {
    new Callback('register', new MatchXPath('iq/{jabber:iq:register}query', RegisterIq), (stanza) => {
      expectTypeOf(stanza.get('register').get('username')).toEqualTypeOf<string | undefined>();
    });
    new Callback('note', new MatchXPath('{urn:note}note', Note), (note) => {
      expectTypeOf(note).toEqualTypeOf<Note>();
    });
    new Callback('mask', new MatchXMLMask('<message/>', Message), (stanza) => {
      expectTypeOf(stanza).toEqualTypeOf<Message>();
    });
  });

  test('where nothing says more, the base of all stanzas', () => {
    new Callback('foreign', new MatchXPath('{urn:x}iq'), (stanza) => {
      expectTypeOf(stanza).toEqualTypeOf<StanzaBase>();
      // @ts-expect-error: another namespace's iq is not an Iq
      stanza.defer();
    });
    new Callback('id', new MatcherId('x'), (stanza) => {
      expectTypeOf(stanza).toEqualTypeOf<StanzaBase>();
    });
    new Callback('sender', new MatchIDSender({ id: 'x' }), (stanza) => {
      expectTypeOf(stanza).toEqualTypeOf<StanzaBase>();
    });
  });

  test('any of several', () => {
    new Callback('many', new MatchMany([new MatchXPath('message'), new MatchXPath('presence')]), (stanza) => {
      expectTypeOf(stanza).toEqualTypeOf<Message | Presence>();
    });
  });

  test('a waiter and a collector too', () => {
    const waiter = new Waiter('w', new MatchXPath('message'));
    expectTypeOf(waiter.wait({ timeout: 5 })).resolves.toEqualTypeOf<Message>();
    expectTypeOf(new Collector('c', new MatchXPath('message')).stop()).toEqualTypeOf<Message[]>();
    expectTypeOf(waiter.wait({ signal: new AbortController().signal })).resolves.toEqualTypeOf<Message>();
  });

  test('a function for another class is refused', () => {
    // @ts-expect-error: a message handler cannot take an iq
    new Callback('message', new MatchXPath('{jabber:client}message'), (_stanza: Iq) => {});
    new Callback('message', new MatchXPath('{jabber:client}message'), (_stanza: StanzaBase) => {});
  });

  test('registering gives a disposer', () => {
    expectTypeOf(stream.registerHandler(new Waiter('w', new MatcherId('x')))).toEqualTypeOf<() => void>();
    expectTypeOf(stream.removeHandler('w')).toEqualTypeOf<boolean>();
    // @ts-expect-error: not a handler
    stream.registerHandler(() => undefined);
  });
});

describe('events', () => {
  test('have names, and data of their own', () => {
    stream.addEventHandler('greeted', (name) => expectTypeOf(name).toEqualTypeOf<string>());
    stream.once('counted', (data) => expectTypeOf(data).toEqualTypeOf<{ n: number }>());
    expectTypeOf(stream.event('counted', { n: 1 })).toEqualTypeOf<Promise<void>>();
    expectTypeOf(stream.delEventHandler('greeted', () => undefined)).toEqualTypeOf<boolean>();
  });

  test('those of every stream are known', () => {
    stream.addEventHandler('online', (jid) => expectTypeOf(jid).toEqualTypeOf<JID | undefined>());
    stream.addEventHandler('offline', (reason) => expectTypeOf(reason).toEqualTypeOf<unknown>());
    new StanzaStream().addEventHandler('online', (jid) => jid?.full);
  });

  test('a wrong name or wrong data is refused', () => {
    // @ts-expect-error: there is no such event
    stream.addEventHandler('greted', () => undefined);
    // @ts-expect-error: its data is text
    void stream.event('greeted', 3);
    // @ts-expect-error: its data is an object
    stream.addEventHandler('counted', (_data: string) => undefined);
    // @ts-expect-error: a stream that declares none has none
    void new StanzaStream().event('greeted', 'bill');
  });
});

describe('stanzas of a stream', () => {
  test('are made of values, which are checked', () => {
    expectTypeOf(stream.makeIq({ type: 'get', to: 'a@b.c' })).toEqualTypeOf<Iq>();
    expectTypeOf(stream.makeMessage({ body: 'hi', 'body|fr': 'salut' })).toEqualTypeOf<Message>();
    expectTypeOf(stream.makePresence({ show: 'away', priority: 3 })).toEqualTypeOf<Presence>();
    expectTypeOf(stream.make(Note, { text: 'hi' })).toEqualTypeOf<Note>();
    expectTypeOf(
      stream.make(RegisterIq, { register: { username: 'bill' } }).get('register'),
    ).toEqualTypeOf<Registration>();
    // @ts-expect-error: not one of the four types
    stream.makeIq({ type: 'put' });
    // @ts-expect-error: not a key of a message
    stream.makeMessage({ bodi: 'hi' });
    // @ts-expect-error: not a value of the key
    stream.makePresence({ priority: 'high' });
    // @ts-expect-error: not a key of the class
    stream.make(Note, { body: 'hi' });
  });

  test('send resolves to the same class', () => {
    expectTypeOf(
      stream.makeIq().send({ timeout: 5, acceptReply: (from) => from?.domain === 'b.c' }),
    ).resolves.toEqualTypeOf<Iq>();
    expectTypeOf(stream.makeMessage().send()).resolves.toEqualTypeOf<Message>();
    expectTypeOf(stream.send(new Note())).resolves.toEqualTypeOf<Note>();
    expectTypeOf(stream.send({} as XmlElement)).resolves.toEqualTypeOf<StanzaBase>();
    expectTypeOf(stream.sendMessage('a@b.c', 'hi', { type: 'groupchat' })).resolves.toEqualTypeOf<Message>();
    // @ts-expect-error: not a type of a message
    void stream.sendMessage('a@b.c', 'hi', { type: 'shout' });
  });

  test('a filter gets any stanza, and gives one or none', () => {
    stream.addFilter('in', (stanza) => {
      expectTypeOf(stanza).toEqualTypeOf<StanzaBase>();
      return stanza.has('id') ? stanza : undefined;
    });
    // @ts-expect-error: there is no such direction
    stream.addFilter('sideways', (stanza) => stanza);
    // @ts-expect-error: true is no stanza
    stream.addFilter('in', () => true);
  });

  test('options are checked', () => {
    new StanzaStream({ send: () => undefined, order: 'none', stanzas: [Note], jid: undefined });
    // @ts-expect-error: there is no such order
    new StanzaStream({ send: () => undefined, order: 'random' });
    // @ts-expect-error: not stanza classes
    new StanzaStream({ send: () => undefined, stanzas: [Date] });
    new StanzaStream({
      onError: (error, context) => {
        expectTypeOf(error).toEqualTypeOf<unknown>();
        expectTypeOf(context).toEqualTypeOf<ErrorContext>();
      },
    });
  });
});

describe('plugins', () => {
  class Plain extends BasePlugin {
    static readonly pluginName = 'plain';
  }
  class Optional extends BasePlugin<{ greeting?: string }, { greeted: string }> {
    static readonly pluginName = 'optional';
    static readonly dependencies = [Plain];
    override pluginInit(): void {
      expectTypeOf(this.config.greeting).toEqualTypeOf<string | undefined>();
      expectTypeOf(this.xmpp.plugin(Plain)).toEqualTypeOf<Plain>();
      this.addEventHandler('greeted', (name) => expectTypeOf(name).toEqualTypeOf<string>());
      void this.xmpp.event('greeted', 'bill');
      // @ts-expect-error: not an event of this plugin
      this.addEventHandler('counted', () => undefined);
      expectTypeOf(this.own(() => undefined)).toEqualTypeOf<() => void>();
    }
    greet(): string {
      return 'hi';
    }
  }
  class Required extends BasePlugin<{ store: Map<string, string> }> {
    static readonly pluginName = 'required';
    static readonly xep = '0077';
    static readonly description = 'In-Band Registration';
  }

  test('are registered with the configuration that they need', () => {
    expectTypeOf(stream.registerPlugin(Plain)).toEqualTypeOf<Plain>();
    expectTypeOf(stream.registerPlugin(Optional)).toEqualTypeOf<Optional>();
    expectTypeOf(stream.registerPlugin(Optional, { greeting: 'hi' }).greet()).toEqualTypeOf<string>();
    expectTypeOf(stream.registerPlugin(Required, { store: new Map() })).toEqualTypeOf<Required>();
    // @ts-expect-error: it needs a configuration
    stream.registerPlugin(Required);
    // @ts-expect-error: it needs a store
    stream.registerPlugin(Required, {});
    // @ts-expect-error: not a part of its configuration
    stream.registerPlugin(Optional, { greetings: 'hi' });
    // @ts-expect-error: not a value of its configuration
    stream.registerPlugin(Optional, { greeting: 3 });
    // @ts-expect-error: not a plugin
    stream.registerPlugin(Date);
    class Nameless extends BasePlugin {}
    // @ts-expect-error: it has no pluginName
    stream.registerPlugin(Nameless);
  });

  test('are found as their class', () => {
    expectTypeOf(stream.plugin(Optional)).toEqualTypeOf<Optional>();
    expectTypeOf(stream.plugin('optional')).toExtend<BasePlugin>();
    expectTypeOf(stream.hasPlugin(Optional)).toEqualTypeOf<boolean>();
    expectTypeOf(stream.unregisterPlugin(Optional)).toEqualTypeOf<boolean>();
  });
});
