/** `assign` and `of`: many keys at once, plain or rich. */
import {
  DetachedElementError,
  defineElement,
  InvalidValueError,
  JID,
  Message,
  registerStanzaPlugin,
  UnknownInterfaceError,
  XmlElement,
} from 'couplet';
import { describe, expect, test } from 'vitest';
import { Form, FormField, Forwarded, Note, Registration } from './classes.js';
import '../support/matchers.js';

const NotesMessage = registerStanzaPlugin(Message, Note);
/** What a program without types could pass. */
const anything = (values: unknown): object => values as object;

describe('assign', () => {
  test('takes rich values', () => {
    const form = Form.of({ type: 'submit' });
    const registration = Registration.of({ date: new Date(0), form });
    expect(registration).toEqualXml(
      '<query xmlns="jabber:iq:register"><date>1970-01-01T00:00:00Z</date><x xmlns="jabber:x:data" type="submit"/></query>',
    );
    expect(registration.get('form')).toBe(form);
    expect(Message.of({ to: new JID('a@b'), from: 'c@d' })).toEqualXml(
      '<message xmlns="jabber:client" to="a@b" from="c@d"/>',
    );
    expect(Form.of({ fields: [FormField.of({ var: 'a' }), { var: 'b' }] })).toEqualXml(
      '<x xmlns="jabber:x:data"><field var="a"/><field var="b"/></x>',
    );
  });

  test('copies a stanza object that is elsewhere already', () => {
    const first = Registration.of({ form: { title: 't' } });
    const second = Registration.of({ form: first.get('form') });
    second.get('form').set('title', 'other');
    expect(first.get('form').get('title')).toBe('t');
  });

  test('takes texts as values shows them, as they are', () => {
    expect(Message.of({ to: 'Bill@Example.org' }).xml.attribute('to')).toBe('Bill@Example.org');
    expect(Forwarded.of({ stamp: '1969-07-20T21:56:15-05:00' }).xml.attribute('stamp')).toBe(
      '1969-07-20T21:56:15-05:00',
    );
    expect(() => Forwarded.of({ stamp: 'yesterday' })).toThrow(InvalidValueError);
    expect(() => Message.of({ to: '@' })).toThrow(InvalidValueError);
  });

  test('writes in the order of the declaration, whatever the order given', () => {
    expect(Registration.of({ form: {}, remove: true, password: 'p', username: 'u' })).toEqualXml(
      '<query xmlns="jabber:iq:register"><username>u</username><password>p</password><remove/><x xmlns="jabber:x:data"/></query>',
    );
  });

  test('fills in children in that order too, the deeper ones before the next', () => {
    const seen: string[] = [];
    class Part extends defineElement({
      name: 'part',
      namespace: 'urn:part',
      interfaces: ['id'],
      plugins: { one: () => Part },
      iterables: { all: () => Other },
    }) {
      setId(id: string): void {
        seen.push(id);
        this.setDeclared('id', id);
      }
    }
    class Other extends defineElement({ name: 'other', namespace: 'urn:part', plugins: { part: Part } }) {}
    Part.of({
      all: [{ part: { id: 'd' } }, { part: { id: 'e' } }],
      one: { one: { id: 'c' }, id: 'b' },
      id: 'a',
    });
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('keeps what is not named, removes what is undefined, assigns to plugins, replaces lists', () => {
    const registration = Registration.parse(
      "<query><username>a</username><password>b</password><registered/><x xmlns='jabber:x:data' type='form'><title>t</title><field var='a'/></x></query>",
    );
    const form = registration.get('form');
    registration.assign({
      username: 'c',
      password: undefined,
      registered: false,
      form: { type: 'submit', fields: [{}] },
    });
    expect(registration).toEqualXml(
      '<query xmlns="jabber:iq:register"><username>c</username><x xmlns="jabber:x:data" type="submit"><title>t</title><field/></x></query>',
    );
    expect(registration.get('form')).toBe(form);
    expect(registration.assign({ form: undefined, registered: undefined }).has('form')).toBe(false);
  });

  test('makes the empty text a present, empty child', () => {
    expect(Registration.of({ username: '' })).toEqualXml('<query xmlns="jabber:iq:register"><username/></query>');
    expect(Note.of({ id: '', title: '', 'title|fr': '', lang: '' })).toEqualXml(
      '<note xmlns="urn:example:note" xml:lang="" id=""><title/><title xml:lang="fr"/></note>',
    );
  });

  test('writes each language, and removes it', () => {
    const message = Message.of({ body: 'Hello', 'body|fr': 'Bonjour', 'body|de': 'Hallo' });
    expect(message.get('body', 'fr')).toBe('Bonjour');
    message.assign({ 'body|fr': 'Salut', 'body|de': undefined });
    expect(message).toEqualXml(
      '<message xmlns="jabber:client"><body>Hello</body><body xml:lang="fr">Salut</body></message>',
    );
  });

  test('keeps the items of a list that are in it again', () => {
    const form = Form.parse("<x><field var='a'/><field var='b'/></x>");
    const [a, b] = form.get('fields') as [FormField, FormField];
    form.assign({ fields: [b, a, b] });
    expect(form.get('fields').map((field) => field.get('var'))).toEqual(['b', 'a', 'b']);
    expect(form.get('fields')[1]).toBe(a);
  });

  test('takes lists as long as may come', () => {
    const fields = Array.from({ length: 200_000 }, () => ({}));
    const form = Form.of({ fields });
    expect(form.xml.children).toHaveLength(200_000);
    expect(form.issues()).toEqual([]);
    expect(form.values.fields).toHaveLength(200_000);
    expect(form.set('fields', form.get('fields')).xml.children).toHaveLength(200_000);
  });

  test('goes through setKey, which is given the empty text too', () => {
    const given: unknown[] = [];
    class Heard extends Registration {
      setUsername(value: string): void {
        given.push(value);
      }
      delUsername(): void {
        given.push('del');
      }
    }
    Heard.of({ username: '' }).assign({ username: 'a' }).assign({ username: undefined });
    expect(given).toEqual(['', 'a', 'del']);
  });

  test('gives back the stanza object', () => {
    const registration = new Registration();
    expect(registration.assign({})).toBe(registration);
    expect(registration.xml.children).toEqual([]);
  });
});

describe('refused', () => {
  test.each([
    ['a key', { user: 'x' }],
    ['a key of the child', { form: { titel: 'x' } }],
    ['a key of an item', { form: { fields: [{}, { vra: 'x' }] } }],
    ['a language of what has none', { 'username|fr': 'x' }],
    ['a language of nothing', { 'user|fr': 'x' }],
    ['__proto__', JSON.parse('{"__proto__": {}}')],
    ['__proto__ of the child', JSON.parse('{"form": {"__proto__": {"title": "x"}}}')],
    ['constructor', { constructor: 'x' }],
  ])('%s that there is not', (_name, values) => {
    expect(() => Registration.of(anything(values))).toThrow(UnknownInterfaceError);
  });

  test.each([
    ['a number for a text', { username: 3 }],
    ['an object for a text', { username: {} }],
    ['a text for a flag', { remove: 'true' }],
    ['the empty text for a flag', { remove: '' }],
    ['a text for a plugin', { form: 'x' }],
    ['a list for a plugin', { form: [] }],
    ['a date for a plugin', { form: new Date(0) }],
    ['an element for a plugin', { form: new XmlElement('{jabber:x:data}x') }],
    ['another class for a plugin', { form: new FormField() }],
    ['an object for a list', { form: { fields: {} } }],
    ['a text in a list', { form: { fields: ['a'] } }],
    ['nothing in a list', { form: { fields: [undefined] } }],
    ['another class in a list', { form: { fields: [new Form()] } }],
  ])('%s', (_name, values) => {
    expect(() => Registration.of(anything(values))).toThrow(InvalidValueError);
  });

  test.each([null, undefined, 'username', 3, ['username'], new Registration()])('%s for values', (values) => {
    expect(() => new Registration().assign(anything(values))).toThrow(InvalidValueError);
  });

  test('another class in a list leaves the list as it was', () => {
    const form = Form.of({ fields: [{ var: 'a' }] });
    expect(() => form.assign(anything({ fields: [{}, new Form()] }))).toThrow('expected <{jabber:x:data}field>');
    expect(form.get('fields').map((field) => field.get('var'))).toEqual(['a']);
  });

  test('inherited keys are none: they are not given', () => {
    const values = Object.create({ username: 'x' }) as object;
    expect(new Registration().assign(values).values).toEqual({});
  });
});

test('the first and a list that takes its place, both given, is a write that would be lost', () => {
  const both = { note: { id: 'a' }, notes: [{ id: 'b' }] };
  expect(() => NotesMessage.of(both)).toThrow(DetachedElementError);
  expect(NotesMessage.of({ note: Note.of({ id: 'a' }), notes: [] }).has('note')).toBe(false);
});

test('a list with a key for the first too', () => {
  const message = NotesMessage.of({ notes: [{ id: 'a' }, { id: 'b' }] });
  expect(
    message
      .assign({ note: { id: 'c' } })
      .get('notes')
      .map((note) => note.get('id')),
  ).toEqual(['c', 'b']);
});
