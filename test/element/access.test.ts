/** Reading, setting, removing and testing interfaces by their declared kind. */
import {
  type Codec,
  defineElement,
  InvalidValueError,
  integer,
  JID,
  jid,
  string,
  UnknownInterfaceError,
  XmlElement,
} from 'couplet';
import { describe, expect, test } from 'vitest';
import { Form, FormField, Forwarded, Registration } from './classes.js';
import '../support/matchers.js';

class Item extends defineElement({
  name: 'item',
  namespace: 'urn:example:item',
  interfaces: { id: integer, owner: jid },
  subInterfaces: { title: string, size: integer },
  boolInterfaces: ['done'],
}) {}
const NS = 'urn:example:item';
const item = (content = '', attributes = ''): Item => Item.parse(`<item xmlns='${NS}'${attributes}>${content}</item>`);
/** What a program without types could pass. */
const anyKey = (key: unknown): 'title' => key as 'title';

describe('an attribute', () => {
  test('absent is undefined, empty is the empty text', () => {
    expect(item().get('id')).toBeUndefined();
    expect(Form.parse("<x type=''/>").has('type')).toBe(true);
    expect(FormField.parse("<field var=''/>").get('var')).toBe('');
  });
  test('is written in place, with its codec', () => {
    const made = item('', " id='1' x='y'").set('id', 2);
    expect(made).toEqualXml(`<item xmlns="${NS}" id="2" x="y"/>`);
    expect(made.get('id')).toBe(2);
  });
  test('of another namespace is another attribute', () => {
    expect(item('', " xmlns:o='urn:o' o:id='5'").get('id')).toBeUndefined();
  });
  test('is removed by del, undefined, null and the empty text', () => {
    for (const value of [undefined, null, ''])
      expect(
        item('', " id='1'")
          .set('id', value as never)
          .has('id'),
      ).toBe(false);
    expect(item('', " id='1'").del('id')).toEqualXml(`<item xmlns="${NS}"/>`);
    expect(item().del('id').del('id').has('id')).toBe(false);
  });
  test('a JID is set as one or as text, which is checked', () => {
    expect(item().set('owner', 'Bill@Example.org').xml.attribute('owner')).toBe('bill@example.org');
    expect(item().set('owner', new JID('a@b/c')).get('owner')?.resource).toBe('c');
    expect(() => item().set('owner', '@')).toThrow(InvalidValueError);
  });
});

describe('the text of a child', () => {
  test('absent is undefined, present and empty is the empty text', () => {
    expect(item().get('title')).toBeUndefined();
    expect(item('<title/>').get('title')).toBe('');
    expect(item('<title></title>').has('title')).toBe(true);
  });
  test('is that of the first direct child of the own namespace', () => {
    expect(
      item("<title xmlns='urn:o'>no</title><x><title>no</title></x><title>a</title><title>b</title>").get('title'),
    ).toBe('a');
  });
  test('is all of its text, and none of its children', () => {
    expect(item('<title>a<b>x</b>c</title>').get('title')).toBe('ac');
  });
  test('is written in place, once', () => {
    const made = item('<size>1</size><x/>').set('size', 2).set('title', 'a').set('title', 'b').set('title', 'b');
    expect(made).toEqualXml(`<item xmlns="${NS}"><size>2</size><x/><title>b</title></item>`);
  });
  test('keeps what else is in the child', () => {
    expect(item("<title a='1'>old<b/></title>").set('title', 'new')).toEqualXml(
      `<item xmlns="${NS}"><title a="1">new<b/></title></item>`,
    );
  });
  test('is removed by del, undefined, null and the empty text, with every child of that name', () => {
    for (const value of [undefined, null, '']) {
      const made = item('<title>a</title>between<title>b</title>').set('title', value);
      expect(made).toEqualXml(`<item xmlns="${NS}">between</item>`);
    }
    expect(item('<title/>').del('title').has('title')).toBe(false);
  });
});

describe('a flag', () => {
  test('is the presence of a child, whatever is in it', () => {
    expect(item().get('done')).toBe(false);
    expect(item('<done/>').get('done')).toBe(true);
    expect(item('<done>false</done>').get('done')).toBe(true);
    expect(item("<done xmlns='urn:o'/>").get('done')).toBe(false);
  });
  test('true adds the empty child once, false removes it', () => {
    const made = item().set('done', true).set('done', true);
    expect(made).toEqualXml(`<item xmlns="${NS}"><done/></item>`);
    expect(item('<done><x/></done>').set('done', true)).toEqualXml(`<item xmlns="${NS}"><done><x/></done></item>`);
    expect(item('<done/><done/>').set('done', false)).toEqualXml(`<item xmlns="${NS}"/>`);
    for (const value of [undefined, null, ''])
      expect(
        item('<done/>')
          .set('done', value as never)
          .get('done'),
      ).toBe(false);
  });
  test('is true or false and nothing else', () => {
    for (const value of [1, 'true', 0, {}]) expect(() => item().set('done', value as never)).toThrow(InvalidValueError);
  });
});

