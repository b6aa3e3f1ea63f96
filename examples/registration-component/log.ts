/** What happens, a JSON object a line, on standard output. */

/** What is said of an event: nothing secret. */
export type Details = Readonly<Record<string, string | number | boolean | undefined>>;

/** Says that something has happened. */
export function log(level: 'info' | 'warn' | 'error', event: string, details: Details = {}): void {
  console.log(JSON.stringify({ time: new Date().toISOString(), level, event, ...details }));
}

/** What may be said of an error: never a stanza, which may hold a password. */
export function describeError(error: unknown): Details {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { error: error.name, code, message: error.message };
}
