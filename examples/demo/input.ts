/** XML as it comes from a file or a pipe: which framing it has, and what stands where it is broken. */
import { type XmlElement, type XmlError, XmlReader } from 'couplet';

/** How much of the input is kept, to show where it is broken. */
const KEPT = 65_536;

/** A reader that finds out by itself whether it reads a stream or one stanza after another. */
export class InputReader {
  readonly #onElement: (element: XmlElement) => void;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #reader: XmlReader | undefined;
  /** What has come before it was known what it is. */
  #waiting: Uint8Array[] = [];
  #recent = '';
  /** UTF-16 code units of the input that are not kept any more. */
  #before = 0;

  constructor(onElement: (element: XmlElement) => void) {
    this.#onElement = onElement;
  }

  /** @throws {@link XmlError} when the input is broken */
  write(chunk: Uint8Array): void {
    this.#keep(this.#decoder.decode(chunk, { stream: true }));
    if (this.#reader !== undefined) {
      this.#reader.write(chunk);
      return;
    }
    this.#waiting.push(chunk);
    const framing = framingOf(this.#recent);
    if (framing !== undefined) this.#begin(framing);
  }

  /** @throws {@link XmlError} when the input is not whole */
  end(): void {
    (this.#reader ?? this.#begin('elements')).end();
  }

  /** The line of the input where it is broken, with a mark below the place. */
  excerpt(error: XmlError): string[] {
    const at = (error.offset ?? -1) - this.#before;
    if (at < 0 || at > this.#recent.length) return [];
    const lineStart = Math.max(this.#recent.lastIndexOf('\n', at - 1), this.#recent.lastIndexOf('\r', at - 1)) + 1;
    const from = Math.max(lineStart, at - 60);
    const [line = ''] = this.#recent.slice(from, at + 20).split(/[\r\n]/);
    return [line.replace(/\p{Cc}/gu, ' '), `${' '.repeat(at - from)}^`];
  }

  #begin(framing: 'stream' | 'elements'): XmlReader {
    const reader = new XmlReader({
      framing,
      source: 'file',
      namespaces: { '': 'jabber:client', stream: 'http://etherx.jabber.org/streams' },
      onElement: this.#onElement,
    });
    this.#reader = reader;
    for (const chunk of this.#waiting.splice(0)) reader.write(chunk);
    return reader;
  }

  #keep(text: string): void {
    this.#recent += text;
    if (this.#recent.length <= 2 * KEPT) return;
    this.#before += this.#recent.length - KEPT;
    this.#recent = this.#recent.slice(-KEPT);
  }
}

/** By the name of the first element; `undefined` while that has not come. */
function framingOf(start: string): 'stream' | 'elements' | undefined {
  const [, name] = /^[^<]*<([^\s/>]+)[\s/>]/.exec(start.replace(/<!--.*?-->|<\?.*?\?>/gs, '')) ?? [];
  if (name === undefined || name.startsWith('!--') || name.startsWith('?')) return undefined;
  return name.replace(/^.*:/, '') === 'stream' ? 'stream' : 'elements';
}