describe('a plugin', () => {
  test('is the first child of its tag, and the same object every time', () => {
    const registration = Registration.parse(
      "<query><x xmlns='jabber:x:data' type='form'/><x xmlns='jabber:x:data'/></query>",
    );
    expect(registration.get('form').get('type')).toBe('form');
    expect(registration.get('form')).toBe(registration.get('form'));
    expect(registration.get(Form)).toBe(registration.get('form'));
  });
  test('is set to a stanza object in the place of the one there was', () => {
    const registration = Registration.parse("<query><username/><x xmlns='jabber:x:data'/><remove/></query>");
    const form = Form.of({ type: 'submit' });
    registration.set('form', form);
    expect(registration).toEqualXml(
      '<query xmlns="jabber:iq:register"><username/><x xmlns="jabber:x:data" type="submit"/><remove/></query>',
    );
    expect(registration.get('form')).toBe(form);
    expect(registration.set('form', form).get('form')).toBe(form);
  });
  test('is set to nothing that is of another tag', () => {
    for (const value of [new FormField(), { type: 'submit' }, 'form', 1]) {
      expect(() => new Registration().set('form', value as never)).toThrow(InvalidValueError);
    }
    expect(() => new Registration().set('form', new FormField() as never)).toThrow(
      'Registration.form: expected <{jabber:x:data}x>, found <{jabber:x:data}field>',
    );
  });
  test('is removed with every child of its tag', () => {
    const two = "<query><x xmlns='jabber:x:data'/><x xmlns='jabber:x:data'/><x/></query>";
    for (const without of [
      Registration.parse(two).del('form'),
      Registration.parse(two).del(Form),
      Registration.parse(two).set('form', undefined),
    ]) {
      expect(without).toEqualXml('<query xmlns="jabber:iq:register"><x/></query>');
    }
  });
});

describe('a list', () => {
  const two = "<x xmlns='jabber:x:data'><field var='a'/><title>t</title><field var='b'/></x>";
  test('is all children of its tag in document order, a fresh list every time', () => {
    const form = Form.parse(two);
    expect(form.get('fields').map((field) => field.get('var'))).toEqual(['a', 'b']);
    expect(form.get('fields')).not.toBe(form.get('fields'));
    expect(form.get('fields')[0]).toBe(form.get('fields')[0]);
    form.get('fields').pop();
    expect(form.get('fields')).toHaveLength(2);
    expect(new Form().get('fields')).toEqual([]);
    expect([form.has('fields'), new Form().has('fields')]).toEqual([true, false]);
  });
  test('is replaced as a whole, at the end, in the order given', () => {
    const form = Form.parse(two);
    const [a, b] = form.get('fields') as [FormField, FormField];
    const c = FormField.of({ var: 'c' });
    form.set('fields', [b, c, a]);
    expect(form).toEqualXml(
      '<x xmlns="jabber:x:data"><title>t</title><field var="b"/><field var="c"/><field var="a"/></x>',
    );
    expect(form.get('fields')).toEqual([b, c, a]);
    expect(form.set('fields', []).has('fields')).toBe(false);
  });
  test('takes nothing of another tag, and changes nothing then', () => {
    const form = Form.parse(two);
    for (const value of [[new Form()], [FormField.of({ var: 'c' }), 'x'], {}, 'fields', new FormField()]) {
      expect(() => form.set('fields', value as never)).toThrow(InvalidValueError);
    }
    expect(form).toEqualXml(Form.parse(two));
  });
  test('is removed with del', () => {
    expect(Form.parse(two).del('fields')).toEqualXml('<x xmlns="jabber:x:data"><title>t</title></x>');
    expect(Form.parse(two).del(FormField).has('fields')).toBe(false);
  });
});

describe('enable', () => {
  test('makes present with no content, and leaves alone what is present', () => {
    const registration = new Registration().enable('username').enable('username').enable('remove').enable('form');
    expect(registration).toEqualXml(
      '<query xmlns="jabber:iq:register"><username/><remove/><x xmlns="jabber:x:data"/></query>',
    );
    expect(registration.set('username', 'bill').enable('username').get('username')).toBe('bill');
    expect(FormField.of({}).enable('var').xml.attribute('var')).toBe('');
    expect(new Registration().enable(Form).has('form')).toBe(true);
  });
  test('cannot be done to a list', () => {
    expect(() => new Form().enable('fields')).toThrow('Form.fields: a list has no empty form: append to it');
  });
});

