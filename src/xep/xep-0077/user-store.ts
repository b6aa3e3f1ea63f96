/** Where registrations are kept. */
import type { JID } from '../../jid/jid.js';

/** What is known of a user: the fields of the registration to their values, several of one as lines. */
export type UserFields = ReadonlyMap<string, string>;

/** Where `Xep0077` keeps who is registered. Write one of your own to keep them for longer than a process. */
export interface UserStore {
  /**
   * What may be shown of a user; fields that are kept and must not be shown, a password above all, are left out.
   *
   * @param jid - the bare JID
   * @returns `undefined` when it is not registered
   */
  get(jid: JID): Promise<UserFields | undefined>;
  /**
   * Registers a user, or changes the registration of one: fields that are not given stay as they are. To
   * look whether the username is another JID's and to take it must be one step: two JIDs that ask for the
   * same username at the same time must not both have it.
   *
   * @param jid - the bare JID
   * @param fields - what is given; an empty value removes what was known. An empty password is never given
   * @returns whether it is done; `false` when the username is another JID's, and then nothing has changed
   */
  register(jid: JID, fields: UserFields): Promise<boolean>;
  /**
   * Forgets a user.
   *
   * @param jid - the bare JID
   * @returns whether it was registered
   */
  unregister(jid: JID): Promise<boolean>;
}

/** Keeps users for as long as the process lives: for tests and examples. Usernames are compared as they are. */
export class MemoryUserStore implements UserStore {
  readonly #users = new Map<string, Map<string, string>>();

  /** Everything but the password and the key. */
  async get(jid: JID): Promise<UserFields | undefined> {
    const user = this.#users.get(jid.full);
    if (user === undefined) return undefined;
    const shown = new Map(user);
    shown.delete('password');
    shown.delete('key');
    return shown;
  }

  /** One step: nothing is waited for between looking and taking. */
  async register(jid: JID, fields: UserFields): Promise<boolean> {
    const username = fields.get('username');
    for (const [other, user] of this.#users) {
      if (username !== undefined && other !== jid.full && user.get('username') === username) return false;
    }
    const user = this.#users.get(jid.full) ?? new Map<string, string>();
    for (const [field, value] of fields) {
      if (value === '') user.delete(field);
      else user.set(field, value);
    }
    this.#users.set(jid.full, user);
    return true;
  }

  /** Forgets everything about a user. */
  async unregister(jid: JID): Promise<boolean> {
    return this.#users.delete(jid.full);
  }

  /** Whether this is the user's password; `false` for one who is not registered, or has none. */
  checkPassword(jid: JID, password: string): boolean {
    const kept = this.#users.get(jid.full)?.get('password');
    return kept !== undefined && kept === password;
  }
}
