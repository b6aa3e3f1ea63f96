/** hasIssues: none, some, exactly these, and what a failure says. */
import { Presence } from 'couplet';
import { assertHasIssues, hasIssues } from 'couplet/testing';
import { describe, expect, test } from 'vitest';

const fine = Presence.of({ priority: 3 });
const broken = Presence.parse('<presence type="gone"><priority>high</priority></presence>');

describe('hasIssues', () => {
  test('any', () => {
    expect(hasIssues(fine).pass).toBe(false);
    expect(hasIssues(broken).pass).toBe(true);
  });
  test('exactly these, in any order', () => {
    expect(hasIssues(broken, ['priority', 'type']).pass).toBe(true);
    expect(hasIssues(broken, [['priority'], 'type']).pass).toBe(true);
    expect(hasIssues(broken, ['type']).pass).toBe(false);
    expect(hasIssues(broken, ['type', 'priority', 'priority']).pass).toBe(false);
    expect(hasIssues(broken, []).pass).toBe(false);
    expect(hasIssues(fine, []).pass).toBe(true);
  });
  test('nested ones by their path', () => {
    const error = Presence.parse('<presence type="error"><error type="x"/></presence>');
    expect(hasIssues(error, ['error.type']).pass).toBe(true);
    expect(hasIssues(error, [['error', 'type']]).pass).toBe(true);
  });
  test('the message lists what there is', () => {
    expect(hasIssues(broken, ['type']).message).toBe(
      'These issues were expected:\n  type\nand these found:\n' +
        "  type: Presence.type: expected one of 'error', 'probe', 'subscribe', 'subscribed', 'unavailable', " +
        "'unsubscribe', 'unsubscribed', found 'gone'\n" +
        "  priority: Presence.priority: expected a whole number from -128 to 127, found 'high'",
    );
    expect(hasIssues(fine, ['type']).message).toBe('These issues were expected:\n  type\nand these found:\n  none');
    expect(hasIssues(broken, []).message).toContain('These issues were expected:\n  none\nand these found:\n  type: ');
    expect(hasIssues(fine).message).toBe('Issues were expected, and found:\n  none');
    expect(hasIssues(broken).message).toContain('These issues were not expected:\n  type: ');
    expect(hasIssues(broken, ['type', 'priority']).message).toContain('Other issues were expected than:\n  type: ');
  });
  test('what is no stanza object has none, and is not tested for them', () => {
    for (const given of [undefined, '<a/>', broken.xml]) {
      expect(() => hasIssues(given as never, [])).toThrow('Only a stanza object has issues');
    }
  });
  test('assertHasIssues throws', () => {
    expect(() => assertHasIssues(fine)).toThrow(expect.objectContaining({ operator: 'hasIssues' }));
    expect(() => assertHasIssues(broken, ['type'])).toThrow('These issues were expected');
    expect(() => assertHasIssues(broken, ['priority', 'type'])).not.toThrow();
  });
});
