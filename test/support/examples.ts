/**
 * The code of a Markdown page as programs, and what the compiler says of them.
 *
 * - ` ```ts ` is a module of its own;
 * - ` ```ts continue ` goes on where the `ts` block before it ended;
 * - ` ```ts connects ` is a module that needs a server: it is not run;
 * - ` ```ts fails ` does not compile: each line that the compiler refuses ends in `// error: ` and words of its
 *   message, and no other line is refused (`ts continue fails` knows what came before; nothing continues it);
 * - ` ```ts from examples/demo.ts ` is an excerpt of that file, which has its own checks: lines that follow each
 *   other there; `// ...` stands for lines left out;
 * - ` ```text ` right after a block that calls `console` is what that block prints.
 */
import { compile } from './compiler.js';
import { type Fence, readPage } from './markdown.js';

/** Something wrong in a page. */
export interface Fault {
  readonly line: number;
  readonly message: string;
}

/** A `ts` block, and the `text` block right after it. */
export interface Block {
  readonly code: Fence;
  readonly output: Fence | undefined;
}

/** Blocks that make one module: a first one, and those that continue it. */
export interface Module {
  /** Unlike that of any other module: page and line. */
  readonly name: string;
  readonly blocks: Block[];
  /** What its last block is meant for: to run, or not to compile, or to compile alone. */
  readonly kind: 'runs' | 'fails' | 'connects';
}

/** The code of a page. */
export interface Examples {
  readonly modules: readonly Module[];
  readonly excerpts: readonly Fence[];
  /** Blocks that are none of the above: a check that does not know them would pass them by. */
  readonly faults: readonly Fault[];
}

const LANGUAGES = ['ts', 'text', 'xml', 'sh', 'json', 'html', 'python', 'mermaid'];
const EXPECTED = /\/\/ error: (.+)$/;

/** Takes a page apart. */
export function examplesOf(path: string, markdown: string): Examples {
  const { fences } = readPage(markdown);
  const modules: Module[] = [];
  const excerpts: Fence[] = [];
  const faults: Fault[] = [];
  let current: Block[] = [];
  for (const [index, code] of fences.entries()) {
    const next = fences[index + 1];
    const block: Block = { code, output: next?.language === 'text' ? next : undefined };
    const name = `${path.replace(/\W+/g, '-')}-${code.line}.ts`;
    const said = [code.language, ...code.info].join(' ');
    if (said === 'ts') {
      current = [block];
      modules.push({ name, blocks: current, kind: 'runs' });
    } else if (said === 'ts continue' && current.length > 0) current.push(block);
    else if (said === 'ts fails') modules.push({ name, blocks: [block], kind: 'fails' });
    else if (said === 'ts continue fails') modules.push({ name, blocks: [...current, block], kind: 'fails' });
    else if (said === 'ts connects') modules.push({ name, blocks: [block], kind: 'connects' });
    else if (/^ts from \S+$/.test(said)) excerpts.push(code);
    else if (code.language === 'ts' || !LANGUAGES.includes(code.language)) {
      faults.push({ line: code.line, message: `no check for a block of "${said}": see test/support/examples.ts` });
    }
  }
  return { modules, excerpts, faults };
}

/** What is wrong with the types of modules: for each, by name, its faults at the lines of its page. */
export function typeFaults(modules: readonly Module[]): Map<string, Fault[]> {
  const faults = new Map<string, Fault[]>();
  const texts = new Map<string, string>();
  const places = new Map<string, Fault[]>();
  for (const { name, blocks } of modules) {
    // Line by line, where in the page the module comes from; `export {}` makes it one.
    const lines = blocks.flatMap(({ code }) =>
      code.text.split('\n').map((message, index) => ({ line: code.line + index, message })),
    );
    places.set(name, lines);
    texts.set(name, `${lines.map((at) => at.message).join('\n')}\nexport {};\n`);
    faults.set(name, []);
  }
  for (const { file, line, code, message } of compile(texts)) {
    const at = places.get(file)?.[line - 1]?.line ?? 0;
    faults.get(file)?.push({ line: at, message: `TS${code}: ${message}` });
  }
  for (const { name, blocks, kind } of modules) {
    const last = blocks.at(-1)?.code;
    if (kind !== 'fails' || last === undefined) continue;
    // What is wrong in the blocks before it is said of them.
    const said = faults.get(name)?.filter((fault) => fault.line >= last.line) ?? [];
    faults.set(name, unexpected(last, said));
  }
  return faults;
}

/** What the compiler says of a block that is meant to fail, less what the block says it would. */
function unexpected(code: Fence, said: readonly Fault[]): Fault[] {
  const faults: Fault[] = [];
  const expected = new Map<number, string>();
  for (const [index, text] of code.text.split('\n').entries()) {
    const words = EXPECTED.exec(text)?.[1];
    if (words !== undefined) expected.set(code.line + index, words);
  }
  for (const [line, words] of expected) {
    const here = said.filter((fault) => fault.line === line);
    if (here.some((fault) => fault.message.includes(words))) continue;
    const instead = here.length > 0 ? here.map((fault) => fault.message).join('\n') : 'nothing';
    faults.push({ line, message: `the compiler was to say "${words}"; it says: ${instead}` });
  }
  if (expected.size === 0) faults.push({ line: code.line, message: 'fails where? say so: // error: WORDS' });
  return [...faults, ...said.filter((fault) => !expected.has(fault.line))];
}

/** Lines of an excerpt that do not stand in its file, in its order. */
export function excerptFaults(excerpt: Fence, text: string): Fault[] {
  const left = text.split('\n').map((line) => line.trim());
  let following = false;
  let at = 0;
  for (const [index, line] of excerpt.text.split('\n').entries()) {
    const wanted = line.trim();
    if (wanted === '' || wanted === '// ...') {
      following = following && wanted === '';
      continue;
    }
    let found = left.indexOf(wanted, at);
    if (following) for (found = at; left[found] === ''; ) found++;
    if (found < 0 || left[found] !== wanted) {
      const where = following ? 'next in' : 'in';
      return [{ line: excerpt.line + index, message: `this line is not ${where} ${excerpt.info[1]}: ${wanted}` }];
    }
    at = found + 1;
    following = true;
  }
  return [];
}
