/** Slixmpp in a process of its own, and what it says. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { PYTHON } from './requirements.js';

/** One thing that it says; what is in it depends on the step. */
export interface Said {
  readonly step: string;
  readonly [what: string]: unknown;
}

export interface Slixmpp {
  /** Everything it has said. */
  readonly said: readonly Said[];
  /** Waits until it has said something of a step. */
  until(step: string): Promise<Said>;
  stop(): Promise<void>;
}

/** Starts it: see the end of the script for what it takes. */
export function startSlixmpp(...args: readonly (string | number)[]): Slixmpp {
  const script = fileURLToPath(new URL('slixmpp_peer.py', import.meta.url));
  const child = spawn(PYTHON, [script, ...args.map(String)], { stdio: ['pipe', 'pipe', 'pipe'] });
  const said: Said[] = [];
  let errors = '';
  const waiting = new Set<() => void>();
  const tell = (): void => {
    for (const wait of [...waiting]) wait();
  };
  child.stderr.on('data', (text) => (errors += text));
  const ended = once(child, 'exit').then(tell);
  createInterface({ input: child.stdout }).on('line', (line) => {
    said.push(JSON.parse(line));
    tell();
  });
  return {
    said,
    until: (step) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = said.find((one) => one.step === step);
          const over = child.exitCode !== null || said.some((one) => one.step === 'failed');
          if (found === undefined && !over) return;
          waiting.delete(look);
          if (found !== undefined) resolve(found);
          else reject(new Error(`Slixmpp ended without '${step}': ${JSON.stringify(said.at(-1))}\n${errors}`));
        };
        waiting.add(look);
        look();
      }),
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
