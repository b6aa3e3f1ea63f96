/** The peers' ways from text to a handler and back to text, each with the same handlers: by type, namespace and name. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Element } from '@xmldom/xmldom';
import { buildSync } from 'esbuild';
import { $iq, Strophe } from 'strophe.js';

/** A contestant: takes stanzas as text, one chunk, and says how many replies there were, as text. */
export type Pipeline = (chunk: string, stanzas: readonly string[]) => Promise<number> | number;

/** What the nth handler is for. */
export function namespaceOf(n: number): string {
  return `urn:example:query:${n}`;
}

/** What is used of xmpp.js. */
interface LtxElement {
  readonly attrs: Readonly<Record<string, string>>;
  getChildText(name: string): string | null;
}
interface Entity {
  socket: { write(text: string, written: () => void): void };
  root: unknown;
  _attachParser(parser: object): void;
  _onData(data: string): void;
  on(event: string, listener: () => void): void;
}
interface Xmpp {
  readonly Parser: new () => object;
  readonly Connection: new (options: object) => Entity;
  xml(name: string, attributes: object, ...children: unknown[]): unknown;
  middleware(options: { entity: unknown }): object;
  iqCallee(options: { entity: unknown; middleware: object }): {
    get(
      namespace: string,
      name: string,
      handler: (context: { element: LtxElement; from: { bare(): unknown } }) => unknown,
    ): void;
  };
}

const XMPP = `
  export { xml, Parser } from '@xmpp/xml';
  export { default as middleware } from '@xmpp/middleware';
  export { default as iqCallee } from '@xmpp/iq/callee.js';
  export { default as Connection } from '@xmpp/connection';
`;

/** The version of a package that is installed under a name. */
export function versionOf(name: string): string {
  const path = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}

/**
 * What xmpp.js does with a stanza, from the data of its socket to the text that it writes to it: its own connection,
 * which also looks whether a stanza is a stream error and tells its listeners twice, over a socket of ours.
 *
 * @param compose - the name under which the koa-compose is installed that its middleware is composed with
 */
export function xmppPipeline(handlers: number, compose: string): Pipeline {
  const { outputFiles } = buildSync({
    stdin: { contents: XMPP, resolveDir: import.meta.dirname },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    alias: { 'koa-compose': compose },
    write: false,
  });
  const module = { exports: {} };
  const load = new Function('module', 'require', outputFiles[0]?.text ?? '') as (...args: unknown[]) => void;
  load(module, createRequire(import.meta.url));
  const { Parser, Connection, xml, middleware, iqCallee } = module.exports as Xmpp;
  let replies = 0;
  let expected = 0;
  let done = (): void => undefined;
  const entity = new Connection({ domain: 'montague.example' });
  entity.root = xml('stream:stream', { xmlns: 'jabber:client' });
  entity.socket = {
    write: (text, written) => {
      if (text.length > 0) replies++;
      written();
    },
  };
  const used = middleware({ entity });
  const callee = iqCallee({ entity, middleware: used });
  for (let n = 0; n < handlers; n++) {
    const namespace = namespaceOf(n);
    callee.get(namespace, 'query', ({ element, from }) => {
      const values = [from.bare(), element.attrs.node, Number(element.getChildText('count'))];
      return xml('query', { xmlns: namespace, node: String(values.length) });
    });
  }
  // After the middleware, which listens for what was sent too.
  entity.on('send', () => {
    if (replies === expected) done();
  });
  entity._attachParser(new Parser());
  entity._onData('<stream:stream>');
  return (chunk, stanzas) => {
    replies = 0;
    expected = stanzas.length;
    const all = new Promise<number>((resolve) => {
      done = () => resolve(replies);
    });
    entity._onData(chunk);
    return all;
  };
}

/** What is used of Strophe's transport. */
interface Transport {
  socket: { send(text: string): void };
  _onMessage(message: { readonly data: string }): void;
}

/**
 * What Strophe does with a stanza, from a message of its WebSocket to the text that it sends: its own transport, which
 * parses with xmldom and looks for stream errors, and its own queue, over a socket of ours.
 */
export function strophePipeline(handlers: number): Pipeline {
  Strophe.setLogLevel(Strophe.LogLevel.FATAL);
  const connection = new Strophe.Connection('ws://localhost/');
  const transport = (connection as unknown as { readonly _proto: Transport })._proto;
  let replies = 0;
  connection.authenticated = true;
  connection.connected = true;
  transport.socket = {
    send: (text) => {
      if (text.length > 0) replies++;
    },
  };
  for (let n = 0; n < handlers; n++) {
    const namespace = namespaceOf(n);
    const handle = (iq: Element): boolean => {
      const query = iq.getElementsByTagName('query')[0] as Element;
      const from = iq.getAttribute('from') as string;
      const count = Number(query.getElementsByTagName('count')[0]?.textContent);
      const values = [Strophe.getBareJidFromJid(from), query.getAttribute('node'), count];
      const reply = $iq({ to: from, id: iq.getAttribute('id') as string, type: 'result' });
      reply.c('query', { xmlns: namespace, node: String(values.length) });
      connection.send(reply);
      return true;
    };
    connection.addHandler(handle as never, namespace, 'iq', 'get');
  }
  return (_, stanzas) => {
    replies = 0;
    for (const data of stanzas) transport._onMessage({ data });
    // Else its clock, which each sending sets, would tick for ever.
    clearTimeout(connection._idleTimeout);
    return replies;
  };
}
