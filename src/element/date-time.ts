/** The DateTime profile of XEP-0082. */

const pattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(?:Z|([+-])(\d\d):(\d\d))$/;
const expected = "expected a date and time as '1969-07-21T02:56:15Z'";

/** @throws `RangeError` when the text is no date and time of XEP-0082 */
export function parseDateTime(text: string): Date {
  const match = pattern.exec(text.trim());
  if (match === null) throw new RangeError(expected);
  const part = (group: number): number => Number(match[group] ?? 0);
  const date = new Date(0);
  // Not Date.UTC, which takes the years 0 to 99 for those of the 20th century.
  date.setUTCFullYear(part(1), part(2) - 1, part(3));
  const milliseconds = Number((match[7] ?? '').slice(1, 4).padEnd(3, '0'));
  date.setUTCHours(part(4), part(5), part(6), milliseconds);
  const real = date.getUTCMonth() === part(2) - 1 && date.getUTCDate() === part(3) && date.getUTCSeconds() === part(6);
  if (!real || part(4) > 23 || part(5) > 59 || part(9) > 23 || part(10) > 59) throw new RangeError(expected);
  const minutesEast = (match[8] === '-' ? -1 : 1) * (part(9) * 60 + part(10));
  return new Date(date.getTime() - minutesEast * 60_000);
}

/** @throws `RangeError` when the date is invalid, or its year has not four digits */
export function formatDateTime(date: Date): string {
  const valid = date instanceof Date && !Number.isNaN(date.getTime());
  const text = valid ? date.toISOString() : '';
  if (text.length !== 24) throw new RangeError('expected a valid Date of the years 0 to 9999');
  return text.replace('.000Z', 'Z');
}
