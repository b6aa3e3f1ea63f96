/** The peers' ways from text to a handler and back to text, each with the same handlers: by type, namespace and name. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { DOMParser, type Element } from '@xmldom/xmldom';
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
  toString(): string;
}
interface Xmpp {
  readonly Parser: new () => {
    on(event: string, listener: (argument: never) => void): void;
    write(text: string): void;
  };
  readonly EventEmitter: new () => { emit(event: string, argument: unknown): void };
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
  export { EventEmitter } from '@xmpp/events';
`;

/** The version of a package that is installed under a name. */
export function versionOf(name: string): string {
  const path = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}

/**
 * What xmpp.js does with a stanza, from its parser to its send, without its sockets.
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
  const { Parser, EventEmitter, xml, middleware, iqCallee } = module.exports as Xmpp;
  let replies = 0;
  let expected = 0;
  let done = (): void => undefined;
  class Entity extends EventEmitter {
    send(element: LtxElement): Promise<void> {
      if (element.toString().length > 0) replies++;
      this.emit('send', element);
      if (replies === expected) done();
      return Promise.resolve();
    }
  }
  const entity = new Entity();
  const used = middleware({ entity });
  const callee = iqCallee({ entity, middleware: used });
  for (let n = 0; n < handlers; n++) {
    const namespace = namespaceOf(n);
    callee.get(namespace, 'query', ({ element, from }) => {
      const values = [from.bare(), element.attrs.node, Number(element.getChildText('count'))];
      return xml('query', { xmlns: namespace, node: String(values.length) });
    });
  }
  const parser = new Parser();
  parser.on('element', (element) => entity.emit('element', element));
  parser.write('<stream:stream>');
  return (chunk, stanzas) => {
    replies = 0;
    expected = stanzas.length;
    const all = new Promise<number>((resolve) => {
      done = () => resolve(replies);
    });
    parser.write(chunk);
    return all;
  };
}

/** What Strophe does with a stanza, from the text of a WebSocket message to its handlers, over xmldom. */
export function strophePipeline(handlers: number): Pipeline {
  Strophe.setLogLevel(Strophe.LogLevel.FATAL);
  const connection = new Strophe.Connection('ws://localhost/');
  connection.authenticated = true;
  let replies = 0;
  for (let n = 0; n < handlers; n++) {
    const namespace = namespaceOf(n);
    const handle = (iq: Element): boolean => {
      const query = iq.getElementsByTagName('query')[0] as Element;
      const from = iq.getAttribute('from') as string;
      const count = Number(query.getElementsByTagName('count')[0]?.textContent);
      const values = [Strophe.getBareJidFromJid(from), query.getAttribute('node'), count];
      const reply = $iq({ to: from, id: iq.getAttribute('id') as string, type: 'result' });
      reply.c('query', { xmlns: namespace, node: String(values.length) });
      if (Strophe.serialize(reply).length > 0) replies++;
      return true;
    };
    connection.addHandler(handle as never, namespace, 'iq', 'get');
  }
  const parser = new DOMParser();
  return (_, stanzas) => {
    replies = 0;
    for (const text of stanzas) {
      // As its WebSocket transport does.
      const document = parser.parseFromString(`<wrapper>${text}</wrapper>`, 'text/xml');
      connection._dataRecv(document.documentElement as never, text);
    }
    return replies;
  };
}
