/** The rules of the house, each a function from sources to faults, so that a test can show that it bites. */
import { posix } from 'node:path';
import ts from 'typescript';
import { importsOf, parse } from './sources.js';

/** Source texts by path: `src/xml/element.ts`. */
export type Sources = ReadonlyMap<string, string>;

/** The layer of each folder: a file imports its own folder or a lower layer. */
const LAYERS: ReadonlyMap<string, number> = new Map([
  ['xml', 0],
  ['jid', 0],
  ['element', 1],
  ['stanza', 2],
  ['matcher', 3],
  ['handler', 4],
  ['stream', 5],
  // The public face and the adapters of other stacks: over the core, under nothing.
  ['index.ts', 6],
  ['interop', 6],
  ['xep', 6],
  // Tests take what the adapters read: it is over them, and over nothing else that is outside of the core.
  ['testing', 7],
]);
const LAST_LAYER_OF_THE_CORE = 5;
const LENT_TO_HIGHER_LAYERS = 'interop';
/** Folders whose entry points may import an optional peer dependency. */
const WITH_PEERS = new Set(['interop', 'testing']);

export const MOST_LINES = 320;

const folderOf = (path: string): string => path.split('/')[1] ?? '';

/** The path that a relative specifier means, as a source: `../xml/element.js` in `src/jid/jid.ts`. */
function resolve(from: string, specifier: string): string {
  return posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts');
}

/** Imports that reach up or sideways, out of `src`, or into a folder that has no layer. */
export function layerFaults(sources: Sources): string[] {
  const faults: string[] = [];
  for (const [path, text] of sources) {
    const own = LAYERS.get(folderOf(path));
    if (own === undefined) {
      faults.push(`${path}: src/${folderOf(path)} has no layer; give it one in docs/architecture.md and here`);
      continue;
    }
    for (const { specifier, line } of importsOf(parse(path, text))) {
      if (!specifier.startsWith('.')) continue;
      const target = resolve(path, specifier);
      const other = target.startsWith('src/') ? LAYERS.get(folderOf(target)) : undefined;
      const fine =
        other !== undefined &&
        (folderOf(target) === folderOf(path) ||
          (other < own && (other <= LAST_LAYER_OF_THE_CORE || folderOf(target) === LENT_TO_HIGHER_LAYERS)));
      if (!fine) {
        const what = other === undefined ? 'no layer of src' : `layer ${other}, which is not below`;
        faults.push(`${path}:${line} (layer ${own}) imports ${specifier}: ${what}`);
      }
    }
  }
  return faults;
}

/** Import cycles, each once, as `a -> b -> a`; type-only imports make none. */
export function cycles(sources: Sources): string[] {
  const imports = new Map<string, string[]>();
  for (const [path, text] of sources) {
    const needed = importsOf(parse(path, text)).filter((i) => !i.typeOnly && i.specifier.startsWith('.'));
    imports.set(
      path,
      needed.map((i) => resolve(path, i.specifier)),
    );
  }
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const from = trail.indexOf(path);
    if (from >= 0) found.push([...trail.slice(from), path].join(' -> '));
    if (from >= 0 || done.has(path)) return;
    for (const next of imports.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of imports.keys()) visit(path, []);
  return found;
}

/** Imports that are neither a relative path ending in `.js` nor, where allowed, an optional peer. */
export function specifierFaults(sources: Sources, optionalPeers: ReadonlySet<string>): string[] {
  const faults: string[] = [];
  for (const [path, text] of sources) {
    for (const { specifier, line } of importsOf(parse(path, text))) {
      if (specifier.startsWith('.')) {
        if (!specifier.endsWith('.js')) faults.push(`${path}:${line}: ${specifier} does not end in .js`);
      } else if (!WITH_PEERS.has(folderOf(path))) {
        faults.push(`${path}:${line}: ${specifier}: the core has no dependency and uses no platform module`);
      } else if (!optionalPeers.has(packageOf(specifier))) {
        faults.push(`${path}:${line}: ${specifier} is not an optional peer dependency in package.json`);
      }
    }
  }
  return faults;
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
}

