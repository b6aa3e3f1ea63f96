/** XEP-0077: the service, in the situations of the tutorial and of the specification. The XML is written after both. */
import { JID, type Message, type XmlElement, XmppError } from 'couplet';
import { Xep0030 } from 'couplet/xep/0030';
import {
  MemoryUserStore,
  Registration,
  type RegistrationEvent,
  type RegistrationEvents,
  registrationFields,
  type UserStore,
  Xep0077,
  type Xep0077Config,
} from 'couplet/xep/0077';
import { describe, expect, test } from 'vitest';
import { TestHost, xml } from './support/stream.js';

const JULIET = 'juliet@example.com';

class Setup extends TestHost<RegistrationEvents> {
  readonly events: [string, RegistrationEvent][] = [];
  readonly plugin: Xep0077;
  readonly users: UserStore;

  constructor(config: Xep0077Config = {}) {
    super();
    this.plugin = this.stream.registerPlugin(Xep0077, config);
    this.users = this.plugin.backend;
    for (const name of ['registered_user', 'unregistered_user'] as const)
      this.stream.addEventHandler(name, (data) => this.events.push([name, data]));
  }

  ask(type: 'get' | 'set', content: string, from: string = `${JULIET}/balcony`): Promise<XmlElement> {
    return this.answer(`
      <iq type='${type}' id='r1' from='${from}' to='service.example.org'>
        <query xmlns='jabber:iq:register'>${content}</query>
      </iq>`);
  }

  /** Somebody is registered, and nothing has happened yet. */
  async with(jid: string, fields: Record<string, string>): Promise<this> {
    expect(await this.users.register(new JID(jid), new Map(Object.entries(fields)))).toBe(true);
    return this;
  }

  /** What may be shown of a user. */
  async known(jid: string = JULIET): Promise<Record<string, string> | undefined> {
    const fields = await this.users.get(new JID(jid));
    return fields && Object.fromEntries(fields);
  }

  hasPassword(password: string, jid: string = JULIET): boolean {
    return (this.users as MemoryUserStore).checkPassword(new JID(jid), password);
  }
}

const result = (content: string): XmlElement =>
  xml(`
    <iq type='result' id='r1' to='${JULIET}/balcony' from='service.example.org'>
      <query xmlns='jabber:iq:register'>${content}</query>
    </iq>`);

/** An error, without its text for people. */
function error(type: string, code: number, condition: string, echo = ''): XmlElement {
  return xml(`
    <iq type='error' id='r1' to='${JULIET}/balcony' from='service.example.org'>
      ${echo}
      <error type='${type}' code='${code}'><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
    </iq>`);
}

/** The same answer, but for the text for people, which is there in every error. */
function expectAnswer(answer: XmlElement, expected: XmlElement): void {
  const shown = answer.clone();
  const text = shown.find('{jabber:client}error/{*}text');
  if (expected.attribute('type') === 'error') expect(text?.text).toMatch(/\w+.*\.$/);
  if (text !== undefined) shown.find('{jabber:client}error')?.remove(text);
  expect(String(shown)).toBe(String(shown.equals(expected) ? shown : expected));
}

