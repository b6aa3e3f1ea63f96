/** `values`: a plain, JSON-safe snapshot of what is present; and back, with nothing that is declared lost. */
import {
  type AnyElement,
  base64,
  type Codec,
  custom,
  dateTime,
  defineElement,
  InvalidValueError,
  integer,
  jid,
  json,
  Message,
  registerStanzaPlugin,
  string,
} from 'couplet';
import { describe, expect, test } from 'vitest';
import { Form, FormField, Forwarded, Note, Registration } from './classes.js';
import '../support/matchers.js';

/** What is left after `JSON.stringify` and back. */
const throughJson = <T>(values: T): T => JSON.parse(JSON.stringify(values)) as T;

describe('values', () => {
  test('are what is present, and nothing else', () => {
    const registration = Registration.parse(
      "<query a='1'>text<username>bill</username><unknown/><registered/></query>",
    );
    expect(registration.values).toEqual({ username: 'bill', registered: true });
    expect(new Registration().values).toEqual({});
    expect(registration.toJSON()).toEqual(registration.values);
  });

  test('tell the present and empty from the absent', () => {
    const registration = Registration.parse("<query><username/><x xmlns='jabber:x:data'/></query>");
    expect(registration.values).toEqual({ username: '', form: {} });
    expect(FormField.parse("<field var=''/>").values).toEqual({ var: '' });
  });

  test('are plain: the texts of JIDs and dates, numbers and flags as they are', () => {
    const reverse: Codec<string> = {
      parse: (text) => [...text].reverse().join(''),
      format: (v) => [...v].reverse().join(''),
    };
    class All extends defineElement({
      name: 'all',
      namespace: 'urn:all',
      interfaces: {
        ...{ who: jid, when: dateTime, count: integer, bytes: base64, data: json, name: string, turned: reverse },
        ...{
          big: custom<bigint>({ parse: BigInt, format: String }),
          list: custom({ parse: (t) => t.split(','), format: String }),
        },
      },
    }) {}
    const given = {
      ...{ who: 'Bill@Example.org', when: '1969-07-20T21:56:15-05:00', count: 7, bytes: 'Zm8=' },
      ...{ data: '{ "a": 1 }', name: 'n', turned: 'abc', big: '3', list: 'a,b' },
    };
    const all = All.parse(
      `<all who='Bill@Example.org' when='1969-07-20T21:56:15-05:00' count='7' bytes='Zm8=' data='{ "a": 1 }' name='n' turned='cba' big='3' list='a,b'/>`,
    );
    expect(all.values).toEqual(given);
    expect(all.values).toEqual(throughJson(all.values));
    expect(All.of(all.values)).toEqualXml(all);
  });

  test('nest plugins and lists', () => {
    const form = "<x xmlns='jabber:x:data' type='form'><title>t</title><field var='a'><required/></field><field/></x>";
    expect(Registration.parse(`<query>${form}</query>`).values).toEqual({
      form: { type: 'form', title: 't', fields: [{ var: 'a', required: true }, {}] },
    });
  });

  test('hold the other languages under key, bar and language, and the own lang', () => {
    const content = "<title>a</title><title xml:lang='fr'>b</title><title xml:lang=''/><pages xml:lang='de'>3</pages>";
    expect(Note.parse(`<note xml:lang='en'>${content}</note>`).values).toEqual({
      ...{ lang: 'en', title: 'a', 'title|fr': 'b', 'title|': '', 'pages|de': 3 },
    });
  });

  test('do not make anything present', () => {
    const registration = new Registration();
    registration.get('form').get('fields');
    expect(registration.values).toEqual({});
    expect(registration.xml.children).toEqual([]);
  });

  test('throw for a malformed value: nothing is left out in silence', () => {
    expect(() => Forwarded.parse("<forwarded hops='x'/>").values).toThrow(InvalidValueError);
    expect(() => Forwarded.parse("<forwarded><forwarded stamp='x'/></forwarded>").values).toThrow(/Forwarded\.stamp/);
  });

  test('of a class with a key for the first and a list are the list', () => {
    const Notes = registerStanzaPlugin(Message, Note);
    const message = new Notes().set('notes', [Note.of({ id: 'a' }), Note.of({ id: 'b' })]);
    expect(message.values).toEqual({ notes: [{ id: 'a' }, { id: 'b' }] });
    class Tree extends defineElement({
      name: 'tree',
      namespace: 'urn:tree',
      interfaces: ['n'],
      plugins: { first: () => Tree, again: () => Tree },
      iterables: { all: () => Tree },
    }) {}
    expect(Tree.of({ all: [{ n: '1' }, { n: '2' }] }).values).toEqual({ all: [{ n: '1' }, { n: '2' }] });
    // Were each key walked for itself, this would take two to the power of the depth.
    let deep: AnyElement = new Tree();
    for (let i = 0; i < 200; i++) deep = new Tree().append(deep);
    expect(JSON.stringify(deep.values)).toBe(`${'{"all":['.repeat(200)}{}${']}'.repeat(200)}`);
  });

  test('of an extension are those of its own interface', () => {
    class Cost extends defineElement({
      name: 'cost',
      namespace: 'urn:cost',
      pluginAttrib: 'cost',
      isExtension: true,
      interfaces: { currency: string },
      subInterfaces: { cost: integer },
    }) {}
    class Order extends defineElement({ name: 'order', namespace: 'urn:order', interfaces: ['id'] }) {}
    const CostOrder = registerStanzaPlugin(Order, Cost);
    const order = CostOrder.parse("<order id='a'><cost xmlns='urn:cost'><cost>3</cost></cost></order>");
    expect(order.values).toEqual({ id: 'a', cost: 3 });
    expect(CostOrder.of(throughJson(order.values))).toEqualXml(order);
    expect(CostOrder.parse("<order><cost xmlns='urn:cost'/></order>").values).toEqual({});
  });
});

