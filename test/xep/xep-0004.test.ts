/** XEP-0004: typed fields, forms and their submissions, reported items. The XML is written after the specification. */
import { InvalidValueError, JID, parseXml, type XmlElement } from 'couplet';
import { DATA_FORMS, type FieldType, Form, FormField, type FormValue, type FormValueGiven } from 'couplet/xep/0004';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

/** XML laid out for reading: white space between elements is no part of it. */
const xml = (text: string): XmlElement =>
  parseXml(text.replace(/>\s+</g, '><').trim(), { namespaces: { '': DATA_FORMS } });
const field = (text: string): FormField => new FormField(xml(text));

const ORDER = `
  <x xmlns='jabber:x:data' type='form'>
    <title>Pizza</title>
    <instructions>Fill in what you want.</instructions>
    <instructions>We bring it.</instructions>
    <field type='hidden' var='FORM_TYPE'><value>urn:example:pizza</value></field>
    <field type='fixed'><value>The pizza</value></field>
    <field type='list-single' var='size' label='Size'>
      <required/>
      <value>M</value>
      <option label='Small'><value>S</value></option>
      <option label='Medium'><value>M</value></option>
    </field>
    <field type='list-multi' var='toppings' label='On top'>
      <desc>As many as you like</desc>
      <value>olives</value>
      <value>capers</value>
      <option><value>olives</value></option>
      <option><value>capers</value></option>
      <option><value>onions</value></option>
    </field>
    <field type='boolean' var='sliced'><value>0</value></field>
    <field type='fixed'><value>You</value></field>
    <field type='text-single' var='name'><required/></field>
    <field type='text-private' var='pin'/>
    <field type='text-multi' var='address'><value>1 Rose St</value><value>Verona</value></field>
    <field type='jid-single' var='notify'><value>juliet@example.com</value></field>
    <field type='jid-multi' var='friends'><value>romeo@example.net</value><value>nurse@example.com</value></field>
  </x>`;

describe('reading a form', () => {
  const form = new Form(xml(ORDER));

  test('type, title, instructions in several elements, FORM_TYPE', () => {
    expect(form.get('type')).toBe('form');
    expect(form.get('title')).toBe('Pizza');
    expect(form.get('instructions')).toBe('Fill in what you want.\nWe bring it.');
    expect(form.formType).toBe('urn:example:pizza');
  });

  test('fields in document order, the ones without a var too', () => {
    expect(form.get('fields').map((each) => each.get('var') ?? each.get('type'))).toEqual([
      ...['FORM_TYPE', 'fixed', 'size', 'toppings', 'sliced', 'fixed', 'name', 'pin', 'address', 'notify', 'friends'],
    ]);
  });

  test('values by the type of their field', () => {
    const values = ['FORM_TYPE', 'size', 'toppings', 'sliced', 'name', 'pin', 'address'].map((name) =>
      form.value(name),
    );
    expect(values).toEqual([
      ['urn:example:pizza'],
      'M',
      ['olives', 'capers'],
      false,
      undefined,
      undefined,
      '1 Rose St\nVerona',
    ]);
    expect(String(form.value('notify'))).toBe('juliet@example.com');
    expect(form.value('notify')).toBeInstanceOf(JID);
    expect((form.value('friends') as JID[]).map((jid) => jid.full)).toEqual(['romeo@example.net', 'nurse@example.com']);
    expect(form.get('fields')[1]?.get('value')).toBe('The pizza');
  });

  test('label, desc, required and options', () => {
    const size = form.field('size');
    expect(size?.get('label')).toBe('Size');
    expect(size?.get('required')).toBe(true);
    expect(size?.get('options').map((option) => option.values)).toEqual([
      { label: 'Small', value: 'S' },
      { label: 'Medium', value: 'M' },
    ]);
    expect(form.field('toppings')?.get('desc')).toBe('As many as you like');
    expect(form.field('toppings')?.get('required')).toBe(false);
  });

  test('what is not there', () => {
    expect(form.field('nope')).toBeUndefined();
    expect(form.value('nope')).toBeUndefined();
    expect(form.text('nope')).toBeUndefined();
    expect(new Form().get('instructions')).toBeUndefined();
    expect(new Form().formType).toBeUndefined();
  });

  test('as text, whatever the type', () => {
    expect(form.text('sliced')).toBe('0');
    expect(form.text('friends')).toBe('romeo@example.net\nnurse@example.com');
  });

  test('names that objects have already are names', () => {
    const odd = new Form(xml(`<x><field var='__proto__'><value>a</value></field><field var='toString'/></x>`));
    expect(odd.value('__proto__')).toBe('a');
    expect(odd.submit({ toString: 'b' } as unknown as Record<string, string>).text('toString')).toBe('b');
  });
});

