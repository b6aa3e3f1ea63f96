/** A write that would be lost throws: what was removed, or has lost its place, is written to no more. */
import { DetachedElementError, Iq, registerStanzaPlugin, XmlElement } from 'couplet';
import { describe, expect, test } from 'vitest';
import { Delay, Form, FormField, Forwarded, Registration } from './classes.js';
import '../support/matchers.js';

const RegisterIq = registerStanzaPlugin(Iq, Registration);

/** Every way to write to a stanza object. */
const writes: ((registration: Registration) => unknown)[] = [
  (r) => r.set('username', 'a'),
  (r) => r.set('username', undefined),
  (r) => r.set('remove', true),
  (r) => r.del('username'),
  (r) => r.del(Form),
  (r) => r.enable('username'),
  (r) => r.enable(Form),
  (r) => r.setDeclared('username', 'a'),
  (r) => r.delDeclared('username'),
  (r) => r.assign({ username: 'a' }),
  (r) => r.append(new Form()),
  (r) => r.pop(),
  (r) => r.clear(),
  (r) => r.get('form').set('title', 'a'),
];
function expectDetached(registration: Registration, reason: RegExp): void {
  for (const write of writes) {
    expect(() => write(registration)).toThrow(DetachedElementError);
    expect(() => write(registration)).toThrow(reason);
  }
  expect(() => registration.set('username', 'a')).toThrow(
    expect.objectContaining({ code: 'detached-element', tag: Registration.tag }),
  );
}

describe('a write that would be lost is a DetachedElementError', () => {
  const iqWith = (): InstanceType<typeof RegisterIq> =>
    RegisterIq.parse("<iq><query xmlns='jabber:iq:register'><username>old</username></query></iq>");

  test('to what was removed', () => {
    const removals: ((iq: InstanceType<typeof RegisterIq>) => unknown)[] = [
      (iq) => iq.del('register'),
      (iq) => iq.del(Registration),
      (iq) => iq.set('register', undefined),
      (iq) => iq.assign({ register: undefined }),
      (iq) => iq.clear(),
      (iq) => iq.setPayload(new Form()),
      (iq) => iq.set('register', new Registration()),
      (iq) => iq.xml.remove(iq.get('register').xml),
    ];
    for (const remove of removals) {
      const iq = iqWith();
      const registration = iq.get('register');
      remove(iq);
      expectDetached(registration, /Cannot write to <\{.*>: (it|<.*>, which it is in,) was removed; get it again/);
      expect(registration.get('username')).toBe('old');
    }
  });

  test('to what waited and was forgotten', () => {
    const forgettings: ((iq: InstanceType<typeof RegisterIq>) => unknown)[] = [
      (iq) => iq.del('register'),
      (iq) => iq.del(Registration),
      (iq) => iq.clear(),
      (iq) => iq.set('register', new Registration()),
    ];
    for (const forget of forgettings) {
      const iq = new RegisterIq();
      const registration = iq.get('register');
      const form = registration.get('form');
      forget(iq);
      expectDetached(registration, /was removed/);
      expect(() => form.set('title', 'a')).toThrow(DetachedElementError);
      expect(iq.get('register')).not.toBe(registration);
      expect(iq.get('register').set('username', 'b').get('username')).toBe('b');
    }
  });

  test('to what waited for a place that is taken', () => {
    const takings: ((iq: InstanceType<typeof RegisterIq>) => unknown)[] = [
      (iq) => iq.append(new Registration()),
      (iq) => iq.xml.append(new XmlElement(Registration.tag)),
    ];
    for (const take of takings) {
      const iq = new RegisterIq();
      const registration = iq.get('register');
      const form = registration.get('form');
      take(iq);
      for (const write of [
        () => registration.set('username', 'a'),
        () => registration.set('remove', true),
        () => registration.enable('username'),
        () => registration.assign({ username: 'a' }),
        () => registration.append(new Form()),
        () => registration.xml.setAttribute('a', '1'),
        () => registration.xml.append('a'),
        () => form.set('title', 'a'),
        () => form.xml.setAttribute('a', '1'),
      ]) {
        expect(write).toThrow(DetachedElementError);
        expect(write).toThrow(/has meanwhile got another child of that name/);
      }
      expect(iq.get('register')).not.toBe(registration);
      expect(iq).toEqualXml('<iq xmlns="jabber:client"><query xmlns="jabber:iq:register"/></iq>');
      expect(registration.values).toEqual({});
    }
  });

  test('to what is in something that was removed', () => {
    const iq = RegisterIq.parse(
      "<iq><query xmlns='jabber:iq:register'><x xmlns='jabber:x:data'><field var='a'/></x></query></iq>",
    );
    const [field] = iq.get('register').get('form').get('fields');
    iq.del('register');
    expect(() => field?.set('var', 'b')).toThrow(DetachedElementError);
    expect(() => field?.set('var', 'b')).toThrow('<{jabber:iq:register}query>, which it is in, was removed');
  });

  test('to what was put into something that was removed, or waits for it', () => {
    const iq = RegisterIq.of({ register: { form: { title: 't' } } });
    const [registration, form] = [iq.get('register'), iq.get('register').get('form')];
    iq.del('register');
    const field = FormField.of({ var: 'a' });
    form.xml.append(field.xml);
    for (const write of [() => field.set('var', 'b'), () => registration.get(Forwarded).get('inner').enable('hops')]) {
      expect(write).toThrow('<{jabber:iq:register}query>, which it is in, was removed');
    }
    const other = new RegisterIq().append(registration);
    expect(field.set('var', 'b').get('var')).toBe('b');
    other.get('register').get(Forwarded).get('inner').enable('hops');
    registration.xml.remove(form.xml);
    expect(() => field.set('var', 'c')).toThrow('<{jabber:x:data}x>, which it is in, was removed');
  });

  test('to an item that was taken out of its list', () => {
    const form = Form.of({ fields: [{ var: 'a' }, { var: 'b' }] });
    const [a, b] = form.get('fields') as [FormField, FormField];
    form.set('fields', [b]);
    expect(() => a.set('var', 'c')).toThrow(DetachedElementError);
    expect(b.set('var', 'c').get('var')).toBe('c');
  });
});

describe('no such error', () => {
  test('for what was popped: it is free', () => {
    const form = Form.of({ fields: [{ var: 'a' }] });
    const field = form.pop() as FormField;
    expect(field.set('var', 'b')).toEqualXml('<field xmlns="jabber:x:data" var="b"/>');
  });
  test('for what was put somewhere again', () => {
    const iq = RegisterIq.of({ register: { username: 'a' } });
    const registration = iq.get('register');
    iq.del('register');
    new RegisterIq().append(registration);
    expect(registration.set('username', 'b').get('username')).toBe('b');
  });
  test('for a place that is free again', () => {
    const forwarded = new Forwarded();
    const delay = forwarded.get('delay');
    const other = new Delay();
    forwarded.append(other);
    forwarded.xml.remove(other.xml);
    delay.set('lang', 'en');
    expect(forwarded.get('delay')).toBe(delay);
  });
  test('for reading', () => {
    const iq = RegisterIq.of({ register: { username: 'a', form: { title: 't' } } });
    const registration = iq.get('register');
    iq.del('register');
    expect(registration.values).toEqual({ username: 'a', form: { title: 't' } });
    expect(registration.get('form').get('title')).toBe('t');
    expect(registration.copy().set('username', 'b').get('username')).toBe('b');
  });
});
