/** The checks of documentation bite: each on a page that is wrong in one way. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examplesOf, excerptFaults, type Fault, typeFaults } from './examples.js';
import { commentsOf, readPage } from './markdown.js';
import { Playground, prints } from './run.js';

// The fence is written as ''' here.
const page = (...lines: string[]): string => lines.join('\n').replaceAll("'''", '```');

describe('types', () => {
  const modules = examplesOf(
    'p.md',
    page(
      "'''ts",
      "const a: number = 'x';",
      "'''",
      "'''ts",
      'const b = 1;',
      "'''",
      '',
      "'''ts continue",
      'export const c: string = b;',
      "'''",
      "'''ts fails",
      'const d: string = 1; // error: not assignable',
      "'''",
      "'''ts fails",
      'const e: string = 1;',
      "'''",
      "'''ts continue fails",
      'b.nope; // error: nope',
      'b.nothing; // error: another message',
      'b.neither;',
      "'''",
      "'''ts",
      'const a = ;',
      "'''",
      "'''ts",
      'process.argv satisfies string[];',
      'const a = [1][0] satisfies number;',
      "'''",
      "'''ts connects",
      "const a: number = 'x';",
      "'''",
    ),
  ).modules;
  const faults = typeFaults(modules);
  const lines = (line: number): number[] => (faults.get(`p-md-${line}.ts`) ?? []).map((fault) => fault.line);

  test('a type error, at its line', () => {
    expect(lines(2)).toEqual([2]);
    expect(faults.get('p-md-2.ts')?.[0]?.message).toMatch(/^TS2322: Type 'string' is not assignable/);
  });
  test('a type error in a block that continues another', () => expect(lines(5)).toEqual([9]));
  test('nothing in a block that fails as it says', () => expect(lines(12)).toEqual([]));
  test('a block that fails without saying where', () => expect(lines(15)).toEqual([15, 15]));
  test('a block that fails otherwise than it says', () => expect(lines(18)).toEqual([19, 20]));
  test('a type error in a block that is not run', () => expect(lines(30)).toEqual([30]));
  test('a syntax error', () => expect(lines(23)).toEqual([23]));
  test('an index that may miss: the compiler is as strict as for the sources', () => expect(lines(26)).toEqual([27]));
});

describe('blocks without a check', () => {
  const faults = (...lines: string[]): readonly Fault[] => examplesOf('p.md', page(...lines)).faults;

  test.each(['typescript', 'ts maybe', 'ts continue', 'js', 'ts from', ''])('%s', (kind) =>
    expect(faults(`'''${kind}`, "'''")).toHaveLength(1),
  );
  test.each(['ts', 'ts fails', 'ts connects', 'ts from x.ts', 'text', 'sh', 'xml'])('%s has one', (kind) => {
    expect(faults(`'''${kind}`, "'''")).toEqual([]);
  });
});

describe('excerpts', () => {
  const faults = (...lines: string[]): Fault[] => {
    const [excerpt] = examplesOf('p.md', page("'''ts from a.ts", ...lines, "'''")).excerpts;
    if (excerpt === undefined) throw new Error('no excerpt');
    return excerptFaults(excerpt, 'one\n  two\n\n  three\nfour\n  two\n');
  };

  test('nothing where they stand', () => {
    expect(faults('one', 'two', 'three')).toEqual([]);
    expect(faults('two', '', 'three', '// ...', '  two')).toEqual([]);
  });
  test('a line that is not there', () => expect(faults('one', 'too')).toMatchObject([{ line: 3 }]));
  test('a line left out in silence', () => expect(faults('one', 'three')).toMatchObject([{ line: 3 }]));
  test('lines in another order', () => expect(faults('four', '// ...', 'one')).toMatchObject([{ line: 4 }]));
});

describe('output', () => {
  let playground: Playground;
  beforeAll(async () => {
    playground = await Playground.create(new Map());
  }, 60_000);
  afterAll(() => playground.remove());

  async function faults(...lines: string[]): Promise<Fault[]> {
    const [module] = examplesOf('p.md', page(...lines)).modules;
    if (module === undefined || !prints(module)) throw new Error('nothing to run');
    return playground.faults(module);
  }
  const printing = ["'''ts", 'console.log(1 + 1 as number);', "console.log('a\\nb');", "'''"];

  test('nothing where it is as it says', async () => {
    expect(await faults(...printing, 'prose', "'''text", '2', 'a', 'b', "'''")).toEqual([]);
  });
  test('other output', async () => {
    expect(await faults(...printing, "'''text", '2', 'a', "'''")).toMatchObject([{ line: 6 }]);
  });
  test('no output where there should be one', async () => {
    expect(await faults("'''ts", "if (0) console.log('');", "'''", "'''text", 'x', "'''")).toMatchObject([{ line: 5 }]);
  });
  test('output that the page does not show', async () => {
    expect(await faults(...printing)).toMatchObject([{ line: 2 }]);
    expect(await faults(...printing, "'''xml", '<x/>', "'''")).toMatchObject([{ line: 2 }]);
  });
  test('each block of a module by itself', async () => {
    const second = ["'''ts continue", 'const n: number = await Promise.resolve(3);', 'console.log(n);', "'''"];
    const right = [...printing, "'''text", '2', 'a', 'b', "'''", ...second, "'''text", '3', "'''"];
    expect(await faults(...right)).toEqual([]);
    expect(await faults(...printing, "'''text", '2', 'a', 'b', '3', "'''", ...second)).toHaveLength(2);
  });
  test('an error', async () => {
    const thrown = await faults("'''ts", "console.log(1); throw new RangeError('no');", "'''", "'''text", '1', "'''");
    expect(thrown).toMatchObject([{ line: 2, message: 'throws RangeError: no' }]);
  });
});

describe('pages', () => {
  test('links and anchors', () => {
    const { links, anchors } = readPage(
      page(
        '# A `B` heading: of (two) words_x',
        '## Same',
        '## Same',
        'See [a](x.md#b), `[not](this)`, [c](<d.md> "title") and ![e](f.png).',
        "'''text",
        '# not a heading, [not](a-link)',
        "'''",
        '[r]: ../g.md',
      ),
    );
    expect(links.map(({ line, target }) => [line, target])).toEqual([
      [4, 'x.md#b'],
      [4, 'd.md'],
      [4, 'f.png'],
      [8, '../g.md'],
    ]);
    expect([...anchors]).toEqual(['a-b-heading-of-two-words_x', 'same', 'same-1']);
  });
  test('the doc comments of a source, line by line', () => {
    const source = page('/** One. */', 'x', '  /**', '   * Two:', "   * '''ts", '   * a;', "   * '''", '   */', 'y');
    expect(commentsOf(source)).toBe(page('One.', '', '', 'Two:', "'''ts", 'a;', "'''", '', ''));
  });
});
