/** The component with a Prosody of its own, to try it: both end with Ctrl-C, and leave nothing behind. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Prosody } from '../support/prosody.js';
import { describeError, log } from './log.js';

const DOMAIN = 'reg.localhost';
const USERS = ['bill', 'dana'];

async function main(): Promise<void> {
  const server = await Prosody.start({ users: USERS, components: [DOMAIN] });
  log('info', 'server', {
    accounts: USERS.map((user) => `${user}@${server.host}`).join(' '),
    password: server.password,
    tcp: server.clientUrl,
    websocket: server.webSocketUrl,
  });
  const program = fileURLToPath(new URL('main.ts', import.meta.url));
  const component = spawn(process.execPath, [...process.execArgv, program], {
    stdio: 'inherit',
    env: {
      DATABASE_URL: 'file::memory:',
      ...process.env,
      XMPP_SERVICE: server.componentUrl,
      XMPP_DOMAIN: DOMAIN,
      XMPP_SECRET: server.componentPassword,
    },
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => component.kill('SIGTERM'));
  const [status] = await once(component, 'exit');
  await server.stop();
  process.exitCode = status ?? 1;
}

main().catch((error) => {
  log('error', 'cannot start', describeError(error));
  process.exitCode = 1;
});
