/** The matchers for `expect`: vitest's, and Jest's own. */
import { Message, Presence } from 'couplet';
import { matchers } from 'couplet/testing/vitest';
import { expect as jestExpect } from 'expect';
import { describe, expect, test } from 'vitest';

expect.extend(matchers);
jestExpect.extend(matchers);

const message = Message.of({ to: 'a@b', type: 'chat', body: 'hi' });
const text = '<message type="chat" to="a@b"><body>hi</body></message>';
const malformed = Presence.parse('<presence><priority>high</priority></presence>');

describe('with vitest', () => {
  test('they pass', async () => {
    expect(message).toEqualXml(text);
    expect('<a><b/><c/></a>').toEqualXml('<a><c/><b/></a>', { ignoreOrder: true });
    expect(message).toContainXml('<message><body/></message>');
    expect(message).toMatchPath('message/body');
    expect(malformed).toHaveIssues();
    expect(malformed).toHaveIssues('priority');
    await expect(message).toRoundTrip();
    await expect(text).toRoundTrip(Message);
    await expect('<message><x/></message>').toRoundTrip(Message, { values: false });
  });
  test('they pass with not', async () => {
    expect(message).not.toEqualXml('<message/>');
    expect(message).not.toContainXml('<message><subject/></message>');
    expect(message).not.toMatchPath('iq');
    expect(message).not.toHaveIssues();
    expect(malformed).not.toHaveIssues('type');
    await expect(text).not.toRoundTrip(Presence);
  });
  test('they fail, and say what was found', async () => {
    expect(() => expect(message).toEqualXml('<message/>')).toThrow('The XML is not as expected at');
    expect(() => expect(message).toContainXml('<iq/>')).toThrow('does not have all of the mask');
    expect(() => expect(message).toMatchPath('iq')).toThrow('The XML does not match the path iq');
    expect(() => expect(message).toHaveIssues()).toThrow('Issues were expected');
    expect(() => expect(malformed).toHaveIssues('type')).toThrow('These issues were expected');
    await expect(expect(text).toRoundTrip(Presence)).rejects.toThrow('Presence does not round-trip: wrap');
  });
  test('they fail with not', async () => {
    expect(() => expect(message).not.toEqualXml(text)).toThrow('was expected not to be:\n\n<message');
    expect(() => expect(message).not.toContainXml(text)).toThrow('was expected not to:\n\n<message');
    expect(() => expect(message).not.toMatchPath('message')).toThrow('was expected not to:\n\n<message');
    expect(() => expect(malformed).not.toHaveIssues()).toThrow('These issues were not expected');
    await expect(expect(text).not.toRoundTrip(Message)).rejects.toThrow('Message round-trips');
  });
  test('a test about nothing fails, with not too', () => {
    expect(() => expect(undefined).not.toEqualXml('<a/>')).toThrow('The XML received is undefined');
    expect(() => expect('<a>').not.toEqualXml('<a/>')).toThrow('The XML received is broken');
    expect(() => expect('<a/>').not.toEqualXml('<a')).toThrow(
      'The expected XML, which the test itself gives, is broken',
    );
  });
  test('inside of other matchers', () => {
    expect([message.xml]).toEqual([expect.toEqualXml(text)]);
    expect({ sent: message }).toEqual({ sent: expect.not.toEqualXml('<a/>') });
  });
});

test("with Jest's expect", async () => {
  jestExpect(message).toEqualXml(text);
  jestExpect(message).not.toContainXml('<iq/>');
  jestExpect(malformed).toHaveIssues('priority');
  await jestExpect(message).toRoundTrip();
  expect(() => jestExpect(message).toEqualXml('<message/>')).toThrow('The XML is not as expected at');
  expect(() => jestExpect(message).not.toMatchPath('message')).toThrow('was expected not to');
  jestExpect([message]).toEqual([jestExpect.toContainXml('<message/>')]);
  await expect(jestExpect(text).toRoundTrip(Presence)).rejects.toThrow('does not round-trip');
});
