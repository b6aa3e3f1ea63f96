/** A Prosody of one's own, to try things with: configuration and data in a temporary folder, free ports of this machine only. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePorts } from './ports.js';

const run = promisify(execFile);

export interface ProsodyOptions {
  /** Accounts on `localhost`; the password is `secret`. */
  readonly users?: readonly string[];
  /** External components; the secret is `component-secret`. */
  readonly components?: readonly string[];
  /** Modules besides the usual ones: `smacks`. */
  readonly modules?: readonly string[];
}

/** A server that can be killed and started again. */
export class Prosody {
  readonly host: string = 'localhost';
  readonly password: string = 'secret';
  readonly componentPassword = 'component-secret';
  readonly #folder: string;
  readonly #ports: { readonly client: number; readonly component: number; readonly http: number };
  #process: ChildProcess | undefined;
  #log = '';

  private constructor(folder: string, [client, component, http]: readonly number[]) {
    this.#folder = folder;
    this.#ports = { client: client ?? 0, component: component ?? 0, http: http ?? 0 };
  }

  /** Starts a server; resolved when it accepts connections. */
  static async start(options: ProsodyOptions = {}): Promise<Prosody> {
    const prosody = new Prosody(await mkdtemp(join(tmpdir(), 'couplet-prosody-')), await freePorts(3));
    await writeFile(prosody.#config, prosody.#configuration(options));
    for (const user of options.users ?? [])
      await run('prosodyctl', ['--config', prosody.#config, 'register', user, prosody.host, prosody.password]);
    await prosody.startAgain();
    return prosody;
  }

  /** For clients over TCP. */
  get clientPort(): number {
    return this.#ports.client;
  }

  /** For components. */
  get componentPort(): number {
    return this.#ports.component;
  }

  get clientUrl(): string {
    return `xmpp://127.0.0.1:${this.#ports.client}`;
  }

  get componentUrl(): string {
    return `xmpp://127.0.0.1:${this.#ports.component}`;
  }

  get webSocketUrl(): string {
    return `ws://127.0.0.1:${this.#ports.http}/xmpp-websocket`;
  }

  /** What the server has said. */
  get log(): string {
    return this.#log;
  }

  /** Kills the server as a power cut would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Starts a server that was killed: same ports, same data. */
  async startAgain(): Promise<void> {
    // A group of its own: Ctrl-C is for whoever uses the server, who then stops it.
    const child = spawn('prosody', ['-F', '--config', this.#config], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    const killed = (): void => void child.kill('SIGKILL');
    process.once('exit', killed);
    child.once('exit', () => process.removeListener('exit', killed));
    for (const output of [child.stdout, child.stderr]) output.on('data', (text) => (this.#log += text));
    const ended = once(child, 'exit').then(() => {
      throw new Error(`Prosody ended before it was ready:\n${this.#log}`);
    });
    ended.catch(() => undefined);
    await Promise.race([ended, Promise.all(Object.values(this.#ports).map(accepts))]);
  }

  /** Ends the server and forgets its data. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
    await rm(this.#folder, { recursive: true, force: true });
  }

  get #config(): string {
    return join(this.#folder, 'prosody.cfg.lua');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  #configuration({ components = [], modules = [] }: ProsodyOptions): string {
    const list = (names: readonly (string | number)[]): string =>
      `{ ${names.map((name) => JSON.stringify(name)).join(', ')} }`;
    return `
      run_as_root = ${process.getuid?.() === 0}
      pidfile = ${JSON.stringify(join(this.#folder, 'prosody.pid'))}
      data_path = ${JSON.stringify(join(this.#folder, 'data'))}
      log = { { levels = { min = "info" }, to = "console" } }
      interfaces = { "127.0.0.1" }
      c2s_ports = { ${this.#ports.client} }
      component_ports = { ${this.#ports.component} }
      http_ports = { ${this.#ports.http} }
      https_ports = { }
      modules_enabled = ${list(['saslauth', 'roster', 'disco', 'websocket', 'bosh', ...modules])}
      modules_disabled = { "s2s", "tls" }
      c2s_require_encryption = false
      consider_websocket_secure = true
      cross_domain_websocket = true
      c2s_stanza_size_limit = 4 * 1024 * 1024
      component_stanza_size_limit = 4 * 1024 * 1024
      authentication = "internal_hashed"
      VirtualHost "localhost"
      ${components.map((name) => `Component "${name}"\n component_secret = "${this.componentPassword}"\n`).join('\n')}
    `;
  }
}

/** Resolved when somebody listens. */
async function accepts(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 10));
    } finally {
      socket.destroy();
    }
  }
}
