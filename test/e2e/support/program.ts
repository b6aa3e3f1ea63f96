/** A program of the examples in a process of its own, and the lines that it logs. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { ROOT } from '../../support/sources.js';

/** A line of its log. */
export interface Line {
  readonly level: string;
  readonly event: string;
  readonly [detail: string]: unknown;
}

export interface Program {
  readonly lines: readonly Line[];
  /** Everything it has printed. */
  readonly output: () => string;
  /** Waits for a line about an event, from `since` lines on. */
  until(event: string, since?: number): Promise<Line>;
  /** Sends a signal; resolved with the exit status. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
  /** Resolved with the exit status. */
  readonly ended: Promise<number | null>;
  stop(): Promise<void>;
}

/** Starts a command. */
export function startProgram(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Program {
  // A group of its own, so that a signal reaches all of it, as Ctrl-C in a terminal does.
  const child: ChildProcess = spawn(command, args, { cwd: ROOT, detached: true, env: { ...process.env, ...env } });
  const signalAll = (signal: NodeJS.Signals): void => void (child.pid && process.kill(-child.pid, signal));
  const lines: Line[] = [];
  const waiting = new Set<() => void>();
  let output = '';
  const told = (): void => {
    for (const look of [...waiting]) look();
  };
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      output += `${line}\n`;
      if (line.startsWith('{')) lines.push(JSON.parse(line));
      told();
    });
  }
  let over = false;
  const ended = once(child, 'close').then(([status]) => {
    over = true;
    told();
    return status as number | null;
  });
  return {
    lines,
    output: () => output,
    ended,
    until: (event, since = 0) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = lines.slice(since).find((line) => line.event === event);
          if (found === undefined && !over) return;
          waiting.delete(look);
          if (found !== undefined) resolve(found);
          else reject(new Error(`The program ended without '${event}':\n${output}`));
        };
        waiting.add(look);
        look();
      }),
    end: (signal = 'SIGTERM') => {
      signalAll(signal);
      return ended;
    },
    stop: async () => {
      if (!over) signalAll('SIGKILL');
      await ended;
    },
  };
}

/** Starts a TypeScript file of the repository, over its sources. */
export function startScript(path: string, env: NodeJS.ProcessEnv = {}): Program {
  return startProgram(process.execPath, ['--import', 'tsx', '-C', 'couplet-source', path], env);
}
