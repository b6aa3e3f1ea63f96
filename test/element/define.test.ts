/** Declaring stanza classes: what a class says of itself, and definitions that are refused. */
import {
  DefinitionError,
  defineElement,
  defineStanza,
  ElementBase,
  type ElementClass,
  type ElementDefinition,
  Iq,
  integer,
  string,
  UnexpectedElementError,
  XmlElement,
  XmlError,
} from 'couplet';
import { describe, expect, test } from 'vitest';
import { Form, Forwarded, Note, Registration } from './classes.js';
import '../support/matchers.js';

/** As a program without types would call it. */
const define = (definition: object): unknown => defineElement(definition as ElementDefinition as never);

describe('a class', () => {
  test('says what it was declared with', () => {
    expect(Registration.tag).toBe('{jabber:iq:register}query');
    expect(Registration.definition.pluginAttrib).toBe('register');
    expect(Registration.interfaces).toEqual(['username', 'password', 'date', 'misc', 'registered', 'remove']);
    expect(Registration.subInterfaces).toEqual(['username', 'password', 'date', 'misc']);
    expect(Registration.boolInterfaces).toEqual(['registered', 'remove']);
    expect(Note.langInterfaces).toEqual(['title', 'pages']);
    expect(Iq.interfaces).toEqual(['to', 'from', 'id', 'type']);
  });

  test('says it to its subclasses too', () => {
    class Sub extends Registration {}
    expect([Sub.tag, Sub.subInterfaces]).toEqual([Registration.tag, Registration.subInterfaces]);
    expect(Sub.parse('<query><username>bill</username></query>')).toBeInstanceOf(Sub);
  });

  test('of no namespace has its name for a tag', () => {
    class Bare extends defineElement({ name: 'bare', namespace: '', subInterfaces: ['a'] }) {}
    expect(Bare.tag).toBe('bare');
    expect(Bare.of({ a: 'x' })).toEqualXml('<bare><a>x</a></bare>');
  });

  test('makes a fresh element, with nothing in it', () => {
    const registration = new Registration();
    expect(registration.xml).toEqualXml(new XmlElement('{jabber:iq:register}query'));
    expect(registration.values).toEqual({});
  });

  test('wraps an element by reference, and changes nothing in it', () => {
    const element = new XmlElement('{jabber:iq:register}query', { a: '1' }, 'text', new XmlElement('{urn:x}y'));
    const before = element.toString();
    const registration = new Registration(element);
    expect(registration.xml).toBe(element);
    expect(element.toString()).toBe(before);
  });

  test('wraps no element of another tag', () => {
    for (const tag of ['query', '{jabber:iq:register}x', '{jabber:iq:roster}query']) {
      const wrap = (): unknown => new Registration(new XmlElement(tag));
      expect(wrap).toThrow(UnexpectedElementError);
      expect(wrap).toThrow(`Registration is for <{jabber:iq:register}query>, found <${tag}>`);
      expect(wrap).toThrow(expect.objectContaining({ code: 'unexpected-element', found: tag }));
    }
  });

  test('reads text, in its own namespace where none is declared', () => {
    expect(Registration.parse('<query><username>bill</username></query>').get('username')).toBe('bill');
    expect(Registration.parse("<r:query xmlns:r='jabber:iq:register'/>")).toBeInstanceOf(Registration);
    expect(() => Registration.parse("<query xmlns='jabber:iq:roster'/>")).toThrow(UnexpectedElementError);
    expect(() => Registration.parse('<query>')).toThrow(XmlError);
    expect(() => Registration.parse('<query/><query/>')).toThrow(XmlError);
  });

  test('may set defaults in its constructor, for what is made and not for what is wrapped', () => {
    class Submission extends Form {
      constructor(xml?: XmlElement) {
        super(xml);
        if (xml === undefined) this.set('type', 'submit');
      }
    }
    expect(new Submission().get('type')).toBe('submit');
    expect(Submission.of({ title: 't' }).get('type')).toBe('submit');
    expect(Submission.parse('<x/>').has('type')).toBe(false);
    expect(new Submission().del('type').copy().has('type')).toBe(false);
  });

  test('that was not declared cannot be used', () => {
    class Undeclared extends ElementBase {}
    expect(() => new (Undeclared as unknown as new () => ElementBase)()).toThrow(
      /Undeclared must extend defineElement\(\{\.\.\.\}\) or defineStanza\(\{\.\.\.\}\)/,
    );
  });
});

