/** XEP-0077: In-Band Registration. */
export { REGISTER, Registration, type RegistrationField, registrationFields } from './registration.js';
export { MemoryUserStore, type UserFields, type UserStore } from './user-store.js';
export {
  type RegistrationEvent,
  type RegistrationEvents,
  type RegistrationOptions,
  Xep0077,
  type Xep0077Config,
} from './xep-0077.js';
