/** What the compiler derives from a declaration: the types of reading and writing, in a class and outside of it. */
import {
  type AnyElement,
  type AnyElementClass,
  type Codec,
  custom,
  dateTime,
  defineElement,
  defineStanza,
  type ElementBase,
  type FieldsOf,
  type Given,
  type Got,
  Iq,
  type JID,
  json,
  Message,
  oneOf,
  Presence,
  registerStanzaPlugin,
  type StanzaBase,
  string,
  type Values,
  type XmlElement,
} from 'couplet';
import { expectTypeOf, test } from 'vitest';
import { type Delay, Form, type FormField, Forwarded, Note, Registration as PlainRegistration } from './classes.js';

class Registration extends PlainRegistration {
  getMisc(): number {
    const username: string | undefined = this.get('username');
    return Number(username?.length);
  }
  setMisc(value: number | string): void {
    this.set('username', String(value)).set('remove', true).set('misc', 3).del('password');
    this.assign({ registered: true, form: { type: 'submit' } });
  }
}

const RegisterIq = registerStanzaPlugin(Iq, Registration);
const iq = new RegisterIq();
const forwarded = new Forwarded();

test('get, by the declared kind and codec', () => {
  expectTypeOf(iq.get('type')).toEqualTypeOf<'get' | 'set' | 'result' | 'error' | undefined>();
  expectTypeOf(iq.get('from')).toEqualTypeOf<JID | undefined>();
  expectTypeOf(iq.get('id')).toEqualTypeOf<string | undefined>();
  expectTypeOf(iq.get('lang')).toEqualTypeOf<string | undefined>();
  expectTypeOf(iq.get('register').get('username')).toEqualTypeOf<string | undefined>();
  expectTypeOf(iq.get('register').get('registered')).toEqualTypeOf<boolean>();
  expectTypeOf(iq.get('register').get('date')).toEqualTypeOf<Date | undefined>();
  expectTypeOf(iq.get('register').get('form').get('fields')).toEqualTypeOf<FormField[]>();
  expectTypeOf(new Message().get('body', 'fr')).toEqualTypeOf<string | undefined>();
  expectTypeOf(new Note().get('pages', 'fr')).toEqualTypeOf<number | undefined>();
  expectTypeOf(new Note().languages('title')).toEqualTypeOf<ReadonlyMap<string, string>>();
});

test('get, by accessor methods', () => {
  expectTypeOf(iq.get('register').get('misc')).toEqualTypeOf<number>();
  expectTypeOf(new Message().get('type')).toEqualTypeOf<'chat' | 'error' | 'groupchat' | 'headline' | 'normal'>();
  expectTypeOf(new Presence().get('priority')).toEqualTypeOf<number>();
});

test('get, by class', () => {
  expectTypeOf(iq.get(Registration)).toEqualTypeOf<Registration>();
  expectTypeOf(new Message().get(Form).get('title')).toEqualTypeOf<string | undefined>();
  expectTypeOf(new Message().has(Form)).toEqualTypeOf<boolean>();
  expectTypeOf(new Message().del(Form).enable(Form)).toEqualTypeOf<Message>();
});

test('a reply is of the class of the stanza', () => {
  expectTypeOf(iq.reply().get('register').get('misc')).toEqualTypeOf<number>();
  expectTypeOf(iq.errorReply({ condition: 'conflict' }).get('register')).toEqualTypeOf<Registration>();
  expectTypeOf(iq.copy()).toEqualTypeOf(iq);
});

test('set', () => {
  iq.get('register').set('misc', 'x').set('username', 'bill').set('remove', true).set('username', undefined);
  iq.get('register').set('username', null).set('date', new Date());
  iq.set('to', 'bill@example.org').set('to', iq.get('from')).set('register', new Registration());
  new Form().set('fields', new Form().get('fields')).set('fields', [] as readonly FormField[]);
  new Message().set('body', 'Bonjour', 'fr').del('body', 'fr').has('body', 'fr');
  new Presence().set('type', 'available');
  // @ts-expect-error: not one of the four types
  iq.set('type', 'bogus');
  // @ts-expect-error: wrong value type
  iq.get('register').set('username', 3);
  // @ts-expect-error: text for a date
  iq.get('register').set('date', '2026-01-01T00:00:00Z');
  // @ts-expect-error: another class
  iq.set('register', new Form());
  // @ts-expect-error: not what the accessor method takes
  iq.get('register').set('misc', new Date());
});

test('a wrong key', () => {
  // @ts-expect-error: not an interface
  iq.get('nope');
  // @ts-expect-error: not an interface
  iq.set('nope', 'x');
  // @ts-expect-error: not an interface
  iq.del('nope');
  // @ts-expect-error: not an interface
  iq.has('nope');
  // @ts-expect-error: not an interface
  iq.enable('nope');
  // @ts-expect-error: not an interface of the child
  iq.assign({ register: { user: 'x' } });
  // @ts-expect-error: not an interface of the child
  iq.values.register?.user;
  // @ts-expect-error: not a stanza class
  iq.get(Date);
  // @ts-expect-error: only lang interfaces take a language
  iq.get('type', 'fr');
  // @ts-expect-error: only lang interfaces take a language
  iq.set('id', 'x', 'fr');
  // @ts-expect-error: only lang interfaces have languages
  new Message().languages('thread');
  // @ts-expect-error: a plugin that is attached to another class
  new Message().get('register');
  // @ts-expect-error: attached, but the parent itself does not know it
  new Iq().get('register');
});

