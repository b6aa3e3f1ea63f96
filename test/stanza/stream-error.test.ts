/** Stream errors (RFC 6120, section 4.9). */
import { StreamError, type StreamErrorCondition, XmlElement } from 'couplet';
import { describe, expect, test } from 'vitest';
import '../support/matchers.js';

const NS = "xmlns='urn:ietf:params:xml:ns:xmpp-streams'";
const error = (content: string): StreamError => StreamError.parse(`<error>${content}</error>`);

/** Section 4.9.3. */
const conditions: StreamErrorCondition[] = [
  ...(['bad-format', 'bad-namespace-prefix', 'conflict', 'connection-timeout', 'host-gone', 'host-unknown'] as const),
  ...(['improper-addressing', 'internal-server-error', 'invalid-from', 'invalid-namespace', 'invalid-xml'] as const),
  ...(['not-authorized', 'not-well-formed', 'policy-violation', 'remote-connection-failed', 'reset'] as const),
  ...(['resource-constraint', 'restricted-xml', 'see-other-host', 'system-shutdown', 'undefined-condition'] as const),
  ...(['unsupported-encoding', 'unsupported-feature', 'unsupported-stanza-type', 'unsupported-version'] as const),
];

describe('a stream error', () => {
  test.each(conditions)('of the condition %s', (condition) => {
    const made = new StreamError().set('condition', condition);
    expect(made).toEqualXml(error(`<${condition} ${NS}/>`));
    expect([made.get('condition'), made.has('condition'), made.del('condition').has('condition')]).toEqual([
      condition,
      true,
      false,
    ]);
  });
  test('is in the namespace of streams', () => {
    expect(StreamError.tag).toBe('{http://etherx.jabber.org/streams}error');
  });
  test('with a condition that RFC 6120 does not know', () => {
    expect(error(`<text ${NS}/><tired ${NS}/>`).get('condition')).toBe('undefined-condition');
    expect(error(`<text ${NS}/>`).get('condition')).toBeUndefined();
    expect(error('<conflict/>').has('condition')).toBe(false);
  });
  test('has one condition, and its text stays', () => {
    const made = error(`<text ${NS}>bye</text><reset ${NS}/>`).set('condition', 'system-shutdown');
    expect(made).toEqualXml(error(`<text ${NS}>bye</text><system-shutdown ${NS}/>`));
  });
  test('with a text', () => {
    const made = new StreamError().set('text', 'bye').set('text', 'good bye');
    expect(made).toEqualXml(error(`<text ${NS}>good bye</text>`));
    expect([made.get('text'), made.has('text'), made.del('text').has('text')]).toEqual(['good bye', true, false]);
  });
  test('that says where to go instead', () => {
    const made = new StreamError().set('condition', 'conflict').set('seeOtherHost', '[2001:db8::1]:9222');
    expect(made).toEqualXml(error(`<see-other-host ${NS}>[2001:db8::1]:9222</see-other-host>`));
    expect([made.get('condition'), made.get('seeOtherHost')]).toEqual(['see-other-host', '[2001:db8::1]:9222']);
    expect(made.del('seeOtherHost').xml.children).toEqual([]);
    expect(error(`<reset ${NS}/>`).del('seeOtherHost').get('condition')).toBe('reset');
  });
  test('comes back from its values', () => {
    const made = error(`<see-other-host ${NS}>example.org</see-other-host><text ${NS}>moved</text>`);
    expect(StreamError.of(JSON.parse(JSON.stringify(made))).values).toEqual(made.values);
    expect(made.xml).toBeInstanceOf(XmlElement);
  });
});