describe('the six situations', () => {
  test('1. somebody new asks for the form: the fields, empty', async () => {
    expectAnswer(await new Setup().ask('get', ''), result('<username/><password/>'));
  });

  test('2. somebody registered asks for the form: what is known, but no password', async () => {
    const host = await new Setup().with(JULIET, { username: 'juliet', password: 'R0m30' });
    expectAnswer(await host.ask('get', ''), result('<registered/><username>juliet</username><password/>'));
  });

  test('3. unregistering', async () => {
    const host = await new Setup().with(JULIET, { username: 'juliet', password: 'R0m30' });
    expectAnswer(await host.ask('set', '<remove/>'), result(''));
    expect(await host.known()).toBeUndefined();
    expect(host.events.map(([name, { jid, username }]) => [name, jid.full, username])).toEqual([
      ['unregistered_user', JULIET, 'juliet'],
    ]);
  });

  test.each([
    ['missing', '<username>juliet</username>', '<username>juliet</username>'],
    ['empty', '<username>juliet</username><password/>', '<username>juliet</username>'],
    ['another', '<password>R0m30</password>', ''],
    ['every', '', ''],
  ])('4. incomplete, %s field: not-acceptable, with what was sent but no password', async (_which, sent, echo) => {
    const host = new Setup();
    const query = `<query xmlns='jabber:iq:register'>${echo}</query>`;
    expectAnswer(await host.ask('set', sent), error('modify', 406, 'not-acceptable', query));
    expect(await host.known()).toBeUndefined();
    expect(host.events).toEqual([]);
  });

  test('5. a username that another has: conflict, with what was sent but no password', async () => {
    const host = await new Setup().with('nurse@example.com', { username: 'juliet', password: 'x' });
    expectAnswer(
      await host.ask('set', '<username>juliet</username><password>R0m30</password>'),
      error('cancel', 409, 'conflict', `<query xmlns='jabber:iq:register'><username>juliet</username></query>`),
    );
    expect(await host.known()).toBeUndefined();
    expect(host.events).toEqual([]);
  });

  test('6. a registration', async () => {
    const host = new Setup();
    expectAnswer(await host.ask('set', '<username>juliet</username><password>R0m30</password>'), result(''));
    expect(await host.known()).toEqual({ username: 'juliet' });
    expect(host.hasPassword('R0m30')).toBe(true);
    expect(host.events.map(([name, { jid, username, iq }]) => [name, jid.full, username, iq.get('type')])).toEqual([
      ['registered_user', JULIET, 'juliet', 'set'],
    ]);
  });
});

test('the component of the tutorial greets', async () => {
  const host = new Setup();
  const { stream } = host;
  const greet =
    (greeting: string) =>
    ({ iq, username }: RegistrationEvent): Promise<Message> =>
      stream.sendMessage(iq.get('from') ?? '', `${greeting} ${username}`);
  stream.addEventHandler('registered_user', greet('Welcome!'));
  stream.addEventHandler('unregistered_user', greet('Bye!'));
  await stream.receive(
    xml(`
    <iq type='set' id='a' from='${JULIET}/balcony'>
      <query xmlns='jabber:iq:register'><username>juliet</username><password>R0m30</password></query>
    </iq>`),
  );
  await stream.receive(
    xml(`
    <iq type='set' id='b' from='${JULIET}/balcony'><query xmlns='jabber:iq:register'><remove/></query></iq>`),
  );
  const sent = host.taken();
  expect(sent.map((element) => element.name)).toEqual(['iq', 'message', 'iq', 'message']);
  expect([sent[1], sent[3]].map((message) => message?.find('{*}body')?.text)).toEqual([
    'Welcome! juliet',
    'Bye! juliet',
  ]);
  expect(sent[3]?.attribute('to')).toBe(`${JULIET}/balcony`);
});

describe('the form', () => {
  test('asks for what it is told to, with instructions', async () => {
    const host = new Setup();
    host.plugin.setForm('username', 'email').setInstructions('Choose a name.');
    const empty = '<instructions>Choose a name.</instructions><username/><email/>';
    expectAnswer(await host.ask('get', ''), result(empty));
  });

  test('can ask for every field of the specification', async () => {
    const host = new Setup();
    host.plugin.setForm(...registrationFields);
    const filled = registrationFields.map((field) => `<${field}>the ${field}</${field}>`).join('');
    expectAnswer(await host.ask('set', filled), result(''));
    const fields = Object.fromEntries(registrationFields.map((field) => [field, `the ${field}`]));
    delete fields.password;
    delete fields.key;
    expect(await host.known()).toEqual(fields);
    const known = registrationFields.map((field) =>
      field in fields ? `<${field}>the ${field}</${field}>` : `<${field}/>`,
    );
    expectAnswer(await host.ask('get', ''), result(`<registered/>${known.join('')}`));
  });

  test('shows a field that was asked for later empty', async () => {
    const host = await new Setup().with(JULIET, { username: 'juliet', password: 'x' });
    host.plugin.setForm('username', 'password', 'email');
    expectAnswer(await host.ask('get', ''), result('<registered/><username>juliet</username><password/><email/>'));
  });

  test('is there for one who has no address', async () => {
    const answer = await new Setup().answer(`<iq type='get' id='r1'><query xmlns='jabber:iq:register'/></iq>`);
    expect(answer.findAll('{jabber:iq:register}query/*').map((each) => each.name)).toEqual(['username', 'password']);
  });

  test('takes only what it asks for', async () => {
    const host = new Setup();
    await host.ask('set', '<username>juliet</username><password>x</password><email>j@example.com</email>');
    expect(await host.known()).toEqual({ username: 'juliet' });
  });
});

