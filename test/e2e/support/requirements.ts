/** What the end-to-end tests need of the machine: said at once, and all of it, before anything is started. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { postgresFolder } from './postgres.js';

const NEEDED: readonly [name: string, debianPackage: string, isThere: () => boolean][] = [
  ['Prosody', 'prosody', () => runs('prosodyctl', ['about']) || runs('prosody', ['--version'])],
  ['Chromium', 'chromium', () => existsSync(CHROMIUM)],
  ['Slixmpp', 'python3-slixmpp', () => runs(PYTHON, ['-c', 'import slixmpp'])],
  ['PostgreSQL', 'postgresql', () => postgresFolder() !== undefined],
];

/** Debian's: another one on the path may not see its packages. */
export const PYTHON = '/usr/bin/python3';
export const CHROMIUM = '/usr/bin/chromium';

function runs(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/** Fails with what is missing and how to get it. */
export function setup(): void {
  const missing = NEEDED.filter(([, , isThere]) => !isThere());
  if (missing.length === 0) return;
  const names = missing.map(([name]) => name).join(', ');
  const packages = missing.map(([, name]) => name).join(' ');
  throw new Error(
    `The end-to-end tests need ${names}, which cannot be run here. On Debian: apt-get install --no-install-recommends ${packages}`,
  );
}
