/** Ids that nobody can guess: whoever knows an id can try to answer in another's name. */

interface Platform {
  readonly crypto: { getRandomValues(bytes: Uint8Array): Uint8Array };
}

/** 128 random bits, as 32 hexadecimal digits. */
export function randomId(): string {
  // getRandomValues, not randomUUID: it is there on pages without TLS too.
  const bytes = (globalThis as unknown as Platform).crypto.getRandomValues(new Uint8Array(16));
  let id = '';
  for (const byte of bytes) id += (byte + 256).toString(16).slice(1);
  return id;
}
