/** A stream whose host keeps what it is given, and which keeps the errors that it reports. */
import {
  Callback,
  type ErrorContext,
  type Given,
  Iq,
  type IqSendOptions,
  type Matcher,
  MatchXPath,
  type Message,
  parseXml,
  type StanzaBase,
  StanzaStream,
  type StanzaStreamOptions,
  type XmlElement,
} from 'couplet';

/** XML of a stanza; white space between elements is no part of it. */
export function xml(text: string): XmlElement {
  return parseXml(text.replace(/>\s+</g, '><').trim(), { namespaces: { '': 'jabber:client' } });
}

/** What was reported, and where it came from. */
export interface Reported {
  readonly error: unknown;
  readonly context: ErrorContext;
}

/** A stream and its host. */
export class Host<E extends object = Record<never, never>> {
  readonly stream: StanzaStream<E>;
  /** What went out, as text. */
  readonly sent: string[] = [];
  readonly reported: Reported[] = [];

  constructor(options: Partial<StanzaStreamOptions> = {}) {
    let ids = 0;
    this.stream = new StanzaStream<E>({
      newId: () => `id${++ids}`,
      send: (element) => void this.sent.push(print(element)),
      onError: (error, context) => void this.reported.push({ error, context }),
      ...options,
    });
  }

  /** The errors that were reported. */
  get errors(): unknown[] {
    return this.reported.map(({ error }) => error);
  }

  /** What has gone out since it was last asked. */
  taken(): string[] {
    return this.sent.splice(0);
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

/** A stanza as the tests write it: without the namespace that all have, and with apostrophes. */
export function print(element: XmlElement): string {
  return element.toString({ defaultNamespace: 'jabber:client' }).replaceAll('"', "'");
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
): Promise<{ readonly host: Host; readonly sent: string[] }> {
  const host = new Host();
  host.onIq('shop', pointer);
  await host.stream.receive(request);
  return { host, sent: host.taken() };
}

/** An answer in short: its type, and the condition of an error. */
export function summary(text: string): string {
  const iq = new Iq(xml(text));
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
