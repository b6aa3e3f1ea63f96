/** The plugin for in-band registration: the service, and the requests to one (XEP-0077). */
import { registerStanzaPlugin } from '../../element/register-stanza-plugin.js';
import type { Given } from '../../element/types.js';
import { Callback } from '../../handler/callback.js';
import type { JID } from '../../jid/jid.js';
import { StanzaPath } from '../../matcher/stanza-path.js';
import type { ErrorCondition } from '../../stanza/conditions.js';
import { Iq, type IqSendOptions } from '../../stanza/iq.js';
import { BasePlugin } from '../../stream/base-plugin.js';
import type { Form } from '../xep-0004/form.js';
import { Xep0030 } from '../xep-0030/index.js';
import { OutOfBandData } from '../xep-0066/index.js';
import { Offer, type Submission } from './offer.js';
import { REGISTER, Registration, type RegistrationField } from './registration.js';
import { MemoryUserStore, type UserFields, type UserStore } from './user-store.js';

/** How {@link Xep0077} is set up. */
export interface Xep0077Config {
  /** Where registrations are kept; without it, in memory. */
  readonly backend?: UserStore | undefined;
  /** Whether it answers registration requests, and says that it does; `false` for one that only sends them. */
  readonly serve?: boolean | undefined;
}

/** The data of the events `registered_user` and `unregistered_user`. */
export interface RegistrationEvent {
  /** Who it is: the bare JID. */
  readonly jid: JID;
  /** The username; `undefined` where the service asks for none. */
  readonly username: string | undefined;
  /** The request. What it holds may be secret. */
  readonly iq: Iq;
}

/** The events that {@link Xep0077} triggers: `new StanzaStream<RegistrationEvents>({ ... })`. */
export interface RegistrationEvents {
  /** Somebody who was not registered is now. */
  registered_user: RegistrationEvent;
  /** Somebody who was registered is no more. */
  unregistered_user: RegistrationEvent;
}

/** How a request to a registration service is sent. */
export interface RegistrationOptions extends IqSendOptions {
  /** The sender, for a component that has several addresses. */
  readonly from?: JID | string | undefined;
}

/**
 * In-Band Registration (XEP-0077), both sides.
 *
 * As a service it is asked for its form, takes registrations, changes and cancellations of them, and
 * triggers `registered_user` and `unregistered_user`. Who is meant is always the bare JID of the sender.
 *
 * | request | from | answer |
 * | --- | --- | --- |
 * | `get` | anybody | the form, with what is known of a registered JID |
 * | `set` with all fields | a new JID | `result`; `conflict` when the username is another's |
 * | `set` with fields missing, empty or wrong | a new JID | `not-acceptable` |
 * | `set` with some fields | a registered JID | `result`: they are changed. An empty password changes nothing |
 * | `set` without the username, or with nothing to change | a registered JID | `bad-request` |
 * | `set` with `<remove/>` alone | a registered JID | `result` |
 * | `set` with `<remove/>` alone | a new JID | `registration-required` |
 * | `set` with `<remove/>` and more | anybody | `bad-request` |
 * | `set`, where the service only points elsewhere | anybody | `not-allowed` |
 * | `set` | nobody: it has no `from` | `unexpected-request` |
 *
 * The errors of a first registration show what was sent, but no password; all others show nothing of it.
 *
 * @example
 * ```ts
 * import { StanzaStream } from 'couplet';
 * import { type RegistrationEvents, Xep0077 } from 'couplet/xep/0077';
 *
 * const stream = new StanzaStream<RegistrationEvents>({
 *   jid: 'reg.example.org',
 *   wireNamespace: 'jabber:component:accept',
 *   send: (element) => console.log(String(element)),
 * });
 * stream.registerPlugin(Xep0077).setForm('username', 'password', 'email');
 * stream.addEventHandler('registered_user', ({ jid, username }) => stream.sendMessage(jid, `Welcome! ${username}`));
 * ```
 */
export class Xep0077 extends BasePlugin<Xep0077Config, RegistrationEvents> {
  static readonly pluginName = 'xep_0077';
  static readonly xep = '0077';
  static readonly description = 'In-Band Registration';
  static readonly dependencies = [Xep0030];