describe('a key in two groups', () => {
  test('is what the narrower group says, wherever that stands', () => {
    class After extends defineElement({
      name: 'a',
      namespace: 'urn:a',
      interfaces: { n: string, on: string },
      subInterfaces: { n: integer },
      boolInterfaces: ['on'],
    }) {}
    class Before extends defineElement({
      name: 'a',
      namespace: 'urn:a',
      boolInterfaces: ['on'],
      subInterfaces: { n: integer },
      interfaces: { n: string, on: string },
    }) {}
    for (const made of [new After(), new Before()]) {
      made.set('n', 3).set('on', true);
      expect(made).toEqualXml('<a xmlns="urn:a"><n>3</n><on/></a>');
      expect([made.get('n'), made.get('on')]).toEqual([3, true]);
    }
  });

  test('keeps the place of its first declaration', () => {
    expect(Registration.of({ remove: true, username: 'bill' })).toEqualXml(
      '<query xmlns="jabber:iq:register"><username>bill</username><remove/></query>',
    );
  });
});

describe('a class declared later', () => {
  test('is asked for when its key is used, not before', () => {
    class Early extends defineElement({
      name: 'early',
      namespace: 'urn:early',
      interfaces: ['a'],
      plugins: { late: () => Late },
      iterables: { lates: () => Late },
    }) {}
    const early = new Early();
    expect(early.set('a', '1').get('a')).toBe('1');
    expect(early.has('a')).toBe(true);
    class Late extends defineElement({ name: 'late', namespace: 'urn:late', interfaces: ['b'] }) {}
    expect(early.get('late')).toBeInstanceOf(Late);
    expect(early.get('lates')).toEqual([]);
  });

  test('may be the class itself', () => {
    const forwarded = Forwarded.of({ inner: { inner: { hops: 2 } } });
    expect(forwarded.depth()).toBe(2);
    expect(forwarded.get('inner').get('inner').get('hops')).toBe(2);
  });
});

