/** The two databases that users can be kept in, as far as the store needs them. Each is loaded when it is used. */

/** A value of a row or a parameter. */
export type Value = string | null;

/** What a statement has done. */
export interface Result {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** How many rows were written. */
  readonly changed: number;
}

/** A database. */
export interface Database {
  /** Runs one statement; `?` stands for the next parameter. */
  run(sql: string, ...parameters: Value[]): Promise<Result>;
  /** Whether a statement was refused because a value that must be unique was there already. */
  isConflict(error: unknown): boolean;
  close(): Promise<void>;
}

/** Opens the database that a URL names: `file:users.db`, `postgresql://...`. */
export function openDatabase(url: string): Promise<Database> {
  return url.startsWith('file:') ? openFile(url) : openPostgres(url);
}

/** A file of libSQL, which is SQLite's: for one copy of the component. */
async function openFile(url: string): Promise<Database> {
  const { createClient, LibsqlError } = await import('@libsql/client');
  const client = createClient({ url });
  await client.execute('PRAGMA journal_mode = WAL');
  return {
    run: async (sql, ...parameters) => {
      const { rows, rowsAffected } = await client.execute({ sql, args: parameters });
      return { rows: rows as unknown as Result['rows'], changed: rowsAffected };
    },
    isConflict: (error) => error instanceof LibsqlError && error.message.includes('UNIQUE constraint failed'),
    close: async () => client.close(),
  };
}

/** PostgreSQL: for several copies of the component behind one server. */
async function openPostgres(url: string): Promise<Database> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({ connectionString: url });
  // A connection that is lost while nobody uses it; the next statement opens another.
  pool.on('error', () => undefined);
  return {
    run: async (sql, ...parameters) => {
      let next = 0;
      const { rows, rowCount } = await pool.query(
        sql.replace(/\?/g, () => `$${++next}`),
        parameters,
      );
      return { rows, changed: rowCount ?? 0 };
    },
    isConflict: (error) => error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION,
    close: () => pool.end(),
  };
}

/** PostgreSQL's code for it (SQLSTATE). */
const UNIQUE_VIOLATION = '23505';
