/** The DateTime profile of XEP-0082. */

const pattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/** @throws `RangeError` when the text is no date and time of XEP-0082 */
export function parseDateTime(text: string): Date {
  const [, seconds, fraction = '', sign, hours, minutes] = pattern.exec(text.trim()) ?? [];
  const local = `${seconds}.${fraction.slice(1, 4).padEnd(3, '0')}Z`;
  const date = new Date(local);
  // The 31st of February, which becomes a day of March, does not come back the same.
  if (!isValid(date) || date.toISOString() !== local)
    throw new RangeError("expected a date and time as '1969-07-21T02:56:15Z'");
  if (sign !== undefined) {
    const offset = Number(hours) * 60 + Number(minutes);
    date.setUTCMinutes(date.getUTCMinutes() + (sign === '-' ? offset : -offset));
  }
  return date;
}

/** @throws `RangeError` when the date is invalid, or its year has not four digits */
export function formatDateTime(date: Date): string {
  const text = date instanceof Date && isValid(date) ? date.toISOString() : '';
  if (text.length !== 24) throw new RangeError('expected a valid Date of the years 0 to 9999');
  return text.replace('.000Z', 'Z');
}

function isValid(date: Date): boolean {
  return !Number.isNaN(date.getTime());
}
