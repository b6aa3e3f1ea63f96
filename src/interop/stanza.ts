/**
 * `couplet/interop/stanza`: stanza.js (npm `stanza`) at its XML level, the elements of `stanza/jxt`, to
 * `XmlElement` and back, and a stream over its client. Its JSON has already dropped what it does not know.
 * stanza.js is not imported.
 */
import type { StanzaStream } from '../stream/stanza-stream.js';
import type { XmlElement } from '../xml/element.js';
import { Attachment, isRequest } from './common/attachment.js';
import { InteropError } from './common/errors.js';
import { fromPlainTree, toPlainTree } from './common/plain-tree.js';
import type { Namespaces } from './common/prefixes.js';
import { Carriers } from './common/stanza-carriers.js';
import type { ConvertOptions } from './common/take-apart.js';

export { InteropError, type InteropErrorCode } from './common/errors.js';
export type { Namespaces } from './common/prefixes.js';
export type { ConvertOptions } from './common/take-apart.js';

/** What is needed of an `XMLElement` of `stanza/jxt`. */
export interface JxtElement {
  /** The name with its prefix. */
  readonly name: string;
  /** The attributes, namespace declarations among them, by qualified name. */
  readonly attributes: object;
  /** Elements and strings. */
  readonly children: readonly unknown[];
  /** The element it is in. */
  readonly parent?: JxtElement | null | undefined;
}

/** The class `XMLElement` of `stanza/jxt`. */
export type JxtElementClass<E extends JxtElement> = new (name: string, attributes: Record<string, string>) => E;

/** How an element of `stanza/jxt` is read. */
export interface FromJxtOptions {
  /**
   * Namespaces in scope around the element, by prefix, `''` for the default one. What its parents declare goes
   * before.
   *
   * @example `{ '': 'jabber:client' }`
   */
  readonly namespaces?: Namespaces;
}

/**
 * An `XmlElement` with the content of an element of `stanza/jxt`, which stays as it is.
 *
 * @param element - the element
 * @param options - namespaces around it
 * @returns the copy, without a parent
 * @throws {@link InteropError} when it holds what no XML can: a wrong name, an undeclared prefix, an object
 *
 * @example
 * ```ts
 * import { fromJxt } from 'couplet/interop/stanza';
 * import { JXT } from 'stanza';
 *
 * fromJxt(JXT.parse("<iq xmlns='jabber:client' type='get'/>")).tag; // {jabber:client}iq
 * ```
 */
export function fromJxt(element: JxtElement, options?: FromJxtOptions): XmlElement {
  return fromPlainTree(element, 'attributes', options?.namespaces);
}

/**
 * An element of `stanza/jxt` with the content of an `XmlElement`, which stays as it is.
 *
 * @param element - any element
 * @param XMLElement - the class to make it of
 * @param options - what to do about characters that XML cannot carry
 * @returns the copy, without a parent
 * @throws {@link XmlError} `invalid-character` as the options say
 *
 * @example
 * ```ts
 * import { XmlElement } from 'couplet';
 * import { toJxt } from 'couplet/interop/stanza';
 * import { JXT } from 'stanza';
 *
 * String(toJxt(new XmlElement('{urn:xmpp:ping}ping'), JXT.XMLElement)); // <ping xmlns="urn:xmpp:ping"/>
 * ```
 */
export function toJxt<E extends JxtElement>(
  element: XmlElement,
  XMLElement: JxtElementClass<E>,
  options?: ConvertOptions,
): E {
  return toPlainTree(element, 'attributes', (name) => new XMLElement(name, {}), options);
}

/** What is needed of the client that `createClient()` of stanza.js returns. */
export interface StanzaClient {
  /** The address it is bound to. */
  readonly jid: string;
  /** A session has begun. */
  readonly sessionStarted: boolean;
  /** It is being closed. */
  readonly sessionTerminating: boolean;
  /** Stream management (XEP-0198). */
  readonly sm: object;
  /** The connection while there is one. */
  readonly transport?: object | undefined;
  /** What translates between XML and JSON. */
  readonly stanzas: object;
  /** Answers a request with an error. */
  sendIQError: unknown;
  /** Sends a stanza given as JSON. */
  send(kind: never, stanza: never): Promise<void>;
  /** How many listeners there are. */
  listenerCount(event: never): number;
  /** Adds a listener. */
  on(event: never, listener: never): unknown;
  /** Adds a listener before the others. */
  prependListener(event: never, listener: never): unknown;
  /** Removes a listener. */
  removeListener(event: never, listener: never): unknown;
}

