/** XEP-0004: forms, read, built and answered. The XML is written after the specification. */
import { JID, parseXml } from 'couplet';
import { Form } from 'couplet/xep/0004';
import { describe, expect, test } from 'vitest';
import { EXACT } from '../../support/matchers.js';
import { ORDER, xml } from './order.js';

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
    expect(form).toEqualXml(xml(expected));
  });

  test('field by field', () => {
    const form = new Form().set('type', 'submit');
    expect(form.addField({ var: 'a', type: 'boolean', value: true }).get('value')).toBe(true);
    form.fill({ a: false, b: 'new', c: undefined }).fill(new Map([['b', 'newer']]));
    expect(form).toEqualXml(
      xml(`
      <x type='submit'>
        <field var='a' type='boolean'><value>0</value></field>
        <field var='b'><value>newer</value></field>
      </x>`),
    );
    expect(form.fill({ b: undefined }).field('b')?.has('value')).toBe(false);
  });

  test('instructions set twice are there once', () => {
    const form = new Form().set('instructions', 'a\nb').set('instructions', 'c');
    expect(form).toEqualXml(xml('<x><instructions>c</instructions></x>'));
    expect(form.del('instructions').has('instructions')).toBe(false);
  });

  test('the values of a form make it again', () => {
    const form = new Form(xml(ORDER));
    const values: typeof form.values = JSON.parse(JSON.stringify(form));
    expect(Form.of(values).values).toEqual(form.values);
    expect(Form.of(values)).toEqualXml(parseXml(String(Form.of(values))), EXACT);
  });
});

describe('answering a form', () => {
  const form = (): Form => new Form(xml(ORDER));

  test('a submission has all fields but the fixed ones, the values given and the others as they were', () => {
    const submission = form().submit({ size: 'S', toppings: [], sliced: true, name: 'Juliet', friends: undefined });
    expect(submission).toEqualXml(
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
    );
  });

  test('leaves the form as it was', () => {
    const before = form();
    before.submit({ size: 'S' });
    before.result();
    expect(before).toEqualXml(xml(ORDER));
  });

  test('a field that the form does not have is a mistake', () => {
    expect(() => form().submit({ crust: 'thin' })).toThrow("this form has no field 'crust'");
  });

  test('cancelled, it has no fields', () => {
    expect(form().cancel()).toEqualXml(xml("<x type='cancel'/>"));
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

  test('nothing wrong: a list that says nothing of its options has none to choose from', () => {
    const open = Form.of({ fields: [{ var: 'a', type: 'list-single' }] });
    expect(open.problems(open.submit({ a: 'x' }))).toEqual([]);
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