describe('pointing elsewhere', () => {
  const oob = '<x xmlns="jabber:x:oob"><url>https://example.org/register</url><desc>The form</desc></x>';
  const redirect = { url: 'https://example.org/register', desc: 'The form' };

  test('beside the fields', async () => {
    const host = new Setup();
    host.plugin.setRedirect(redirect);
    expectAnswer(await host.ask('get', ''), result(`<username/><password/>${oob}`));
    expectAnswer(await host.ask('set', '<username>juliet</username><password>x</password>'), result(''));
    host.plugin.setRedirect(undefined);
    expectAnswer(
      await host.ask('get', '', `${JULIET}/balcony`),
      result('<registered/><username>juliet</username><password/>'),
    );
  });

  test('instead of them: nobody registers here, but one can unregister', async () => {
    const host = await new Setup().with('nurse@example.com', { username: 'nurse', password: 'x' });
    host.plugin.setForm().setRedirect(redirect).setInstructions('Visit us.');
    expectAnswer(await host.ask('get', ''), result(`<instructions>Visit us.</instructions>${oob}`));
    const answer = await host.ask('set', '<username>juliet</username><password>x</password>');
    expectAnswer(answer, error('cancel', 405, 'not-allowed'));
    await host.ask('set', '<remove/>', 'nurse@example.com/home');
    expect(await host.known('nurse@example.com')).toBeUndefined();
  });
});

describe('unregistering', () => {
  test('one who is not registered: registration-required', async () => {
    expectAnswer(await new Setup().ask('set', '<remove/>'), error('auth', 407, 'registration-required'));
  });

  test.each(['<remove/><username>juliet</username>', '<remove/><x xmlns="jabber:x:data" type="submit"/>'])(
    '<remove/> with something else: bad-request (%s)',
    async (content) => {
      const host = await new Setup().with(JULIET, { username: 'juliet', password: 'x' });
      expectAnswer(await host.ask('set', content), error('modify', 400, 'bad-request'));
      expect(await host.known()).toEqual({ username: 'juliet' });
      expect(host.events).toEqual([]);
    },
  );

  test('is for the bare JID, whatever the resource', async () => {
    const host = await new Setup().with(JULIET, { username: 'juliet', password: 'x' });
    await host.ask('set', '<remove/>', 'Juliet@Example.com/elsewhere');
    expect(await host.known()).toBeUndefined();
  });

  test('twice: the second time there is nobody', async () => {
    const host = await new Setup().with(JULIET, { username: 'juliet', password: 'x' });
    await host.ask('set', '<remove/>');
    expectAnswer(await host.ask('set', '<remove/>'), error('auth', 407, 'registration-required'));
    expect(host.events).toHaveLength(1);
  });
});

