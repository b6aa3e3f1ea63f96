/** The reader: XML that comes in chunks, cut anywhere, to elements. */
import type { XmlElement } from './element.js';
import { XmlError } from './errors.js';
import { completeOptions, type ReadOptions } from './options.js';
import { ReaderCore } from './reader-core.js';

/** What an {@link XmlReader} reads, and who hears of it. */
export interface XmlReaderOptions extends ReadOptions {
  /**
   * `'stream'` (the default): one root, whose children are delivered one by one, each when it is complete.
   * `'elements'`: whole elements one after another, as in the messages of XMPP over WebSocket (RFC 7395) and in
   * files of stanzas.
   */
  readonly framing?: 'stream' | 'elements';
  /** Hears the start tag of the stream, as an element without children. Not called with `framing: 'elements'`. */
  readonly onStreamStart?: (header: XmlElement) => void;
  /** Hears each complete element. */
  readonly onElement?: (element: XmlElement) => void;
  /** Hears the end tag of the stream. Not called with `framing: 'elements'`. */
  readonly onStreamEnd?: () => void;
}

/**
 * Reads XML as it comes: strings or UTF-8 bytes, cut anywhere. The same input gives the same elements, and the
 * same error at the same place, however it is cut.
 *
 * What is complete before a fault is delivered before it is thrown. After a fault, and after {@link end}, the
 * reader takes no more input. White space between the elements (keep-alives, RFC 6120 section 4.6.1) is dropped.
 *
 * A callback may call {@link write}: that input is read after what is being read. What a callback throws comes
 * out of `write`, and the input behind it is read with the next call of `write` or `end`.
 *
 * @example
 * ```ts
 * import { XmlReader } from 'couplet';
 *
 * const reader = new XmlReader({ onElement: (stanza) => console.log(stanza.tag) });
 * reader.write("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'><pres");
 * reader.write("ence/><message><body>hi</body></message>");
 * ```
 * ```text
 * {jabber:client}presence
 * {jabber:client}message
 * ```
 */
export class XmlReader {
  readonly #core: ReaderCore;
  #state: 'open' | 'reading' | 'ending' | 'ended' = 'open';

  /**
   * @throws {@link XmlError} `invalid-name` when `namespaces` has a prefix or namespace that may not be declared
   * @throws RangeError when a limit is not a whole number above 0
   */
  constructor(options: XmlReaderOptions = {}) {
    this.#core = new ReaderCore({ ...completeOptions(options), framing: options.framing ?? 'stream' }, options);
  }

  /**
   * Reads a chunk and delivers what is complete. Bytes may be used again when it returns.
   *
   * @throws {@link XmlError} when the input is at fault, `reader-closed` after {@link end}; what a callback throws
   */
  write(chunk: string | Uint8Array): void {
    this.#assertOpen();
    this.#core.push(chunk);
    if (this.#state === 'open') this.#read('reading');
  }

  /**
   * Says that there is no more input.
   *
   * @throws {@link XmlError} `not-well-formed` when the input is not whole: an element, or the stream, is open;
   * what {@link write} throws
   */
  end(): void {
    this.#assertOpen();
    if (this.#state === 'reading') this.#state = 'ending';
    else this.#read('ending');
  }

  #read(state: 'reading' | 'ending'): void {
    this.#state = state;
    let next: 'open' | 'ended' = 'open';
    try {
      this.#core.read();
      if (this.#state === 'ending') {
        this.#core.finish();
        next = 'ended';
      }
    } finally {
      this.#state = next;
    }
  }

  #assertOpen(): void {
    const failure = this.#core.failure;
    if (failure !== undefined)
      throw new XmlError(failure.code, `This reader stopped at a fault: ${failure.problem}`, failure.position);
    if (this.#state === 'ended' || this.#state === 'ending')
      throw new XmlError('reader-closed', 'This reader has ended; make a new one for new input');
  }
}
