/**
 * `npm run bench:component`: what one process of the example component carries, end to end: Prosody in between, each
 * request over two sockets there and two back. Words after `--` choose the loads whose names have them.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { type XmlElement, XmlReader } from 'couplet';
import { Prosody } from '../examples/support/prosody.js';
import { compile } from './compile.js';
import { tableOf } from './harness.js';

const COMPONENT = 'reg.localhost';
const SENDER = 'load.localhost';
/** Requests under way at a time. */
const CONCURRENT = 200;

interface Load {
  readonly name: string;
  readonly count: number;
  readonly payload: (i: number) => string;
  readonly type: 'get' | 'set';
}

const PING = "<ping xmlns='urn:xmpp:ping'/>";

const LOADS: readonly Load[] = [
  { name: 'ping', count: 20_000, type: 'get', payload: () => PING },
  {
    name: 'disco#info',
    count: 20_000,
    type: 'get',
    payload: () => "<query xmlns='http://jabber.org/protocol/disco#info'/>",
  },
  {
    name: 'registration form (one read)',
    count: 10_000,
    type: 'get',
    payload: () => "<query xmlns='jabber:iq:register'/>",
  },
  {
    name: 'registration (two reads, a hash, a write)',
    count: 40,
    type: 'set',
    payload: (i) =>
      `<query xmlns='jabber:iq:register'><username>user${i}</username><password>secret${i}</password></query>`,
  },
];

/** A component that sends requests from as many users as there are, and waits for their answers. */
class Sender {
  readonly #socket: Socket;
  readonly #waiting = new Map<string, (answer: XmlElement) => void>();
  #ids = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  static async start(server: Prosody): Promise<Sender> {
    const socket = connect(server.componentPort, '127.0.0.1').setNoDelay();
    const sender = new Sender(socket);
    const ready = new Promise<void>((resolve) => {
      const reader = new XmlReader({
        onStreamStart: (header) => {
          const digest = createHash('sha1')
            .update(`${header.attribute('id')}${server.componentPassword}`)
            .digest('hex');
          socket.write(`<handshake>${digest}</handshake>`);
        },
        onElement: (element) => {
          if (element.name === 'handshake') resolve();
          const id = element.attribute('id') ?? '';
          const answered = sender.#waiting.get(id);
          sender.#waiting.delete(id);
          answered?.(element);
        },
      });
      socket.on('data', (data) => reader.write(data));
    });
    socket.write(
      `<stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' to='${SENDER}'>`,
    );
    await ready;
    return sender;
  }

  /** Sends a request, and waits for its answer. */
  ask(type: string, payload: string): Promise<XmlElement> {
    const id = String(++this.#ids);
    this.#socket.write(`<iq type='${type}' id='${id}' from='user${id}@${SENDER}' to='${COMPONENT}'>${payload}</iq>`);
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  stop(): void {
    this.#socket.destroy();
  }
}

/** Processor time that a process has used, in milliseconds. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

/** Runs a load; a line of the table. */
async function measure(load: Load, sender: Sender, pid: number): Promise<string[]> {
  const times: number[] = [];
  let next = 0;
  let refused = 0;
  const cpu = cpuOf(pid);
  const from = performance.now();
  const worker = async (): Promise<void> => {
    while (next < load.count) {
      const i = next++;
      const sent = performance.now();
      const answer = await sender.ask(load.type, load.payload(i));
      times.push(performance.now() - sent);
      if (answer.attribute('type') !== 'result') refused++;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, worker));
  const seconds = (performance.now() - from) / 1000;
  if (refused > 0) throw new Error(`${load.name}: ${refused} requests were refused`);
  times.sort((a, b) => a - b);
  const at = (part: number): string => `${(times[Math.floor(times.length * part)] as number).toFixed(0)} ms`;
  return [
    load.name,
    `${(load.count / seconds).toFixed(0)} /s`,
    `${(((cpuOf(pid) - cpu) * 1000) / load.count).toFixed(0)} µs`,
    at(0.5),
    at(0.99),
    `${memoryOf(pid).toFixed(0)} MB`,
  ];
}

const EXAMPLE = '../examples/registration-component/main.ts';
const BARE = 'bare-component.ts';

interface Started {
  readonly child: ChildProcess;
  readonly pid: number;
  /** When the process was started. */
  readonly from: number;
}

/** Starts a component, over couplet as it is built; resolved when the server has taken it. */
async function startComponent(server: Prosody, path: string): Promise<Started> {
  const program = await compile(path);
  const from = performance.now();
  const child = spawn(process.execPath, [program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      XMPP_SERVICE: server.componentUrl,
      XMPP_DOMAIN: COMPONENT,
      XMPP_SECRET: server.componentPassword,
      DATABASE_URL: 'file::memory:',
    },
  });
  const lines = createInterface({ input: child.stdout });
  await new Promise<void>((resolve) => lines.on('line', (line) => line.includes('"online"') && resolve()));
  return { child, pid: child.pid as number, from };
}

async function main(): Promise<void> {
  const words = process.argv.slice(2);
  const server = await Prosody.start({ components: [COMPONENT, SENDER] });
  const sender = await Sender.start(server);
  const lines = [['request', 'answered', 'processor time each', 'half within', '99 % within', 'memory']];
  const chosen = LOADS.filter(({ name }) => words.every((word) => name.includes(word)));

  const example = await startComponent(server, EXAMPLE);
  await sender.ask('get', PING);
  const first = performance.now() - example.from;
  for (const load of chosen) lines.push(await measure(load, sender, example.pid));
  await stop(example.child);

  const bare = await startComponent(server, BARE);
  for (const load of chosen.filter(({ payload }) => payload(0) === PING))
    lines.push(await measure({ ...load, name: `${load.name}, xmpp.js alone` }, sender, bare.pid));
  await stop(bare.child);

  console.log(`Node ${process.version}, Prosody, ${CONCURRENT} requests under way at a time.`);
  console.log(`From the start of the process to its first answer: ${first.toFixed(0)} ms.\n`);
  console.log(tableOf(lines));
  sender.stop();
  await server.stop();
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  await once(child, 'exit');
}

await main();
