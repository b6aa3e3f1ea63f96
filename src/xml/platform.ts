/** What the XML layer takes from the platform, by structure: no global type is needed to compile it. */

/** A `TextDecoder`. */
export interface Decoder {
  decode(bytes: Uint8Array, options?: { readonly stream: true }): string;
}

interface Encoder {
  encodeInto(text: string, into: Uint8Array): { readonly written: number };
}

interface Platform {
  readonly TextDecoder: new (label: 'utf-8', options: { readonly fatal: true; readonly ignoreBOM: true }) => Decoder;
  readonly TextEncoder: new () => Encoder;
}

const platform = globalThis as unknown as Platform;
let encoder: Encoder | undefined;

/** A decoder of UTF-8 that throws for what is none. */
export function newDecoder(): Decoder {
  return new platform.TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
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
