/** Accessor methods: getKey, setKey, delKey and hasKey of a class win over the declared kind. */
import {
  dateTime,
  defineElement,
  InvalidValueError,
  integer,
  STANZA_ERRORS,
  StanzaError,
  string,
  XmlElement,
} from 'couplet';
import { describe, expect, test } from 'vitest';
import { Form } from './classes.js';
import '../support/matchers.js';

const NS = 'urn:example:accessors';

/** Minutes as hours, kept in a child's attribute that no interface could reach. */
class Shift extends defineElement({
  name: 'shift',
  namespace: NS,
  interfaces: { hours: string, by: string, methodName: string },
  subInterfaces: { start: dateTime, breaks: integer },
  boolInterfaces: ['night'],
  plugins: { form: Form },
  iterables: { forms: Form },
}) {
  readonly calls: string[] = [];
  #span(): XmlElement | undefined {
    return this.xml.find(`{${NS}}span`);
  }
  getHours(): number | undefined {
    const minutes = this.#span()?.attribute('minutes');
    return minutes === undefined ? undefined : Number(minutes) / 60;
  }
  setHours(hours: number): void {
    this.delHours();
    this.xml.append(new XmlElement(`{${NS}}span`, { minutes: String(hours * 60) }));
  }
  delHours(): void {
    const span = this.#span();
    if (span !== undefined) this.xml.remove(span);
  }
  hasHours(): boolean {
    return this.#span() !== undefined;
  }
  getMethodName(): string {
    this.calls.push('getMethodName');
    return 'camel case';
  }
  getBreaks(): number {
    return this.getDeclared('breaks') ?? 0;
  }
  setBreaks(breaks: number | 'none'): void {
    this.calls.push(`setBreaks ${JSON.stringify(breaks)}`);
    this.setDeclared('breaks', breaks === 'none' ? 0 : breaks);
  }
  delBreaks(): void {
    this.calls.push('delBreaks');
    this.delDeclared('breaks');
  }
  getNight(): boolean {
    return this.getDeclared('night') || (this.getHours() ?? 0) > 12;
  }
  getForm(): Form {
    this.calls.push('getForm');
    return this.getDeclared('form');
  }
}

