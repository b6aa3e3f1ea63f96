/** examples/registration-component: that it runs as its README says, keeps its users, and shares them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IqError, JID, parseXml, type XmlElement } from 'couplet';
import { Xep0077 } from 'couplet/xep/0077';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../examples/registration-component/database.js';
import { readSettings, SettingsError } from '../../examples/registration-component/settings.js';
import { SqlUserStore } from '../../examples/registration-component/sql-user-store.js';
import { Prosody } from '../../examples/support/prosody.js';
import { read } from '../support/sources.js';
import { later } from './support/cleanup.js';
import { startComponent } from './support/component.js';
import { Postgres } from './support/postgres.js';
import { type Line, type Program, startProgram, startScript } from './support/program.js';
import { type RawClient, rawClient } from './support/raw-client.js';

const FIRST = 'reg.localhost';
const SECOND = 'reg2.localhost';
const MAIN = 'examples/registration-component/main.ts';
const REGISTER = "<query xmlns='jabber:iq:register'/>";
const registerAs = (username: string, password = 'Calliope'): string =>
  `<query xmlns='jabber:iq:register'><username>${username}</username><password>${password}</password></query>`;
const REMOVE = "<query xmlns='jabber:iq:register'><remove/></query>";

/** What a raw client needs to know of a server. */
function serverOf(line: Line): Parameters<typeof rawClient>[0] {
  return { clientUrl: String(line.tcp), host: 'localhost', password: String(line.password) };
}

const typeOf = (answer: XmlElement): string | undefined => answer.attribute('type');

describe('as its README says', () => {
  test('one command starts it with a Prosody, and it serves', async () => {
    const command = /^npm run example$/m.exec(read('examples/registration-component/README.md'))?.[0].split(' ') ?? [];
    const program = later(startProgram(command[0] ?? '', command.slice(1)));
    const server = await program.until('server');
    await program.until('online');
    const bill = await rawClient(serverOf(server), 'bill');
    await bill.send('<presence/>');
    expect(typeOf(await bill.ask('set', FIRST, registerAs('bill')))).toBe('result');
    const welcome = await bill.until((stanza) => stanza.name === 'message');
    expect(welcome.find('{jabber:client}body')?.text).toBe('Welcome! bill');
    expect(await program.until('registered')).toMatchObject({ level: 'info', jid: 'bill@localhost', username: 'bill' });
    await bill.stop();
    await program.end('SIGINT');
    expect(program.output()).not.toContain('Calliope');
  });
});

