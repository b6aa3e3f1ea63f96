/** The types of the matchers, as vitest's `expect` and Jest's have them. */
import { Iq, Message, StanzaPath, XmlElement } from 'couplet';
import type {} from 'couplet/testing/jest';
import { matchers } from 'couplet/testing/vitest';
import { expect as jestExpect } from 'expect';
import { expect, expectTypeOf, test } from 'vitest';

test('vitest', () => {
  expectTypeOf(expect.extend).toBeCallableWith(matchers);
  expectTypeOf(expect('').toEqualXml('<a/>')).toBeVoid();
  expectTypeOf(expect('').not.toContainXml(new XmlElement('a'))).toBeVoid();
  expectTypeOf(expect('').toMatchPath(new StanzaPath('iq@type=set'))).toBeVoid();
  expectTypeOf(expect(new Iq()).toRoundTrip()).toEqualTypeOf<Promise<void>>();
  expectTypeOf(expect('').toRoundTrip(Message, { values: false })).toEqualTypeOf<Promise<void>>();
  expectTypeOf(expect(new Iq()).toHaveIssues('error.type', ['error', 'by'])).toBeVoid();
  // @ts-expect-error: not XML
  expect('').toEqualXml(3);
  // @ts-expect-error: no such option
  expect('').toEqualXml('<a/>', { order: false });
  // @ts-expect-error: not a stanza class
  void expect('').toRoundTrip(Date);
});

test('Jest', () => {
  expectTypeOf(jestExpect.extend).toBeCallableWith(matchers);
  expectTypeOf(jestExpect('').toEqualXml('<a/>', { ignoreOrder: true })).toBeVoid();
  expectTypeOf(jestExpect(new Iq()).not.toRoundTrip()).toEqualTypeOf<Promise<void>>();
  // @ts-expect-error: not XML
  jestExpect('').toEqualXml(3);
  expectTypeOf<jest.Matchers<void>['toEqualXml']>().returns.toBeVoid();
});
