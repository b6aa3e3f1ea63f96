/** XEP-0004: the values of fields, by their types. The XML is written after the specification. */
import { Callback, InvalidValueError, JID, MatchXPath } from 'couplet';
import { type FieldType, Form, FormField, type FormValue, type FormValueGiven } from 'couplet/xep/0004';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXACT } from '../../support/matchers.js';
import { Service } from '../support/stream.js';
import { ORDER, xml } from './order.js';

const field = (text: string): FormField => new FormField(xml(text));

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

  test.each(['boolean', 'jid-multi', 'jid-single'] as const)(
    'an empty %s is there, and neither a boolean nor a JID',
    (type) => {
      const blank = field(`<field var='a' type='${type}'><value/></field>`);
      expect(blank.get('value')).toBe('');
      expect(type === 'boolean' ? blank.boolean : blank.jid).toBeUndefined();
      expect(blank.jids).toEqual([]);
      expect(FormField.of(blank.values)).toEqualXml(blank, EXACT);
    },
  );

  test('a malformed one throws, says which field, and hides nothing else', () => {
    const form = new Form(xml(`<x><field var='open' type='boolean'><value>maybe</value></field><field var='b'/></x>`));
    expect(() => form.value('open')).toThrow(/FormField\.value: field 'open': .*'true'.*, found 'maybe'/);
    expect(form.text('open')).toBe('maybe');
    expect(form.issues()).toMatchObject([{ path: ['fields', 0, 'value'], text: 'maybe' }]);
    expect(form.value('b')).toBeUndefined();
  });

  test.each([
    ['boolean', 'maybe', 'bad-request'],
    ['jid-single', '@', 'jid-malformed'],
    ['jid-multi', 'a@b@c', 'jid-malformed'],
  ])('a malformed %s in a request is answered as such', async (type, value, condition) => {
    const service = new Service({ onError: () => undefined });
    service.stream.registerHandler(
      new Callback('form', new MatchXPath('{jabber:client}iq'), (iq) => {
        new Form(iq.payload[0]).value('a');
      }),
    );
    const answer = await service.answer(`
      <iq type='set' id='1' from='a@b.c'>
        <x xmlns='jabber:x:data' type='submit'><field var='a' type='${type}'><value>${value}</value></field></x>
      </iq>`);
    expect(answer.find('{jabber:client}error/*')?.name).toBe(condition);
  });

  test('removed: all of its elements go, the options stay', () => {
    const size = new Form(xml(ORDER)).field('toppings')?.del('value');
    expect(size?.texts).toEqual([]);
    expect(size?.get('options')).toHaveLength(3);
    expect(size?.set('value', ['onions']).set('value', undefined).has('value')).toBe(false);
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
      expect(Form.of(JSON.parse(JSON.stringify(again)))).toEqualXml(form, EXACT);
    }),
  );
});
