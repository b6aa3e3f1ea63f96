/** The registration component as a program: settings from the environment, JSON lines out, a clean end on SIGTERM. */
import { startComponent } from './component.js';
import { openDatabase } from './database.js';
import { describeError, log } from './log.js';
import { readSettings, SettingsError } from './settings.js';
import { SqlUserStore } from './sql-user-store.js';

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  log('info', 'starting', { domain: settings.domain, service: settings.service });
  const database = await openDatabase(settings.databaseUrl);
  const store = await SqlUserStore.open(database, settings.passwordCost);

  let isStopping = false;
  const stop = async (status: number): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    await component.stop();
    await database.close();
    log('info', 'stopped');
    process.exitCode = status;
  };
  const component = startComponent(settings, store, (problem) => {
    log('error', 'cannot go on', { problem });
    stop(1).catch(fail);
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(0).catch(fail));
}

function fail(error: unknown): void {
  if (error instanceof SettingsError) for (const problem of error.problems) log('error', 'settings', { problem });
  else log('error', 'failed', describeError(error));
  process.exitCode = 1;
}

main().catch(fail);
