/** The types of the XEPs: stanza classes, plugins found by their class, events. */
import { Iq, JID, registerStanzaPlugin, StanzaStream } from 'couplet';
import { Form, FormField, type FormValue } from 'couplet/xep/0004';
import { DiscoInfo, Xep0030 } from 'couplet/xep/0030';
import {
  Registration,
  type RegistrationEvents,
  type RegistrationField,
  type UserStore,
  Xep0077,
} from 'couplet/xep/0077';
import { Xep0199 } from 'couplet/xep/0199';
import { expectTypeOf, test } from 'vitest';

const stream = new StanzaStream<RegistrationEvents>({ send: () => undefined });

test('a plugin is found by its class, with its type', () => {
  expectTypeOf(stream.plugin(Xep0077)).toEqualTypeOf<Xep0077>();
  expectTypeOf(stream.registerPlugin(Xep0077)).toEqualTypeOf<Xep0077>();
  expectTypeOf(stream.registerPlugin(Xep0030)).toEqualTypeOf<Xep0030>();
  expectTypeOf(stream.plugin(Xep0199).ping()).toEqualTypeOf<Promise<number>>();
  expectTypeOf(stream.plugin(Xep0030).getInfo('example.org')).toEqualTypeOf<Promise<DiscoInfo>>();
  expectTypeOf(stream.plugin(Xep0077).backend).toEqualTypeOf<UserStore>();
});

test('its configuration is checked', () => {
  stream.registerPlugin(Xep0077, { serve: false });
  // @ts-expect-error: there is no such part of it
  stream.registerPlugin(Xep0077, { sevre: false });
  // @ts-expect-error: it is a store
  stream.registerPlugin(Xep0077, { backend: new Map() });
});

test('its events have their data', () => {
  stream.addEventHandler('registered_user', ({ jid, username, iq }) => {
    expectTypeOf(jid).toEqualTypeOf<JID>();
    expectTypeOf(username).toEqualTypeOf<string | undefined>();
    expectTypeOf(iq).toEqualTypeOf<Iq>();
  });
  // @ts-expect-error: there is no such event
  stream.addEventHandler('registerd_user', () => undefined);
  // @ts-expect-error: nor is there on a stream that does not name them
  new StanzaStream({ send: () => undefined }).addEventHandler('registered_user', () => undefined);
});

test('a registration has its fields', () => {
  const RegisterIq = registerStanzaPlugin(Iq, Registration);
  const registration = new RegisterIq().get('register');
  expectTypeOf(registration.get('username')).toEqualTypeOf<string | undefined>();
  expectTypeOf(registration.get('registered')).toEqualTypeOf<boolean>();
  expectTypeOf(registration.get('form')).toEqualTypeOf<Form>();
  expectTypeOf(registration.get('oob').get('url')).toEqualTypeOf<string | undefined>();
  registration.assign({ username: 'juliet', form: { type: 'submit', fields: [{ var: 'nick', value: 'J' }] } });
  expectTypeOf<RegistrationField>().toExtend<Parameters<typeof registration.enable>[0]>();
  stream.plugin(Xep0077).setForm('username', 'email');
  // @ts-expect-error: no field of the specification
  stream.plugin(Xep0077).setForm('user');
  // @ts-expect-error: no field of the specification
  void stream.plugin(Xep0077).register({ user: 'juliet' });
});

test('a form has typed parts', () => {
  const form = new Form();
  expectTypeOf(form.get('type')).toEqualTypeOf<'cancel' | 'form' | 'result' | 'submit' | undefined>();
  expectTypeOf(form.get('fields')).toEqualTypeOf<FormField[]>();
  expectTypeOf(form.value('a')).toEqualTypeOf<FormValue | undefined>();
  expectTypeOf(new FormField().get('value')).toEqualTypeOf<FormValue | undefined>();
  expectTypeOf(new FormField().boolean).toEqualTypeOf<boolean | undefined>();
  form.addField({ var: 'a', type: 'jid-multi', value: [new JID('a@b.c'), 'd@e.f'], options: [{ value: 'x' }] });
  // @ts-expect-error: no type of field
  form.addField({ var: 'a', type: 'text' });
  // @ts-expect-error: no value of a field
  form.fill({ a: 3 });
});

test('discovery has texts for features, and stanzas for the rest', () => {
  const info = DiscoInfo.of({ features: ['a'], identities: [{ category: 'client', type: 'pc', lang: 'de' }] });
  expectTypeOf(info.get('features')).toEqualTypeOf<string[]>();
  expectTypeOf(info.get('identities')[0]?.get('name')).toEqualTypeOf<string | undefined>();
  stream.plugin(Xep0030).addInfoHandler(({ jid, node }) => {
    expectTypeOf(jid).toEqualTypeOf<JID | undefined>();
    expectTypeOf(node).toEqualTypeOf<string | undefined>();
    return { features: ['a'] };
  });
  // @ts-expect-error: a feature is a text
  stream.plugin(Xep0030).addInfoHandler(() => ({ features: [{ var: 'a' }] }));
});
