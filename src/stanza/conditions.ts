/** The error conditions of RFC 6120: their names, default types, and the legacy codes of XEP-0086. */
import { InvalidValueError } from '../element/errors.js';

/** The namespace of stanza error conditions (RFC 6120, section 8.3.2). */
export const STANZA_ERRORS = 'urn:ietf:params:xml:ns:xmpp-stanzas';
/** The namespace of stream error conditions (RFC 6120, section 4.9.2). */
export const STREAM_ERRORS = 'urn:ietf:params:xml:ns:xmpp-streams';

/** What the sender of a stanza may do about its error (RFC 6120, section 8.3.2). */
export type ErrorType = 'auth' | 'cancel' | 'continue' | 'modify' | 'wait';

// Condition: default type (RFC 6120, section 8.3.3) and legacy code (XEP-0086, table 1).
const conditions = {
  'bad-request': ['modify', 400],
  conflict: ['cancel', 409],
  'feature-not-implemented': ['cancel', 501],
  forbidden: ['auth', 403],
  gone: ['cancel', 302],
  'internal-server-error': ['cancel', 500],
  'item-not-found': ['cancel', 404],
  'jid-malformed': ['modify', 400],
  'not-acceptable': ['modify', 406],
  'not-allowed': ['cancel', 405],
  'not-authorized': ['auth', 401],
  'policy-violation': ['modify', undefined],
  'recipient-unavailable': ['wait', 404],
  redirect: ['modify', 302],
  'registration-required': ['auth', 407],
  'remote-server-not-found': ['cancel', 404],
  'remote-server-timeout': ['wait', 504],
  'resource-constraint': ['wait', 500],
  'service-unavailable': ['cancel', 503],
  'subscription-required': ['auth', 407],
  'undefined-condition': ['cancel', 500],
  'unexpected-request': ['wait', 400],
} as const satisfies Record<string, readonly [ErrorType, number | undefined]>;

/** A stanza error condition of RFC 6120, section 8.3.3. */
export type ErrorCondition = keyof typeof conditions;

// XEP-0086, table 2: what a code alone means, where it is not the first condition above that has it.
const byCode: Readonly<Record<number, ErrorCondition>> = {
  302: 'redirect',
  408: 'remote-server-timeout',
  502: 'service-unavailable',
  510: 'service-unavailable',
};

/** Whether a name is that of a stanza error condition. */
export function isErrorCondition(name: string): name is ErrorCondition {
  return Object.hasOwn(conditions, name);
}

/** @throws {@link InvalidValueError} when it is not one of RFC 6120 */
export function assertErrorCondition(condition: string): asserts condition is ErrorCondition {
  if (isErrorCondition(condition)) return;
  throw new InvalidValueError('StanzaError', 'condition', condition, 'expected a condition of RFC 6120, section 8.3.3');
}

/** All stanza error conditions. */
export const errorConditions = Object.keys(conditions) as readonly ErrorCondition[];

/**
 * The type that RFC 6120, section 8.3.3, gives a condition.
 *
 * @throws {@link InvalidValueError} when it is not one of RFC 6120
 */
export function defaultErrorType(condition: ErrorCondition): ErrorType {
  assertErrorCondition(condition);
  return conditions[condition][0];
}

/** The code that XEP-0086 gives a condition, if it does. */
export function legacyCode(condition: ErrorCondition): number | undefined {
  return conditions[condition][1];
}

/** The condition that a legacy code alone stands for, if it does. */
export function conditionOfCode(code: number): ErrorCondition | undefined {
  return byCode[code] ?? errorConditions.find((condition) => legacyCode(condition) === code);
}

/** A stream error condition of RFC 6120, section 4.9.3. */
export type StreamErrorCondition = (typeof streamErrorConditions)[number];

/** All stream error conditions. */
export const streamErrorConditions = [
  'bad-format',
  'bad-namespace-prefix',
  'conflict',
  'connection-timeout',
  'host-gone',
  'host-unknown',
  'improper-addressing',
  'internal-server-error',
  'invalid-from',
  'invalid-namespace',
  'invalid-xml',
  'not-authorized',
  'not-well-formed',
  'policy-violation',
  'remote-connection-failed',
  'reset',
  'resource-constraint',
  'restricted-xml',
  'see-other-host',
  'system-shutdown',
  'undefined-condition',
  'unsupported-encoding',
  'unsupported-feature',
  'unsupported-stanza-type',
  'unsupported-version',
] as const;