test('values', () => {
  expectTypeOf(iq.values.register?.date).toEqualTypeOf<string | undefined>();
  expectTypeOf(iq.values.register?.misc).toEqualTypeOf<number | undefined>();
  expectTypeOf(iq.values.register?.remove).toEqualTypeOf<boolean | undefined>();
  expectTypeOf(iq.values.to).toEqualTypeOf<string | undefined>();
  expectTypeOf(iq.values.register?.form?.fields?.[0]?.var).toEqualTypeOf<string | undefined>();
  expectTypeOf(new Message().values['body|fr']).toEqualTypeOf<string | undefined>();
  expectTypeOf(new Note().values['pages|fr']).toEqualTypeOf<number | undefined>();
  expectTypeOf(iq.toJSON()).toEqualTypeOf(iq.values);
});

test('assign and of', () => {
  const form = { type: 'submit', fields: [{ var: 'first' }] } as const;
  iq.assign({ type: 'set', register: { username: 'bill', remove: true, date: new Date(), form } });
  iq.assign({ to: 'bill@example.org', from: iq.get('to'), id: undefined, register: undefined });
  iq.assign(iq.values);
  RegisterIq.of(iq.values).get('register');
  RegisterIq.of({ type: 'get', register: new Registration() }).get('type');
  Form.of({ fields: [{ var: 'a' }, new Form().get('fields')[0] ?? {}] });
  new Message().assign({ body: 'Hello', 'body|fr': 'Bonjour', type: 'chat' });
  new Note().assign({ 'pages|fr': 3 });
  // @ts-expect-error: not a number
  new Note().assign({ 'pages|fr': 'three' });
  // @ts-expect-error: only lang interfaces have languages
  new Message().assign({ 'thread|fr': 'x' });
  // @ts-expect-error: not one of its values
  iq.assign({ type: 'bogus' });
  // @ts-expect-error: not an interface
  Registration.of({ user: 'bill' });
});

test('parse and of make objects of the class they are called on', () => {
  expectTypeOf(RegisterIq.parse('<iq/>').get('register').getMisc()).toEqualTypeOf<number>();
  expectTypeOf(Registration.parse('<query/>')).toEqualTypeOf<Registration>();
  expectTypeOf(Registration.of({})).toEqualTypeOf<Registration>();
});

test('classes that contain themselves and each other', () => {
  const nested = forwarded.get('inner').get('inner').get('delay').get('all')[0];
  expectTypeOf(nested?.get('stamp')).toEqualTypeOf<Date | undefined>();
  expectTypeOf(forwarded.get('delay')).toEqualTypeOf<Delay>();
  forwarded.assign({ inner: { inner: { stamp: new Date(), delay: { all: [{ stamp: '2026-01-01T00:00:00Z' }] } } } });
  expectTypeOf(forwarded.values.inner?.inner?.stamp).toEqualTypeOf<string | undefined>();
});

test('codecs', () => {
  interface Point {
    readonly x: number;
    readonly y: number;
  }
  const point: Codec<Point> = { parse: () => ({ x: 0, y: 0 }), format: ({ x, y }) => `${x},${y}` };
  const big = custom({ parse: BigInt, format: String as (value: bigint) => string });
  class Place extends defineElement({
    name: 'place',
    namespace: 'urn:example:place',
    interfaces: { at: point, size: big, data: json, kind: oneOf('a', 'b') },
  }) {}
  const place = new Place();
  expectTypeOf(place.get('at')).toEqualTypeOf<Point | undefined>();
  expectTypeOf(place.get('size')).toEqualTypeOf<bigint | undefined>();
  expectTypeOf(place.get('data')).toBeUnknown();
  expectTypeOf(place.values.at).toEqualTypeOf<string | undefined>();
  expectTypeOf(place.values.size).toEqualTypeOf<string | undefined>();
  expectTypeOf(place.values.kind).toEqualTypeOf<'a' | 'b' | undefined>();
  place.set('at', { x: 1, y: 2 }).assign({ at: '1,2', size: 3n, data: [1, 2] });
});

test('in its own accessor methods a class has its whole type', () => {
  class Counted extends defineElement({
    name: 'counted',
    namespace: 'urn:example:counted',
    interfaces: { count: string, stamp: dateTime },
  }) {
    getCount(): number {
      return Number(this.getDeclared('count') ?? 0);
    }
    setCount(count: number): void {
      this.setDeclared('count', String(count));
    }
    delCount(): void {
      this.delDeclared('count');
    }
    hasCount(): boolean {
      return this.getDeclared('count') !== undefined;
    }
    next(): this {
      return this.set('count', this.get('count') + 1).set('stamp', new Date());
    }
  }
  expectTypeOf(new Counted().next().get('count')).toEqualTypeOf<number>();
  expectTypeOf(new Counted().getDeclared('count')).toEqualTypeOf<string | undefined>();
  expectTypeOf(new Counted().values.count).toEqualTypeOf<number | undefined>();
  // @ts-expect-error: its accessor method takes a number
  new Counted().set('count', '3');
});