describe('refused with what was expected and what was found', () => {
  test.each<[string, object, RegExp]>([
    ['a misspelt group', { name: 'x', namespace: 'urn:x', subInterface: ['a'] }, /'subInterface' is not part of/],
    ['a misspelt group lists the parts', { name: 'x', namespace: 'urn:x', sub: [] }, /subInterfaces, langInterfaces/],
    ['no name', { namespace: 'urn:x' }, /name of an element, found 'undefined'/],
    ['a name that is none', { name: 'a b', namespace: 'urn:x' }, /found 'a b'/],
    ['a prefix', { name: 'a:b', namespace: 'urn:x' }, /found 'a:b'/],
    ["SleekXMPP's nested name", { name: 'a/b', namespace: 'urn:x' }, /found 'a\/b'/],
    ['no namespace', { name: 'x' }, /<x> needs a namespace/],
    ['a namespace that is none', { name: 'x', namespace: 3 }, /<x> needs a namespace/],
    ['a namespace of declarations', { name: 'x', namespace: 'http://www.w3.org/2000/xmlns/' }, /namespace/],
    ['a key that is no name', { name: 'x', namespace: 'urn:x', interfaces: ['a b'] }, /'a b' in interfaces of <x/],
    ['an empty key', { name: 'x', namespace: 'urn:x', subInterfaces: [''] }, /'' in subInterfaces/],
    ['an empty key of a plugin', { name: 'x', namespace: 'urn:x', plugins: { '': Form } }, /'' in plugins/],
    ['the attribute xmlns', { name: 'x', namespace: 'urn:x', interfaces: ['xmlns'] }, /'xmlns' in interfaces/],
    ['__proto__', { name: 'x', namespace: 'urn:x', interfaces: ['__proto__'] }, /'__proto__' in interfaces/],
    ['a plugin __proto__', { name: 'x', namespace: 'urn:x', plugins: { ['__proto__']: Form } }, /'__proto__'/],
    [
      'a key __proto__',
      { name: 'x', namespace: 'urn:x', pluginAttrib: '__proto__' },
      /pluginAttrib of <x> must be a key/,
    ],
    ['a list __proto__', { name: 'x', namespace: 'urn:x', pluginMultiAttrib: '__proto__' }, /pluginMultiAttrib/],
    ['an empty pluginAttrib', { name: 'x', namespace: 'urn:x', pluginAttrib: '' }, /pluginAttrib/],
    ['a pluginAttrib that is no text', { name: 'x', namespace: 'urn:x', pluginAttrib: true }, /pluginAttrib/],
    ['no codec', { name: 'x', namespace: 'urn:x', interfaces: { a: 'string' } }, /'a' in interfaces .* no codec/],
    ['half a codec', { name: 'x', namespace: 'urn:x', interfaces: { a: { parse: String } } }, /no codec/],
    ['a key twice', { name: 'x', namespace: 'urn:x', subInterfaces: ['a'], boolInterfaces: ['a'] }, /'a' of <x>/],
    ['a key twice in a group', { name: 'x', namespace: 'urn:x', subInterfaces: ['a', 'a'] }, /'a' of <x>.* twice/],
    ['the key lang', { name: 'x', namespace: 'urn:x', subInterfaces: ['lang'] }, /'lang' of <x>.*xml:lang/],
    ['a group that is a text', { name: 'x', namespace: 'urn:x', subInterfaces: 'ab' }, /subInterfaces of <x>/],
    ['a group that is nothing', { name: 'x', namespace: 'urn:x', subInterfaces: null }, /subInterfaces of <x>/],
    ['a flag with a codec', { name: 'x', namespace: 'urn:x', boolInterfaces: { a: string } }, /boolInterfaces of <x>/],
    ['a list of classes', { name: 'x', namespace: 'urn:x', plugins: [Form] }, /plugins of <x>/],
    ['overrides that are a text', { name: 'x', namespace: 'urn:x', overrides: 'setType' }, /overrides of <x>/],
  ])('%s', (_name, definition, message) => {
    expect(() => define(definition)).toThrow(DefinitionError);
    expect(() => define(definition)).toThrow(message);
    expect(() => define(definition)).toThrow(expect.objectContaining({ code: 'invalid-definition' }));
    expect(() => defineStanza(definition as never)).toThrow(DefinitionError);
  });

  test('nothing at all', () => {
    for (const nothing of [undefined, null, 'x']) expect(() => define(nothing as never)).toThrow(DefinitionError);
  });

  test.each<[string, unknown]>([
    ['no stanza class', Date],
    ['a thunk for no stanza class', () => Date],
    ['a thunk for nothing', () => undefined],
    ['no class', 'Form'],
    ['nothing', undefined],
  ])('a plugin that is %s, when it is used', (_name, plugin) => {
    const Made = define({ name: 'x', namespace: 'urn:x', interfaces: ['a'], plugins: { at: plugin } }) as ElementClass<{
      name: 'x';
      namespace: 'urn:x';
      interfaces: ['a', 'at'];
    }>;
    const made = new Made();
    expect(made.set('a', 'b').get('a')).toBe('b');
    expect(() => made.get('at')).toThrow(DefinitionError);
    expect(() => made.get('at')).toThrow(
      /'at' in plugins of <x xmlns="urn:x"> is neither a stanza class nor a function that returns one/,
    );
  });
});
