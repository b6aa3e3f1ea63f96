/** How the tools of this folder report: a line for each check, and a last line with the totals. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The repository, with a slash at the end. */
export const ROOT: string = fileURLToPath(new URL('../', import.meta.url));

let passed = 0;
let failed = 0;

/** Runs one check: it passes unless it throws; what it returns is shown beside its name. */
export async function check(name: string, run: () => unknown): Promise<void> {
  try {
    const note = await run();
    passed++;
    console.log(`ok    ${name}${note === undefined ? '' : ` (${note})`}`);
  } catch (error) {
    failed++;
    console.log(`FAIL  ${name}\n${error instanceof Error ? error.message : error}`);
  }
}

/** Says that a check cannot be made here, and why: it is not counted. */
export function skip(name: string, why: string): void {
  console.log(`skip  ${name}: ${why}`);
}

/** Prints the totals and sets the exit status. */
export function finish(): void {
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

/** Runs a program without a shell and returns what it printed; throws with all it said if it fails. */
export function run(program: string, args: readonly string[], cwd: string = ROOT): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: status ${status}\n${stdout}${stderr}`.trim());
  return stdout;
}
