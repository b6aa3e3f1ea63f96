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
 * const iq = parseXml("<iq xmlns='jabber:client' type='get'><ping xmlns='urn:xmpp:ping'/></iq>");
 * iq.tag; // {jabber:client}iq
 * iq.find('{urn:xmpp:ping}ping')?.name; // ping
 *
 * // Text cut from a stream, whose namespaces are declared in the stream's header:
 * parseXml('<message><body>hi</body></message>', { namespaces: { '': 'jabber:client' } });
 * ```
 */
export function parseXml(text: string | Uint8Array, options?: ReadOptions): XmlElement {
  let root: XmlElement | undefined;
  const core = new ReaderCore(
    { ...completeOptions(options), framing: 'document' },
    { start: () => undefined, element: (element) => (root = element), end: () => undefined },
  );
  core.push(text);
  core.read();
  core.finish();
  return root as XmlElement;
}