describe('changing', () => {
  const registered = async (): Promise<Setup> => {
    const host = await new Setup().with(JULIET, { username: 'juliet', password: 'old', email: 'j@example.com' });
    host.plugin.setForm('username', 'password', 'email');
    return host;
  };

  test('the password, with nothing but it and the username', async () => {
    const host = await registered();
    expectAnswer(await host.ask('set', '<username>juliet</username><password>new</password>'), result(''));
    expect(host.hasPassword('new')).toBe(true);
    expect(await host.known()).toEqual({ username: 'juliet', email: 'j@example.com' });
    expect(host.events).toEqual([]);
  });

  test.each(['<password/>', '<password></password>'])('an empty password never changes it: %s', async (password) => {
    const host = await registered();
    expectAnswer(await host.ask('set', `<username>juliet</username>${password}`), result(''));
    expect(host.hasPassword('old')).toBe(true);
  });

  test('something else, with the form as it was shown', async () => {
    const host = await registered();
    const shown = await host.ask('get', '');
    const changed = new Registration(shown.find(Registration.tag)?.clone()).set('email', 'new@example.com');
    changed.del('registered');
    await host.ask('set', changed.xml.children.map(String).join(''));
    expect(await host.known()).toEqual({ username: 'juliet', email: 'new@example.com' });
    expect(host.hasPassword('old')).toBe(true);
  });

  test('the username, unless it is another one’s', async () => {
    const host = await (await registered()).with('nurse@example.com', { username: 'nurse' });
    expectAnswer(await host.ask('set', '<username>capulet</username><password/>'), result(''));
    expect((await host.known())?.username).toBe('capulet');
    const answer = await host.ask('set', '<username>nurse</username><password>new</password>');
    expectAnswer(answer, error('cancel', 409, 'conflict'));
    expect((await host.known())?.username).toBe('capulet');
    expect(host.hasPassword('old')).toBe(true);
  });

  test.each([
    ['without the username', '<password>new</password>'],
    ['with an empty username', '<username/><password>new</password>'],
    ['to nothing', '<username>juliet</username>'],
    ['with nothing', ''],
  ])('%s: bad-request, and nothing of what was sent', async (_how, content) => {
    const host = await registered();
    expectAnswer(await host.ask('set', content), error('modify', 400, 'bad-request'));
    expect(host.hasPassword('old')).toBe(true);
  });

  test('to an empty value where one is required: not-acceptable, and nothing of what was sent', async () => {
    const host = await registered();
    const answer = await host.ask('set', '<username>juliet</username><password>new</password><email/>');
    expectAnswer(answer, error('modify', 406, 'not-acceptable'));
    expect(host.hasPassword('old')).toBe(true);
  });
});

describe('who asks', () => {
  test('nobody can register without an address', async () => {
    const answer = await new Setup().answer(`
      <iq type='set' id='r1'>
        <query xmlns='jabber:iq:register'><username>a</username><password>b</password></query>
      </iq>`);
    expect(answer.find('{jabber:client}error/*')?.name).toBe('unexpected-request');
    expect(String(answer)).not.toContain('<password>');
  });

  test('an answer is none', async () => {
    const host = new Setup();
    await host.stream.receive(
      xml(`
      <iq type='result' id='x' from='${JULIET}'><query xmlns='jabber:iq:register'><remove/></query></iq>`),
    );
    expect([host.taken(), host.errors]).toEqual([[], []]);
  });

  test('two at once do not get the same username', async () => {
    const host = new Setup();
    const wish = (from: string): Promise<void> =>
      host.stream.receive(
        xml(`
        <iq type='set' id='r1' from='${from}'>
          <query xmlns='jabber:iq:register'><username>juliet</username><password>x</password></query>
        </iq>`),
      );
    await Promise.all([wish(JULIET), wish('nurse@example.com'), wish('tybalt@example.com')]);
    const conditions = host.taken().map((each) => each.find('{jabber:client}error/*')?.name ?? each.attribute('type'));
    expect(conditions.sort()).toEqual(['conflict', 'conflict', 'result']);
    expect(host.events).toHaveLength(1);
  });
});

