/** XEP-0077: data forms instead of the fields or beside them. The XML is written after the specification. */
import { JID, type XmlElement } from 'couplet';
import { Form } from 'couplet/xep/0004';
import { MemoryUserStore, Registration, type RegistrationEvents, Xep0077 } from 'couplet/xep/0077';
import { describe, expect, test } from 'vitest';
import { Service, xml } from '../support/stream.js';

const JULIET = 'juliet@example.com';
const FORM = `
  <x xmlns='jabber:x:data' type='form'>
    <title>Contest</title>
    <field type='hidden' var='FORM_TYPE'><value>jabber:iq:register</value></field>
    <field type='fixed'><value>About you</value></field>
    <field type='text-single' var='username'><required/></field>
    <field type='text-private' var='password'><required/></field>
    <field type='text-private' var='pin'/>
    <field type='text-single' var='nick'/>
    <field type='list-single' var='x-part'>
      <option><value>lover</value></option>
      <option><value>nurse</value></option>
    </field>
    <field type='list-multi' var='x-acts'>
      <option><value>I</value></option>
      <option><value>II</value></option>
    </field>
    <field type='boolean' var='x-news'/>
  </x>`;

class Setup extends Service<RegistrationEvents> {
  readonly users = new MemoryUserStore();
  readonly plugin = this.stream.registerPlugin(Xep0077, { backend: this.users });

  constructor() {
    super();
    this.plugin.setForm().setDataForm(new Form(xml(FORM)));
  }

  ask(type: 'get' | 'set', content: string): Promise<XmlElement> {
    return this.answer(`
      <iq type='${type}' id='r1' from='${JULIET}/balcony' to='service.example.org'>
        <query xmlns='jabber:iq:register'>${content}</query>
      </iq>`);
  }

  submit(fields: Record<string, string | string[]>, formType = 'jabber:iq:register'): Promise<XmlElement> {
    const form = new Form().set('type', 'submit').fill({ FORM_TYPE: formType, ...fields });
    return this.ask('set', String(form));
  }

  async known(): Promise<Record<string, string> | undefined> {
    const fields = await this.users.get(new JID(JULIET));
    return fields && Object.fromEntries(fields);
  }
}

/** The condition of an error, or the type of the answer. */
const outcome = (answer: XmlElement): string | undefined =>
  answer.find('{jabber:client}error/*')?.name ?? answer.attribute('type');
const JULIETS = { username: 'juliet', password: 'R0m30', 'x-part': 'lover', 'x-acts': ['I', 'II'], 'x-news': '1' };

describe('a data form', () => {
  test('instead of the fields', async () => {
    const answer = await new Setup().ask('get', '');
    expect(answer.find(Registration.tag)).toEqualXml(`<query xmlns='jabber:iq:register'>${FORM}</query>`);
  });

  test('beside them', async () => {
    const host = new Setup();
    host.plugin.setForm('username', 'password').setInstructions('Fill in either.');
    const answer = new Registration((await host.ask('get', '')).find(Registration.tag));
    expect(answer.xml.children.map((each) => (typeof each === 'string' ? each : each.name))).toEqual([
      'instructions',
      'username',
      'password',
      'x',
    ]);
    expect(outcome(await host.ask('set', '<username>juliet</username><password>x</password>'))).toBe('result');
  });

  test('always is a form, and one that is given is not changed', async () => {
    const host = new Setup();
    const form = Form.of({ fields: [{ var: 'nick', type: 'text-single' }] });
    host.plugin.setDataForm(form);
    form.del('fields');
    const shown = new Registration((await host.ask('get', '')).find(Registration.tag)).get('form');
    expect([shown.get('type'), shown.get('fields').length, form.has('type')]).toEqual(['form', 1, false]);
  });

  test('taken back: it is not read any more', async () => {
    const host = new Setup();
    host.plugin.setForm('username', 'password').setDataForm(undefined);
    expect(outcome(await host.submit(JULIETS))).toBe('not-acceptable');
  });
});

