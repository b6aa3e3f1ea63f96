/** docs/sleekxmpp-map.md: rows that can be read by a program, and names that there are. */

import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { filesBelow, parse, read } from './support/sources.js';

interface Row {
  readonly section: string;
  readonly theirs: string;
  readonly ours: string;
  readonly changed: string;
}

/** The rows of all tables, with the heading above them. */
function rowsOf(page: string): Row[] {
  const rows: Row[] = [];
  let section = '';
  for (const line of page.split('\n')) {
    if (line.startsWith('## ')) section = line.slice(3);
    if (!line.startsWith('| ') || line.startsWith('| SleekXMPP |')) continue;
    // A bar in a cell is escaped.
    const [, theirs = '', ours = '', changed = '', ...more] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    expect(more, line).toEqual(['']);
    rows.push({ section, theirs, ours, changed });
  }
  return rows;
}

/** Every identifier and every name in quotes of the sources. */
function namesInSources(): Set<string> {
  const names = new Set<string>();
  for (const path of filesBelow('src', '.ts')) {
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node) || ts.isStringLiteral(node)) names.add(node.text);
      ts.forEachChild(node, visit);
    };
    visit(parse(path, read(path)));
  }
  return names;
}

const rows = rowsOf(read('docs/sleekxmpp-map.md'));

describe('the map', () => {
  test('has rows, each with a name of theirs and what became of it', () => {
    expect(rows.length).toBeGreaterThan(150);
    for (const { theirs, ours } of rows) expect([theirs, ours]).not.toContain('');
    const keys = rows.map(({ section, theirs }) => `${section}: ${theirs}`);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  test('names what there is', () => {
    const known = namesInSources();
    // Of the language, and of the examples.
    const others = new Set([
      ...['class', 'extends', 'new', 'const', 'for', 'of', 'await', 'static', 'this', 'constructor', 'super', 'if'],
      ...['undefined', 'true', 'String', 'Object', 'find', 'length', 'X', 'Registration', 'Forwarded', 'Xep0077'],
      ...['getKey', 'setKey', 'delKey', 'hasKey', 'getBody', 'inner', 'one', 'service-unavailable'],
    ]);
    const strange: string[] = [];
    for (const { ours } of rows) {
      for (const [, , code = ''] of ours.matchAll(/(`+)(.+?)\1/g)) {
        // What stands in quotes or angle brackets is data.
        const names = code.replace(/'[^']*'|"[^"]*"|`[^`]*`|<[a-z][^>]*>|xmlns="+/g, '').match(/[A-Za-z][\w-]*/g) ?? [];
        for (const name of names) if (!known.has(name) && !others.has(name)) strange.push(`${name} in ${code}`);
      }
    }
    expect(strange).toEqual([]);
  }, 60_000);
});
