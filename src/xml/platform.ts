/** What the XML layer takes from the platform, by structure: no global type is needed to compile it. */

/** A `TextDecoder`. */
interface Decoder {
  decode(bytes: Uint8Array): string;
}

interface Encoder {
  encodeInto(text: string, into: Uint8Array): { readonly written: number };
}

interface Platform {
  readonly TextDecoder: new (label: 'utf-8', options: { readonly fatal: true; readonly ignoreBOM: true }) => Decoder;
  readonly TextEncoder: new () => Encoder;
}

const platform = globalThis as unknown as Platform;
let decoder: Decoder | undefined;
let encoder: Encoder | undefined;

/**
 * Text of whole, valid UTF-8 sequences.
 *
 * @throws {@link TypeError} when they are not
 */
export function decodeUtf8(bytes: Uint8Array): string {
  decoder ??= new platform.TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return decoder.decode(bytes);
}

/**
 * Writes a text as UTF-8, lone surrogates as U+FFFD.
 *
 * @param into - at least three times as long as the text
 * @returns how many bytes were written
 */
export function encodeUtf8(text: string, into: Uint8Array): number {
  encoder ??= new platform.TextEncoder();
  return encoder.encodeInto(text, into).written;
}
