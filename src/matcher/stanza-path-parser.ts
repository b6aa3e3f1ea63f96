/** From the text of a stanza path to its steps. What the names stand for is not looked at here. */
import { isNCName } from '../xml/names.js';
import { XmlPathError } from '../xml/path-parser.js';

/** `@key=value` */
export interface Condition {
  readonly key: string;
  readonly value: string;
  /** Where the key stands in the path. */
  readonly offset: number;
}

/** `name@key=value`, `{namespace}name@key=value` */
export interface StanzaStep {
  /** `undefined` when the name stands alone: then it may be a key. */
  readonly namespace: string | undefined;
  readonly name: string;
  readonly conditions: readonly Condition[];
  /** Where the step stands in the path. */
  readonly offset: number;
}

/**
 * Parses a stanza path.
 *
 * @throws {@link XmlPathError} when it is malformed
 */
export function parseStanzaPath(path: string): [StanzaStep, ...StanzaStep[]] {
  let at = 0;
  const fail = (problem: string): never => {
    throw new XmlPathError(path, at, `Invalid stanza path: ${problem}`);
  };
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const [text] = pattern.exec(path) as unknown as [string];
    at += text.length;
    return text;
  };
  const name = (expected: string): string => {
    const start = at;
    const text = take(/[^@/={}'"\s]*/y);
    if (!isNCName(text)) {
      at = start;
      fail(expected);
    }
    return text;
  };
  const value = (): string => {
    const quote = path.charAt(at);
    if (quote !== '"' && quote !== "'") return take(/[^@/='"]*/y);
    const close = path.indexOf(quote, at + 1);
    if (close < 0) {
      at = path.length;
      fail(`expected ${quote} after the value`);
    }
    const text = path.slice(at + 1, close);
    at = close + 1;
    return text;
  };
  const step = (): StanzaStep => {
    const offset = at;
    const braces = take(/(?:\{[^}]*\})?/y);
    const namespace = braces === '' ? undefined : braces.slice(1, -1);
    const named = name("expected the name of a stanza, an interface or a plugin ('iq', 'register', '{namespace}name')");
    const conditions: Condition[] = [];
    while (path[at] === '@') {
      at++;
      const condition = { offset: at, key: name('expected the name of an interface') };
      if (path[at] !== '=') fail("expected '=' and a value");
      at++;
      conditions.push({ ...condition, value: value() });
    }
    return { namespace, name: named, conditions, offset };
  };

  if (path.startsWith('/')) fail("expected the name of the stanza ('iq/register')");
  const steps: [StanzaStep, ...StanzaStep[]] = [step()];
  while (at < path.length) {
    if (path[at] !== '/')
      fail("expected '/', '@' or the end; a value with '@', '/', '=' or quotes in it goes in quotes");
    at++;
    steps.push(step());
  }
  return steps;
}
