/** `issues`: every malformed value, nested ones too, without a throw. */
import { type AnyElement, defineElement, InvalidValueError, integer, Message, registerStanzaPlugin } from 'couplet';
import { describe, expect, test } from 'vitest';
import { Form, Forwarded, Note, Registration } from './classes.js';

const told = (stanza: AnyElement): unknown[] => stanza.issues().map(({ path, text }) => [path.join('/'), text]);

describe('issues', () => {
  test('are none where all is well, and none of what is unknown', () => {
    expect(new Registration().issues()).toEqual([]);
    expect(Registration.parse("<query a='b'><unknown>x</unknown><username/></query>").issues()).toEqual([]);
  });

  test('are all there are, nested ones too, in the order of the declaration', () => {
    const registration = Registration.parse(
      "<query><x xmlns='jabber:x:data' type='a'><field type='hidden'/><field type='b'/></x><date>yesterday</date></query>",
    );
    expect(told(registration)).toEqual([
      ['date', 'yesterday'],
      ['form/type', 'a'],
      ['form/fields/1/type', 'b'],
    ]);
    const [date] = registration.issues();
    expect(date?.path).toEqual(['date']);
    expect(date?.error).toBeInstanceOf(InvalidValueError);
    expect(date?.error).toMatchObject({ message: date?.message });
    expect(registration.issues()[2]?.path).toEqual(['form', 'fields', 1, 'type']);
  });

  test('are what get throws', () => {
    const forwarded = Forwarded.parse("<forwarded hops='x' stamp='y'><forwarded hops='z'/></forwarded>");
    expect(told(forwarded)).toEqual([
      ['stamp', 'y'],
      ['hops', 'x'],
      ['inner/hops', 'z'],
    ]);
    for (const { path, error } of forwarded.issues()) {
      const at = path.length === 1 ? forwarded : forwarded.get('inner');
      expect(() => at.get(path.at(-1) as 'hops')).toThrow(error as Error);
    }
  });

  test('of every language', () => {
    const note = Note.parse(
      "<note><pages>3</pages><pages xml:lang='fr'>x</pages><pages xml:lang='de'>y</pages></note>",
    );
    expect(told(note)).toEqual([
      ['pages', 'x'],
      ['pages', 'y'],
    ]);
  });

  test('of an extension', () => {
    class Cost extends defineElement({
      name: 'cost',
      namespace: 'urn:cost',
      pluginAttrib: 'cost',
      isExtension: true,
      interfaces: { cost: integer },
    }) {}
    class Order extends defineElement({ name: 'order', namespace: 'urn:order' }) {}
    registerStanzaPlugin(Order, Cost);
    expect(told(Order.parse("<order><cost xmlns='urn:cost' cost='x'/></order>"))).toEqual([['cost', 'x']]);
  });

  test('hold whatever an accessor method throws', () => {
    class Broken extends Form {
      getTitle(): string {
        throw new RangeError('no title');
      }
    }
    const [issue] = new Broken().issues();
    expect([issue?.path, issue?.message, issue?.text]).toEqual([['title'], 'no title', undefined]);
    expect(issue?.error).toBeInstanceOf(RangeError);
  });

  test('are told once of a class that has a key for the first and a list', () => {
    class Tree extends defineElement({
      name: 'tree',
      namespace: 'urn:tree',
      interfaces: { n: integer },
      plugins: { first: () => Tree },
      iterables: { all: () => Tree },
    }) {}
    expect(told(Tree.parse("<tree><tree n='x'/></tree>"))).toEqual([['all/0/n', 'x']]);
    let deep: AnyElement = Tree.parse("<tree n='x'/>");
    for (let i = 0; i < 200; i++) deep = new Tree().append(deep);
    expect(deep.issues()).toHaveLength(1);
    const Notes = registerStanzaPlugin(Message, Note);
    const message = Notes.parse("<message><note xmlns='urn:example:note'><pages>x</pages></note></message>");
    expect(told(message)).toEqual([['notes/0/pages', 'x']]);
  });

  test('are looked for without making or changing anything', () => {
    const registration = Registration.parse('<query><date>x</date></query>');
    const before = registration.toString();
    registration.issues();
    expect(registration.toString()).toBe(before);
  });
});

describe('what is printed of a malformed value', () => {
  test.each(['password', 'oldPassword', 'passwd', 'secret', 'authToken', 'credentials', 'digest', 'pwd', 'pin', 'key'])(
    'is nothing of %s, which may be a secret',
    async (name) => {
      const { inspect } = await import('node:util');
      const Made = defineElement({ name: 'a', namespace: 'urn:a', interfaces: { [name]: integer } });
      const made = new (class extends Made {})();
      made.xml.setAttribute(name, 'hunter2');
      const [issue] = made.issues();
      expect(issue?.text).toBe('hunter2');
      expect(issue?.message).toContain(name);
      expect(issue?.message).not.toContain('hunter2');
      expect(inspect(issue?.error)).not.toContain('hunter2');
    },
  );
});
