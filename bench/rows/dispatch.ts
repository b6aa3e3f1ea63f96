/** From a stanza to its handler and back, among few handlers and many. */
import { Callback, defineElement, integer, MatchXPath, parseXml, StanzaStream, string, XmlReader } from 'couplet';
import { namespaceOf, type Pipeline, strophePipeline, versionOf, xmppPipeline } from '../dispatch-peers.js';
import type { Row } from '../harness.js';

/** How many stanzas a call takes, and from how many senders. */
const COUNT = 100;
const SENDERS = 25;

/** The stanzas, spread over the handlers, and the chunk that they come in. */
interface Traffic {
  readonly stanzas: readonly string[];
  readonly chunk: string;
}

function trafficFor(handlers: number): Traffic {
  const stanzas = Array.from({ length: COUNT }, (_, i) => {
    const from = `user${i % SENDERS}@montague.example/orchard`;
    // A step without a common factor meets all handlers alike.
    const namespace = namespaceOf((i * 7919) % handlers);
    return `<iq xmlns='jabber:client' from='${from}' to='shop.example' type='get' id='i${i}'><query xmlns='${namespace}' node='n${i}'><count>${i}</count></query></iq>`;
  });
  return { stanzas, chunk: stanzas.join('') };
}

/** Our way: the reader, the stream, a callback for each namespace, and the writer. */
function ourPipeline(handlers: number): Pipeline {
  let replies = 0;
  let expected = 0;
  let done = (): void => undefined;
  const stream = new StanzaStream({
    jid: 'shop.example',
    send: (element) => {
      if (element.toString().length > 0) replies++;
      if (replies === expected) done();
    },
  });
  for (let n = 0; n < handlers; n++) {
    class Query extends defineElement({
      name: 'query',
      namespace: namespaceOf(n),
      interfaces: { node: string },
      subInterfaces: { count: integer },
    }) {}
    const matcher = new MatchXPath(`{jabber:client}iq[@type='get']/${Query.tag}`);
    const callback = new Callback(Query.tag, matcher, (iq) => {
      const query = iq.get(Query);
      const values = [iq.get('from')?.bare, query.get('node'), query.get('count')];
      return iq
        .reply()
        .setPayload(new Query().set('node', String(values.length)))
        .send();
    });
    stream.registerHandler(callback);
  }
  // As a host does, and as the peers are measured: nobody waits for each stanza, and all is done when all are replied to.
  const reader = new XmlReader({ onElement: (element) => void stream.receive(element) });
  reader.write("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>");
  return (chunk, stanzas) => {
    replies = 0;
    expected = stanzas.length;
    const all = new Promise<number>((resolve) => {
      done = () => resolve(replies);
    });
    reader.write(chunk);
    return all;
  };
}

/** Runs a pipeline over its traffic, and sees that every stanza was replied to. */
function run(pipeline: Pipeline, { chunk, stanzas }: Traffic): () => unknown {
  const check = (replies: number): number => {
    if (replies !== stanzas.length) throw new Error(`${replies} replies to ${stanzas.length} requests`);
    return replies;
  };
  return () => {
    const replies = pipeline(chunk, stanzas);
    return typeof replies === 'number' ? check(replies) : replies.then(check);
  };
}

/** Makes a contestant when it is first called: what is not measured is not made. */
function lazily(make: () => () => unknown): () => unknown {
  let made: (() => unknown) | undefined;
  return () => {
    made ??= make();
    return made();
  };
}

const OLD = 'xmpp.js, koa-compose 4.1.0';
const NEW = `xmpp.js, koa-compose ${versionOf('koa-compose')}`;

function pipelineRow(handlers: number, goals: Readonly<Record<string, number>>): Row {
  const traffic = trafficFor(handlers);
  return {
    name: `pipeline, ${handlers} handlers`,
    unit: 'stanza',
    count: COUNT,
    of: 'time',
    contestants: {
      couplet: lazily(() => run(ourPipeline(handlers), traffic)),
      [OLD]: lazily(() => run(xmppPipeline(handlers, 'koa-compose-4.1.0'), traffic)),
      [NEW]: lazily(() => run(xmppPipeline(handlers, 'koa-compose'), traffic)),
      'strophe.js': lazily(() => run(strophePipeline(handlers), traffic)),
    },
    goals,
  };
}

/** Dispatch alone: an element that is there already, to a handler that does nothing. */
function dispatch(handlers: number): () => unknown {
  const stream = new StanzaStream({ send: () => undefined });
  let ran = 0;
  for (let n = 0; n < handlers; n++) {
    const matcher = new MatchXPath(`{jabber:client}message/{${namespaceOf(n)}}query`);
    stream.registerHandler(new Callback(`${n}`, matcher, () => void ran++));
  }
  const elements = trafficFor(handlers).stanzas.map((text) => parseXml(text.replaceAll(/\biq\b/g, 'message')));
  return () => {
    ran = 0;
    for (const element of elements) void stream.receive(element);
    if (ran !== COUNT) throw new Error(`${ran} handlers ran for ${COUNT} stanzas`);
    return ran;
  };
}

const FEW = 'couplet, few handlers';

/** Ours alone, where the question is how cost grows: how many times ours among many handlers that among few is. */
function growthRow(
  name: string,
  make: (handlers: number) => () => unknown,
  few: number,
  many: number,
  most: number,
): Row {
  return {
    name: `${name}, ${many} handlers and ${few}`,
    unit: 'stanza',
    count: COUNT,
    of: 'time',
    contestants: { couplet: lazily(() => make(many)), [FEW]: lazily(() => make(few)) },
    goals: { [FEW]: 1 / most },
  };
}

/** The same requests among few handlers and many: other requests would meet more classes, which costs of its own. */
function pipelineGrowth(few: number): Row {
  const traffic = trafficFor(few);
  return growthRow('pipeline', (handlers) => run(ourPipeline(handlers), traffic), few, 10_000, 1.2);
}

export const rows: readonly Row[] = [
  growthRow('dispatch', dispatch, 10, 5_000, 1.3),
  pipelineRow(10, { [OLD]: 2 }),
  pipelineRow(100, {}),
  pipelineRow(1_000, { [OLD]: 5, 'strophe.js': 200 }),
  pipelineGrowth(10),
  pipelineGrowth(100),
];