describe('the value of a field', () => {
  test.each<[FieldType, FormValueGiven, string[], FormValue]>([
    ['boolean', true, ['1'], true],
    ['boolean', false, ['0'], false],
    ['boolean', 'true', ['true'], true],
    ['fixed', 'Part 1', ['Part 1'], 'Part 1'],
    ['hidden', 'a', ['a'], ['a']],
    ['hidden', ['a', 'b'], ['a', 'b'], ['a', 'b']],
    ['jid-single', 'a@example.com', ['a@example.com'], new JID('a@example.com')],
    ['jid-single', new JID('a@example.com'), ['a@example.com'], new JID('a@example.com')],
    ['jid-multi', [new JID('a@b.c'), 'd@e.f'], ['a@b.c', 'd@e.f'], [new JID('a@b.c'), new JID('d@e.f')]],
    ['list-multi', ['x', 'y'], ['x', 'y'], ['x', 'y']],
    ['list-single', 'x', ['x'], 'x'],
    ['text-multi', 'a\nb\r\nc', ['a', 'b', 'c'], 'a\nb\nc'],
    ['text-multi', ['a', 'b'], ['a', 'b'], 'a\nb'],
    ['text-private', 's', ['s'], 's'],
    ['text-single', 't', ['t'], 't'],
    ['text-single', '', [''], ''],
  ])('of type %s, set to %j', (type, given, texts, value) => {
    const subject = new FormField().set('type', type).set('value', given);
    expect(subject.texts).toEqual(texts);
    expect(subject.get('value')).toEqual(value);
    subject.set('value', given);
    expect(subject.texts).toEqual(texts);
  });

  test.each<[FieldType, unknown]>([
    ['text-single', ['a', 'b']],
    ['boolean', ['1', '0']],
    ['boolean', 'maybe'],
    ['text-single', true],
    ['text-single', 3],
    ['jid-single', 'a@b@c/'],
    ['jid-multi', ['a@b.c', '@']],
    ['list-multi', ['a', 7]],
  ])('of type %s is never %j, and stays as it was', (type, given) => {
    const subject = new FormField().set('type', type);
    subject.set('value', type === 'boolean' ? '1' : 'a@b.c');
    const before = String(subject);
    expect(() => subject.set('value', given as FormValueGiven)).toThrow(InvalidValueError);
    expect(String(subject)).toBe(before);
  });

  test('without a type: a text, or texts when there are several', () => {
    expect(field('<field var="a"/>').get('value')).toBeUndefined();
    expect(field('<field var="a"><value>1</value></field>').get('value')).toBe('1');
    expect(field('<field var="a"><value>1</value><value>2</value></field>').get('value')).toEqual(['1', '2']);
    expect(new FormField().set('value', true).text).toBe('1');
    expect(new FormField().set('value', ['a', 'b']).texts).toEqual(['a', 'b']);
  });

  test('without a type, as what the reader knows it to be', () => {
    expect(field('<field var="a"><value>true</value></field>').boolean).toBe(true);
    expect(field('<field var="a"><value>a@example.com</value></field>').jid?.local).toBe('a');
    const jids = field('<field var="a"><value>a@b.c</value><value>A@b.c</value><value/></field>').jids;
    expect(jids.map(String)).toEqual(['a@b.c']);
  });

  test('an unknown type counts as text-single, and stays in the XML', () => {
    const odd = field('<field var="a" type="urn:example:odd"><value>1</value></field>');
    expect(odd.get('type')).toBe('text-single');
    expect(odd.get('value')).toBe('1');
    expect(odd.xml.attribute('type')).toBe('urn:example:odd');
    expect(() => odd.set('type', 'odd' as FieldType)).toThrow(InvalidValueError);
  });

  test.each(['boolean', 'jid-single'] as const)('an empty %s is there, and neither a boolean nor a JID', (type) => {
    const blank = field(`<field var='a' type='${type}'><value/></field>`);
    expect(blank.get('value')).toBe('');
    expect(type === 'boolean' ? blank.boolean : blank.jid).toBeUndefined();
    expect(FormField.of(blank.values).equals(blank)).toBe(true);
  });

  test('a malformed one throws, says which field, and hides nothing else', () => {
    const form = new Form(xml(`<x><field var='open' type='boolean'><value>maybe</value></field><field var='b'/></x>`));
    expect(() => form.value('open')).toThrow(/FormField\.value: .*'true'.*'open'/);
    expect(form.text('open')).toBe('maybe');
    expect(form.issues()).toMatchObject([{ path: ['fields', 0, 'value'], text: 'maybe' }]);
    expect(form.value('b')).toBeUndefined();
  });

  test('removed: all of its elements go, the options stay', () => {
    const size = new Form(xml(ORDER)).field('toppings')?.del('value');
    expect(size?.texts).toEqual([]);
    expect(size?.get('options')).toHaveLength(3);
    expect(size?.set('value', ['onions']).set('value', undefined).has('value')).toBe(false);
  });
});

