/** The registration stanza (XEP-0077, section 14.1). */
import { defineElement } from '../../element/define-element.js';
import { Form } from '../xep-0004/form.js';
import { OutOfBandData } from '../xep-0066/index.js';

/** The namespace of in-band registration, which is a feature too. */
export const REGISTER = 'jabber:iq:register';

/** The fields that a service can ask for (XEP-0077, section 14.1), in the order of its schema. */
export const registrationFields = [
  'username',
  'nick',
  'password',
  'name',
  'first',
  'last',
  'email',
  'address',
  'city',
  'state',
  'zip',
  'phone',
  'url',
  'date',
  'misc',
  'text',
  'key',
] as const;

/** A field that a service can ask for. */
export type RegistrationField = (typeof registrationFields)[number];

/**
 * A registration: the form that a service asks to fill in, and what is filled in (XEP-0077).
 *
 * `registered` and `remove` are flags; a field that is asked for is there and empty (`enable('username')`).
 * A data form, and an address to register at, may stand instead of the fields or beside them.
 *
 * @example
 * ```ts
 * import { Registration } from 'couplet/xep/0077';
 *
 * const registration = Registration.parse(
 *   '<query xmlns="jabber:iq:register"><registered/><username>bill</username><password/></query>',
 * );
 * registration.get('registered'); // true
 * registration.get('username'); // 'bill'
 * registration.get('password'); // ''
 * registration.get('email'); // undefined
 * ```
 */
export class Registration extends defineElement({
  name: 'query',
  namespace: REGISTER,
  pluginAttrib: 'register',
  boolInterfaces: ['registered', 'remove'],
  subInterfaces: ['instructions', ...registrationFields],
  plugins: { form: Form, oob: OutOfBandData },
}) {}
