/** How much a reader takes before it says `policy-violation`. */

/** What a reader takes. Beyond it, it throws an {@link XmlError} `policy-violation`. */
export interface ReadLimits {
  /**
   * UTF-8 bytes of one element as it is delivered: a stanza, the start tag of a stream, the whole of what
   * `parseXml` is given. Default: 1,048,576. (RFC 6120 section 13.12: at least 10,000.)
   */
  readonly elementBytes?: number;
  /** Elements open at a time, the root of the stream included. Default: 256. */
  readonly depth?: number;
  /** Attributes and namespace declarations of one start tag. Default: 256. */
  readonly attributes?: number;
  /** UTF-16 code units of one name, its prefix included, and of one namespace. Default: 1,024. */
  readonly nameLength?: number;
}

/** The limits of a reader that was told of none. */
export const DEFAULT_LIMITS: Required<ReadLimits> = {
  elementBytes: 1_048_576,
  depth: 256,
  attributes: 256,
  nameLength: 1_024,
};

/**
 * The limits given, and the default for each other.
 *
 * @throws RangeError when one is not a whole number above 0
 */
export function completeLimits(given: ReadLimits | undefined): Required<ReadLimits> {
  if (given === undefined) return DEFAULT_LIMITS;
  const limits = { ...DEFAULT_LIMITS };
  for (const key of Object.keys(limits) as (keyof ReadLimits)[]) {
    const limit = given[key];
    if (limit === undefined) continue;
    if (!((Number.isInteger(limit) && limit > 0) || limit === Number.POSITIVE_INFINITY))
      throw new RangeError(`limits.${key}: expected a whole number above 0, found ${limit}`);
    limits[key] = limit;
  }
  return limits;
}
