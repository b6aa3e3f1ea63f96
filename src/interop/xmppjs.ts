/**
 * `couplet/interop/xmppjs`: a stream over `@xmpp/client` or `@xmpp/component`. xmpp.js itself is not imported:
 * its entities are known by their shape. Elements alone are carried by `couplet/interop/ltx`.
 */
import type { StanzaStream } from '../stream/stanza-stream.js';
import type { XmlElement } from '../xml/element.js';
import { Attachment, isRequest } from './common/attachment.js';
import { InteropError } from './common/errors.js';
import type { ConvertOptions } from './common/take-apart.js';
import { fromLtx, type LtxElement, type LtxElementClass, toLtx } from './ltx.js';

export { InteropError, type InteropErrorCode } from './common/errors.js';
export type { ConvertOptions } from './common/take-apart.js';
export type { LtxElement } from './ltx.js';

/** What is needed of the object that `client()` or `component()` returns. */
export interface XmppJsEntity {
  /** The namespace of its stanzas. */
  readonly NS: string;
  /** What state it is in: `'online'`, ... */
  readonly status: string;
  /** The address it is bound to. */
  readonly jid: {
    /** As text. */
    toString(): string;
  } | null;
  /** The stream's header while it is open. */
  readonly root: LtxElement | null;
  /** The socket while there is one. */
  readonly socket: object | null;
  /** The chain that incoming elements go through. */
  readonly middleware: {
    /** Adds a link at its end. */
    use(middleware: never): unknown;
  };
  /** Stream management (XEP-0198), which a client has and a component has not. */
  readonly streamManagement?: object | undefined;
  /** Sends an element. */
  send(element: never): Promise<unknown>;
  /** Adds a listener. */
  on(event: string, listener: (...data: never[]) => void): unknown;
  /** Removes a listener. */
  removeListener(event: string, listener: (...data: never[]) => void): unknown;
}

/**
 * Gives a stream its connection: what xmpp.js receives goes to the stream, what the stream sends goes out by
 * xmpp.js, and the stream is online and offline with it. Make the stream without `send`.
 *
 * The stream joins xmpp.js's middleware at its end. Answers to requests of `xmpp.iqCaller` stay with it, and so do
 * requests that a route of `xmpp.iqCallee` answers that was there before (a client's own answers pings). All other
 * IQ requests are the stream's to answer, and xmpp.js's own `service-unavailable` is not sent. Requests without
 * exactly one child element are refused by xmpp.js.
 *
 * A connection that is lost takes the stream offline, unless stream management (XEP-0198) may resume it: then what
 * was asked stays asked until it is resumed, or until a new session begins.
 *
 * @param stream - a stream without a host; for a component with `wireNamespace: 'jabber:component:accept'`
 * @param xmpp - what `client()` or `component()` returned, started or not
 * @param options - what to do about characters that XML cannot carry
 * @returns a function that detaches: xmpp.js goes on alone, and the stream is offline
 * @throws {@link InteropError} `wrong-namespace`, or `already-attached` when the stream has a host
 *
 * @example
 * ```ts connects
 * import { component } from '@xmpp/component';
 * import { StanzaStream } from 'couplet';
 * import { attach } from 'couplet/interop/xmppjs';
 *
 * const xmpp = component({ service: 'xmpp://localhost:5347', domain: 'reg.localhost', password: 'secret' });
 * const stream = new StanzaStream({ wireNamespace: 'jabber:component:accept' });
 * attach(stream, xmpp);
 * await xmpp.start();
 * ```
 */
export function attach<E extends object>(
  stream: StanzaStream<E>,
  xmpp: XmppJsEntity,
  options?: ConvertOptions,
): () => void {
  const entity = xmpp as unknown as Entity;
  const attachment = new Attachment(stream as unknown as StanzaStream<object>, entity.NS, (element) =>
    send(entity, element, options),
  );
  entity.middleware.use((context, next) => {
    const { stanza, name, type } = context;
    const isStanza = name === 'iq' || name === 'message' || name === 'presence';
    // What is no stanza is negotiation, until the stream is there.
    if (attachment.detached || !(isStanza || entity.status === 'online')) return next();
    attachment.receive(
      name,
      (attribute) => stanza.attrs[attribute],
      () => fromLtx(stanza),
    );
    // A promise that nothing ends: xmpp.js would answer by itself when it ended.
    return name === 'iq' && isRequest(type) ? new Promise(() => undefined) : next();
  });
  followStatus(entity, attachment);
  return () => attachment.detach();
}

/** The same, with the types of what is handed over. */
interface Entity extends Omit<XmppJsEntity, 'middleware' | 'send' | 'on' | 'removeListener' | 'streamManagement'> {
  readonly middleware: { use(middleware: (context: Context, next: () => unknown) => unknown): unknown };
  readonly streamManagement?: Emitter & { readonly id: string };
  send(element: LtxElement): Promise<unknown>;
  on(event: string, listener: (data: unknown) => void): unknown;
  removeListener(event: string, listener: (data: unknown) => void): unknown;
}

type Emitter = Pick<Entity, 'on' | 'removeListener'>;

interface Context {
  readonly stanza: LtxElement & { readonly attrs: Readonly<Record<string, string | undefined>> };
  readonly name: string;
  readonly type: string;
}

function send(entity: Entity, element: XmlElement, options: ConvertOptions | undefined): Promise<unknown> {
  const { root, socket, status } = entity;
  if (root === null || socket === null)
    throw new InteropError('not-connected', `xmpp.js has no connection to send by: its status is '${status}'`);
  // The class that this xmpp.js was installed with, whichever copy of ltx it has.
  return entity.send(toLtx(element, root.constructor as LtxElementClass<LtxElement>, options));
}

function followStatus(entity: Entity, attachment: Attachment): void {
  const listen = (emitter: Emitter, event: string, listener: (data: unknown) => void): void => {
    emitter.on(event, listener);
    attachment.own(() => emitter.removeListener(event, listener));
  };
  const online = (): void => {
    decodeWhole(entity.socket as Socket | null);
    attachment.online(entity.jid?.toString());
  };
  const offline = (data: unknown): void => attachment.offline(reasonOf(data));
  if (entity.status === 'online') online();
  listen(entity, 'online', online);
  listen(entity, 'offline', offline);
  // A session that may be resumed has not ended: `online` says so if it is not resumed, `offline` if nobody tries.
  listen(entity, 'disconnect', (data) => {
    if (!entity.streamManagement?.id) offline(data);
  });
}

/** A socket of Node, or xmpp.js's own around one for TLS. */
interface Socket {
  setEncoding?(encoding: 'utf8'): unknown;
  readonly socket?: Socket | null;
}

/** xmpp.js decodes each chunk by itself: a character that the network cuts in two would be lost. Node keeps its half. */
function decodeWhole(socket: Socket | null): void {
  if (socket === null) return;
  if (socket.setEncoding !== undefined) socket.setEncoding('utf8');
  else socket.socket?.setEncoding?.('utf8');
}

function reasonOf(data: unknown): unknown {
  const { clean, reason } = (data ?? {}) as { clean?: unknown; reason?: unknown };
  if (reason instanceof Error) return reason;
  return clean === false ? 'the connection was lost' : 'the connection was closed';
}