describe('values and accessor methods', () => {
  class Shape extends defineElement({
    name: 'shape',
    namespace: 'urn:shape',
    interfaces: { points: string, stamp: string, raw: string, form: string, all: string, odd: string },
    langInterfaces: ['name'],
  }) {
    getPoints(): { x: number; at: Date }[] {
      return (this.getDeclared('points') ?? '').split(' ').map((x) => ({ x: Number(x), at: new Date(0) }));
    }
    setPoints(points: readonly { x: number }[]): void {
      this.setDeclared('points', points.map(({ x }) => x).join(' '));
    }
    getRaw(): Uint8Array {
      return new Uint8Array([1, 2]);
    }
    getForm(): Form {
      return Form.of({ title: 't' });
    }
    getAll(): Form[] {
      return [Form.of({ title: 'a' }), new Form()];
    }
    hasOdd(): boolean {
      return this.has('points');
    }
    getOdd(): null {
      return null;
    }
    getName(language?: string): string | undefined {
      return this.getDeclared('name', language)?.toUpperCase();
    }
    setName(name: string, language?: string): void {
      this.setDeclared('name', name.toLowerCase(), language);
    }
  }
  test('what they return is made plain', () => {
    const shape = Shape.parse("<shape points='1 2' raw='' form='' all=''/>");
    expect(shape.values).toEqual({
      points: [
        { x: 1, at: '1970-01-01T00:00:00.000Z' },
        { x: 2, at: '1970-01-01T00:00:00.000Z' },
      ],
      ...{ raw: [1, 2], form: { title: 't' }, all: [{ title: 'a' }, {}], odd: null },
    });
    expect(throughJson(shape.values)).toEqual(shape.values);
    expect(new Shape().assign({ points: throughJson(shape.values).points ?? [] }).xml.attribute('points')).toBe('1 2');
  });
  test('every language goes through them', () => {
    const shape = Shape.parse("<shape><name>a</name><name xml:lang='fr'>b</name></shape>");
    expect(shape.values).toEqual({ name: 'A', 'name|fr': 'B' });
    expect(Shape.of(throughJson({ name: 'A', 'name|fr': 'B' }))).toEqualXml(shape);
    const foreign = Shape.parse("<shape><name xml:lang='fr'>b</name></shape>");
    expect(foreign.values).toEqual({ 'name|fr': 'B' });
    expect(Shape.of({ 'name|fr': 'B' })).toEqualXml(foreign);
  });
  test('hasKey decides whether it is there', () => {
    expect(Shape.parse("<shape odd='1'/>").values).toEqual({});
  });
});

describe('through JSON and back', () => {
  test.each<[string, AnyElement]>([
    ['a registration', Registration.parse('<query><username>a</username><password/><misc/><remove/></query>')],
    ['a form', Form.parse("<x type='form'><title/><field var='a' label=''><required/></field><field/><field/></x>")],
    [
      'languages',
      Note.parse(
        "<note xml:lang='en' id=''><title>a</title><title xml:lang='fr'/><title xml:lang='FR'>c</title><title xml:lang=''>d</title></note>",
      ),
    ],
    [
      'nested plugins',
      Forwarded.parse(
        "<forwarded hops='1'><forwarded stamp='2026-01-01T00:00:00.5+01:00'><delay xmlns='urn:xmpp:delay'><forwarded xmlns='urn:xmpp:forward:0'/></delay></forwarded></forwarded>",
      ),
    ],
    [
      'a message',
      Message.parse("<message to='Bill@Example.org' xml:lang='en'><body/><body xml:lang='fr'>b</body></message>"),
    ],
  ])('%s is the same', (_name, stanza) => {
    const stanzaClass = stanza.constructor as unknown as { of(values: object): AnyElement };
    expect(stanzaClass.of(throughJson(stanza.values) as object)).toEqualXml(stanza);
  });
});