test('subclasses of subclasses, and of an attached class', () => {
  class MyIq extends RegisterIq {
    username(): string | undefined {
      return this.set('type', 'get').get('register').get('username');
    }
  }
  class MyIq2 extends MyIq {
    getId(): string {
      return this.username() ?? '';
    }
  }
  expectTypeOf(new MyIq2().get('id')).toEqualTypeOf<string>();
  expectTypeOf(new MyIq2().get('register').get('misc')).toEqualTypeOf<number>();
  expectTypeOf(MyIq2.parse('<iq/>').username()).toEqualTypeOf<string | undefined>();
  MyIq2.of({ register: { username: 'bill' } });
});

test('what is attached: plugins, lists, extensions', () => {
  class Receipt extends defineElement({
    name: 'request',
    namespace: 'urn:xmpp:receipts',
    pluginAttrib: 'receipt',
    isExtension: true,
    interfaces: ['receipt'],
  }) {
    getReceipt(): boolean {
      return this.xml.name === 'request';
    }
    setReceipt(on: boolean): void {
      if (on) this.enable('receipt');
    }
  }
  const Both = registerStanzaPlugin(registerStanzaPlugin(Message, Receipt), Note, { iterable: true });
  const message = new Both();
  expectTypeOf(message.get('receipt')).toEqualTypeOf<boolean>();
  expectTypeOf(message.values.receipt).toEqualTypeOf<boolean | undefined>();
  expectTypeOf(message.get('note')).toEqualTypeOf<Note>();
  expectTypeOf(message.get('notes')).toEqualTypeOf<Note[]>();
  message.set('receipt', true).set('notes', message.get('notes')).get('body', 'fr');
  message.assign({ receipt: true, notes: [{ id: 'a', 'title|fr': 'Titre' }, new Note()], 'body|fr': 'Bonjour' });
  // @ts-expect-error: not a flag of one's own, but the extension's boolean
  message.set('receipt', 'yes');
});

test('a name that is only known at run time adds no key', () => {
  const pluginAttrib = String(Math.random());
  class Anonymous extends defineElement({ name: 'x', namespace: 'urn:x', pluginAttrib }) {}
  const attached = new (registerStanzaPlugin(Message, Anonymous))();
  // @ts-expect-error: not an interface
  attached.get('nope');
});

test('code that is generic over stanza classes', () => {
  function first<C extends new (xml?: XmlElement) => AnyElement>(stanzaClass: C): InstanceType<C> {
    return new stanzaClass() as InstanceType<C>;
  }
  expectTypeOf(first(RegisterIq).get('register').get('misc')).toEqualTypeOf<number>();
  [iq, forwarded, new Message()] satisfies ElementBase[];
  [iq, new Message(), new Presence()] satisfies StanzaBase[];
  [RegisterIq, Forwarded, Message] satisfies AnyElementClass[];
  expectTypeOf<StanzaBase>().toHaveProperty('reply');
  expectTypeOf(({} as StanzaBase).get('to')).toEqualTypeOf<JID | undefined>();
  const read = <K extends 'username' | 'password'>(key: K): Got<Registration, K> => new Registration().get(key);
  expectTypeOf(read('username')).toEqualTypeOf<string | undefined>();
});

test('the named types', () => {
  expectTypeOf<Values<Form>['fields']>().toEqualTypeOf<Values<FormField>[] | undefined>();
  expectTypeOf<Given<Form>['type']>().toEqualTypeOf<'form' | 'submit' | 'cancel' | 'result' | undefined>();
  expectTypeOf<FieldsOf<{ name: 'a'; namespace: ''; boolInterfaces: ['b']; interfaces: ['b', 'c'] }>>().toEqualTypeOf<{
    lang: string | undefined;
    b: boolean;
    c: string | undefined;
  }>();
});

test('a definition that cannot be meant', () => {
  // @ts-expect-error: a misspelt group
  defineElement({ name: 'x', namespace: 'urn:x', subInterface: ['a'] });
  // @ts-expect-error: not a stanza class
  defineElement({ name: 'x', namespace: 'urn:x', plugins: { at: Date } });
  // @ts-expect-error: no namespace
  defineElement({ name: 'x' });
  // @ts-expect-error: not a codec
  defineElement({ name: 'x', namespace: 'urn:x', interfaces: { a: 'string' } });
  // @ts-expect-error: a misspelt group
  defineStanza({ name: 'x', namespace: 'urn:x', interface: { a: string } });
  // @ts-expect-error: no pluginAttrib
  registerStanzaPlugin(Iq, class extends defineElement({ name: 'x', namespace: 'urn:x' }) {});
});
