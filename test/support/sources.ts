/** The repository's own files, and what its TypeScript files import, read with the compiler's parser. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Where the repository is, with a slash at the end. */
export const ROOT: string = fileURLToPath(new URL('../../', import.meta.url));

const GENERATED = new Set(['node_modules', '.git', 'dist', 'coverage', 'api']);

/** Paths of the files below a folder of the repository, relative to the repository, sorted; `''` is all. */
export function filesBelow(folder: string, ending = ''): string[] {
  const found: string[] = [];
  const folders = existsSync(ROOT + folder) ? [folder] : [];
  for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
    for (const entry of readdirSync(ROOT + at, { withFileTypes: true })) {
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      if (entry.isDirectory() && !GENERATED.has(entry.name)) folders.push(path);
      else if (entry.isFile() && path.endsWith(ending)) found.push(path);
    }
  }
  return found.sort();
}

/** The text of a file of the repository. */
export function read(path: string): string {
  return readFileSync(ROOT + path, 'utf8');
}

/** One `import`, `export ... from`, `import()` or `require()` of a file. */
export interface Import {
  readonly specifier: string;
  /** Nothing of it is left at run time: `import type`, `export type`, `import('x').T`. */
  readonly typeOnly: boolean;
  readonly line: number;
}

/** A TypeScript file, parsed. */
export function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
}

/** What a file imports, in order of its lines. */
export function importsOf(file: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const add = (at: ts.Node | undefined, typeOnly: boolean): void => {
    if (at === undefined || !ts.isStringLiteralLike(at)) return;
    found.push({ specifier: at.text, typeOnly, line: file.getLineAndCharacterOfPosition(at.getStart(file)).line + 1 });
  };
  const visit = (node: ts.Node): void => {
    // Under verbatimModuleSyntax `import { type A }` still imports the module at run time.
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isExternalModuleReference(node)) add(node.expression, false);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && isImportCall(node)) add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isImportCall(node: ts.CallExpression): boolean {
  const called = node.expression;
  return called.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(called) && called.text === 'require');
}
