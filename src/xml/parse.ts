/** `parseXml`: a text that is one whole element. */
import type { XmlElement } from './element.js';
import { completeOptions, type ReadOptions } from './options.js';
import { ReaderCore } from './reader-core.js';

/**
 * Reads XML that is one whole element, with white space and an XML declaration around it at most.
 *
 * @param text - the XML, as a string or as UTF-8 bytes
 * @param options - namespaces around it, limits, and whether it comes from a file
 * @returns the element
 * @throws {@link XmlError} when the XML is broken, forbidden in XMPP, or over a limit: its `code` says which
 *
 * @example
 * ```ts
 * import { parseXml } from 'couplet';
 *
 * const iq = parseXml("<iq xmlns='jabber:client' type='get'><ping xmlns='urn:xmpp:ping'/></iq>");
 * iq.tag; // {jabber:client}iq
 * iq.find('{urn:xmpp:ping}ping')?.name; // ping
 *
 * // Text cut from a stream, whose namespaces are declared in the stream's header:
 * parseXml('<message><body>hi</body></message>', { namespaces: { '': 'jabber:client' } });
 * ```
 */
export function parseXml(text: string | Uint8Array, options?: ReadOptions): XmlElement {
  if (options !== undefined) return new DocumentReader(options).read(text);
  const reader = spare ?? new DocumentReader(undefined);
  spare = undefined;
  const root = reader.read(text);
  spare = reader;
  return root;
}

/** A reader to use again: what most calls need. One that failed is dropped. */
let spare: DocumentReader | undefined;

/** Readers to use again by their default namespace, of which a program's stanza classes have a few. */
const spares = new Map<string, DocumentReader>();

/** {@link parseXml}, with nothing around the text but a default namespace. */
export function parseInNamespace(text: string, namespace: string): XmlElement {
  let reader = spares.get(namespace);
  if (reader === undefined) {
    reader = new DocumentReader({ namespaces: { '': namespace } });
    spares.set(namespace, reader);
  }
  try {
    return reader.read(text);
  } catch (error) {
    spares.delete(namespace);
    throw error;
  }
}

class DocumentReader {
  readonly #core: ReaderCore;
  #root: XmlElement | undefined;

  constructor(options: ReadOptions | undefined) {
    this.#core = new ReaderCore(
      { ...completeOptions(options), framing: 'document' },
      {
        onElement: (root) => {
          this.#root = root;
        },
      },
    );
  }

  read(text: string | Uint8Array): XmlElement {
    this.#core.readDocument(text);
    const root = this.#root as XmlElement;
    this.#root = undefined;
    return root;
  }
}