describe('building a form', () => {
  test('from values', () => {
    const form = Form.of({
      type: 'form',
      title: 'Pizza',
      instructions: 'One\nTwo',
      fields: [
        { var: 'FORM_TYPE', type: 'hidden', value: 'urn:example:pizza' },
        { var: 'size', type: 'list-single', required: true, options: [{ label: 'Small', value: 'S' }, { value: 'M' }] },
      ],
    });
    const expected = `
      <x type='form'>
        <title>Pizza</title>
        <instructions>One</instructions>
        <instructions>Two</instructions>
        <field var='FORM_TYPE' type='hidden'><value>urn:example:pizza</value></field>
        <field var='size' type='list-single'>
          <required/>
          <option label='Small'><value>S</value></option>
          <option><value>M</value></option>
        </field>
      </x>`;
    expect(form.equals(xml(expected))).toBe(true);
  });

  test('field by field', () => {
    const form = new Form().set('type', 'submit');
    expect(form.addField({ var: 'a', type: 'boolean', value: true }).get('value')).toBe(true);
    form.fill({ a: false, b: 'new', c: undefined }).fill(new Map([['b', 'newer']]));
    expect(
      form.equals(
        xml(`
      <x type='submit'>
        <field var='a' type='boolean'><value>0</value></field>
        <field var='b'><value>newer</value></field>
      </x>`),
      ),
    ).toBe(true);
    expect(form.fill({ b: undefined }).field('b')?.has('value')).toBe(false);
  });

  test('instructions set twice are there once', () => {
    const form = new Form().set('instructions', 'a\nb').set('instructions', 'c');
    expect(form.equals(xml('<x><instructions>c</instructions></x>'))).toBe(true);
    expect(form.del('instructions').has('instructions')).toBe(false);
  });

  test('the values of a form make it again', () => {
    const form = new Form(xml(ORDER));
    const values: typeof form.values = JSON.parse(JSON.stringify(form));
    expect(Form.of(values).values).toEqual(form.values);
    expect(Form.of(values).equals(parseXml(String(Form.of(values))))).toBe(true);
  });
});

describe('answering a form', () => {
  const form = (): Form => new Form(xml(ORDER));

  test('a submission has all fields but the fixed ones, the values given and the others as they were', () => {
    const submission = form().submit({ size: 'S', toppings: [], sliced: true, name: 'Juliet', friends: undefined });
    expect(
      submission.equals(
        xml(`
      <x type='submit'>
        <field type='hidden' var='FORM_TYPE'><value>urn:example:pizza</value></field>
        <field type='list-single' var='size'><value>S</value></field>
        <field type='list-multi' var='toppings'/>
        <field type='boolean' var='sliced'><value>1</value></field>
        <field type='text-single' var='name'><value>Juliet</value></field>
        <field type='text-private' var='pin'/>
        <field type='text-multi' var='address'><value>1 Rose St</value><value>Verona</value></field>
        <field type='jid-single' var='notify'><value>juliet@example.com</value></field>
        <field type='jid-multi' var='friends'/>
      </x>`),
      ),
    ).toBe(true);
  });

  test('leaves the form as it was', () => {
    const before = form();
    before.submit({ size: 'S' });
    before.result();
    expect(before.equals(xml(ORDER))).toBe(true);
  });

  test('a field that the form does not have is a mistake', () => {
    expect(() => form().submit({ crust: 'thin' })).toThrow("this form has no field 'crust'");
  });

  test('cancelled, it has no fields', () => {
    expect(form().cancel().equals(xml("<x type='cancel'/>"))).toBe(true);
  });

  test('the result of a submission has its fields and values', () => {
    const result = form().submit({ name: 'Juliet' }).result();
    expect(result.get('type')).toBe('result');
    expect(result.value('name')).toBe('Juliet');
    expect(result.get('fields')).toHaveLength(9);
  });
});

describe('checking a submission', () => {
  const form = new Form(xml(ORDER));
  const answer = (fields: string): Form => new Form(xml(`<x type='submit'>${fields}</x>`));
  const name = "<field var='name'><value>Juliet</value></field>";
  const size = "<field var='size'><value>S</value></field>";

  test('nothing wrong: optional fields may be left out, unknown ones are not looked at', () => {
    expect(form.problems(answer(`${name}${size}<field var='other'><value>x</value></field>`))).toEqual([]);
    expect(form.problems(form.submit({ name: 'Juliet' }))).toEqual([]);
  });

  test.each([
    ['a required one is missing', size, 'name', 'a value is required'],
    ['a required one is blank', `${size}<field var='name'><value/></field>`, 'name', 'a value is required'],
    ['no option', `${name}<field var='size'><value>XXL</value></field>`, 'size', 'the value is none of the options'],
    [
      'one is no option',
      `${name}${size}<field var='toppings'><value>olives</value><value>mice</value></field>`,
      'toppings',
      'the value is none of the options',
    ],
    [
      'several of one',
      `${name}<field var='size'><value>S</value><value>M</value></field>`,
      'size',
      "the value is none for a field of type 'list-single'",
    ],
    [
      'no boolean',
      `${name}${size}<field var='sliced'><value>maybe</value></field>`,
      'sliced',
      "the value is none for a field of type 'boolean'",
    ],
    [
      'no JID',
      `${name}${size}<field var='friends'><value>@</value></field>`,
      'friends',
      "the value is none for a field of type 'jid-multi'",
    ],
  ])('%s', (_what, fields, at, message) => {
    expect(form.problems(answer(fields))).toEqual([{ var: at, message }]);
  });
});

