/** The TypeScript compiler over texts in memory, as a user of the package would run it: strict, by the public name. */
import ts from 'typescript';
import { filesBelow, ROOT } from './sources.js';

/** One thing the compiler says. */
export interface Complaint {
  /** The name of the text it is about, as given; or a file it imports. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly code: number;
  /** The whole message, its chain on further lines, as `tsc --pretty false` prints it. */
  readonly message: string;
}

const parsed = new Map<string, ts.SourceFile | undefined>();

/**
 * Compiles texts, each a module of its own, as if they lay in the root of this repository.
 *
 * @param texts - name, ending in `.ts`, to text
 * @returns what the compiler says of them; of nothing else, the sources have their own check
 */
export function compile(texts: ReadonlyMap<string, string>): Complaint[] {
  const program = programOf(texts);
  const found: Complaint[] = [];
  for (const name of texts.keys()) {
    const file = program.getSourceFile(ROOT + name);
    if (file === undefined) throw new Error(`the compiler did not read ${name}`);
    for (const said of [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]) {
      found.push({
        file: name,
        line: file.getLineAndCharacterOfPosition(said.start ?? 0).line + 1,
        code: said.code,
        message: ts.flattenDiagnosticMessageText(said.messageText, '\n'),
      });
    }
  }
  return found;
}

/** How many types the compiler makes of others, all in all, to check texts: what its time grows with, counted exactly. */
export function instantiationsOf(texts: ReadonlyMap<string, string>): number {
  const program = programOf(texts);
  for (const name of texts.keys()) program.getSemanticDiagnostics(program.getSourceFile(ROOT + name));
  return program.getInstantiationCount();
}

/** The declarations (`.d.ts`) that the compiler writes for a module: what those see of it who import it. */
export function declarationsOf(text: string): string {
  const name = 'declared.ts';
  const program = programOf(new Map([[name, text]]), { declaration: true, noEmit: false, emitDeclarationOnly: true });
  let written = '';
  program.emit(program.getSourceFile(ROOT + name), (_path, declarations) => {
    written = declarations;
  });
  return written;
}

function programOf(texts: ReadonlyMap<string, string>, more: ts.CompilerOptions = {}): ts.Program {
  const config = ts.readConfigFile(`${ROOT}tsconfig.json`, ts.sys.readFile).config;
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, ROOT);
  // What an example declares and leaves unused is there to be read.
  Object.assign(options, { noUnusedLocals: false, noUnusedParameters: false, ...more } satisfies ts.CompilerOptions);
  const host = ts.createCompilerHost(options, true);
  const { fileExists, getSourceFile, readFile } = host;
  const textOf = (path: string): string | undefined =>
    path.startsWith(ROOT) ? texts.get(path.slice(ROOT.length)) : undefined;
  host.fileExists = (path) => textOf(path) !== undefined || fileExists(path);
  host.readFile = (path) => textOf(path) ?? readFile(path);
  host.getSourceFile = (path, target, ...rest) => {
    const text = textOf(path);
    if (text !== undefined) return ts.createSourceFile(path, text, target, true);
    if (!parsed.has(path)) parsed.set(path, getSourceFile(path, target, ...rest));
    return parsed.get(path);
  };
  const names = [...texts.keys()].map((name) => ROOT + name);
  // What packages that come without types are taken to be, as the tests of their adapters take them.
  const ambient = ['test', 'examples'].flatMap((folder) => filesBelow(folder, '.d.ts')).map((path) => ROOT + path);
  return ts.createProgram([...names, ...ambient], options, host);
}