describe('as a process', () => {
  let server: Prosody;
  let bill: RawClient;
  const folder = mkdtempSync(join(tmpdir(), 'couplet-example-'));
  later({ stop: () => rmSync(folder, { recursive: true }) });
  const environment = (): NodeJS.ProcessEnv => ({
    XMPP_SERVICE: server.componentUrl,
    XMPP_DOMAIN: FIRST,
    XMPP_SECRET: server.componentPassword,
    DATABASE_URL: `file:${join(folder, 'users.db')}`,
    PASSWORD_COST: '1024',
  });
  const start = async (): Promise<Program> => {
    const program = later(startScript(MAIN, environment()));
    await program.until('online');
    return program;
  };

  beforeAll(async () => {
    server = later(await Prosody.start({ users: ['bill'], components: [FIRST] }));
    bill = later(await rawClient(server, 'bill'));
  });

  test('it keeps its users when it is started again', async () => {
    const first = await start();
    expect(typeOf(await bill.ask('set', FIRST, registerAs('bill')))).toBe('result');
    expect(await first.end('SIGTERM')).toBe(0);
    expect(first.lines.at(-1)).toMatchObject({ event: 'stopped' });
    const second = await start();
    const form = await bill.ask('get', FIRST, REGISTER);
    expect(form.find('{jabber:iq:register}query')?.toString()).toBe(
      String(parseXml("<query xmlns='jabber:iq:register'><registered/><username>bill</username><password/></query>")),
    );
    expect(typeOf(await bill.ask('set', FIRST, REMOVE))).toBe('result');
    expect(await second.until('unregistered')).toMatchObject({ jid: 'bill@localhost', username: 'bill' });
    await second.end();
    for (const { output } of [first, second]) expect(output()).not.toContain('Calliope');
    expect(readFileSync(join(folder, 'users.db')).includes('Calliope')).toBe(false);
  });
  test('it works again when the server is started again', async () => {
    const program = await start();
    const before = program.lines.length;
    await server.kill();
    await program.until('offline', before);
    await server.startAgain();
    await program.until('online', before);
    const again = later(await rawClient(server, 'bill'));
    expect(typeOf(await again.ask('get', FIRST, REGISTER))).toBe('result');
    expect(await program.end()).toBe(0);
  });
  test('it says what is missing', async () => {
    const program = later(
      startScript(MAIN, { XMPP_SERVICE: 'nowhere', PASSWORD_COST: '1000', XMPP_DOMAIN: '', XMPP_SECRET: '' }),
    );
    expect(await program.ended).toBe(1);
    const problems = program.lines.filter(({ event }) => event === 'settings').map(({ problem }) => String(problem));
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'XMPP_DOMAIN',
      'XMPP_SECRET',
      'XMPP_SERVICE',
      'PASSWORD_COST',
    ]);
  });
  test('it says that the server refuses it, and ends', async () => {
    const program = later(startScript(MAIN, { ...environment(), XMPP_SECRET: 'hunter2' }));
    expect(await program.ended).toBe(1);
    expect(await program.until('cannot go on')).toMatchObject({ problem: expect.stringContaining('XMPP_SECRET') });
    expect(program.output()).not.toContain('hunter2');
  });
  test('it says that there is no database', async () => {
    const program = later(
      startScript(MAIN, { ...environment(), DATABASE_URL: 'postgresql://couplet:hunter2@127.0.0.1:1/x' }),
    );
    expect(await program.ended).toBe(1);
    expect(program.lines.at(-1)).toMatchObject({ level: 'error' });
    expect(program.output()).not.toContain('hunter2');
  });
});

describe('two copies on one PostgreSQL', () => {
  test('of 1,000 registrations for 100 names, exactly 100 succeed', async () => {
    const users = 'users.localhost';
    const server = later(await Prosody.start({ components: [FIRST, SECOND, users] }));
    const database = later(await Postgres.start());
    const copies = [FIRST, SECOND].map((domain) =>
      later(
        startScript(MAIN, {
          XMPP_SERVICE: server.componentUrl,
          XMPP_DOMAIN: domain,
          XMPP_SECRET: server.componentPassword,
          DATABASE_URL: database.url,
          PASSWORD_COST: '16',
        }),
      ),
    );
    await Promise.all(copies.map((copy) => copy.until('online')));
    const { stream } = later(await startComponent(server, undefined, users));
    const registration = stream.plugin(Xep0077);
    const attempts = Array.from({ length: 1_000 }, (_, i) =>
      registration
        .register({ username: `name${i % 100}`, password: `p${i}` }, i % 2 === 0 ? FIRST : SECOND, {
          // Names meet in both copies, from different users.
          from: `user${i}@${users}`,
          timeout: 60_000,
        })
        .then(
          () => 'registered',
          (error: IqError) => error.condition,
        ),
    );
    const outcomes = await Promise.all(attempts);
    expect(outcomes.filter((outcome) => outcome === 'registered')).toHaveLength(100);
    expect(outcomes.filter((outcome) => outcome === 'conflict')).toHaveLength(900);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query('SELECT count(*) AS users, count(DISTINCT username) AS names FROM users');
    await client.end();
    expect(rows).toEqual([{ users: '100', names: '100' }]);
    for (const copy of copies) {
      expect(copy.lines.filter(({ level }) => level === 'error')).toEqual([]);
      expect(await copy.end()).toBe(0);
    }
  }, 120_000);
});