describe('a submission', () => {
  test('registers, with fields that the specification does not know', async () => {
    const host = new Setup();
    const events: (string | undefined)[] = [];
    host.stream.addEventHandler('registered_user', ({ username }) => events.push(username));
    expect(outcome(await host.submit(JULIETS))).toBe('result');
    expect(await host.known()).toEqual({ username: 'juliet', 'x-part': 'lover', 'x-acts': 'I\nII', 'x-news': '1' });
    expect(host.users.checkPassword(new JID(JULIET), 'R0m30')).toBe(true);
    expect(events).toEqual(['juliet']);
  });

  test('wins over fields beside it', async () => {
    const host = new Setup();
    host.plugin.setForm('username', 'password');
    const form = new Form().set('type', 'submit').fill({ username: 'juliet', password: 'x' });
    await host.ask('set', `<username>other</username><password>y</password>${form}`);
    expect((await host.known())?.username).toBe('juliet');
  });

  test('keeps nothing that was not asked for', async () => {
    const host = new Setup();
    await host.submit({ ...JULIETS, admin: 'yes' });
    expect(await host.known()).not.toHaveProperty('admin');
  });

  test.each([
    ['nothing', {}, 'username: a value is required; password: a value is required'],
    ['a part of it', { username: 'juliet', password: '' }, 'password: a value is required'],
    ['a choice that is none', { ...JULIETS, 'x-part': 'ghost' }, 'x-part: the value is none of the options'],
    [
      'a boolean that is none',
      { ...JULIETS, 'x-news': 'maybe' },
      "x-news: the value is none for a field of type 'boolean'",
    ],
  ])('with %s is not acceptable, and the reason is told', async (_what, fields, reason) => {
    const host = new Setup();
    const answer = await host.submit(fields);
    expect(outcome(answer)).toBe('not-acceptable');
    expect(answer.find('{jabber:client}error/{*}text')?.text).toBe(`Please fill in all fields (${reason}).`);
    expect(await host.known()).toBeUndefined();
  });

  test('that fails is shown again, but no secret of it', async () => {
    const host = new Setup();
    await host.users.register(new JID('nurse@example.com'), new Map([['username', 'juliet']]));
    const answer = await host.submit({ ...JULIETS, pin: '1234' });
    expect(outcome(answer)).toBe('conflict');
    const form = new Registration(answer.find(Registration.tag)).get('form');
    expect([form.text('username'), form.text('x-part')]).toEqual(['juliet', 'lover']);
    expect([form.text('password'), form.text('pin')]).toEqual([undefined, undefined]);
    expect(String(answer)).not.toMatch(/R0m30|1234/);
  });

  test('that says it is cancelled changes nothing', async () => {
    const host = new Setup();
    expect(outcome(await host.ask('set', `<x xmlns='jabber:x:data' type='cancel'/>`))).toBe('result');
    expect(await host.known()).toBeUndefined();
  });

  test.each(['jabber:iq:register:cancel', 'urn:example:other'])(
    'of another kind (%s) is a bad request',
    async (type) => {
      const host = new Setup();
      const answer = await host.submit(JULIETS, type);
      expect([outcome(answer), answer.find(Registration.tag)]).toEqual(['bad-request', undefined]);
      expect(await host.known()).toBeUndefined();
    },
  );

  test('that is a form is a bad request', async () => {
    expect(outcome(await new Setup().ask('set', FORM))).toBe('bad-request');
  });
});

describe('somebody registered', () => {
  const registered = async (): Promise<Setup> => {
    const host = new Setup();
    await host.submit({ ...JULIETS, pin: '1234', nick: 'J' });
    return host;
  };

  test('sees what is known, but nothing of what is hidden while it is typed', async () => {
    const answer = new Registration((await (await registered()).ask('get', '')).find(Registration.tag));
    const form = answer.get('form');
    expect(answer.get('registered')).toBe(true);
    expect([form.value('username'), form.value('x-acts'), form.value('x-news')]).toEqual(['juliet', ['I', 'II'], true]);
    expect([form.field('password')?.has('value'), form.field('pin')?.has('value')]).toEqual([false, false]);
  });

  test('sends the form back with changes: what is empty and hidden stays, what is empty and optional goes', async () => {
    const host = await registered();
    const shown = new Registration((await host.ask('get', '')).find(Registration.tag)).get('form');
    const submission = shown.submit({ password: '', pin: '', nick: '', 'x-part': 'nurse', 'x-acts': ['II'] });
    expect(outcome(await host.ask('set', String(submission)))).toBe('result');
    expect(await host.known()).toMatchObject({ username: 'juliet', 'x-part': 'nurse', 'x-acts': 'II' });
    expect(await host.known()).not.toHaveProperty('nick');
    expect(host.users.checkPassword(new JID(JULIET), 'R0m30')).toBe(true);
    expect((await host.known())?.pin).toBe('1234');
  });

  test('changes only what is sent', async () => {
    const host = await registered();
    expect(outcome(await host.submit({ username: 'juliet', password: 'new' }))).toBe('result');
    expect(host.users.checkPassword(new JID(JULIET), 'new')).toBe(true);
    expect(await host.known()).toMatchObject({ nick: 'J', 'x-part': 'lover' });
  });

  test('is told nothing of what was sent when it is wrong', async () => {
    const host = await registered();
    const answer = await host.submit({ username: 'juliet', password: 'new', 'x-part': 'ghost' });
    expect([outcome(answer), answer.find(Registration.tag)]).toEqual(['not-acceptable', undefined]);
    expect(outcome(await host.submit({ password: 'new' }))).toBe('bad-request');
    expect(host.users.checkPassword(new JID(JULIET), 'R0m30')).toBe(true);
  });
});
