/** What a test started, stopped when its file ends, the last first. */
import { afterAll } from 'vitest';

const started: (() => unknown)[] = [];

afterAll(async () => {
  for (const stop of started.splice(0).reverse()) await stop();
});

/** Keeps something to be stopped. */
export function later<T extends { stop(): unknown }>(what: T): T {
  started.push(() => what.stop());
  return what;
}