describe('accessor methods', () => {
  test('win over the declared kind', () => {
    const shift = new Shift().set('hours', 8).set('hours', 7.5);
    expect(shift).toEqualXml(`<shift xmlns="${NS}"><span minutes="450"/></shift>`);
    expect([shift.get('hours'), shift.has('hours')]).toEqual([7.5, true]);
    expect(shift.del('hours').has('hours')).toBe(false);
    expect(shift.get('hours')).toBeUndefined();
  });

  test('are named by the key with its first letter in upper case', () => {
    const shift = new Shift();
    expect(shift.get('methodName')).toBe('camel case');
    expect(shift.calls).toEqual(['getMethodName']);
  });

  test('stand in for one operation each: the others go by the declared kind', () => {
    const shift = new Shift().set('methodName', 'x').set('night', true);
    expect([shift.has('methodName'), shift.xml.attribute('methodName')]).toEqual([true, 'x']);
    expect(shift.del('methodName').has('methodName')).toBe(false);
    expect(shift.get('methodName')).toBe('camel case');
    expect(shift.set('night', false).set('hours', 13).get('night')).toBe(true);
    expect(shift.has('night')).toBe(false);
  });

  test('of a plugin and a list are used too', () => {
    const shift = Shift.of({ form: { title: 'a' } });
    expect(shift.get('form').get('title')).toBe('a');
    expect(shift.calls).toEqual(['getForm']);
  });

  test('get what the declared kind would, by getDeclared, setDeclared, delDeclared', () => {
    const shift = new Shift();
    expect([shift.get('breaks'), shift.getDeclared('breaks')]).toEqual([0, undefined]);
    shift.setDeclared('breaks', 3);
    expect(shift.get('breaks')).toBe(3);
    expect(() => shift.setDeclared('breaks', 1.5)).toThrow(InvalidValueError);
    expect(shift.setDeclared('start', undefined).delDeclared('breaks')).toEqualXml(`<shift xmlns="${NS}"/>`);
    expect(shift.setDeclared('by', '').has('by')).toBe(false);
    expect(shift.calls).toEqual([]);
  });

  test('undefined and null go to delKey, the empty text to setKey', () => {
    const shift = new Shift().set('breaks', 'none').set('breaks', undefined).set('breaks', null);
    shift.set('breaks', '' as never);
    expect(shift.calls).toEqual(['setBreaks "none"', 'delBreaks', 'delBreaks', 'setBreaks ""']);
  });

  test('are given the empty text by enable where they stand in for an attribute, and keep what there is', () => {
    const error = new StanzaError().enable('text').enable('gone');
    expect(error).toEqualXml(
      `<error xmlns="jabber:client"><text xmlns="${STANZA_ERRORS}"/><gone xmlns="${STANZA_ERRORS}"/></error>`,
    );
    expect(error.set('text', 'Sorry').enable('text').get('text')).toBe('Sorry');
    const shift = new Shift().enable('breaks').enable('night');
    expect(shift).toEqualXml(`<shift xmlns="${NS}"><breaks/><night/></shift>`);
    expect(shift.calls).toEqual([]);
  });

  test('of a subclass win over those of the class', () => {
    class Long extends Shift {
      override getHours(): number {
        return 2 * (super.getHours() ?? 0);
      }
      getBy(): string {
        return 'all';
      }
    }
    expect([new Long().set('hours', 8).get('hours'), new Long().get('by')]).toEqual([16, 'all']);
    expect(new Shift().get('by')).toBeUndefined();
  });

  test('on a malformed value may say what they like', () => {
    const shift = Shift.parse('<shift><breaks>many</breaks></shift>');
    expect(() => shift.get('breaks')).toThrow(InvalidValueError);
    expect(shift.set('breaks', 2).get('breaks')).toBe(2);
  });

  test('what they throw comes out as it is', () => {
    class Strict extends Shift {
      override setHours(hours: number): void {
        if (hours > 24) throw new RangeError('a day has 24 hours');
        super.setHours(hours);
      }
    }
    expect(() => new Strict().set('hours', 25)).toThrow(new RangeError('a day has 24 hours'));
  });
});

describe('methods that every object has are no accessors', () => {
  class Odd extends defineElement({
    name: 'odd',
    namespace: NS,
    interfaces: [
      'declared',
      'ownProperty',
      'prototypeOf',
      'constructor',
      'toString',
      'valueOf',
      'values',
      'xml',
      'get',
      'toJSON',
      'then',
    ],
  }) {}
  test.each(Odd.interfaces)('of %s', (name) => {
    const key = name as 'ownProperty';
    const odd = new Odd();
    expect([odd.get(key), odd.has(key)]).toEqual([undefined, false]);
    odd.set(key, 'a');
    expect([odd.get(key), odd.has(key), odd.xml.attribute(key)]).toEqual(['a', true, 'a']);
    expect(odd.values).toEqual({ [key]: 'a' });
    expect(Odd.of(JSON.parse(JSON.stringify(odd)))).toEqualXml(odd);
    expect(odd.del(key).has(key)).toBe(false);
  });
});

test("the guide's flags, with accessor methods as SleekXMPP needed them", () => {
  class Registration extends defineElement({
    name: 'query',
    namespace: 'jabber:iq:register',
    interfaces: ['username', 'registered', 'remove'],
    subInterfaces: ['username', 'registered', 'remove'],
  }) {
    getRegistered(): boolean {
      return this.xml.find('{jabber:iq:register}registered') !== undefined;
    }
    setRegistered(registered: boolean): void {
      if (registered) this.enable('registered');
      else this.del('registered');
    }
  }
  const registration = new Registration().set('registered', true).set('registered', true).enable('username');
  expect(registration).toEqualXml('<query xmlns="jabber:iq:register"><registered/><username/></query>');
  expect([registration.get('registered'), registration.get('username')]).toEqual([true, '']);
  expect(registration.set('registered', false).get('registered')).toBe(false);
  expect(registration.values).toEqual({ username: '' });
});
