/** What the platform gives to this layer, typed here: the library uses no global types. */

interface Platform {
  readonly URL: new (url: string) => { readonly hostname: string };
}
const platform = globalThis as unknown as Platform;

/**
 * The host of an http URL as the URL standard parses it: internationalised names become their ASCII
 * form (UTS #46), IPv6 literals are compressed.
 *
 * @param host - without any character that would end the host
 * @returns `undefined` when the platform refuses it
 */
export function parseHost(host: string): string | undefined {
  try {
    return new platform.URL(`http://${host}/`).hostname;
  } catch {
    return undefined;
  }
}
