/**
 * `couplet/interop/strophe`: a stream over a connection of strophe.js. strophe.js itself is not imported: its
 * connections are known by their shape, and elements are made by the `document` that it uses.
 */
import type { StanzaStream } from '../stream/stanza-stream.js';
import type { XmlElement } from '../xml/element.js';
import { Attachment, isRequest } from './common/attachment.js';
import { InteropError } from './common/errors.js';
import type { ConvertOptions } from './common/take-apart.js';
import { type DomElement, type DomFactory, type DomTarget, fromDom, toDom } from './dom.js';

export { InteropError, type InteropErrorCode } from './common/errors.js';
export type { ConvertOptions } from './common/take-apart.js';

/** What is needed of a `Strophe.Connection`. */
export interface StropheConnection {
  /** How it was set up. */
  readonly options: object;
  /** The address it is bound to. */
  readonly jid: string;
  /** It is bound, and stanzas can be sent. */
  readonly authenticated: boolean;
  /** It is being closed. */
  readonly disconnecting: boolean;
  /** The handlers that it asks. */
  readonly handlers: readonly object[];
  /** The handlers that it asks from the next stanza on. */
  readonly addHandlers: readonly object[];
  /** The callback of `connect`. */
  connect_callback: unknown;
  /** Stream management (XEP-0198), if it is used. */
  readonly sm?: object | undefined;
  /** Adds a handler for what matches. */
  addHandler(handler: (element: never) => boolean, namespace: null, name: null, type: null): object;
  /** Removes a handler. */
  deleteHandler(handler: never): void;
  /** Sends an element. */
  send(element: never): void;
}

/**
 * Gives a stream its connection: what Strophe receives goes to the stream, what the stream sends goes out by
 * Strophe, and the stream is online and offline with it. Make the stream without `send`. Attach before `connect`
 * or after it, once for all connections that follow.
 *
 * An IQ request is the stream's to answer, unless a Strophe handler was added for it by namespace: then it is left
 * to that handler, and the stream does not see it. Strophe's own `service-unavailable` is not sent. Answers to
 * `connection.sendIQ` go to its callbacks as before.
 *
 * A connection that is lost takes the stream offline, unless stream management (XEP-0198) may resume it: then what
 * was asked stays asked until it is resumed, or until a new session begins.
 *
 * @param stream - a stream without a host
 * @param connection - a connection over WebSocket or BOSH
 * @param options - what to do about characters that XML cannot carry
 * @returns a function that detaches: Strophe goes on alone, and the stream is offline
 * @throws {@link InteropError} `wrong-namespace`, or `already-attached` when the stream has a host
 *
 * @example
 * ```ts connects
 * import { StanzaStream } from 'couplet';
 * import { attach } from 'couplet/interop/strophe';
 * import { Strophe } from 'strophe.js';
 *
 * const connection = new Strophe.Connection('ws://localhost:5280/xmpp-websocket');
 * const stream = new StanzaStream();
 * attach(stream, connection);
 * stream.once('online', (jid) => console.log(`online as ${jid}`));
 * connection.connect('bill@localhost', 'secret');
 * ```
 */
export function attach<E extends object>(
  stream: StanzaStream<E>,
  connection: StropheConnection,
  options?: ConvertOptions,
): () => void {
  const strophe = connection as unknown as Connection;
  const namespace = strophe.options.protocol === 'component' ? 'jabber:component:accept' : 'jabber:client';
  const attachment = new Attachment(stream as unknown as StanzaStream<object>, namespace, (element) =>
    send(strophe, element, options),
  );
  let handler: Handler | undefined;
  // Strophe forgets its handlers whenever a connection ends.
  const listen = (): void => {
    if (handler !== undefined && (strophe.handlers.includes(handler) || strophe.addHandlers.includes(handler))) return;
    handler = strophe.addHandler(receive, null, null, null);
  };
  /** Synchronous, never throws, stays: Strophe drops a handler that does not return true. */
  const receive = (element: StropheElement): boolean => {
    if (attachment.detached) return false;
    if (!isLeft(strophe, element, handler)) {
      const attribute = (name: string): string | undefined => element.getAttribute(name) ?? undefined;
      attachment.receive(element.nodeName, attribute, () => fromDom(element));
    }
    return true;
  };
  attachment.own(() => handler !== undefined && strophe.deleteHandler(handler));
  followStatus(strophe, attachment, listen);
  listen();
  if (strophe.authenticated) attachment.online(strophe.jid);
  return () => attachment.detach();
}

