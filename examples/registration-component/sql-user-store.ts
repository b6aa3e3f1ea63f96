/** Users in a database, so that they outlive the process, and so that several copies share them. */
import type { JID } from 'couplet';
import type { UserFields, UserStore } from 'couplet/xep/0077';
import type { Database, Value } from './database.js';
import { hashPassword, isPassword } from './passwords.js';

/** The username is unique: that is what decides when two ask for it at once, be it in two processes. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS users (
    jid text PRIMARY KEY,
    username text NOT NULL UNIQUE,
    password text NOT NULL
  )`;

const COLUMNS = ['username', 'password'];

/** A `UserStore` over SQL. Passwords are kept hashed, and are never given back. */
export class SqlUserStore implements UserStore {
  readonly #database: Database;
  readonly #passwordCost: number;

  private constructor(database: Database, passwordCost: number) {
    this.#database = database;
    this.#passwordCost = passwordCost;
  }

  /** Makes the table if there is none. */
  static async open(database: Database, passwordCost: number): Promise<SqlUserStore> {
    await database.run(SCHEMA);
    return new SqlUserStore(database, passwordCost);
  }

  async get(jid: JID): Promise<UserFields | undefined> {
    const username = (await this.#row(jid))?.username;
    return username === undefined ? undefined : new Map([['username', username]]);
  }

  async register(jid: JID, fields: UserFields): Promise<boolean> {
    for (const field of fields.keys())
      if (!COLUMNS.includes(field)) throw new Error(`The users have no column for the field '${field}'`);
    const username = fields.get('username');
    // A hash takes its time: not for a name that is taken. The database decides all the same.
    if (username !== undefined && (await this.#isTaken(username, jid))) return false;
    const given = fields.get('password');
    const password = given === undefined ? undefined : await hashPassword(given, this.#passwordCost);
    try {
      await this.#write(jid.full, username, password);
      return true;
    } catch (error) {
      if (this.#database.isConflict(error)) return false;
      throw error;
    }
  }

  async unregister(jid: JID): Promise<boolean> {
    return (await this.#database.run('DELETE FROM users WHERE jid = ?', jid.full)).changed > 0;
  }

  /** Whether this is the user's password; `false` for one who is not registered. */
  async checkPassword(jid: JID, password: string): Promise<boolean> {
    const hash = (await this.#row(jid))?.password;
    return hash !== undefined && isPassword(password, hash);
  }

  async #row(jid: JID): Promise<{ username: string; password: string } | undefined> {
    const { rows } = await this.#database.run('SELECT username, password FROM users WHERE jid = ?', jid.full);
    return rows[0] as { username: string; password: string } | undefined;
  }

  async #isTaken(username: string, jid: JID): Promise<boolean> {
    const sql = 'SELECT 1 FROM users WHERE username = ? AND jid <> ?';
    return (await this.#database.run(sql, username, jid.full)).rows.length > 0;
  }

  /** Changes what is given of a user, or, where there is none, adds one. */
  async #write(jid: string, username: string | undefined, password: string | undefined): Promise<void> {
    const given: [column: string, value: Value][] = [];
    if (username !== undefined) given.push(['username', username]);
    if (password !== undefined) given.push(['password', password]);
    const columns = given.map(([column]) => column);
    const values = given.map(([, value]) => value);
    const update = `UPDATE users SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE jid = ?`;
    if (columns.length > 0 && (await this.#database.run(update, ...values, jid)).changed > 0) return;
    // The same user may come twice at once: the later one changes what the earlier one has added.
    const changes = columns.map((column) => `${column} = excluded.${column}`).join(', ');
    const insert = `INSERT INTO users (jid, ${columns.join(', ')}) VALUES (?${', ?'.repeat(columns.length)})
      ON CONFLICT (jid) DO UPDATE SET ${changes}`;
    await this.#database.run(insert, jid, ...values);
  }
}
