/** From the text of a stanza path to its steps. What the names stand for is not looked at here. */
import { PathScanner } from '../xml/path-scanner.js';

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
  const scanner = new PathScanner(path);
  if (path.startsWith('/')) scanner.fail("expected the name of the stanza ('iq/register')");
  const steps: [StanzaStep, ...StanzaStep[]] = [stepOf(scanner)];
  while (!scanner.isAtEnd) {
    scanner.expect('/', "expected '/', '@' or the end (a value with '@', '/', '=' or quotes in it goes in quotes)");
    steps.push(stepOf(scanner));
  }
  return steps;
}

function stepOf(scanner: PathScanner): StanzaStep {
  const offset = scanner.at;
  const namespace = scanner.namespace();
  const name = scanner.name(
    "expected the name of a stanza, an interface or a plugin ('iq', 'register', '{namespace}name')",
  );
  const conditions: Condition[] = [];
  while (scanner.skip('@')) {
    const at = scanner.at;
    const key = scanner.name('expected the name of an interface');
    scanner.expect('=', "expected '=' and a value");
    const isQuoted = /^["']/.test(scanner.path.slice(scanner.at));
    conditions.push({ key, value: isQuoted ? scanner.quoted() : scanner.take(/[^@/='"]*/y), offset: at });
  }
  return { namespace, name, conditions, offset };
}
