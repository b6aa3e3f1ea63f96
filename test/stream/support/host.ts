/** A test stream that keeps the errors it reports: a test of the stream says which there are. And what else such tests need. */
import {
  Callback,
  type Given,
  Iq,
  type IqSendOptions,
  type Matcher,
  MatchXPath,
  type Message,
  type StanzaBase,
  type XmlElement,
} from 'couplet';
import { type ReportedError, TestStream, type TestStreamOptions } from 'couplet/testing';
import '../../support/matchers.js';

/** A stream, and what it reports. */
export class Host<E extends object = Record<never, never>> {
  readonly stream: TestStream<E>;
  readonly reported: ReportedError[] = [];

  constructor(options: TestStreamOptions = {}) {
    this.stream = new TestStream<E>({
      predictableIds: true,
      onError: (error, context) => void this.reported.push({ error, context }),
      ...options,
    });
  }

  /** What went out. */
  get sent(): readonly XmlElement[] {
    return this.stream.sent;
  }

  /** The errors that were reported. */
  get errors(): unknown[] {
    return this.reported.map(({ error }) => error);
  }

  /** Registers a callback for messages. */
  onMessage(name: string, pointer: (message: Message) => unknown): () => void {
    return this.stream.registerHandler(new Callback(name, messages, pointer));
  }

  /** Registers a callback for IQs of any type. */
  onIq(name: string, pointer: (iq: Iq) => unknown): () => void {
    return this.stream.registerHandler(new Callback(name, new MatchXPath('{jabber:client}iq'), pointer));
  }
}

/** Any message. */
export const messages = new MatchXPath('{jabber:client}message');

/** A matcher that is a function, of which nothing is known to an index. */
export function matching<S = StanzaBase>(match: (element: XmlElement) => boolean): Matcher<S> {
  return { match: (stanza) => match('xml' in stanza ? stanza.xml : stanza) };
}

/** Lets everything that can go on without the clock go on. */
export async function quiet(): Promise<void> {
  for (let i = 0; i < 50; i++) await Promise.resolve();
}

/** A promise, and what settles it. */
export function deferred<T = void>(): {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
} {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** An IQ request. */
export const REQUEST =
  "<iq type='get' id='q' from='bill@example.org/x' to='shop.example.org'><order xmlns='urn:order'/></iq>";

/** What is answered when a handler does this. */
export async function answered(
  pointer: (iq: Iq) => unknown,
  request = REQUEST,
): Promise<{ readonly host: Host; readonly sent: readonly XmlElement[] }> {
  const host = new Host();
  host.onIq('shop', pointer);
  await host.stream.receive(request);
  return { host, sent: [...host.sent] };
}

/** What an answer has that is this error: a mask. */
export function errorOf(condition: string): string {
  return `<iq type='error'><error><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>`;
}

/** An answer in short: its type, and the condition of an error. */
export function summary(element: XmlElement): string {
  const iq = new Iq(element);
  return iq.get('type') === 'error' ? `error ${iq.get('error').get('condition')}` : `${iq.get('type')}`;
}

/** Asks the shop. */
export function ask(host: Host, values: Given<Iq> = {}, options?: IqSendOptions): Promise<Iq> {
  return host.stream.makeIq({ type: 'get', to: 'shop@example.org', id: 'q', ...values }).send(options);
}

/** What has become of a promise by now. */
export async function outcome<T>(promise: Promise<T>): Promise<T | 'pending'> {
  await quiet();
  return Promise.race([promise, Promise.resolve('pending' as const)]);
}