describe('items', () => {
  const RESULT = `
    <x type='result'>
      <reported>
        <field var='name' type='text-single' label='Name'/>
        <field var='jid' type='jid-single' label='Address'/>
        <field var='open' type='boolean'/>
      </reported>
      <item>
        <field var='name'><value>Bar</value></field>
        <field var='jid'><value>bar@example.com</value></field>
        <field var='open'><value>1</value></field>
      </item>
      <item>
        <field var='name'><value>Cellar</value></field>
        <field var='jid'><value/></field>
        <field var='open'><value>0</value></field>
      </item>
    </x>`;

  test('are read by the types of the columns', () => {
    const items = new Form(xml(RESULT)).get('items');
    expect(items.map((item) => [item.text('name'), String(item.value('jid')), item.value('open')])).toEqual([
      ['Bar', 'bar@example.com', true],
      ['Cellar', '', false],
    ]);
    expect(items[0]?.field('nope')).toBeUndefined();
  });

  test('are built by the columns', () => {
    const form = new Form().set('type', 'result');
    form.addReported({ var: 'name', type: 'text-single', label: 'Name' });
    form.addReported({ var: 'jid', type: 'jid-single', label: 'Address' });
    form.addReported({ var: 'open', type: 'boolean' });
    form.addItem({ open: true, name: 'Bar', jid: new JID('bar@example.com') });
    form.addItem({ name: 'Cellar', open: false });
    expect(form.equals(xml(RESULT))).toBe(true);
    expect(Form.of(form.values).equals(form)).toBe(true);
  });

  test('of other columns, or with values that the column cannot have, are mistakes', () => {
    const form = new Form(xml(RESULT));
    expect(() => form.addItem({ nmae: 'Bar' })).toThrow("this form has no field 'nmae'");
    expect(() => form.addItem({ open: 'maybe' })).toThrow(InvalidValueError);
    expect(form.get('items')).toHaveLength(2);
  });

  test('come after the columns, whatever was added first', () => {
    const form = Form.of({ type: 'result', items: [{ fields: [{ var: 'a', value: '1' }] }] });
    const item = form.get('items')[0];
    form.addReported({ var: 'a', type: 'boolean' });
    expect(form.xml.children.map((node) => (typeof node === 'string' ? node : node.name))).toEqual([
      'reported',
      'item',
    ]);
    expect(item?.value('a')).toBe(true);
    expect(form.get('items')[0]).toBe(item);
  });

  test('set and removed as a whole', () => {
    const form = new Form(xml(RESULT)).del('items').del('reported');
    expect(form.equals(xml("<x type='result'/>"))).toBe(true);
    form.set('items', new Form(xml(RESULT)).get('items'));
    expect(form.get('items')).toHaveLength(2);
  });
});

test('any values: set, written, read and assigned, they are the same', () => {
  const text = fc.string({ unit: 'grapheme' }).filter((value) => !/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(value));
  const given = fc.oneof(
    fc.record({ type: fc.constant<FieldType>('boolean'), value: fc.boolean() }),
    fc.record({ type: fc.constantFrom<FieldType>('list-multi', 'hidden'), value: fc.array(text, { minLength: 1 }) }),
    fc.record({ type: fc.constant<FieldType>('text-multi'), value: fc.array(text).map((lines) => lines.join('\n')) }),
    fc.record({ type: fc.constantFrom<FieldType>('text-single', 'text-private', 'fixed', 'list-single'), value: text }),
  );
  fc.assert(
    fc.property(fc.array(fc.record({ var: text, field: given })), (fields) => {
      const form = Form.of({ type: 'submit', fields: fields.map((each) => ({ var: each.var, ...each.field })) });
      expect(form.get('fields').map((each) => each.get('value'))).toEqual(fields.map((each) => each.field.value));
      const again = Form.parse(String(form));
      expect(again.values).toEqual(form.values);
      expect(Form.of(JSON.parse(JSON.stringify(again))).equals(form)).toBe(true);
    }),
  );
});
