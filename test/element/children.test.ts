/** Children of stanza objects: put in, taken out, walked through; one truth, which is the XML. */
import { defineElement, InvalidValueError, Iq, Message, registerStanzaPlugin, XmlElement } from 'couplet';
import { describe, expect, test } from 'vitest';
import { Form, FormField, Forwarded, Note, Registration } from './classes.js';
import '../support/matchers.js';

const RegisterIq = registerStanzaPlugin(Iq, Registration);
const NotesMessage = registerStanzaPlugin(Message, Note);

describe('append', () => {
  test('adopts what has no parent, and copies what has one', () => {
    const form = Form.of({ title: 'a' });
    const first = new Registration().append(form);
    expect(first.get('form')).toBe(form);
    const second = new Registration().append(form).append(form.xml);
    expect(second.xml.children).toHaveLength(2);
    second.get('form').set('title', 'b');
    expect(first.get('form').get('title')).toBe('a');
    expect(first.xml.children).toEqual([form.xml]);
  });

  test('setPayload and set copy too', () => {
    const request = RegisterIq.of({ type: 'set', register: { username: 'a' } });
    const payload = new RegisterIq().setPayload(request.get('register'));
    const set = new RegisterIq().set('register', request.get('register'));
    for (const copy of [payload, set]) {
      copy.get('register').set('username', 'b');
      expect(copy.get('register')).not.toBe(request.get('register'));
    }
    expect(request.get('register').get('username')).toBe('a');
  });

  test('takes XML that no class knows, at the end, and shows it as it is', () => {
    const iq = new RegisterIq().append(new XmlElement('{urn:x}y', { a: '1' }, 'text'));
    expect(iq).toEqualXml('<iq xmlns="jabber:client"><y xmlns="urn:x" a="1">text</y></iq>');
    expect([iq.values, [...iq]]).toEqual([{}, []]);
  });

  test('takes stanza objects of any class; those of no iterable class are no items', () => {
    const message = new NotesMessage().append(Form.of({ title: 't' })).append(Note.of({ id: 'a' }));
    expect([...message]).toEqual([message.get('note')]);
    expect(message.get(Form).get('title')).toBe('t');
  });

  test.each(['text', undefined, null, 3, {}, { xml: 'x' }])('takes no %o, and keeps what there is', (child) => {
    const iq = RegisterIq.of({ id: 'a', register: { username: 'bill' } });
    const before = iq.toString();
    for (const use of [() => iq.append(child as never), () => iq.setPayload(child as never)]) {
      expect(use).toThrow(InvalidValueError);
      expect(use).toThrow(/Iq\.(child|payload): expected a stanza object or an XmlElement, found /);
    }
    expect(iq.toString()).toBe(before);
  });

  test('takes nothing into itself', () => {
    const forwarded = Forwarded.of({ inner: { inner: {} } });
    const deepest = forwarded.get('inner').get('inner');
    expect(() => deepest.append(forwarded)).toThrow(TypeError);
    expect(() => deepest.append(deepest)).not.toThrow();
    expect(forwarded.depth()).toBe(3);
    expect(() => new Forwarded().get('inner').append(forwarded)).not.toThrow();
    const alone = new Forwarded();
    for (const put of [() => alone.append(alone), () => alone.set('inner', alone), () => alone.xml.append(alone.xml)]) {
      expect(put).toThrow(TypeError);
    }
    expect(alone.toString()).toBe('<forwarded xmlns="urn:xmpp:forward:0"/>');
  });
});

