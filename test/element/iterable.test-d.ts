/** The types of a class that is registered as iterable, and has no pluginMultiAttrib. */
import { defineElement, Message, registerStanzaPlugin, type Values } from 'couplet';
import { expectTypeOf, test } from 'vitest';

test('without a pluginMultiAttrib, the tag is the key of what is registered as iterable', () => {
  class Item extends defineElement({ name: 'i', namespace: 'urn:i', pluginAttrib: 'item', interfaces: ['id'] }) {}
  const message = new (registerStanzaPlugin(Message, Item, { iterable: true }))();
  expectTypeOf(message.get('item')).toEqualTypeOf<Item>();
  expectTypeOf(message.get('{urn:i}i')).toEqualTypeOf<Item[]>();
  expectTypeOf(message.values['{urn:i}i']).toEqualTypeOf<Values<Item>[] | undefined>();
  message.assign({ '{urn:i}i': [{ id: 'a' }, new Item()] });
  const options = { iterable: Math.random() < 0.5 };
  for (const other of [registerStanzaPlugin(Message, Item), registerStanzaPlugin(Message, Item, options)]) {
    // @ts-expect-error: only what is known to be iterable has a list
    new other().get('{urn:i}i');
  }
});
