/** The other side of a `TestStream`: answers what is sent, as a test has told it. */
import type { AnyElement } from '../element/element-base.js';
import type { ConcreteClass } from '../element/field.js';
import { viewAs } from '../element/view.js';
import { Callback } from '../handler/callback.js';
import { MatchXPath } from '../matcher/match-xpath.js';
import type { Matcher } from '../matcher/matcher.js';
import { Iq } from '../stanza/iq.js';
import type { StanzaBase } from '../stanza/stanza-base.js';
import type { StanzaStreamOptions } from '../stream/options.js';
import { StanzaStream } from '../stream/stanza-stream.js';
import type { XmlElement } from '../xml/element.js';
import { canonical } from './canonical.js';
import { elementOf, type GivenXml } from './given.js';

/**
 * What a scripted peer answers: XML, or a function that makes it of the stanza, as a handler would. Where the XML of
 * an answer has no `id`, `to` or `from`, it is given those that answer the stanza. A function may also send its
 * replies by itself and return nothing, or throw an `XmppError` to answer with that.
 *
 * @typeParam S - the class of the stanzas
 */
export type ScriptedReply<S> = GivenXml | ((stanza: S) => GivenXml | undefined | Promise<GivenXml | undefined>);

/** What the peer answers to stanzas that match. */
interface Script {
  readonly matcher: Matcher<unknown>;
  readonly reply: ScriptedReply<never>;
}

/** Answers stanzas. It has a stream of its own, so that replies are made there as they are everywhere. */
export class ScriptedPeer {
  readonly #stream: StanzaStream;
  readonly #sent = new WeakSet<XmlElement>();
  #scripts: readonly Script[] = [];

  /**
   * @param options - those of the stream on this side; `send` gets what the peer sends
   */
  constructor(options: StanzaStreamOptions & { readonly send: (element: XmlElement) => unknown }) {
    this.#stream = new StanzaStream({
      stanzas: options.stanzas,
      onError: options.onError,
      order: 'none',
      send: (element) => {
        this.#sent.add(element);
        return options.send(element.clone());
      },
    });
    const all: Matcher<StanzaBase> = { match: () => true };
    this.#stream.registerHandler(new Callback('scripts', all, (stanza) => this.#run(stanza)));
  }

  /** Notes what to answer to what. @returns a function that takes it back */
  add<S>(matching: string | Matcher<S>, reply: ScriptedReply<S>): () => void {
    const matcher = typeof matching === 'string' ? new MatchXPath(matching) : matching;
    const script: Script = { matcher, reply };
    this.#scripts = [...this.#scripts, script];
    return () => {
      this.#scripts = this.#scripts.filter((other) => other !== script);
    };
  }

  /**
   * Takes a stanza that was sent, and answers it if it is told how. Never throws.
   *
   * @param element - the stanza, as it is inside of a stream; it is the peer's to keep
   */
  take(element: XmlElement): void {
    if (this.#scriptFor(element) !== undefined) void this.#stream.receive(element);
  }

  #scriptFor(element: XmlElement): Script | undefined {
    return this.#scripts.find(({ matcher }) => matcher.match(element));
  }

  async #run(stanza: StanzaBase): Promise<void> {
    const script = this.#scriptFor(stanza.xml);
    if (script === undefined) return;
    const reply = script.reply as ScriptedReply<AnyElement>;
    const given = typeof reply === 'function' ? await reply(this.#as(stanza, script.matcher)) : reply;
    // A script that says nothing is a peer that does not answer, and one with another id answers wrongly.
    if (stanza instanceof Iq) stanza.defer();
    if (given === undefined) return;
    const answer = elementOf(given, 'expected');
    // What the function has sent by itself, and returned to be waited for, is not sent again.
    if (!this.#sent.has(answer)) await this.#stream.send(addressed(canonical(answer, {}), stanza.xml));
  }

  /** The stanza as the class of the matcher, if it has one. */
  #as(stanza: StanzaBase, { stanzaClass }: Matcher<unknown>): StanzaBase {
    if (stanzaClass === undefined) return stanza;
    const other = viewAs(stanza.xml, stanzaClass as unknown as ConcreteClass) as unknown as StanzaBase;
    other.host = stanza.host;
    return other;
  }
}

/** With the id and the addresses of an answer, where it states none. */
function addressed(answer: XmlElement, request: XmlElement): XmlElement {
  const complete = (name: string, value: string | undefined): void => {
    if (answer.attribute(name) === undefined) answer.setAttribute(name, value);
  };
  if (answer.name === 'iq') complete('id', request.attribute('id'));
  complete('to', request.attribute('from'));
  complete('from', request.attribute('to'));
  return answer;
}
