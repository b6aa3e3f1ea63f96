/** What a service asks those for who register: showing it, and reading what they send. */
import type { Form } from '../xep-0004/form.js';
import type { OutOfBandData } from '../xep-0066/index.js';
import { REGISTER, Registration, type RegistrationField } from './registration.js';
import type { UserFields } from './user-store.js';

/** What somebody has sent. */
export interface Submission {
  /** The fields that are asked for and were sent, with their values; an empty one is there too. */
  readonly values: ReadonlyMap<string, string>;
  /** What is missing or wrong, by field. Nothing of a value is in it. */
  readonly problems: ReadonlyMap<string, string>;
}

/** What a service asks for. */
export class Offer {
  fields: readonly RegistrationField[] = ['username', 'password'];
  instructions: string | undefined;
  form: Form | undefined;
  redirect: OutOfBandData | undefined;

  /** Whether nothing can be sent to it: it only points elsewhere. */
  get isClosed(): boolean {
    return this.fields.length === 0 && this.form === undefined;
  }

  /** Whether a field is asked for. */
  asksFor(name: string): boolean {
    return this.fields.includes(name as RegistrationField) || this.form?.field(name) !== undefined;
  }

  /** Whether a field is nothing to show, or to send back. */
  isSecret(name: string): boolean {
    return name === 'password' || this.form?.field(name)?.get('type') === 'text-private';
  }

  /** The registration form, with what is known of somebody who is registered; what is not known is empty. */
  show(known: UserFields | undefined): Registration {
    const shown = new Registration();
    shown.set('registered', known !== undefined).set('instructions', this.instructions);
    for (const field of this.fields) shown.assign({ [field]: known?.get(field) ?? '' });
    if (this.form !== undefined) shown.append(filled(this.form, known));
    if (this.redirect !== undefined) shown.append(this.redirect.copy());
    return shown;
  }

  /**
   * Reads what was sent: the data form if one is asked for and was sent, else the fields (XEP-0077, section 6).
   *
   * @returns `'cancelled'` for a form that says so, `undefined` for one that is no submission of this kind
   */
  read(registration: Registration): Submission | 'cancelled' | undefined {
    if (this.form !== undefined && registration.has('form')) return readForm(this.form, registration.get('form'));
    const values = new Map<string, string>();
    const problems = new Map<string, string>();
    for (const field of this.fields) {
      const value = registration.get(field);
      if (value !== undefined) values.set(field, value);
      if (value === undefined || value === '') problems.set(field, 'a value is required');
    }
    return { values, problems };
  }

  /** Takes out of a registration what must not be sent back. */
  conceal(registration: Registration): void {
    registration.del('password').del('key');
    if (!registration.has('form')) return;
    for (const field of registration.get('form').get('fields')) {
      if (field.get('type') === 'text-private' || this.isSecret(field.get('var') ?? '')) field.del('value');
    }
  }
}

/** The form with what is known as the values of its fields; what is hidden while it is typed is not shown. */
function filled(form: Form, known: UserFields | undefined): Form {
  const copy = form.copy();
  for (const field of copy.get('fields')) {
    const value = known?.get(field.get('var') ?? '');
    const type = field.get('type');
    if (value === undefined || type === 'text-private') continue;
    field.set('value', type.endsWith('-multi') || type === 'hidden' ? value.split('\n') : value);
  }
  return copy;
}

function readForm(form: Form, sent: Form): Submission | 'cancelled' | undefined {
  if (sent.get('type') === 'cancel') return 'cancelled';
  const formType = form.formType ?? REGISTER;
  if (sent.get('type') !== 'submit' || (sent.formType ?? formType) !== formType) return undefined;
  const values = new Map<string, string>();
  for (const field of form.get('fields')) {
    const name = field.get('var');
    const value = name === undefined ? undefined : sent.text(name);
    if (name !== undefined && name !== 'FORM_TYPE' && value !== undefined) values.set(name, value);
  }
  return { values, problems: new Map(form.problems(sent).map(({ var: name, message }) => [name, message])) };
}