/** Files that do not begin with a comment of their own, saying what lives there. */
export function headFaults(sources: Sources): string[] {
  const faults: string[] = [];
  for (const [path, text] of sources) {
    const { statements } = parse(path, text);
    const [first] = statements;
    const [head, second] = ts.getLeadingCommentRanges(text, 0) ?? [];
    // The comment of the first declaration is about the file only where that is all there is.
    const apart = second !== undefined || (head !== undefined && /^\s*\n\s*\n/.test(text.slice(head.end)));
    const plain = first === undefined || ts.isImportDeclaration(first) || ts.isExportDeclaration(first);
    const own = apart || plain || statements.length === 1 || statements.filter(isExported).length === 1;
    if (head?.pos !== 0 || !own) {
      faults.push(`${path}: begins with no comment that says what lives there and what it may touch`);
    }
  }
  return faults;
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

/** Files that are too long to be about one thing. */
export function lengthFaults(sources: Sources): string[] {
  const faults: string[] = [];
  for (const [path, text] of sources) {
    const lines = text.replace(/\n$/, '').split('\n').length;
    if (lines > MOST_LINES)
      faults.push(`${path}: ${lines} lines; more than ${MOST_LINES} are about more than one thing`);
  }
  return faults;
}

interface Manifest {
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

/** Entry points whose files are not where their source says, and sources of entry points that none names. */
export function entryFaults(manifest: Manifest, sources: ReadonlySet<string>): string[] {
  const faults: string[] = [];
  const named = new Set<string>();
  for (const [entry, target] of Object.entries(manifest.exports)) {
    if (typeof target === 'string') continue;
    const source = target['couplet-source']?.replace('./', '') ?? '';
    const built = source.replace('src/', './dist/').replace(/\.ts$/, '');
    named.add(source);
    if (!sources.has(source)) faults.push(`exports "${entry}": there is no ${source || 'couplet-source'}`);
    if (target.types !== `${built}.d.ts` || target.default !== `${built}.js`) {
      faults.push(`exports "${entry}": types and default are not those of ${source}`);
    }
    if (Object.keys(target).join() !== 'couplet-source,types,default') {
      faults.push(`exports "${entry}": conditions must be couplet-source, types, default, in this order`);
    }
  }
  for (const source of sources) {
    const isEntry = /^src\/(?:index|xep\/[^/]+\/index|interop\/[^/]+|testing\/index)\.ts$/.test(source);
    if (isEntry && !named.has(source)) faults.push(`${source}: no entry of "exports" names it`);
  }
  return faults;
}

/** What must not stand in any file: places of the machine it was written on. */
export function placeFaults(texts: Sources): string[] {
  // A path from the root of the file system, as one would leave by accident.
  const local = /(?:^|[\s"'`(=:])(?:\/(?:work|tmp|root|home|Users)\/|[A-Z]:\\)/;
  const faults: string[] = [];
  for (const [path, text] of texts) {
    for (const [index, line] of text.split('\n').entries()) {
      if (local.test(line)) faults.push(`${path}:${index + 1}: a path of one machine`);
      if (path.endsWith('package-lock.json') && /"resolved":/.test(line)) {
        faults.push(`${path}:${index + 1}: a registry's address; install with omit-lockfile-registry-resolved`);
      }
    }
  }
  return faults;
}

interface Lock {
  readonly packages: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>> | undefined>>>>;
}

/** Dependencies, of every platform, that a lock does not hold: a clean install would refuse it. */
export function lockFaults({ packages }: Lock): string[] {
  const faults: string[] = [];
  for (const [path, { dependencies, optionalDependencies, devDependencies }] of Object.entries(packages)) {
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies })) {
      let folder = path;
      const at = (): string => `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
      while (packages[at()] === undefined && folder !== '')
        folder = folder.replace(/(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+$/, '');
      if (packages[at()] === undefined) faults.push(`${path || 'this package'} needs ${name}, which is not locked`);
    }
  }
  return faults;
}