  /** Where registrations are kept. */
  readonly backend: UserStore = this.config.backend ?? new MemoryUserStore();
  readonly #offer = new Offer();

  override pluginInit(): void {
    registerStanzaPlugin(Iq, Registration);
    if (this.config.serve === false) return;
    this.registerHandler(
      new Callback('In-Band Registration Form', new StanzaPath('iq@type=get/register'), (iq) => this.#sendForm(iq)),
    );
    this.registerHandler(
      new Callback('In-Band Registration', new StanzaPath('iq@type=set/register'), (iq) => this.#handle(iq)),
    );
  }

  override postInit(): void {
    if (this.config.serve !== false) this.own(this.xmpp.plugin(Xep0030).addFeature(REGISTER));
  }

  /**
   * Says which fields the service asks for; all of them are required. Before it is called, these are
   * `username` and `password`.
   *
   * @returns this plugin
   */
  setForm(...fields: RegistrationField[]): this {
    this.#offer.fields = fields;
    return this;
  }

  /**
   * Asks for a data form beside the fields, or, after `setForm()` without any, instead of them: for what
   * the fields have no names for, and for what is not required. Its `FORM_TYPE` is `jabber:iq:register`.
   *
   * @param form - the form; `undefined` for none
   * @returns this plugin
   */
  setDataForm(form: Form | undefined): this {
    this.#offer.form = form?.copy().set('type', 'form');
    return this;
  }

  /** Sets the instructions for people, `undefined` for none. @returns this plugin */
  setInstructions(instructions: string | undefined): this {
    this.#offer.instructions = instructions;
    return this;
  }

  /**
   * Points to an address where one can register too, or, after `setForm()` without any fields, only there.
   *
   * @param redirect - the address, and what it is; `undefined` for none
   * @returns this plugin
   */
  setRedirect(redirect: Given<OutOfBandData> | undefined): this {
    this.#offer.redirect = redirect === undefined ? undefined : OutOfBandData.of(redirect);
    return this;
  }

  /**
   * Asks a service for its registration form.
   *
   * @param to - the service; without it, the stream's own server
   * @throws {@link IqError} when it answers with an error, {@link IqTimeoutError} when it does not answer
   */
  async getRegistration(to?: JID | string, options: RegistrationOptions = {}): Promise<Registration> {
    return (await this.#ask('get', new Registration(), to, options)).get(Registration);
  }

  /**
   * Registers with a service, or changes a registration.
   *
   * @param registration - the fields, or the submission of its data form: `{ form: form.submit({ ... }).values }`
   * @param to - the service; without it, the stream's own server
   * @throws {@link IqError} when it answers with an error, {@link IqTimeoutError} when it does not answer
   */
  async register(
    registration: Registration | Given<Registration>,
    to?: JID | string,
    options: RegistrationOptions = {},
  ): Promise<void> {
    const given = registration instanceof Registration ? registration : Registration.of(registration);
    await this.#ask('set', given, to, options);
  }

  /**
   * Changes the password. It is sent as it is: only over a stream that is encrypted.
   *
   * @param username - the username that is registered
   * @param password - the new password
   * @param to - the service; without it, the stream's own server
   * @throws {@link IqError} when it answers with an error, {@link IqTimeoutError} when it does not answer
   */
  async changePassword(
    username: string,
    password: string,
    to?: JID | string,
    options: RegistrationOptions = {},
  ): Promise<void> {
    await this.register({ username, password }, to, options);
  }

  /**
   * Cancels a registration.
   *
   * @param to - the service; without it, the stream's own server, and then the account is gone
   * @throws {@link IqError} when it answers with an error, {@link IqTimeoutError} when it does not answer
   */
  async cancelRegistration(to?: JID | string, options: RegistrationOptions = {}): Promise<void> {
    await this.register({ remove: true }, to, options);
  }

  #ask(
    type: 'get' | 'set',
    query: Registration,
    to: JID | string | undefined,
    options: RegistrationOptions,
  ): Promise<Iq> {
    const { from, ...how } = options;
    return this.xmpp.makeIq({ type, to, from }).setPayload(query).send(how);
  }

  async #sendForm(iq: Iq): Promise<void> {
    const jid = iq.get('from')?.bare;
    const known = jid === undefined ? undefined : await this.backend.get(jid);
    await iq.reply().setPayload(this.#offer.show(known)).send();
  }

  async #handle(iq: Iq): Promise<void> {
    const jid = iq.get('from')?.bare;
    if (jid === undefined) return this.#refuse(iq, 'unexpected-request', 'Nobody is to be registered: no from.');
    const known = await this.backend.get(jid);
    if (iq.get(Registration).get('remove')) return this.#unregister(iq, jid, known);
    if (this.#offer.isClosed) return this.#refuse(iq, 'not-allowed', 'One cannot register in this way here.');
    return this.#register(iq, jid, known);
  }

  async #unregister(iq: Iq, jid: JID, known: UserFields | undefined): Promise<void> {
    const isAlone = iq.get(Registration).xml.children.filter((node) => typeof node === 'object').length === 1;
    if (!isAlone) await this.#refuse(iq, 'bad-request', 'To unregister, send <remove/> alone.');
    else if (known === undefined || !(await this.backend.unregister(jid))) {
      await this.#refuse(iq, 'registration-required', 'You are not registered.');
    } else await this.#succeed(iq, 'unregistered_user', { jid, username: known.get('username'), iq });
  }

  async #register(iq: Iq, jid: JID, known: UserFields | undefined): Promise<void> {
    const isNew = known === undefined;
    const submission = this.#offer.read(iq.get(Registration));
    if (submission === 'cancelled') return this.#succeed(iq);
    if (submission === undefined) return this.#refuse(iq, 'bad-request', 'This form is not the one to register with.');
    if (!isNew && this.#isIncompleteChange(submission)) {
      return this.#refuse(iq, 'bad-request', 'To change a registration, send the username and what is to be changed.');
    }
    const problems = [...submission.problems].filter(([field]) => isNew || !this.#mayStay(field, submission));
    if (problems.length > 0) {
      const text = `Please fill in all fields (${problems.map((problem) => problem.join(': ')).join('; ')}).`;
      return this.#refuse(iq, 'not-acceptable', text, isNew);
    }
    const fields = this.#fieldsOf(submission, isNew);
    if (!(await this.backend.register(jid, fields))) {
      return this.#refuse(iq, 'conflict', 'That username is already taken.', isNew);
    }
    if (isNew) await this.#succeed(iq, 'registered_user', { jid, username: fields.get('username'), iq });
    else await this.#succeed(iq);
  }

  /** XEP-0077, section 3.3: without the username, or with nothing else, it is no complete information. */
  #isIncompleteChange({ values }: Submission): boolean {
    const asksForUsername = this.#offer.asksFor('username');
    if (asksForUsername && (values.get('username') ?? '') === '') return true;
    return values.size <= (asksForUsername ? 1 : 0);
  }

  /** What is not sent stays as it is; so does what is not shown, when it comes back empty. */
  #mayStay(field: string, { values }: Submission): boolean {
    const value = values.get(field);
    return value === undefined || (value === '' && this.#offer.isSecret(field));
  }

  #fieldsOf({ values }: Submission, isNew: boolean): UserFields {
    return new Map([...values].filter(([field, value]) => value !== '' || !(isNew || this.#offer.isSecret(field))));
  }

  /** The reply that it is done, and then the event, whether the reply could be sent or not. */
  async #succeed(iq: Iq, event?: keyof RegistrationEvents, data?: RegistrationEvent): Promise<void> {
    try {
      await iq.reply().setPayload(new Registration()).send();
    } finally {
      if (event !== undefined && data !== undefined) await this.xmpp.event(event, data);
    }
  }

  async #refuse(iq: Iq, condition: ErrorCondition, text: string, echo = false): Promise<void> {
    const reply = iq.errorReply({ condition, text, echo });
    if (echo) this.#offer.conceal(reply.get(Registration));
    await reply.send();
  }
}
