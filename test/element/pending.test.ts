/** Reads never write: a plugin that is read joins the XML at its first write, and no write is lost in silence. */
import { Iq, registerStanzaPlugin, XmlElement } from 'couplet';
import { describe, expect, test } from 'vitest';
import { Form, FormField, Forwarded, Registration } from './classes.js';
import '../support/matchers.js';

const RegisterIq = registerStanzaPlugin(Iq, Registration);
const EMPTY = '<iq xmlns="jabber:client"/>';

describe('reading', () => {
  test('changes nothing, however deep', () => {
    const iq = new RegisterIq();
    iq.get('register').get('form').get('fields');
    iq.get(Registration).get(Form).get('title');
    expect([iq.get('register').get('username'), iq.get('register').get('remove')]).toEqual([undefined, false]);
    iq.has('register');
    iq.has(Registration);
    iq.get('error').get('condition');
    expect(Array.from(iq)).toEqual([]);
    expect([iq.values, iq.issues(), iq.get('register').values]).toEqual([{}, [], {}]);
    iq.get('register').toString();
    expect(iq).toEqualXml(EMPTY);
    expect(iq.xml.children).toEqual([]);
  });

  test('twice gives the same, before it joins and after', () => {
    const iq = new RegisterIq();
    const registration = iq.get('register');
    expect(iq.get('register')).toBe(registration);
    expect(iq.get(Registration)).toBe(registration);
    registration.set('username', 'bill');
    expect(iq.get('register')).toBe(registration);
    expect(iq.xml.children).toEqual([registration.xml]);
  });

  test('what has not joined knows its parent', () => {
    const iq = new RegisterIq();
    expect(iq.get('register').parent).toBe(iq);
    expect(iq.get('register').get('form').parent).toBe(iq.get('register'));
    expect(iq.parent).toBeUndefined();
  });
});

describe('what removes nothing', () => {
  test('does not join', () => {
    const iq = new RegisterIq();
    const registration = iq.get('register');
    registration
      .del('username')
      .del('form')
      .del(Form)
      .set('username', undefined)
      .set('remove', false)
      .set('password', '');
    registration.assign({ username: undefined, form: undefined }).clear();
    registration.get('form').del('fields').set('fields', []).del('lang').pop();
    expect(iq).toEqualXml(EMPTY);
  });
});

describe('the first write joins', () => {
  const writes: Record<string, (registration: Registration) => unknown> = {
    set: (r) => r.set('username', 'a'),
    'a flag': (r) => r.set('remove', true),
    enable: (r) => r.enable('username'),
    assign: (r) => r.assign({ username: '' }),
    append: (r) => r.append(new Form()),
    lang: (r) => r.set('lang', 'en'),
    'an attribute of its XML': (r) => r.xml.setAttribute('a', '1'),
    'the text of its XML': (r) => {
      r.xml.text = 'a';
    },
    'a child of its XML': (r) => r.xml.append(new XmlElement('a')),
    'a text in its XML': (r) => r.xml.append('a'),
    'what waits for it': (r) => r.get('form').set('title', 'a'),
    'the XML of what waits for it': (r) => r.get('form').xml.setAttribute('a', '1'),
    'what waits for what waits for it': (r) => r.get(Forwarded).get('inner').get('delay').set('lang', 'en'),
  };
  test.each(Object.entries(writes))('%s', (_name, write) => {
    const iq = new RegisterIq();
    const registration = iq.get('register');
    write(registration);
    expect(iq.xml.children).toEqual([registration.xml]);
    expect(iq.get('register')).toBe(registration);
    write(registration);
    expect(iq.xml.children).toEqual([registration.xml]);
    expect(iq.has('register')).toBe(true);
  });

  test('enable from the parent', () => {
    for (const enable of [
      (iq: InstanceType<typeof RegisterIq>) => iq.enable('register'),
      (iq: Iq) => iq.enable(Registration),
    ]) {
      const iq = new RegisterIq();
      const registration = iq.get('register');
      enable(iq);
      expect(iq).toEqualXml('<iq xmlns="jabber:client"><query xmlns="jabber:iq:register"/></iq>');
      expect(iq.get('register')).toBe(registration);
    }
  });

  test('an assign with no values: the plugin is present then', () => {
    expect(new RegisterIq().assign({ register: {} }).has('register')).toBe(true);
  });

  test('everything between joins, each once, in its place', () => {
    const iq = RegisterIq.parse('<iq><a/></iq>');
    iq.get('register')
      .get('form')
      .set('fields', [FormField.of({ var: 'a' })]);
    expect(iq).toEqualXml(
      '<iq xmlns="jabber:client"><a/><query xmlns="jabber:iq:register"><x xmlns="jabber:x:data"><field var="a"/></x></query></iq>',
    );
  });

  test('also after the parent was moved', () => {
    const inner = new Forwarded();
    const delay = inner.get('delay');
    new Forwarded().append(inner).get('inner');
    delay.enable('lang');
    expect(inner.has('delay')).toBe(true);
  });
});

describe('put elsewhere, it waits no longer', () => {
  test('by append, setPayload, set, or the XML', () => {
    const puts: ((target: InstanceType<typeof RegisterIq>, registration: Registration) => unknown)[] = [
      (target, registration) => target.append(registration),
      (target, registration) => target.setPayload(registration),
      (target, registration) => target.set('register', registration),
      (target, registration) => target.xml.append(registration.xml),
      (target, registration) => target.assign({ register: registration }),
    ];
    for (const put of puts) {
      const [source, target] = [new RegisterIq(), new RegisterIq()];
      const registration = source.get('register');
      put(target, registration);
      registration.set('username', 'bill');
      expect(source).toEqualXml(EMPTY);
      expect(target.get('register')).toBe(registration);
      expect(target.get('register').get('username')).toBe('bill');
      expect(source.get('register')).not.toBe(registration);
    }
  });
  test('even in the same parent', () => {
    const iq = new RegisterIq();
    const registration = iq.get('register');
    iq.append(registration);
    expect(iq.xml.children).toEqual([registration.xml]);
    iq.set('register', registration).setPayload(registration);
    expect(iq.xml.children).toEqual([registration.xml]);
  });
});
