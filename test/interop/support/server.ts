/** A server for one connection, as small as the stacks allow: what they do with it is real, down to the socket. */
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { parseXml, XmlElement, XmlReader } from 'couplet';
import { type WebSocket, WebSocketServer } from 'ws';

/** What connects: an external component (XEP-0114), or a client over WebSocket (RFC 7395). */
export type Kind = 'component' | 'websocket';

const STREAM = 'http://etherx.jabber.org/streams';
const SASL = 'urn:ietf:params:xml:ns:xmpp-sasl';
const BIND = 'urn:ietf:params:xml:ns:xmpp-bind';
const SM = 'urn:xmpp:sm:3';

export interface ServerOptions {
  /** Offers stream management (XEP-0198), and resumes what was enabled. */
  readonly streamManagement?: boolean;
  /** Has forgotten every session that is to be resumed. */
  readonly forgets?: boolean;
}

/** A server that logs in whoever comes, and hands what they send to the test. */
export class FakeServer {
  readonly url: string;
  readonly namespace: string;
  /** Stanzas received since they were last asked for. */
  readonly #received: XmlElement[] = [];
  #wanting: ((element: XmlElement) => void) | undefined;
  #write: (text: string | Uint8Array) => void = () => undefined;
  #drop: () => void = () => undefined;
  #handled = 0;
  #resumed: () => void = () => undefined;
  readonly #stop: () => Promise<void>;
  readonly #options: ServerOptions;

  private constructor(kind: Kind, port: number, stop: () => Promise<void>, options: ServerOptions) {
    this.url = kind === 'component' ? `xmpp://127.0.0.1:${port}` : `ws://127.0.0.1:${port}/`;
    this.namespace = kind === 'component' ? 'jabber:component:accept' : 'jabber:client';
    this.#stop = stop;
    this.#options = options;
  }

  /** Starts a server on a free port of this machine. */
  static async start(kind: Kind, options: ServerOptions = {}): Promise<FakeServer> {
    let fake: FakeServer;
    if (kind === 'component') {
      const server = createServer((socket) => fake.#component(socket)).listen(0, '127.0.0.1');
      await once(server, 'listening');
      fake = new FakeServer(kind, portOf(server), async () => void server.close(), options);
    } else {
      const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'xmpp' });
      await once(server, 'listening');
      fake = new FakeServer(kind, portOf(server), async () => void server.close(), options);
      server.on('connection', (socket) => fake.#client(socket));
    }
    return fake;
  }

  /** Sends a stanza, in the namespace of the stream. */
  send(xml: string): void {
    const stanza = parseXml(xml, { namespaces: { '': this.namespace } });
    this.#write(String(stanza));
  }

  /** Sends what a client's parser may take for XML, or a part of it. */
  sendRaw(text: string | Uint8Array): void {
    this.#write(text);
  }

  /** The next stanza that comes, or came and was not asked for. */
  async next(): Promise<XmlElement> {
    const [first] = this.#received.splice(0, 1);
    return first ?? new Promise((resolve) => (this.#wanting = resolve));
  }

  /** Stanzas that came and were not asked for, after what is on its way has come. */
  async rest(): Promise<XmlElement[]> {
    await new Promise((resolve) => setTimeout(resolve, 50));
    return this.#received.splice(0);
  }

  /** Resolved when a session was resumed. */
  resumed(): Promise<void> {
    return new Promise((resolve) => (this.#resumed = resolve));
  }

  /** Cuts the connection. */
  drop(): void {
    this.#drop();
  }

  async stop(): Promise<void> {
    this.#drop();
    await this.#stop();
  }

  #take(element: XmlElement): void {
    if (element.namespace !== this.namespace) return;
    this.#handled++;
    const wanting = this.#wanting;
    this.#wanting = undefined;
    if (wanting === undefined) this.#received.push(element);
    else wanting(element);
  }

  #component(socket: Socket): void {
    socket.setNoDelay();
    this.#write = (text) => socket.write(text);
    this.#drop = () => socket.destroy();
    const reader = new XmlReader({
      onStreamStart: () =>
        socket.write(`<stream:stream xmlns='${this.namespace}' xmlns:stream='${STREAM}' id='s1' from='reg.localhost'>`),
      onElement: (element) => {
        if (element.name === 'handshake') socket.write('<handshake/>');
        else this.#take(element);
      },
      onStreamEnd: () => socket.end('</stream:stream>'),
    });
    socket.on('data', (data) => reader.write(data));
    socket.on('error', () => undefined);
  }

  #client(socket: WebSocket): void {
    this.#write = (text) => socket.send(text);
    this.#drop = () => socket.terminate();
    let loggedIn = false;
    const answers: Readonly<Record<string, (element: XmlElement) => string>> = {
      open: () =>
        "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' id='s1' from='localhost' version='1.0'/>" +
        `<stream:features xmlns:stream='${STREAM}'>${
          loggedIn
            ? `<bind xmlns='${BIND}'/>${this.#options.streamManagement ? `<sm xmlns='${SM}'/>` : ''}`
            : `<mechanisms xmlns='${SASL}'><mechanism>PLAIN</mechanism></mechanisms>`
        }</stream:features>`,
      auth: () => {
        loggedIn = true;
        return `<success xmlns='${SASL}'/>`;
      },
      enable: () => {
        this.#handled = 0;
        return `<enabled xmlns='${SM}' id='session' resume='true'/>`;
      },
      resume: () => {
        if (this.#options.forgets)
          return `<failed xmlns='${SM}'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>`;
        setTimeout(() => this.#resumed(), 20);
        return `<resumed xmlns='${SM}' previd='session' h='${this.#handled}'/>`;
      },
      r: () => `<a xmlns='${SM}' h='${this.#handled}'/>`,
      close: () => "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>",
    };
    socket.on('message', (data) => {
      const element = parseXml(String(data));
      const bind = element.find(`{${BIND}}bind`);
      const answer = answers[element.name];
      if (bind !== undefined) socket.send(bound(element));
      else if (answer === undefined) this.#take(element);
      // A message is one element (RFC 7395, section 3.3.3).
      else for (const one of answer(element).split(/(?=<stream:features)/)) if (one !== '') socket.send(one);
    });
  }
}

function bound(request: XmlElement): string {
  const jid = new XmlElement(`{${BIND}}jid`, {}, 'bill@localhost/r');
  const attributes = { type: 'result', id: request.attribute('id') };
  return String(new XmlElement('{jabber:client}iq', attributes, new XmlElement(`{${BIND}}bind`, {}, jid)));
}

function portOf(server: Server | WebSocketServer): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port');
  return address.port;
}
