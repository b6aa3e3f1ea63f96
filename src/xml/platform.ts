/** What the XML layer takes from the platform, by structure: no global type is needed to compile it. */

interface Utf8Decoder {
  decode(bytes: Uint8Array): string;
}

interface Platform {
  readonly TextDecoder: new (
    label: 'utf-8',
    options: { readonly fatal: true; readonly ignoreBOM: true },
  ) => Utf8Decoder;
}

let decoder: Utf8Decoder | undefined;

/**
 * Text of whole, valid UTF-8 sequences.
 *
 * @throws {@link TypeError} when they are not
 */
export function decodeUtf8(bytes: Uint8Array): string {
  decoder ??= new (globalThis as unknown as Platform).TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return decoder.decode(bytes);
}
