/** The demo, as people run it: a program with arguments, output and an exit status. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { situations } from '../examples/demo/situations.js';
import { ROOT } from './support/sources.js';

interface Run {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

// Each is a process of its own, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'couplet-demo-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the demo as `npm run demo` does. */
function demo(args: readonly string[], input?: string | Uint8Array): Run {
  const tsx = join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  const run = spawnSync(process.execPath, [tsx, '-C', 'couplet-source', 'examples/demo/main.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, INIT_CWD: folder },
    input: input ?? '',
    encoding: 'utf8',
  });
  return { status: run.status, out: run.stdout, err: run.stderr };
}

/** Runs the demo on a file of that content. */
function demoOn(content: string | Uint8Array): Run {
  writeFileSync(join(folder, 'input.xml'), content);
  return demo(['input.xml']);
}

const PING = `<iq type='get' id='p1' from='a@example.com'><ping xmlns='urn:xmpp:ping'/></iq>`;
const REGISTER = `
<iq type='set' id='r1' from='a@example.com'>
  <query xmlns='jabber:iq:register'><username>a</username><password>b</password></query>
</iq>`;

describe('without arguments', () => {
  const { status, out, err } = demo([]);
  /** What is printed about one situation. */
  const about = (number: number): string => out.split(/\n\d\. /)[number] ?? '';

  test('it plays the six situations, and ends well', () => {
    expect([status, err]).toEqual([0, '']);
    for (const [i, { title }] of situations.entries()) expect(about(i + 1).split('\n')[0]).toBe(title);
  });

  test.each([
    [1, ["get('type')", "'get'", '<username/>', '<password/>']],
    [2, ["get('register').get('username')", "'juliet'", 'code="406"', '<not-acceptable']],
    [3, ['type="result"', 'event registered_user juliet@example.com', 'Welcome! juliet']],
    [4, ['<registered/>', '<username>juliet</username>', '<password/>']],
    [5, ["get('from')", "'nurse@example.com/chamber'", 'code="409"', '<conflict']],
    [6, ["get('register').get('remove')", 'true', 'event unregistered_user juliet@example.com', 'Bye! juliet']],
  ])('situation %i shows what comes in, what it says, and what goes out', (number, parts) => {
    const shown = about(number);
    for (const part of parts) expect(shown).toContain(part);
    expect(shown).toMatch(/^ {2}in +<iq .*^ {2}says .*^ {2}out +<iq /ms);
  });
});

describe('with a file', () => {
  test('of stanzas', () => {
    const { status, out, err } = demoOn(`<!-- two -->${REGISTER}\n${PING}\n`);
    expect([status, err]).toEqual([0, '']);
    expect(out).toMatch(/^1\. iq set$.*Welcome! a.*^2\. iq get$.*<iq to="a@example.com".*type="result"/ms);
    expect(out).toContain('input.xml: 2 in, 3 out.');
  });

  test('of a recorded stream, whatever the namespace of its stanzas', () => {
    const { status, out } = demoOn(`\uFEFF<?xml version='1.0'?>
      <stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' id='s'>
        <stream:features/>
        ${REGISTER}
        <message from='b@example.com' xml:lang='en'><body>Hi</body><body xml:lang='fr'>Salut</body></message>
      </stream:stream>`);
    expect(status).toBe(0);
    expect(out).toContain('<features> of http://etherx.jabber.org/streams is no stanza: skipped');
    expect(out).toContain("get('body', 'fr')  'Salut'");
    expect(out).toContain('Welcome! a');
    expect(out).toContain('3 in, 2 out.');
  });

  test('with stanzas from nobody, it says whom it takes for the sender', () => {
    const { out } = demoOn(REGISTER.replace(" from='a@example.com'", ''));
    expect(out).toMatch(/note .*somebody@example\.com/);
    expect(out).toContain('type="result"');
  });

  test('with a malformed value, it says which, and goes on', () => {
    const { status, out } = demoOn(`${PING.replace("from='a@example.com'", "from='@'")}${PING}`);
    expect(status).toBe(0);
    expect(out).toMatch(/says +! Iq\.from: Invalid localpart/);
    expect(out).toContain('2. iq get');
  });

  test('with nothing in it', () => {
    expect(demoOn('')).toMatchObject({ status: 0, out: '\ninput.xml: 0 in, 0 out.\n' });
  });
});

test('standard input', () => {
  const { status, out } = demo(['-'], REGISTER);
  expect(status).toBe(0);
  expect(out).toContain('Welcome! a');
  expect(out).toContain('Standard input: 1 in, 2 out.');
});

describe('broken input', () => {
  test.each<[string, string | Uint8Array, string, RegExp]>([
    [
      'a wrong end tag',
      `${REGISTER}\n<iq><query></iq>`,
      'Welcome! a',
      /after 1 stanza: .*\(line 5, column \d+\) \[not-well-formed\]/,
    ],
    ['an end in the middle', `${REGISTER}<iq type='get'`, 'Welcome! a', /after 1 stanza: .*\[not-well-formed\]/],
    ['a document type', `${PING}<!DOCTYPE iq>${PING}`, 'type="result"', /after 1 stanza: .*\[restricted-xml\]/],
    ['an entity', `${PING}<a>&nbsp;</a>`, 'type="result"', /after 1 stanza: .*\[(?:restricted-xml|not-well-formed)\]/],
    ['no XML', 'hello', '', /after 0 stanzas: .*\(line 1, column 1\)/],
    [
      'bytes that are no UTF-8',
      Buffer.concat([Buffer.from(`${PING}<a>`), Buffer.from([0xc3, 0x28])]),
      'type="result"',
      /after 1 stanza: .*\[unsupported-encoding\]/,
    ],
    [
      'a stream that is cut off',
      `<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>${PING}`,
      'type="result"',
      /after 1 stanza: .*\[not-well-formed\]/,
    ],
  ])(
    '%s: what comes before is handled, what and where is said, and the status is not 0',
    (_what, content, before, told) => {
      const { status, out, err } = demoOn(content);
      expect(status).toBe(1);
      expect(out).toContain(before);
      expect(err).toMatch(told);
    },
  );

  test('is shown, with a mark below the place', () => {
    const { err } = demoOn(`${PING}\n<message><body>a & b</body></message>`);
    const [line, mark] = err.trimEnd().split('\n').slice(-2);
    expect(line).toBe('  <message><body>a & b</body></message>');
    expect(mark?.indexOf('^')).toBe(line?.indexOf('&'));
  });

  test('a file that is not there', () => {
    const { status, err } = demo(['nowhere.xml']);
    expect([status, err]).toEqual([1, expect.stringMatching(/^nowhere\.xml cannot be read: ENOENT/)]);
  });

  test('arguments that are none', () => {
    expect(demo(['--verbose'])).toMatchObject({ status: 2, err: expect.stringMatching(/^Usage: npm run demo/) });
  });
});