/**
 * Gives a stream its connection: what stanza.js receives goes to the stream, what the stream sends goes out by
 * stanza.js, and the stream is online and offline with it. Make the stream without `send`.
 *
 * An IQ request is the stream's to answer, unless stanza.js has a listener for it (`iq:get:ping`, ...; its own
 * answer pings and service discovery): then it is left to that, and the stream does not see it. stanza.js's own
 * errors to other requests are not sent. Answers to `client.sendIQ` go to it as before.
 *
 * A connection that is lost takes the stream offline, unless stream management (XEP-0198) may resume it: then what
 * was asked stays asked until it is resumed, or until a new session begins.
 *
 * @param stream - a stream without a host
 * @param client - what `createClient()` returned, connected or not
 * @param options - what to do about characters that XML cannot carry
 * @returns a function that detaches: stanza.js goes on alone, and the stream is offline
 * @throws {@link InteropError} `already-attached` when the stream has a host
 *
 * @example
 * ```ts
 * import { StanzaStream } from 'couplet';
 * import { attach } from 'couplet/interop/stanza';
 * import { createClient } from 'stanza';
 *
 * const client = createClient({
 *   jid: 'bill@localhost',
 *   password: 'secret',
 *   transports: { websocket: 'ws://localhost:5280/xmpp-websocket', bosh: false },
 * });
 * const stream = new StanzaStream();
 * attach(stream, client);
 * client.connect();
 * ```
 */
export function attach<E extends object>(
  stream: StanzaStream<E>,
  client: StanzaClient,
  options?: ConvertOptions,
): () => void {
  const stanzaJs = client as unknown as Client;
  const carriers = Carriers.of(stanzaJs);
  const attachment = new Attachment(stream as unknown as StanzaStream<object>, 'jabber:client', (element) => {
    if (stanzaJs.transport === undefined)
      throw new InteropError('not-connected', 'stanza.js has no connection to send by');
    return carriers.send(element, options);
  });
  const listen = (event: string, listener: (data: never) => void): void => {
    stanzaJs.on(event, listener);
    attachment.own(() => stanzaJs.removeListener(event, listener));
  };
  // Before stanza.js's own listener, which answers what has none.
  for (const kind of ['iq', 'message', 'presence']) {
    const receive = (stanza: Json): void => {
      const xml = carriers.xmlOf(stanza);
      if (xml === undefined || (kind === 'iq' && isLeft(stanzaJs, stanza))) return;
      carriers.take(stanza);
      const { attributes } = xml as { readonly attributes: Readonly<Record<string, string | undefined>> };
      attachment.receive(
        kind,
        (name) => attributes[name],
        () => fromJxt(xml),
      );
    };
    stanzaJs.prependListener(kind, receive);
    attachment.own(() => stanzaJs.removeListener(kind, receive));
  }
  const online = (): void => attachment.online(stanzaJs.jid);
  if (stanzaJs.sessionStarted) online();
  listen('session:started', online);
  listen('session:end', () => attachment.offline('the session has ended'));
  // A session that may be resumed has not ended.
  listen('disconnected', () => {
    const mayResume = !!stanzaJs.sm.id && stanzaJs.sm.allowResume && !stanzaJs.sessionTerminating;
    if (!mayResume) attachment.offline('the connection was closed');
  });
  return () => attachment.detach();
}

/** A stanza as stanza.js hands it out. */
interface Json {
  readonly type?: string;
  readonly payloadType?: string;
}

/** The same as {@link StanzaClient}, with the types of what is handed over. */
interface Client extends Pick<StanzaClient, 'jid' | 'sessionStarted' | 'sessionTerminating' | 'transport'> {
  readonly sm: { readonly id?: string; readonly allowResume: boolean };
  readonly stanzas: {
    import(xml: JxtElement, context?: object): object | undefined;
    export(kind: string, stanza: object, context?: object): object | undefined;
  };
  sendIQError(request: object, error: object): void;
  send(kind: string, stanza: object): Promise<void>;
  listenerCount(event: string): number;
  on(event: string, listener: (data: never) => void): unknown;
  prependListener(event: string, listener: (data: never) => void): unknown;
  removeListener(event: string, listener: (data: never) => void): unknown;
}

/** Whether a request is one that stanza.js, or a program by it, answers. */
function isLeft(client: Client, { type, payloadType }: Json): boolean {
  return isRequest(type) && client.listenerCount(`iq:${type}:${payloadType}`) > 0;
}
