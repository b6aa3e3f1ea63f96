/** XEP-0004: reported items. The XML is written after the specification. */
import { InvalidValueError, JID } from 'couplet';
import { Form } from 'couplet/xep/0004';
import { describe, expect, test } from 'vitest';
import '../../support/matchers.js';
import { xml } from './order.js';

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

  test('come back from values by the types of the columns', () => {
    const form = new Form(
      xml(`
      <x type='result'>
        <reported><field var='lines' type='text-multi'/><field var='who' type='jid-multi'/></reported>
        <item>
          <field var='lines'><value>a</value><value>b</value></field>
          <field var='who'><value>a@b.c</value><value>d@e.f</value></field>
        </item>
      </x>`),
    );
    expect(Form.of(form.values)).toEqualXml(form);
  });

  test('are built by the columns', () => {
    const form = new Form().set('type', 'result');
    form.addReported({ var: 'name', type: 'text-single', label: 'Name' });
    form.addReported({ var: 'jid', type: 'jid-single', label: 'Address' });
    form.addReported({ var: 'open', type: 'boolean' });
    form.addItem({ open: true, name: 'Bar', jid: new JID('bar@example.com') });
    form.addItem({ name: 'Cellar', open: false });
    expect(form).toEqualXml(xml(RESULT));
    expect(Form.of(form.values)).toEqualXml(form);
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
    expect(form).toEqualXml("<x xmlns='jabber:x:data' type='result'/>");
    form.set('items', new Form(xml(RESULT)).get('items'));
    expect(form.get('items')).toHaveLength(2);
  });
});
