/** A form that takes time: what costs the square of its size here takes longer than a test may. */
import { parseXml } from 'couplet';
import { Form, FormField } from 'couplet/xep/0004';
import { expect, it } from 'vitest';

const MANY = 60_000;
const limits = { elementBytes: 1e9 };

it('reads as many items as there are, each by the type of its column', () => {
  const reported = '<reported><field var="a" type="boolean"/></reported>';
  for (const [columns, value] of [
    [reported, true],
    ['', '1'],
  ]) {
    const items = '<item><field var="a"><value>1</value></field></item>'.repeat(MANY);
    const form = new Form(parseXml(`<x xmlns="jabber:x:data">${columns}${items}</x>`, { limits }));
    const { items: read } = form.values;
    expect(read).toHaveLength(MANY);
    expect(read?.at(-1)?.fields?.[0]?.value).toBe(value);
  }
});

it('takes as many lines as there are', () => {
  const lines = '\n'.repeat(3 * MANY);
  expect(FormField.of({ type: 'text-multi', value: lines }).text).toBe(lines);
  expect(Form.of({ instructions: lines }).get('instructions')).toBe(lines);
});
