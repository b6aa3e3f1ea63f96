/** A registration service, and what it is asked. */
import { JID, type XmlElement } from 'couplet';
import {
  type MemoryUserStore,
  type RegistrationEvent,
  type RegistrationEvents,
  type UserStore,
  Xep0077,
  type Xep0077Config,
} from 'couplet/xep/0077';
import { expect } from 'vitest';
import { Service, xml } from '../support/stream.js';

/** Who asks. */
export const JULIET = 'juliet@example.com';

/** A service that notes its events. */
export class Setup extends Service<RegistrationEvents> {
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

/** A result. */
export const result = (content: string): XmlElement =>
  xml(`
    <iq type='result' id='r1' to='${JULIET}/balcony' from='service.example.org'>
      <query xmlns='jabber:iq:register'>${content}</query>
    </iq>`);

/** An error, without its text for people. */
export function error(type: string, code: number, condition: string, echo = ''): XmlElement {
  return xml(`
    <iq type='error' id='r1' to='${JULIET}/balcony' from='service.example.org'>
      ${echo}
      <error type='${type}' code='${code}'><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
    </iq>`);
}

/** The same answer, but for the text for people, which is there in every error. */
export function expectAnswer(answer: XmlElement, expected: XmlElement): void {
  const shown = answer.clone();
  const text = shown.find('{jabber:client}error/{*}text');
  if (expected.attribute('type') === 'error') expect(text?.text).toMatch(/\w+.*\.$/);
  if (text !== undefined) shown.find('{jabber:client}error')?.remove(text);
  expect(shown).toEqualXml(expected);
}
