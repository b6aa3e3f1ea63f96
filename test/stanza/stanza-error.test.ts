/** Stanza errors: conditions and types of RFC 6120, section 8.3, codes of XEP-0086. */
import {
  type ErrorCondition,
  type ErrorType,
  InvalidValueError,
  Iq,
  parseXml,
  StanzaError,
  XmlElement,
  XmppError,
} from 'couplet';
import { describe, expect, test } from 'vitest';
import '../support/matchers.js';

const NS = "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'";
const error = (content: string, attributes = ''): StanzaError =>
  StanzaError.parse(`<error${attributes}>${content}</error>`);

/** Condition, the first type that RFC 6120 section 8.3.3 names for it, and its code in table 1 of XEP-0086. */
const table: [ErrorCondition, ErrorType, number | undefined][] = [
  ['bad-request', 'modify', 400],
  ['conflict', 'cancel', 409],
  ['feature-not-implemented', 'cancel', 501],
  ['forbidden', 'auth', 403],
  ['gone', 'cancel', 302],
  ['internal-server-error', 'cancel', 500],
  ['item-not-found', 'cancel', 404],
  ['jid-malformed', 'modify', 400],
  ['not-acceptable', 'modify', 406],
  ['not-allowed', 'cancel', 405],
  ['not-authorized', 'auth', 401],
  ['policy-violation', 'modify', undefined],
  ['recipient-unavailable', 'wait', 404],
  ['redirect', 'modify', 302],
  ['registration-required', 'auth', 407],
  ['remote-server-not-found', 'cancel', 404],
  ['remote-server-timeout', 'wait', 504],
  ['resource-constraint', 'wait', 500],
  ['service-unavailable', 'cancel', 503],
  ['subscription-required', 'auth', 407],
  ['undefined-condition', 'cancel', 500],
  ['unexpected-request', 'wait', 400],
];

describe.each(table)('%s', (condition, type, code) => {
  test(`is of type ${type} and has the code ${code}`, () => {
    const codeAttribute = code === undefined ? '' : ` code="${code}"`;
    expect(new StanzaError().describe({ condition })).toEqualXml(
      error(`<${condition} ${NS}/>`, ` type='${type}'${codeAttribute}`),
    );
    expect(new XmppError({ condition }).type).toBe(type);
  });
  test('is read, with its type where none is said', () => {
    const read = error(`<${condition} ${NS}/>`);
    expect([read.get('condition'), read.has('condition'), read.get('type'), read.has('type')]).toEqual([
      condition,
      true,
      type,
      false,
    ]);
    expect(error(`<${condition} ${NS}/>`, " type='continue'").get('type')).toBe('continue');
  });
});

describe('the condition', () => {
  test('wins over a code', () => {
    const both = error(`<forbidden ${NS}/>`, " code='404'");
    expect([both.get('condition'), both.get('code'), both.get('type')]).toEqual(['forbidden', 404, 'auth']);
  });

  // XEP-0086, table 2.
  test.each<[number, ErrorCondition]>([
    [302, 'redirect'],
    [400, 'bad-request'],
    [401, 'not-authorized'],
    [403, 'forbidden'],
    [404, 'item-not-found'],
    [405, 'not-allowed'],
    [406, 'not-acceptable'],
    [407, 'registration-required'],
    [408, 'remote-server-timeout'],
    [409, 'conflict'],
    [500, 'internal-server-error'],
    [501, 'feature-not-implemented'],
    [502, 'service-unavailable'],
    [503, 'service-unavailable'],
    [504, 'remote-server-timeout'],
    [510, 'service-unavailable'],
  ])('of the code %d alone is %s', (code, condition) => {
    const bare = error('Some text', ` code='${code}'`);
    expect([bare.get('condition'), bare.has('condition'), bare.values]).toEqual([condition, false, { code }]);
  });

  test('of a code that says nothing is none; a malformed code hides nothing', () => {
    expect(error('', " code='999'").get('condition')).toBeUndefined();
    const malformed = error('', " code='abc' type='wait'");
    expect([malformed.get('condition'), malformed.get('type')]).toEqual([undefined, 'wait']);
    expect(malformed).toHaveIssues('code');
    expect(() => malformed.get('code')).toThrow(InvalidValueError);
  });

  test('that RFC 6120 does not know is undefined-condition, and stays in the XML', () => {
    const unknown = error(`<payment-required ${NS}/><text ${NS}>pay</text>`);
    expect([unknown.get('condition'), unknown.has('condition'), unknown.get('text')]).toEqual([
      'undefined-condition',
      true,
      'pay',
    ]);
    expect(unknown).toContainXml(error(`<payment-required ${NS}/>`));
  });

  test('is replaced: type, code and text stay', () => {
    const replaced = error(`<conflict ${NS}/><text ${NS}>t</text>`, " type='cancel' code='409'").set(
      'condition',
      'gone',
    );
    expect(replaced).toEqualXml(error(`<gone ${NS}/><text ${NS}>t</text>`, " type='cancel' code='409'"));
  });

  test('is one, however many there were', () => {
    const many = error(`<x ${NS}/><conflict ${NS}/><forbidden ${NS}/>`);
    expect(many.get('condition')).toBe('conflict');
    expect(many.set('condition', 'gone').get('condition')).toBe('gone');
    expect(many.del('condition').get('condition')).toBeUndefined();
    expect(many.xml.children).toEqual([]);
  });

  test('is removed; text stays', () => {
    const removed = error(`<conflict ${NS}/><text ${NS}>t</text>`).del('condition');
    expect([removed.has('condition'), removed.get('text')]).toEqual([false, 't']);
  });

  test('is one of RFC 6120 when it is set', () => {
    for (const condition of ['payment-required', 'text', 'toString', '']) {
      expect(() => new StanzaError().set('condition', condition as ErrorCondition)).toThrow(InvalidValueError);
      expect(() => new StanzaError().describe({ condition: condition as ErrorCondition })).toThrow(InvalidValueError);
      expect(() => new XmppError({ condition: condition as ErrorCondition })).toThrow(InvalidValueError);
    }
  });
});