describe('one wrapper for an element and a class', () => {
  test('however it is come by', () => {
    const form = Form.parse("<x><field var='a'/></x>");
    const [field] = form.get('fields');
    expect([...form][0]).toBe(field);
    expect(form.get(FormField)).toBe(field);
    expect(form.pop()).toBe(field);
  });

  test('a new one is always made by new, and found again if it is the first', () => {
    const element = new XmlElement(Form.tag);
    const registration = new Registration().append(element);
    const first = new Form(element);
    const second = new Form(element);
    expect(second).not.toBe(first);
    expect(registration.get('form')).toBe(first);
    second.set('title', 'a');
    expect(first.get('title')).toBe('a');
  });

  test('several classes see the same XML', () => {
    class Titled extends defineElement({ name: 'x', namespace: 'jabber:x:data', subInterfaces: ['title', 'other'] }) {}
    const registration = Registration.of({ form: { title: 'a' } });
    registration.get(Titled).set('title', 'b').set('other', 'c');
    expect(registration.get('form').get('title')).toBe('b');
    expect(registration.get(Titled)).toBe(registration.get(Titled));
    expect(registration.get(Titled).parent).toBe(registration);
  });
});

describe('the XML is the only state', () => {
  test('children appended raw are seen', () => {
    const iq = new RegisterIq();
    iq.xml.append(new XmlElement(Registration.tag, {}, new XmlElement('{jabber:iq:register}username', {}, 'bill')));
    expect(iq.get('register').get('username')).toBe('bill');
    iq.get('register').xml.append(new XmlElement('{jabber:iq:register}remove'));
    expect(iq.get('register').get('remove')).toBe(true);
  });

  test('children removed raw are gone', () => {
    const form = Form.of({ fields: [{ var: 'a' }, { var: 'b' }] });
    form.xml.remove(form.get('fields')[0]?.xml as XmlElement);
    expect(form.get('fields').map((field) => field.get('var'))).toEqual(['b']);
    expect([...form]).toHaveLength(1);
  });

  test('children are seen that were there before their class was attached', () => {
    class Late extends defineElement({
      name: 'late',
      namespace: 'urn:late',
      pluginAttrib: 'late',
      interfaces: ['a'],
    }) {}
    const note = Note.parse("<note><late xmlns='urn:late' a='1'/></note>");
    expect(note.values).toEqual({});
    const LateNote = registerStanzaPlugin(Note, Late, { iterable: true });
    expect((note as InstanceType<typeof LateNote>).get('late').get('a')).toBe('1');
    expect(note.values).toEqual({ '{urn:late}late': [{ a: '1' }] });
    expect([...note]).toHaveLength(1);
  });

  test('text that is set raw is read', () => {
    const registration = Registration.of({ username: 'a' });
    const [username] = registration.xml.children as XmlElement[];
    if (username !== undefined) username.text = 'b';
    expect(registration.get('username')).toBe('b');
  });
});

describe('iteration', () => {
  const mixed = (): InstanceType<typeof NotesMessage> =>
    NotesMessage.parse(
      "<message><body>a</body><note xmlns='urn:example:note' id='a'/><x xmlns='jabber:x:data'/><note xmlns='urn:example:note' id='b'/></message>",
    );
  test('gives the children of iterable classes in document order', () => {
    expect([...mixed()].map((child) => child.xml.attribute('id'))).toEqual(['a', 'b']);
    expect([...Form.of({ fields: [{ var: 'a' }] })][0]).toBeInstanceOf(FormField);
    expect([...RegisterIq.of({ register: {} })]).toEqual([]);
  });
  test('is fresh each time, so that loops nest and reading in one disturbs nothing', () => {
    const message = mixed();
    const pairs: string[] = [];
    for (const outer of message) {
      for (const inner of message) pairs.push(`${outer.xml.attribute('id')}${inner.xml.attribute('id')}`);
      message.get('notes');
    }
    expect(pairs).toEqual(['aa', 'ab', 'ba', 'bb']);
  });
  test('is of what there was when it began', () => {
    const message = mixed();
    const seen: (string | undefined)[] = [];
    for (const child of message) {
      seen.push(child.xml.attribute('id'));
      message.xml.remove(child.xml);
      message.append(Note.of({ id: 'new' }));
    }
    expect(seen).toEqual(['a', 'b']);
    expect(message.get('notes').map((note) => note.get('id'))).toEqual(['new', 'new']);
  });
  test('of a tag that two classes share gives the class registered first', () => {
    class First extends defineElement({ name: 's', namespace: 'urn:s', pluginAttrib: 'first' }) {}
    class Second extends defineElement({ name: 's', namespace: 'urn:s', pluginAttrib: 'second' }) {}
    class Both extends defineElement({ name: 'both', namespace: 'urn:both' }) {}
    registerStanzaPlugin(Both, First, { iterable: true });
    registerStanzaPlugin(Both, Second, { iterable: true });
    expect([...Both.parse("<both><s xmlns='urn:s'/></both>")][0]).toBeInstanceOf(First);
  });
});

