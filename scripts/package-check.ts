/**
 * The package as its users get it: packed, installed elsewhere, compiled by the compilers that users have and run by the
 * versions of Node that are supported. Needs dist/ (`npm run build`); leaves nothing behind.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, finish, ROOT, run, skip } from './checks.js';

const CONSUMERS = `${ROOT}test/consumers`;
const BIN = `${ROOT}node_modules/.bin`;

const COMPILERS = new Map([
  ['5.5', `${CONSUMERS}/node_modules/typescript-5.5/bin/tsc`],
  ['6.0', `${ROOT}node_modules/typescript/bin/tsc`],
  ['7.0', `${CONSUMERS}/node_modules/typescript-7.0/bin/tsc`],
]);
const RESOLUTIONS = new Map([
  ['nodenext', ['--module', 'nodenext', '--moduleResolution', 'nodenext']],
  ['bundler', ['--module', 'esnext', '--moduleResolution', 'bundler']],
]);
const NODES = new Map([
  [`Node ${process.versions.node}`, process.execPath],
  ['Node 22', `${CONSUMERS}/node_modules/node-22/bin/node`],
  ['Node 24', `${CONSUMERS}/node_modules/node-24/bin/node`],
]);

const manifest = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as {
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
};

/** Entry points that add to the types of a test runner. */
const FOR_RUNNERS = /^\.\/testing\/(?:jest|vitest)$/;

const place = mkdtempSync(join(tmpdir(), 'couplet-package-'));
try {
  installTools();
  const packed = pack();
  const tarball = join(place, packed.filename);
  await check('package contents', () => contents(packed));
  await check('publint', () => void run(`${BIN}/publint`, [tarball, '--strict']));
  await check('are the types wrong', () => void run(`${BIN}/attw`, [tarball, '--profile', 'esm-only']));
  installPackage(tarball);
  for (const [version, compiler] of COMPILERS) {
    for (const [name, flags] of RESOLUTIONS) {
      await check(`a library and its app, TypeScript ${version}, ${name}`, () => {
        compile('library', compiler, flags);
        compile('app', compiler, flags);
      });
      await check(`every entry point, TypeScript ${version}, ${name}`, () => compile('entries', compiler, flags));
    }
  }
  await check('the entry points for test runners, TypeScript 6.0', () => {
    // The types of the runners themselves need more than ES2022, and are not ours to check.
    compile('runners', COMPILERS.get('6.0') ?? '', [...(RESOLUTIONS.get('nodenext') ?? []), '--skipLibCheck']);
  });
  await check('a library compiled by TypeScript 7.0, its app by 5.5', () => {
    compile('library', COMPILERS.get('7.0') ?? '', RESOLUTIONS.get('nodenext') ?? []);
    compile('app', COMPILERS.get('5.5') ?? '', RESOLUTIONS.get('nodenext') ?? []);
  });
  for (const [name, node] of NODES) {
    if (!existsSync(node)) {
      skip(name, 'no such binary for this platform');
      continue;
    }
    await check(`the app runs on ${name}`, () => run(node, [join(place, 'app/dist/run.mjs')]).trim());
    await check(`every entry point loads on ${name}`, () => {
      for (const project of ['entries', 'runners']) run(node, [join(place, project, 'dist/index.js')]);
    });
  }
} finally {
  rmSync(place, { recursive: true, force: true });
}
finish();

/** The compilers and Nodes of test/consumers/package.json, unless they are there as locked. */
function installTools(): void {
  const installed = `${CONSUMERS}/node_modules/.package-lock.json`;
  const locked = `${CONSUMERS}/package-lock.json`;
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(locked).mtimeMs) return;
  run('npm', ['ci', '--no-audit', '--no-fund'], CONSUMERS);
}

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

function pack(): Packed {
  const printed = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', place]);
  const [packed] = JSON.parse(printed) as [Packed];
  return packed;
}

/** Everything the package names is in it, and nothing that is not for its users. */
function contents(packed: Packed): string {
  const files = new Set(packed.files.map((file) => file.path));
  const targets = Object.values(manifest.exports).flatMap((entry) =>
    typeof entry === 'string' ? entry : Object.values(entry),
  );
  const wanted = [...targets.map((target) => target.replace('./', '')), 'README.md', 'CHANGELOG.md', 'LICENSE'];
  const missing = wanted.filter((path) => !files.has(path));
  if (missing.length > 0) throw new Error(`not in the package: ${missing.join(', ')}`);
  const strange = [...files].filter(
    (path) => !/^(?:(?:dist|src)\/.*\.(?:js|ts|map)|[A-Z]+(?:\.md)?|package\.json)$/.test(path),
  );
  if (strange.length > 0) throw new Error(`in the package, for nobody: ${strange.join(', ')}`);
  const internal = [...files].filter(
    (path) => path.endsWith('.d.ts') && /@internal/.test(readFileSync(ROOT + path, 'utf8')),
  );
  if (internal.length > 0) throw new Error(`internal declarations are published: ${internal.join(', ')}`);
  return `${files.size} files, ${Math.ceil(statSync(join(place, packed.filename)).size / 1024)} kB packed`;
}

/**
 * A project with the package in it: its library, as if it were installed too, its app, and modules that import every
 * entry point.
 */
function installPackage(tarball: string): void {
  writeFileSync(join(place, 'package.json'), '{ "private": true, "type": "module" }');
  run('npm', ['install', '--no-audit', '--no-fund', '--no-save', '--offline', tarball], place);
  const library = join(place, 'node_modules/lamp-stanzas');
  mkdirSync(library);
  cpSync(`${CONSUMERS}/library/package.json`, join(library, 'package.json'));
  cpSync(`${CONSUMERS}/library`, join(place, 'library'), { recursive: true });
  cpSync(`${CONSUMERS}/app`, join(place, 'app'), { recursive: true });
  const entries = Object.keys(manifest.exports).filter((entry) => !entry.endsWith('.json'));
  importAll(
    'entries',
    entries.filter((entry) => !FOR_RUNNERS.test(entry)),
  );
  importAll(
    'runners',
    entries.filter((entry) => FOR_RUNNERS.test(entry)),
  );
  // The peers whose types or code an entry point imports.
  for (const peer of ['fast-check', 'expect', 'vitest']) {
    symlinkSync(`${ROOT}node_modules/${peer}`, join(place, 'node_modules', peer));
  }
}

/** A project of one module that imports entry points. */
function importAll(project: string, entries: readonly string[]): void {
  cpSync(`${CONSUMERS}/app/tsconfig.json`, join(place, project, 'tsconfig.json'));
  const lines = entries.map((entry, index) => `export * as e${index} from '${entry.replace('.', 'couplet')}';`);
  writeFileSync(join(place, project, 'index.ts'), lines.join('\n'));
}

/** Compiles a project; of the library only what is emitted is seen by the app. */
function compile(project: 'library' | 'app' | 'entries' | 'runners', compiler: string, flags: readonly string[]): void {
  const folder = join(place, project);
  const out = project === 'library' ? join(place, 'node_modules/lamp-stanzas/dist') : join(folder, 'dist');
  rmSync(out, { recursive: true, force: true });
  run(process.execPath, [compiler, '-p', folder, '--outDir', out, '--pretty', 'false', ...flags], folder);
  if (project === 'app') cpSync(join(folder, 'run.mjs'), join(out, 'run.mjs'));
}
