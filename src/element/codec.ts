/** How text becomes a value, and back. A user's own codec is an object with `parse` and `format`. */
import { isPlainJID, JID } from '../jid/jid.js';
import { decodeBase64, encodeBase64 } from './base64.js';
import { formatDateTime, parseDateTime } from './date-time.js';
import { typeName } from './errors.js';

/**
 * How the text of an attribute or a child element becomes a value, and back.
 *
 * @example A codec of one's own: a list separated by commas
 * ```ts
 * import { type Codec } from 'couplet';
 *
 * const list: Codec<string[]> = {
 *   parse: (text) => text.split(','),
 *   format: (value) => value.join(','),
 * };
 * ```
 */
export interface Codec<T> {
  /** Reads the text; throws an `Error` that says what was expected. `get` makes an `InvalidValueError` of it. */
  parse(text: string): T;
  /** Writes the value; throws an `Error` that says what was expected. `set` makes an `InvalidValueError` of it. */
  format(value: T): string;
  /**
   * How `values` shows it: `'value'` as it is (text, numbers, booleans), `'text'` as its text. Without
   * it, objects as their text and everything else as it is.
   */
  readonly inValues?: 'value' | 'text';
  /** @internal Whether a text is valid for certain, told without making the value: for one that `values` shows as text. */
  readonly isValid?: (text: string) => boolean;
  /** @internal Which values it has, where the codec of this module that it is does not say it. */
  readonly domain?: CodecDomain;
}

/** @internal Some texts, or the whole numbers of a range: for tools that make values of a codec. */
export type CodecDomain = { readonly texts: readonly string[] } | { readonly least: number; readonly most: number };

/** The codec of whole numbers, which also makes codecs for a range of them. */
export interface IntegerCodec extends Codec<number> {
  /**
   * Whole numbers of a range.
   *
   * @param least - the least allowed
   * @param most - the greatest allowed
   */
  between(least: number, most: number): Codec<number>;
}

function typed<T>(expected: string, check: (value: unknown) => boolean, codec: Codec<T>): Codec<T> {
  return {
    ...codec,
    format(value: T): string {
      if (!check(value)) throw new TypeError(`expected ${expected}, found ${typeName(value)}`);
      return codec.format(value);
    },
  };
}

/** Text as it is. */
export const string: Codec<string> = typed('text', (value) => typeof value === 'string', {
  parse: (text) => text,
  format: (value) => value,
  inValues: 'value',
});

function integerIn(least: number, most: number, range = ` from ${least} to ${most}`): Codec<number> {
  const fits = (value: unknown): boolean =>
    Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
  return {
    parse(text) {
      const value = /^\s*[+-]?\d+\s*$/.test(text) ? Number(text) : Number.NaN;
      if (!fits(value)) throw new RangeError(`expected a whole number${range}`);
      // Adding 0 makes 0 of -0, which JSON does not tell apart.
      return value + 0;
    },
    format(value) {
      if (!fits(value)) throw new RangeError(`expected a whole number${range}`);
      return String(value);
    },
    inValues: 'value',
    domain: { least, most },
  };
}

/** Whole numbers that a `number` holds exactly; `integer.between(-128, 127)` for a range of them. */
export const integer: IntegerCodec = {
  ...integerIn(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, ''),
  between: (least, most) => integerIn(least, most),
};

/** Finite decimal numbers, with or without an exponent. */
export const number: Codec<number> = {
  parse(text) {
    const value = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(text) ? Number(text) : Number.NaN;
    if (!Number.isFinite(value)) throw new RangeError('expected a decimal number');
    return value + 0;
  },
  format(value) {
    if (!Number.isFinite(value)) throw new RangeError('expected a finite number');
    return String(value);
  },
  inValues: 'value',
};

/** `true` or `1`, `false` or `0` (XML Schema's boolean); written `true` and `false`. */
export const boolean: Codec<boolean> = typed('true or false', (value) => typeof value === 'boolean', {
  parse(text) {
    const word = text.trim();
    if (word === 'true' || word === '1') return true;
    if (word === 'false' || word === '0') return false;
    throw new RangeError("expected 'true', 'false', '1' or '0'");
  },
  format: String,
  inValues: 'value',
});

/**
 * One of some texts; everything else is invalid.
 *
 * @param values - the texts that are allowed
 */
export function oneOf<const T extends readonly string[]>(...values: T): Codec<T[number]> {
  const check = (value: string): T[number] => {
    if (!values.includes(value)) throw new RangeError(`expected one of '${values.join("', '")}'`);
    return value;
  };
  return { parse: check, format: check, inValues: 'value', domain: { texts: values } };
}

/**
 * A JID. Read leniently, as a stanza may carry what RFC 7622 refuses (see {@link JID.isStrict}). Given as
 * text, it is written strictly and in its canonical form.
 */
export const jid: Codec<JID> = {
  parse: (text) => JID.read(text),
  format(value: JID | string) {
    if (typeof value === 'string') return new JID(value).full;
    if (!(value instanceof JID)) throw new TypeError(`expected a JID, found ${typeName(value)}`);
    return value.full;
  },
  inValues: 'text',
  isValid: isPlainJID,
};

/** A moment in the DateTime profile of XEP-0082; written in UTC, with milliseconds only where there are some. */
export const dateTime: Codec<Date> = { parse: parseDateTime, format: formatDateTime, inValues: 'text' };

/** Bytes in Base64 (RFC 4648, section 4). White space is skipped when it is read. */
export const base64: Codec<Uint8Array> = { parse: decodeBase64, format: encodeBase64, inValues: 'text' };

/**
 * JSON. The value is not looked into: a program checks what it gets. In `values` it is its text, so a
 * string given to `assign` is JSON text too; `set` takes the value.
 */
export const json: Codec<unknown> = {
  parse(text) {
    try {
      return JSON.parse(text);
    } catch {
      // Without the cause: the platform quotes the text, which may be a secret.
      throw new SyntaxError('expected JSON');
    }
  },
  format(value) {
    const text = JSON.stringify(value) as string | undefined;
    if (text === undefined) throw new TypeError(`expected what JSON can hold, found ${typeof value}`);
    return text;
  },
  inValues: 'text',
};

/**
 * A codec from two functions: the same object, with the type that they agree on.
 *
 * @param codec - `parse` and `format`
 */
export function custom<T>(codec: Codec<T>): Codec<T> {
  return codec;
}
