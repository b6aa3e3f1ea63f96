/** XEP-0077: the service beyond the six situations. The XML is written after the specification. */
import { Registration, registrationFields } from 'couplet/xep/0077';
import { describe, expect, test } from 'vitest';
import { error, expectAnswer, JULIET, result, Setup } from './setup.js';

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
    await host.stream.receive(`
      <iq type='result' id='x' from='${JULIET}'><query xmlns='jabber:iq:register'><remove/></query></iq>`);
    await host.stream.expectNothingSent();
  });

  test('two at once do not get the same username', async () => {
    const host = new Setup();
    const wish = (from: string): Promise<void> =>
      host.stream.receive(`
        <iq type='set' id='r1' from='${from}'>
          <query xmlns='jabber:iq:register'><username>juliet</username><password>x</password></query>
        </iq>`);
    await Promise.all([wish(JULIET), wish('nurse@example.com'), wish('tybalt@example.com')]);
    const conditions = host.stream.sent.map(
      (each) => each.find('{jabber:client}error/*')?.name ?? each.attribute('type'),
    );
    expect(conditions.sort()).toEqual(['conflict', 'conflict', 'result']);
    expect(host.events).toHaveLength(1);
  });
});