test('of several children in different languages, one is found by its language', () => {
  const message = NotesMessage.parse(
    "<message xml:lang='en'><note xmlns='urn:example:note' id='a'/><note xmlns='urn:example:note' id='b' xml:lang='fr'/></message>",
  );
  expect(
    message
      .get('notes')
      .find((note) => note.get('lang') === 'fr')
      ?.get('id'),
  ).toBe('b');
  expect(message.get('note').get('lang')).toBe('en');
});

describe('pop', () => {
  test('takes out the first, or the one asked for, and leaves the rest alone', () => {
    const form = Form.parse("<x><title/><field var='a'/>t<field var='b'/>u<field var='c'/></x>");
    expect(form.pop(1)?.xml.attribute('var')).toBe('b');
    expect(form).toEqualXml('<x xmlns="jabber:x:data"><title/><field var="a"/>tu<field var="c"/></x>');
    expect(form.pop()?.xml.attribute('var')).toBe('a');
    expect(form.pop(7)).toBeUndefined();
    expect(form.pop(-1)).toBeUndefined();
    expect(form.get('fields')).toHaveLength(1);
    form.pop();
    expect(form.pop()).toBeUndefined();
  });
  test('what is popped can be adopted', () => {
    const [source, target] = [Form.of({ fields: [{ var: 'a' }] }), new Form()];
    const field = source.pop() as FormField;
    target.append(field);
    expect(target.get('fields')).toEqual([field]);
    expect(source.has('fields')).toBe(false);
  });
});

describe('clear', () => {
  test('removes all children and text; attributes stay', () => {
    const form = Form.parse("<x type='form' a='b'>text<title/><field/><y xmlns='urn:y'/></x>");
    expect(form.clear()).toEqualXml('<x xmlns="jabber:x:data" type="form" a="b"/>');
    expect([form.get('fields'), form.has('title'), [...form]]).toEqual([[], false, []]);
  });
});

describe('equals and copy', () => {
  test('equals compares the XML: text, unknown content and order too', () => {
    const given = '<query><username>a</username><x/>t</query>';
    const registration = Registration.parse(given);
    expect(registration.equals(Registration.parse(given))).toBe(true);
    expect(registration.equals(Registration.parse(given).xml)).toBe(true);
    for (const other of ['<query><username>a</username><x/></query>', '<query><x/><username>a</username>t</query>']) {
      expect(registration.equals(Registration.parse(other))).toBe(false);
    }
    expect(registration.equals(new Form())).toBe(false);
  });
  test('a copy is deep, of the same class, without a parent, and does not follow', () => {
    const iq = RegisterIq.parse(
      "<iq><query xmlns='jabber:iq:register'><username>a</username>t<y xmlns='urn:y'/></query></iq>",
    );
    const copy = iq.get('register').copy();
    expect(copy).toBeInstanceOf(Registration);
    expect(copy).toEqualXml(iq.get('register'));
    expect(copy.parent).toBeUndefined();
    copy.set('username', 'b');
    expect(iq.get('register').get('username')).toBe('a');
    expect(copy).not.toEqualXml(iq.get('register'));
    expect(new RegisterIq().append(copy).get('register')).toBe(copy);
  });
  test('a copy of a subclass is one', () => {
    class MyIq extends RegisterIq {}
    expect(MyIq.of({ id: 'a' }).copy()).toBeInstanceOf(MyIq);
  });
});
