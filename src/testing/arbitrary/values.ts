/** Arbitraries of what a codec reads and writes. */
import fc from 'fast-check';
import { base64, boolean, type Codec, dateTime, jid, json, number, string } from '../../element/codec.js';
import { JID } from '../../jid/jid.js';
import { xmlText } from './xml.js';

/** Any codec, whatever its values. */
// biome-ignore lint/suspicious/noExplicitAny: a codec takes its values, and `unknown` would refuse them all
export type AnyCodec = Codec<any>;

const domain = fc.constantFrom('a.example', 'b.example', 'xn--bcher-kva.example', '[::1]', 'localhost');
const local = fc.string({ unit: fc.constantFrom(...'abcxyz019-_.', 'é', 'ß', '你'), minLength: 1, maxLength: 8 });
const resource = fc.string({ unit: fc.constantFrom(...'abcXYZ019 /@<&"', 'é', '😀'), minLength: 1, maxLength: 8 });

const address: fc.Arbitrary<JID> = fc
  .record({ local: fc.option(local), domain, resource: fc.option(resource) })
  .map((parts) => `${parts.local === null ? '' : `${parts.local}@`}${parts.domain}${after(parts.resource)}`)
  .filter(isJid)
  .map((text) => new JID(text));

function after(given: string | null): string {
  return given === null ? '' : `/${given}`;
}

function isJid(text: string): boolean {
  try {
    return new JID(text).full !== '';
  } catch {
    return false;
  }
}

const date = fc.date({
  min: new Date('0000-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});

/** What JSON gives back as it was. */
const jsonValue = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);

const known = new Map<AnyCodec, fc.Arbitrary<unknown>>([
  [string, xmlText()],
  [number, fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)],
  [boolean, fc.boolean()],
  [jid, address],
  [dateTime, date],
  [base64, fc.uint8Array({ maxLength: 12 })],
  [json, jsonValue],
]);

/** Values of a codec; `undefined` for one that nothing is known of. */
export function codecValues(codec: AnyCodec | undefined): fc.Arbitrary<unknown> | undefined {
  if (codec === undefined) return known.get(string);
  if (codec.domain === undefined) return known.get(codec);
  if ('texts' in codec.domain) return fc.constantFrom(...codec.domain.texts);
  return fc.integer({ min: codec.domain.least, max: codec.domain.most });
}
