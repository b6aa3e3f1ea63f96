/** The settings of the component, from the environment: what there is, what is needed, and what is wrong. */

/** What the component needs to know. */
export interface Settings {
  /** Where the server takes components. */
  readonly service: string;
  /** The component's address. */
  readonly domain: string;
  /** The secret that it shares with the server. */
  readonly secret: string;
  /** Where users are kept: `file:users.db`, `postgresql://user:password@host/database`. */
  readonly databaseUrl: string;
  /** What a guess at a stored password costs: the N of scrypt, a power of 2. */
  readonly passwordCost: number;
}

/** Settings that are missing or wrong, all of them at once. */
export class SettingsError extends Error {
  override readonly name: string = 'SettingsError';
  /** What is wrong, a line each. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** The environment of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings.
 *
 * @throws {@link SettingsError} which names every variable that is missing or wrong, and no value of a secret
 */
export function readSettings(environment: Environment): Settings {
  const problems: string[] = [];
  const read = (name: string, what: string, isValid: (value: string) => boolean, fallback?: string): string => {
    const value = environment[name] ?? '';
    const given = value === '' ? (fallback ?? '') : value;
    if (given === '') problems.push(`${name} is missing: ${what}`);
    else if (!isValid(given)) problems.push(`${name} is not ${what}`);
    return given;
  };
  const isPowerOfTwo = (text: string): boolean => /^\d+$/.test(text) && Number.isInteger(Math.log2(Number(text)));
  const settings = {
    domain: read('XMPP_DOMAIN', "the component's address, such as reg.example.org", (text) => /^[^\s@/]+$/.test(text)),
    secret: read('XMPP_SECRET', 'the secret that the server has for the component', () => true),
    service: read(
      'XMPP_SERVICE',
      'where the server takes components, such as xmpp://127.0.0.1:5347',
      isService,
      DEFAULT_SERVICE,
    ),
    databaseUrl: read(
      'DATABASE_URL',
      'file:PATH or postgresql://USER:PASSWORD@HOST/DATABASE',
      isDatabase,
      'file:users.db',
    ),
    passwordCost: Number(read('PASSWORD_COST', 'a power of 2, such as 16384', isPowerOfTwo, '16384')),
  };
  if (problems.length > 0) throw new SettingsError(problems);
  return settings;
}

const DEFAULT_SERVICE = 'xmpp://127.0.0.1:5347';

function isService(text: string): boolean {
  return /^xmpp:\/\/[^/\s]+$/.test(text);
}

function isDatabase(text: string): boolean {
  return /^(?:file:.|postgres(?:ql)?:\/\/.)/.test(text);
}
