/** What the compiler derives at the edges: no accessor methods, no declaration, classes of whatever kind to attach. */
import {
  type AnyElementClass,
  dateTime,
  defineElement,
  type ElementDefinition,
  Iq,
  integer,
  jid,
  type PluginClass,
  registerStanzaPlugin,
  unregisterStanzaPlugin,
} from 'couplet';
import { expectTypeOf, test } from 'vitest';
import { Registration } from './classes.js';

test('what has the name of an accessor method but is none changes nothing', () => {
  class Odd extends defineElement({
    name: 'odd',
    namespace: 'urn:example:odd',
    interfaces: { count: integer, to: jid, at: dateTime },
  }) {
    readonly getCount = 3;
    readonly setTo = true;
    protected getAt(): number {
      return 1;
    }
  }
  const odd = new Odd();
  expectTypeOf(odd.get('count')).toEqualTypeOf<number | undefined>();
  expectTypeOf(odd.values.count).toEqualTypeOf<number | undefined>();
  expectTypeOf(odd.get('at')).toEqualTypeOf<Date | undefined>();
  odd.set('to', 'bill@example.org').assign({ to: 'bill@example.org' });
});

test('a declaration that is only known at run time has no keys but the language', () => {
  const definition: ElementDefinition = { name: 'x', namespace: 'urn:x', interfaces: ['a'], boolInterfaces: ['b'] };
  class Later extends defineElement(definition) {}
  expectTypeOf(new Later().get('lang')).toEqualTypeOf<string | undefined>();
  // @ts-expect-error: not an interface
  new Later().get('a');
});

test('attaching and taking off take the same classes', () => {
  const attach = (...[parent, plugin]: Parameters<typeof registerStanzaPlugin>): boolean => {
    registerStanzaPlugin(parent, plugin);
    return unregisterStanzaPlugin(parent, plugin);
  };
  attach(Iq, Registration);
  const generic = <C extends AnyElementClass, X extends PluginClass>(parent: C, plugin: X) =>
    registerStanzaPlugin(parent, plugin);
  expectTypeOf(new (generic(Iq, Registration))().get('register')).toEqualTypeOf<Registration>();
  // @ts-expect-error: not a stanza class
  registerStanzaPlugin(Date, Registration);
  // @ts-expect-error: not a stanza class
  registerStanzaPlugin(Iq, Date);
});