/** The same, with the types of what is handed over. */
interface Connection {
  readonly options: { readonly protocol?: unknown };
  readonly jid: string;
  readonly authenticated: boolean;
  readonly disconnecting: boolean;
  readonly handlers: readonly Handler[];
  readonly addHandlers: readonly Handler[];
  connect_callback: ConnectCallback | null | undefined;
  readonly sm?: { readonly resumed: boolean; hasResumableState(): boolean };
  addHandler(handler: (element: StropheElement) => boolean, namespace: null, name: null, type: null): Handler;
  deleteHandler(handler: Handler): void;
  send(element: unknown): void;
}

interface Handler {
  /** The namespace that it is for, if it is for one. */
  readonly ns?: string | null;
  isMatch(element: StropheElement): boolean;
}

type StropheElement = DomElement & { getAttribute(name: string): string | null };
type ConnectCallback = (status: number, condition: string | null, element?: unknown) => void;

/** Strophe's status codes (`Strophe.Status`) that begin or end a session. */
const CONNECTING = 1;
const CONNECTED = 5;
const DISCONNECTED = 6;
const ATTACHED = 8;

/** Whether a request is one for a handler of Strophe, which is registered for a namespace to answer what is in it. */
function isLeft(strophe: Connection, element: StropheElement, own: Handler | undefined): boolean {
  if (element.nodeName !== 'iq' || !isRequest(element.getAttribute('type') ?? undefined)) return false;
  return strophe.handlers.some((other) => other !== own && !!other.ns && other.isMatch(element));
}

interface Platform {
  readonly document?: {
    readonly implementation: { createDocument(namespace: null, name: null, type: null): DomFactory<DomTarget> };
  };
}

let factory: DomFactory<DomTarget> | undefined;

function send(strophe: Connection, element: XmlElement, options: ConvertOptions | undefined): void {
  // Strophe would keep it for the next connection.
  if (!strophe.authenticated || strophe.disconnecting)
    throw new InteropError('not-connected', 'Strophe has no connection to send by');
  // The browser's own; in Node, the one that strophe.js installs.
  factory ??= (globalThis as unknown as Platform).document?.implementation.createDocument(null, null, null);
  if (factory === undefined)
    throw new InteropError('not-connected', "There is no 'document' to make elements with: import strophe.js first");
  strophe.send(toDom(element, factory, options));
}

/** Strophe tells its status to the callback of `connect` only: ours goes before it. */
function followStatus(strophe: Connection, attachment: Attachment, listen: () => void): void {
  let callback = strophe.connect_callback;
  const told: ConnectCallback = (status, condition, element) => {
    if (status === CONNECTING || status === CONNECTED || status === ATTACHED) listen();
    if ((status === CONNECTED || status === ATTACHED) && !(attachment.isOnline && strophe.sm?.resumed === true))
      attachment.online(strophe.jid);
    // A session that may be resumed has not ended.
    if (status === DISCONNECTED && strophe.sm?.hasResumableState() !== true)
      attachment.offline(condition ?? 'the connection was closed');
    callback?.(status, condition, element);
  };
  Object.defineProperty(strophe, 'connect_callback', {
    configurable: true,
    enumerable: true,
    get: () => told,
    set: (given: ConnectCallback | null | undefined) => {
      callback = given === told ? callback : given;
    },
  });
  attachment.own(() => {
    Object.defineProperty(strophe, 'connect_callback', {
      configurable: true,
      enumerable: true,
      writable: true,
      value: callback,
    });
  });
}