describe('the type', () => {
  test('is one of five', () => {
    for (const type of ['auth', 'cancel', 'continue', 'modify', 'wait'] as const) {
      expect(new StanzaError().set('type', type).get('type')).toBe(type);
    }
    expect(() => new StanzaError().set('type', 'fatal' as ErrorType)).toThrow(InvalidValueError);
    expect(() => error('', " type='fatal'").get('type')).toThrow(InvalidValueError);
    expect(new StanzaError().get('type')).toBeUndefined();
  });
});

describe('the text', () => {
  test('is in the namespace of the conditions', () => {
    expect(error('<text>no</text>').get('text')).toBeUndefined();
    expect(error(`<text ${NS}/>`).get('text')).toBe('');
    expect(new StanzaError().set('text', 'Sorry')).toEqualXml(error(`<text ${NS}>Sorry</text>`));
  });
  test('is in the language of the stanza where there are several', () => {
    const iq = Iq.parse(
      `<iq type='error' xml:lang='de'><error><text ${NS} xml:lang='en'>Sorry</text><text ${NS}>Leider</text></error></iq>`,
    );
    expect(iq.get('error').get('text')).toBe('Leider');
  });
  test('is replaced and removed in every language; the condition stays', () => {
    const made = error(`<text ${NS}>a</text><conflict ${NS}/><text ${NS} xml:lang='de'>b</text>`).set('text', 'c');
    expect(made).toEqualXml(error(`<conflict ${NS}/><text ${NS}>c</text>`));
    expect(made.del('text')).toEqualXml(error(`<conflict ${NS}/>`));
    expect([made.has('text'), made.get('condition')]).toEqual([false, 'conflict']);
  });
});

describe('gone and redirect', () => {
  test.each(['gone', 'redirect'] as const)('%s is a condition with an address', (key) => {
    const made = new StanzaError().set('condition', 'conflict').set(key, 'xmpp:new@example.org');
    expect(made).toEqualXml(error(`<${key} ${NS}>xmpp:new@example.org</${key}>`));
    expect([made.get('condition'), made.get(key), made.has(key)]).toEqual([key, 'xmpp:new@example.org', true]);
    made.set(key, 'xmpp:newer@example.org');
    expect(made.xml.children).toHaveLength(1);
    expect([made.del(key).has(key), made.get('condition')]).toEqual([false, undefined]);
  });
  test('without an address are present and empty', () => {
    expect([error(`<gone ${NS}/>`).get('gone'), error(`<gone ${NS}/>`).get('redirect')]).toEqual(['', undefined]);
  });
  test('to remove one that is not there removes no other condition', () => {
    expect(error(`<conflict ${NS}/>`).del('gone').del('redirect').get('condition')).toBe('conflict');
  });
});

describe('the application-specific condition', () => {
  const application = "<too-many xmlns='urn:example:errors' most='3'/>";
  test('is the child of any other namespace', () => {
    const made = error(`<conflict ${NS}/><text ${NS}/>${application}`);
    expect(made.getApplication()?.tag).toBe('{urn:example:errors}too-many');
    expect(error(`<conflict ${NS}/><text ${NS}/>`).has('application')).toBe(false);
  });
  test('is set as an element or as text, and replaced', () => {
    const element = new XmlElement('{urn:example:errors}too-many', { most: '3' });
    const made = new StanzaError().set('application', element);
    expect(made.getApplication()).toBe(element);
    expect(made.set('application', application)).toEqualXml(error(application));
    expect(made.del('application').xml.children).toEqual([]);
  });
  test('is among the values, as text', () => {
    const made = error(`<conflict ${NS}/>${application}`, " type='cancel' code='409' by='example.org'");
    expect(made.values).toMatchObject({ condition: 'conflict', type: 'cancel', code: 409, by: 'example.org' });
    expect(StanzaError.of(JSON.parse(JSON.stringify(made)))).toEqualXml(made);
  });
});

describe('describe', () => {
  test('says everything, and forgets what was said before', () => {
    const application = parseXml("<a xmlns='urn:a'/>");
    const made = error(`<forbidden ${NS}/><text ${NS}>old</text><b xmlns='urn:b'/>`, " type='auth' code='403'");
    made.describe({ condition: 'policy-violation', type: 'wait', text: 'Slow down', application });
    expect(made).toEqualXml(
      error(`<policy-violation ${NS}/><text ${NS}>Slow down</text><a xmlns='urn:a'/>`, " type='wait'"),
    );
    made.describe({ condition: 'conflict' });
    expect(made).toEqualXml(error(`<conflict ${NS}/>`, " type='cancel' code='409'"));
  });
  test('reading an error of a stanza that has none writes nothing, its type included', () => {
    const iq = Iq.parse("<iq type='get' id='a'/>");
    expect([iq.get('error').get('condition'), iq.get('error').values, iq.get('type')]).toEqual([undefined, {}, 'get']);
    expect(iq).toEqualXml('<iq xmlns="jabber:client" type="get" id="a"/>');
  });
  test('what it does not know stays', () => {
    const text = `<error xmlns="jabber:client" type="cancel" x="y">a<conflict xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/><other/></error>`;
    expect(StanzaError.parse(text).set('type', 'wait').set('type', 'cancel')).toEqualXml(text);
  });
});
