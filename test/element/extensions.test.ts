/** Plugins that are reached by a key of the parent itself, and those that stand in for its accessor methods. */
import {
  DefinitionError,
  defineElement,
  InvalidValueError,
  integer,
  registerStanzaPlugin,
  unregisterStanzaPlugin,
} from 'couplet';
import { describe, expect, test } from 'vitest';
import '../support/matchers.js';

const NS = 'urn:example:extensions';

describe('an extension', () => {
  class Nick extends defineElement({
    name: 'nick',
    namespace: 'http://jabber.org/protocol/nick',
    pluginAttrib: 'nick',
    isExtension: true,
    interfaces: ['nick'],
  }) {
    getNick(): string {
      return this.xml.text;
    }
    setNick(nick: string): void {
      this.xml.text = nick;
    }
    delNick(): void {
      this.xml.text = '';
    }
    hasNick(): boolean {
      return this.xml.text !== '';
    }
  }
  class Count extends defineElement({
    name: 'count',
    namespace: NS,
    pluginAttrib: 'count',
    isExtension: true,
    interfaces: { count: integer },
  }) {}
  class Person extends defineElement({ name: 'person', namespace: NS, interfaces: ['id'] }) {}
  const Known = registerStanzaPlugin(registerStanzaPlugin(Person, Nick), Count);
  const NICK = '<nick xmlns="http://jabber.org/protocol/nick">bill</nick>';

  test('is reached by the key of the parent, for get, set, has and del', () => {
    const person = new Known();
    expect([person.get('nick'), person.get('count'), person.has('nick'), person.has('count')]).toEqual([
      '',
      undefined,
      false,
      false,
    ]);
    expect(person).toEqualXml(`<person xmlns="${NS}"/>`);
    person.set('nick', 'bill').set('count', 3);
    expect(person).toEqualXml(`<person xmlns="${NS}">${NICK}<count count="3"/></person>`);
    expect([person.get('nick'), person.get('count'), person.has('nick')]).toEqual(['bill', 3, true]);
    expect(person.get(Nick).get('nick')).toBe('bill');
    person.del('nick').set('count', undefined);
    expect(person).toEqualXml(`<person xmlns="${NS}"/>`);
    expect(person.del('nick')).toEqualXml(`<person xmlns="${NS}"/>`);
  });

  test('is reached by enable, values and assign', () => {
    expect(new Known().enable('count')).toEqualXml(`<person xmlns="${NS}"><count count=""/></person>`);
    const person = Known.of({ id: 'a', nick: 'bill', count: 3 });
    expect(person.values).toEqual({ id: 'a', nick: 'bill', count: 3 });
    expect(person.assign({ nick: undefined }).values).toEqual({ id: 'a', count: 3 });
    expect(() => person.set('count', 'x' as never)).toThrow(InvalidValueError);
    expect(() => Known.of({ count: 'x' as never })).toThrow('Count.count');
  });

  test('must have an interface of the name of its key', () => {
    class Empty extends defineElement({ name: 'e', namespace: NS, pluginAttrib: 'empty', isExtension: true }) {}
    expect(() => registerStanzaPlugin(Person, Empty)).toThrow(DefinitionError);
    expect(() => registerStanzaPlugin(Person, Empty)).toThrow(
      "Empty cannot be attached: it is an extension, and has no interface 'empty' of its own",
    );
  });

  test('has its texts in several languages through values and back', () => {
    class Label extends defineElement({
      name: 'label',
      namespace: NS,
      pluginAttrib: 'label',
      isExtension: true,
      langInterfaces: ['label'],
    }) {}
    class Thing extends defineElement({ name: 'thing', namespace: NS }) {}
    const Labelled = registerStanzaPlugin(Thing, Label);
    const thing = Labelled.parse(
      `<thing xmlns='${NS}'><label><label>a</label><label xml:lang='fr'>b</label></label></thing>`,
    );
    expect(thing.values).toEqual({ label: 'a', 'label|fr': 'b' });
    expect(Labelled.of(JSON.parse(JSON.stringify(thing)))).toEqualXml(thing);
  });
});

describe('overrides', () => {
  /** As XEP-0086 does with the condition of an error: the plugin stands in for the parent's accessor methods. */
  function overriding(extra: { isExtension?: boolean } = {}) {
    class Base extends defineElement({ name: 'base', namespace: NS, interfaces: ['kind', 'note', 'code'] }) {
      setKind(kind: string): void {
        this.setDeclared('kind', kind);
      }
    }
    class Codes extends defineElement({
      name: 'codes',
      namespace: NS,
      pluginAttrib: 'codes',
      interfaces: ['codes'],
      overrides: ['setKind', 'getKind', 'delKind', 'hasNote'],
      ...extra,
    }) {
      setKind(kind: string): void {
        (this.parent as Base).setDeclared('kind', kind).set('code', '7');
      }
      getKind(): string {
        return `${(this.parent as Base).getDeclared('kind')}!`;
      }
      delKind(): void {
        (this.parent as Base).delDeclared('kind').del('code');
      }
      hasNote(): boolean {
        return true;
      }
      getNote(): string {
        return 'not listed, so not called';
      }
    }
    return { Base, Codes };
  }

  test('are off until the registration switches them on', () => {
    const { Base, Codes } = overriding();
    registerStanzaPlugin(Base, Codes);
    expect(new Base().set('kind', 'a')).toEqualXml(`<base xmlns="${NS}" kind="a"/>`);
    registerStanzaPlugin(Base, Codes, { overrides: true });
    expect(new Base().set('kind', 'a')).toEqualXml(`<base xmlns="${NS}" kind="a" code="7"/>`);
  });

  test.each([{}, { isExtension: true }])(
    'stand in for get, set, del and has, and only for those listed (%o)',
    (extra) => {
      const { Base, Codes } = overriding(extra);
      registerStanzaPlugin(Base, Codes, { overrides: true });
      const base = new Base().set('kind', 'a');
      expect([base.get('kind'), base.has('note'), base.get('note')]).toEqual(['a!', true, undefined]);
      expect(base.del('kind')).toEqualXml(`<base xmlns="${NS}"/>`);
      expect(base.set('kind', 'b').set('kind', undefined)).toEqualXml(`<base xmlns="${NS}"/>`);
    },
  );

  test('the last one registered wins; taken off, the one before it', () => {
    const { Base, Codes } = overriding();
    class Louder extends defineElement({ name: 'l', namespace: NS, pluginAttrib: 'louder', overrides: ['getKind'] }) {
      getKind(): string {
        return 'LOUD';
      }
    }
    registerStanzaPlugin(registerStanzaPlugin(Base, Codes, { overrides: true }), Louder, { overrides: true });
    const base = new Base().set('kind', 'a');
    expect(base.get('kind')).toBe('LOUD');
    unregisterStanzaPlugin(Base, Louder);
    expect(base.get('kind')).toBe('a!');
  });

  test('must be methods of the plugin', () => {
    class Missing extends defineElement({ name: 'm', namespace: NS, pluginAttrib: 'm', overrides: ['setKind'] }) {}
    const { Base } = overriding();
    expect(() => registerStanzaPlugin(Base, Missing, { overrides: true })).toThrow(DefinitionError);
    expect(() => registerStanzaPlugin(Base, Missing, { overrides: true })).toThrow(
      "Missing cannot be attached: it overrides 'setKind' but has no such method",
    );
  });
});
