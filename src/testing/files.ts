/** Files, as the fixtures need them: the platform's where it has some, or what a test gives in their place. */

/** Reads and writes files. Paths are those of {@link TestFixturesOptions}, with a slash before the name. */
export interface FixtureFiles {
  /** The names of the files in a folder. */
  list(folder: string): readonly string[];
  /** The text of a file. */
  read(path: string): string;
  /** Writes a new file. */
  write(path: string, text: string): void;
}

interface FileSystem {
  readdirSync(folder: string): string[];
  readFileSync(path: string, encoding: 'utf8'): string;
  writeFileSync(path: string, text: string, options: { readonly flag: 'wx' }): void;
}
interface Platform {
  readonly process?: { getBuiltinModule?(name: string): unknown };
}

/** A module of the platform: of Node (from 20.16), Deno or Bun. */
function builtIn<T>(name: string): T {
  const found = (globalThis as unknown as Platform).process?.getBuiltinModule?.(name);
  if (found !== undefined) return found as T;
  throw new TypeError(`This platform has no files (${name}, by process.getBuiltinModule): give some, as { files }`);
}

/** The files of the platform. */
export const platformFiles: FixtureFiles = {
  list: (folder) => builtIn<FileSystem>('node:fs').readdirSync(folder),
  read: (path) => builtIn<FileSystem>('node:fs').readFileSync(path, 'utf8'),
  // Never over a file that is there.
  write: (path, text) => builtIn<FileSystem>('node:fs').writeFileSync(path, text, { flag: 'wx' }),
};

/** The path of a `file:` URL. */
export function pathOf(url: { readonly href: string }): string {
  return builtIn<{ fileURLToPath(url: string): string }>('node:url').fileURLToPath(url.href);
}