describe('a key that is none', () => {
  test.each(['user', '', 'toString', '__proto__', 'constructor', 'TITLE', 3, undefined])('%s is an error', (key) => {
    const made = item('<title>a</title>');
    const before = made.toString();
    for (const use of [
      () => made.get(anyKey(key)),
      () => made.set(anyKey(key), 'x'),
      () => made.set(anyKey(key), undefined),
      () => made.del(anyKey(key)),
      () => made.has(anyKey(key)),
      () => made.enable(anyKey(key)),
      () => made.getDeclared(anyKey(key)),
      () => made.setDeclared(anyKey(key), 'x'),
      () => made.delDeclared(anyKey(key)),
    ]) {
      expect(use).toThrow(UnknownInterfaceError);
      expect(use).toThrow(expect.objectContaining({ code: 'unknown-interface' }));
    }
    expect(made.toString()).toBe(before);
  });
  test('lists the keys that there are', () => {
    expect(() => item().get(anyKey('nme'))).toThrow(
      "Item has no interface or plugin 'nme'; it has lang, id, owner, title, size, done",
    );
  });
  test.each([Date, class Local {}, {}, null])('nor is %s a stanza class', (stanzaClass) => {
    for (const use of [
      () => item().get(stanzaClass as unknown as typeof Form),
      () => item().has(stanzaClass as unknown as typeof Form),
      () => item().del(stanzaClass as unknown as typeof Form),
      () => item().enable(stanzaClass as unknown as typeof Form),
    ]) {
      expect(use).toThrow(UnknownInterfaceError);
      expect(use).toThrow(/^Item expects a key or a stanza class, found .{1,40}$/);
    }
  });
});

describe('a malformed value', () => {
  const broken = (): Forwarded => Forwarded.parse("<forwarded stamp='yesterday' hops='many'/>");
  test('is an error of get that says class, key, reason and text', () => {
    expect(() => broken().get('hops')).toThrow(InvalidValueError);
    expect(() => broken().get('hops')).toThrow("Forwarded.hops: expected a whole number, found 'many'");
    expect(() => broken().get('stamp')).toThrow(
      expect.objectContaining({ code: 'invalid-value', stanzaClass: 'Forwarded', key: 'stamp', text: 'yesterday' }),
    );
  });
  test('leaves the other interfaces, has, set and del alone', () => {
    const made = broken();
    expect(made.has('hops')).toBe(true);
    expect(made.get('inner').has('hops')).toBe(false);
    expect(made.set('hops', 3).get('hops')).toBe(3);
    expect(made.del('stamp').get('stamp')).toBeUndefined();
  });
  test('is not set, and what there was stays', () => {
    const made = Forwarded.of({ hops: 1 });
    for (const value of ['2', 1.5, Number.NaN, {}]) {
      expect(() => made.set('hops', value as never)).toThrow(InvalidValueError);
      expect(() => made.set('hops', value as never)).toThrow('Forwarded.hops: expected a whole number');
    }
    expect(made.get('hops')).toBe(1);
    expect(() => new Registration().set('username', 3 as never)).toThrow(
      'Registration.username: expected text, found number',
    );
  });
  test('is cut short in the message', () => {
    const long = 'x'.repeat(10_000);
    expect(() => Forwarded.parse(`<forwarded hops='${long}'/>`).get('hops')).toThrow(/found 'x{40}…'$/);
  });
});

test('a child that is a subclass of the class asked for is still found by its tag', () => {
  class MyForm extends Form {}
  const registration = new Registration().append(MyForm.of({ title: 'a' }));
  expect(registration.get('form')).toBeInstanceOf(Form);
  expect(registration.get('form')).not.toBeInstanceOf(MyForm);
  expect(registration.get(MyForm).get('title')).toBe('a');
  expect(registration.xml.children).toHaveLength(1);
  expect(registration.get('form').xml).toBe(registration.get(MyForm).xml);
  expect(registration.get('form').xml).toBeInstanceOf(XmlElement);
});

test('a codec that makes no text of a value is told of, and nothing is written', () => {
  const codec = { parse: Number, format: (value: number) => value } as unknown as Codec<number>;
  class Counted extends defineElement({
    name: 'x',
    namespace: 'urn:x',
    interfaces: { a: codec },
    subInterfaces: { b: codec },
  }) {}
  const counted = new Counted();
  for (const write of [() => counted.set('a', 1), () => counted.set('b', 1), () => counted.assign({ a: 1, b: 1 })]) {
    expect(write).toThrow(InvalidValueError);
    expect(write).toThrow(/its codec made number of it, not text/);
  }
  expect(counted.values).toEqual({});
});
