/** testFixtures: a test for each file of a folder, and what a test says that fails. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineElement, Iq, Message, Presence } from 'couplet';
import { type FixtureFiles, type TestFixturesOptions, testFixtures } from 'couplet/testing';
import { afterEach, describe, expect, test, vi } from 'vitest';

const classes = [Iq, Message, Presence];

describe('this folder', () => testFixtures(new URL('./fixtures/', import.meta.url), { test, classes }));

/** The tests that are made of some files: what each says, or `passed`. */
async function outcomes(
  contents: Record<string, string>,
  options: Partial<TestFixturesOptions> = {},
): Promise<Record<string, string>> {
  const said: Record<string, string> = {};
  const runs: Promise<void>[] = [];
  const files: FixtureFiles = {
    list: () => Object.keys(contents),
    read: (path) => contents[path.replace('folder/', '')] ?? '',
    write: (path, text) => {
      contents[path.replace('folder/', '')] = text;
    },
  };
  const makeTest = (name: string, run: () => Promise<void>): void => {
    const note = (error: unknown): void => {
      said[name] = error instanceof Error ? error.message : 'passed';
    };
    runs.push(run().then(note, note));
  };
  testFixtures('folder', { classes, files, test: makeTest, ...options });
  await Promise.all(runs);
  return said;
}

const away = '<presence><show>away</show></presence>';

describe('a test', () => {
  test('of each XML file, in order; other files are let be', async () => {
    const said = await outcomes({ 'b.xml': away, 'a.xml': '<iq/>', 'README.md': '' });
    expect(Object.entries(said)).toEqual([
      ['a', 'passed'],
      ['b', 'passed'],
    ]);
  });
  test('passes where the values are those of the JSON, in any order', async () => {
    expect(await outcomes({ 'a.xml': away, 'a.json': '{ "show": "away" }' })).toEqual({ a: 'passed' });
    const two = '<presence id="1"><show>away</show></presence>';
    expect(await outcomes({ 'a.xml': two, 'a.json': '{"show":"away","id":"1"}' })).toEqual({ a: 'passed' });
  });
  test('passes with content that no class knows', async () => {
    expect(await outcomes({ 'a.xml': '<iq><x xmlns="urn:x"/></iq>' })).toEqual({ a: 'passed' });
  });
  test('passes with a declaration and comments before the stanza', async () => {
    expect(await outcomes({ 'a.xml': `<?xml version="1.0"?>\n<!-- RFC 6121 -->\n${away}` })).toEqual({ a: 'passed' });
  });
  test('takes a folder with a slash at its end', async () => {
    const read: string[] = [];
    const files: FixtureFiles = {
      list: () => ['a.xml'],
      read: (path) => {
        read.push(path);
        return away;
      },
      write: () => undefined,
    };
    testFixtures('some/', { classes, files, test: (_name, run) => run() });
    testFixtures('some', { classes, files, test: (_name, run) => run() });
    expect(read).toEqual(['some/a.xml', 'some/a.xml']);
  });
});

describe('a test fails where', () => {
  const failure = async (contents: Record<string, string>, options?: Partial<TestFixturesOptions>): Promise<string> =>
    (await outcomes(contents, options)).a ?? '';

  test('the values are others', async () => {
    const message = await failure({ 'a.xml': away, 'a.json': '{ "show": "xa" }' });
    expect(message.split('\n')).toEqual([
      'a: values are not what is in a.json',
      '',
      '  expected       │ found',
      '─────────────────┼─────────',
      '  {              │ {',
      '≠   "show": "xa" │   "show": "away"',
      '  }              │ }',
    ]);
  });
  test('the values, assigned, give others', async () => {
    class Odd extends defineElement({ name: 'odd', namespace: '', interfaces: ['a'] }) {
      setA(_value: string): void {
        this.setDeclared('a', 'other');
      }
    }
    const message = await failure({ 'a.xml': '<odd a="1"/>', 'a.json': '{"a":"1"}' }, { classes: [Odd] });
    expect(message).toContain('a: assigned, it does not give what is in a.json');
  });
  test('the stanza has issues, or changes on its way', async () => {
    expect(await failure({ 'a.xml': '<presence><show>gone</show></presence>' })).toContain(
      'a: Presence does not round-trip: read: Presence.show: expected one of',
    );
  });
  test('the XML or the JSON is broken', async () => {
    expect(await failure({ 'a.xml': '<presence>\n<show>' })).toMatch(/^a: a\.xml is broken: .*\(line 2, column 7\)/);
    expect(await failure({ 'a.xml': away, 'a.json': '{' })).toMatch(/^a: a\.json is broken: /);
  });
  test('no class is for it', async () => {
    expect(await failure({ 'a.xml': '<a xmlns="urn:a"/>' })).toBe(
      'a: its root is <{urn:a}a>, which is not that of Iq, Message, Presence: give its class, as { classes }',
    );
  });
  test('the readers that are asked for are not there', async () => {
    await expect(failure({ 'a.xml': away }, { readers: ['none' as never] })).resolves.toContain(
      "no independent reader 'none'",
    );
  });
});

describe('a JSON file that is missing', () => {
  test('is written on request, and the test says to read it; the next run compares', async () => {
    const contents: Record<string, string> = { 'a.xml': away };
    expect(await outcomes(contents, { writeMissing: true })).toEqual({
      a: 'a: a.json was not there and has been written: read it; if it is right, keep it',
    });
    expect(contents['a.json']).toBe('{\n  "show": "away"\n}\n');
    expect(await outcomes(contents, { writeMissing: true })).toEqual({ a: 'passed' });
  });
  test('is not written otherwise, nor one that is there', async () => {
    const contents: Record<string, string> = { 'a.xml': away };
    await outcomes(contents);
    expect(Object.keys(contents)).toEqual(['a.xml']);
    const wrong = { 'a.xml': away, 'a.json': '{}' };
    await outcomes(wrong, { writeMissing: true });
    expect(wrong['a.json']).toBe('{}');
  });
  test('on a disk', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'couplet-fixtures-'));
    try {
      writeFileSync(join(folder, 'a.xml'), away);
      const runs: Promise<void>[] = [];
      const options = {
        classes,
        writeMissing: true,
        test: (_name: string, run: () => Promise<void>) => runs.push(run()),
      };
      testFixtures(folder, options);
      await expect(runs[0]).rejects.toThrow('has been written');
      expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('{\n  "show": "away"\n}\n');
      testFixtures(pathToFileURL(folder), options);
      await expect(runs[1]).resolves.toBeUndefined();
      expect(existsSync(join(folder, 'a.json'))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a folder that would test nothing is refused', () => {
  test('without XML', async () => {
    await expect(outcomes({})).rejects.toThrow('folder: there is no XML file, so nothing would be tested');
  });
  test('with JSON whose XML is not there', async () => {
    await expect(outcomes({ 'a.xml': away, 'b.json': '{}' })).rejects.toThrow('folder: b.json has no b.xml beside it');
  });
});

describe('where the platform has no files', () => {
  afterEach(() => void vi.unstubAllGlobals());
  test('they are asked for', () => {
    vi.stubGlobal('process', {});
    expect(() => testFixtures('x', { test, classes })).toThrow('This platform has no files (node:fs, by');
  });
});