describe('a store of one’s own', () => {
  const broken = (how: unknown): UserStore => ({
    get: () => Promise.resolve(undefined),
    register: () => Promise.reject(how),
    unregister: () => Promise.resolve(false),
  });
  const form = '<username>juliet</username><password>R0m30</password>';

  test('that fails: internal-server-error, and nothing of what was sent', async () => {
    const host = new Setup({ backend: broken(new Error('the disk is full of R0m30')) });
    const answer = await host.ask('set', form);
    expect(answer.find('{jabber:client}error/*')?.name).toBe('internal-server-error');
    expect(String(answer)).not.toMatch(/R0m30|juliet</);
    expect(host.errors).toHaveLength(1);
    expect(host.events).toEqual([]);
  });

  test('that refuses: with the error that it throws', async () => {
    const host = new Setup({ backend: broken(new XmppError({ condition: 'not-acceptable', text: 'Too short.' })) });
    const answer = await host.ask('set', form);
    expect(answer.find('{jabber:client}error/{*}text')?.text).toBe('Too short.');
  });

  test('hears of the event even when the reply could not be sent', async () => {
    const host = new Setup();
    host.stream.addFilter('out', () => {
      throw new Error('no');
    });
    await host.stream.receive(
      xml(`
      <iq type='set' id='r1' from='${JULIET}'><query xmlns='jabber:iq:register'>${form}</query></iq>`),
    );
    expect(host.events).toHaveLength(1);
  });
});

describe('as a plugin', () => {
  const features = async (host: TestHost<RegistrationEvents>): Promise<string> =>
    String(
      await host.answer(
        `<iq type='get' id='d' from='a@b.c'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>`,
      ),
    );

  test('it brings discovery with it, and says there that it is there', async () => {
    const host = new Setup();
    expect(host.stream.plugin(Xep0077)).toBe(host.plugin);
    expect(host.stream.plugin('xep_0077')).toBe(host.plugin);
    expect(await features(host)).toContain('jabber:iq:register');
    host.stream.unregisterPlugin(Xep0077);
    expect(host.stream.hasPlugin(Xep0030)).toBe(true);
    expect(await features(host)).not.toContain('jabber:iq:register');
    expect((await host.ask('get', '')).find('{jabber:client}error/*')?.name).toBe('service-unavailable');
  });

  test('it can be there for the requests alone', async () => {
    const host = new Setup({ serve: false });
    expect(await features(host)).not.toContain('jabber:iq:register');
    expect((await host.ask('get', '')).find('{jabber:client}error/*')?.name).toBe('service-unavailable');
  });
});

describe('the store in memory', () => {
  const juliet = new JID(JULIET);

  test('changes what is given, removes what is empty, keeps the rest', async () => {
    const users = new MemoryUserStore();
    await users.register(
      juliet,
      new Map([
        ['username', 'juliet'],
        ['email', 'a'],
        ['nick', 'J'],
      ]),
    );
    await users.register(
      juliet,
      new Map([
        ['email', 'b'],
        ['nick', ''],
      ]),
    );
    expect([...((await users.get(juliet)) ?? [])]).toEqual([
      ['username', 'juliet'],
      ['email', 'b'],
    ]);
  });

  test('shows nobody its insides', async () => {
    const users = new MemoryUserStore();
    await users.register(
      juliet,
      new Map([
        ['username', 'juliet'],
        ['password', 'x'],
      ]),
    );
    ((await users.get(juliet)) as Map<string, string>).set('username', 'other');
    expect((await users.get(juliet))?.get('username')).toBe('juliet');
    expect([users.checkPassword(juliet, 'x'), users.checkPassword(juliet, 'y')]).toEqual([true, false]);
    expect(users.checkPassword(new JID('nobody@example.com'), '')).toBe(false);
  });

  test('users without a username are no rivals', async () => {
    const users = new MemoryUserStore();
    expect(await users.register(juliet, new Map([['email', 'a']]))).toBe(true);
    expect(await users.register(new JID('nurse@example.com'), new Map([['email', 'a']]))).toBe(true);
    expect(await users.unregister(juliet)).toBe(true);
    expect(await users.unregister(juliet)).toBe(false);
  });
});
