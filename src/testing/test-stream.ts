/** A stream without a network: what a test hands in is received, what is sent is kept. */
import type { Matcher } from '../matcher/matcher.js';
import type { StanzaAt } from '../matcher/stanza-at.js';
import { fromWire } from '../stream/namespaces.js';
import { StanzaStream } from '../stream/stanza-stream.js';
import type { XmlElement } from '../xml/element.js';
import { parseXml } from '../xml/parse.js';
import { canonical } from './canonical.js';
import { equalXml, pretty } from './equal-xml.js';
import { elementOf, type GivenXml, NO_LIMITS } from './given.js';
import type { CompareOptions } from './options.js';
import { turn } from './platform.js';
import { Recorder, type ReportedError, type TestStreamOptions } from './recorder.js';
import { assertPass } from './result.js';
import { ScriptedPeer, type ScriptedReply } from './scripted-peer.js';

/**
 * A `StanzaStream` with no network, for tests: hand in stanzas with {@link TestStream.receive}, and say with
 * {@link TestStream.expectSent} what must go out, one after another.
 *
 * A handler that throws fails the test: {@link TestStream.receive} is rejected with what it threw, unless the
 * stream was given an `onError`.
 *
 * @typeParam E - the events that the program and its plugins trigger: name to data
 *
 * @example
 * ```ts
 * import { Callback, MatchXPath } from 'couplet';
 * import { TestStream } from 'couplet/testing';
 *
 * const stream = new TestStream();
 * stream.registerHandler(
 *   new Callback('echo', new MatchXPath('message/body'), (message) => message.reply(message.get('body')).send()),
 * );
 * await stream.receive('<message from="a@b.c" type="chat"><body>hi</body></message>');
 * await stream.expectSent('<message to="a@b.c" type="chat"><body>hi</body></message>');
 * await stream.expectNothingSent();
 * ```
 */
export class TestStream<E extends object = object> extends StanzaStream<E> {
  readonly #record: Recorder;
  readonly #peer: ScriptedPeer;

  /**
   * @param options - as for `StanzaStream`; a `send` is called too, with what is kept
   */
  constructor(options: TestStreamOptions = {}) {
    const record = new Recorder(options);
    super({ ...options, newId: record.newId, onError: record.onError, send: record.send });
    this.#record = record;
    this.#peer = new ScriptedPeer({
      ...options,
      onError: record.onError,
      send: (element) => void this.receive(element).catch(() => undefined),
    });
    record.onSent = (element) => this.#peer.take(this.#asSeenByPeer(element));
  }

  /** Everything that was sent so far, as it went on the wire. */
  get sent(): readonly XmlElement[] {
    return this.#record.sent;
  }

  /** What handlers, listeners and filters threw so far, if the stream was given no `onError`. */
  get errors(): readonly ReportedError[] {
    return this.#record.errors;
  }

  /**
   * Takes in a stanza, as if it came from the network. Text may be indented; a stanza object is copied.
   *
   * @returns a promise for when its handlers have settled: rejected with what one of them threw, unless the stream
   * has an `onError`; and with {@link XmlError} when the text is broken
   */
  override async receive(stanza: GivenXml): Promise<void> {
    const failures = this.#record.errors.length;
    await super.receive(this.#element(stanza));
    const failure = this.#record.raise(failures);
    if (failure !== undefined) throw failure.error;
  }

  /**
   * The next stanza that was sent and not asked for yet. Waits for it if need be.
   *
   * @throws {@link AssertionError} when none is sent in time
   */
  nextSent(): Promise<XmlElement> {
    return this.#record.next('some stanza');
  }

  /**
   * Says what the next stanza is that goes out: the first that was not expected yet. Waits for it if need be.
   *
   * @param expected - the stanza as it stands in the stream; text may be indented
   * @returns what was sent
   * @throws {@link AssertionError} when it is another, or none is sent in time
   * @throws {@link UnreadableXmlError} when the expected XML is broken
   */
  async expectSent(expected: GivenXml, options: CompareOptions = {}): Promise<XmlElement> {
    const namespaces = { '': this.#record.wireNamespace, ...options.namespaces };
    const wanted = elementOf(expected, 'expected', { ...options, namespaces });
    const found = await this.#record.next(pretty(wanted));
    assertPass('expectSent', equalXml(found, wanted, options));
    return found;
  }

  /**
   * Says that nothing was sent but what was expected: waits until everything that waits for no clock and no input
   * has gone on.
   *
   * @throws {@link AssertionError} when there is more, which it shows
   */
  async expectNothingSent(): Promise<void> {
    await turn();
    this.#record.assertNoneLeft();
  }

  /**
   * Has a peer answer stanzas that go out. Of several answers to a stanza the one that was added first is given.
   *
   * @param matching - which stanzas: a path for `MatchXPath`, or a matcher
   * @param reply - what it answers
   * @returns a function that takes it back
   *
   * @example
   * ```ts
   * import { Iq } from 'couplet';
   * import { TestStream } from 'couplet/testing';
   *
   * const stream = new TestStream({ jid: 'me@example.org/x' });
   * stream.answer('iq/{urn:xmpp:ping}ping', '<iq type="result"/>');
   * stream.answer('iq/{jabber:iq:version}query', (iq) =>
   *   iq.errorReply({ condition: 'service-unavailable' }),
   * );
   * ```
   */
  answer<const P extends string>(matching: P, reply: ScriptedReply<StanzaAt<P>>): () => void;
  answer<S>(matching: Matcher<S>, reply: ScriptedReply<S>): () => void;
  answer<S>(matching: string | Matcher<S>, reply: ScriptedReply<S>): () => void {
    return this.#peer.add(matching, reply);
  }

  #element(given: GivenXml): XmlElement {
    const wireNamespace = this.#record.wireNamespace;
    if (typeof given === 'string' || given instanceof Uint8Array)
      return canonical(parseXml(given, { namespaces: { '': wireNamespace }, limits: NO_LIMITS }), {});
    return elementOf(given, 'received', { namespaces: { '': wireNamespace } }).clone();
  }

  /** A copy in the namespace of stanzas, from whom it is: servers see to that. */
  #asSeenByPeer(element: XmlElement): XmlElement {
    const { wireNamespace } = this.#record;
    const inside = fromWire(element, wireNamespace);
    const copy = inside === element ? element.clone() : inside;
    if (copy.attribute('from') === undefined) copy.setAttribute('from', this.jid?.full);
    return copy;
  }
}