describe.each(['libSQL', 'PostgreSQL'])('the store over %s', (kind) => {
  const bill = new JID('bill@localhost');
  const dana = new JID('dana@localhost');
  let store: SqlUserStore;
  let raw: (sql: string) => Promise<readonly object[]>;

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'couplet-store-'));
    later({ stop: () => rmSync(folder, { recursive: true }) });
    const url = kind === 'libSQL' ? `file:${join(folder, 'users.db')}` : later(await Postgres.start()).url;
    const database = await openDatabase(url);
    later({ stop: () => database.close() });
    store = await SqlUserStore.open(database, 1024);
    raw = async (sql) => (await database.run(sql)).rows;
    // A second copy finds the table.
    await SqlUserStore.open(database, 1024);
  });

  const fields = (given: Record<string, string>): ReadonlyMap<string, string> => new Map(Object.entries(given));

  test('knows nobody at first', async () => {
    expect(await store.get(bill)).toBeUndefined();
    expect(await store.checkPassword(bill, '')).toBe(false);
    expect(await store.unregister(bill)).toBe(false);
  });
  test('keeps a user, and the password hashed', async () => {
    expect(await store.register(bill, fields({ username: "bill'; --", password: 'Calliope é' }))).toBe(true);
    expect(await store.get(bill)).toEqual(fields({ username: "bill'; --" }));
    expect(await store.checkPassword(bill, 'Calliope e\u0301')).toBe(true);
    expect(await store.checkPassword(bill, 'calliope é')).toBe(false);
    const [row] = await raw('SELECT * FROM users');
    expect(JSON.stringify(row)).not.toContain('Calliope');
    expect(row).toMatchObject({ jid: 'bill@localhost', password: expect.stringMatching(/^scrypt:1024:8:5:/) });
  });
  test('gives a username to one', async () => {
    expect(await store.register(dana, fields({ username: "bill'; --", password: 'Erato' }))).toBe(false);
    expect(await store.get(dana)).toBeUndefined();
    expect(await store.register(dana, fields({ username: 'dana', password: 'Erato' }))).toBe(true);
    // Neither by a change.
    expect(await store.register(dana, fields({ username: "bill'; --" }))).toBe(false);
    expect(await store.get(dana)).toEqual(fields({ username: 'dana' }));
  });
  test('changes what is given', async () => {
    expect(await store.register(bill, fields({ username: 'bill' }))).toBe(true);
    expect(await store.checkPassword(bill, 'Calliope é')).toBe(true);
    expect(await store.register(bill, fields({ password: 'Thalia' }))).toBe(true);
    expect(await store.get(bill)).toEqual(fields({ username: 'bill' }));
    expect(await store.checkPassword(bill, 'Thalia')).toBe(true);
  });
  test('lets one of many have a name', async () => {
    const attempts = Array.from({ length: 20 }, (_, i) =>
      store.register(new JID(`user${i}@localhost`), fields({ username: 'wanted', password: 'p' })),
    );
    expect((await Promise.all(attempts)).filter((done) => done)).toHaveLength(1);
  });
  test('takes one who comes twice at once', async () => {
    const twice = new JID('twice@localhost');
    const both = ['a', 'b'].map((password) => store.register(twice, fields({ username: 'twice', password })));
    expect(await Promise.all(both)).toEqual([true, true]);
  });
  test('refuses a field that it could not keep', async () => {
    await expect(store.register(bill, fields({ username: 'bill', email: 'x' }))).rejects.toThrow("'email'");
  });
  test('forgets a user, and the name is free', async () => {
    expect(await store.unregister(bill)).toBe(true);
    expect(await store.get(bill)).toBeUndefined();
    expect(await store.register(dana, fields({ username: 'bill' }))).toBe(true);
  });
});

test('settings are read, with what is right where nothing is said', () => {
  expect(readSettings({ XMPP_DOMAIN: 'reg.example.org', XMPP_SECRET: 's' })).toEqual({
    domain: 'reg.example.org',
    secret: 's',
    service: 'xmpp://127.0.0.1:5347',
    databaseUrl: 'file:users.db',
    passwordCost: 16384,
  });
  expect(() => readSettings({})).toThrow(SettingsError);
});
