/** From the text of a path to its steps. Nothing here looks at an element. */
import { clark } from './names.js';
import { PathScanner } from './path-scanner.js';

/** A test of an element's expanded name; `undefined` lets any pass. */
export interface NameTest {
  readonly namespace: string | undefined;
  readonly name: string | undefined;
}

/** A condition in brackets. All of them are about one element, whatever else the step has found. */
export type Predicate =
  /** `[@a]`, `[@a='v']`, `[@a!='v']` */
  | { readonly kind: 'attribute'; readonly name: string; readonly value: string | undefined; readonly negated: boolean }
  /** `[a]`, `[a='v']`, `[a!='v']` */
  | { readonly kind: 'child'; readonly test: NameTest; readonly value: string | undefined; readonly negated: boolean }
  /** `[.='v']`, `[.!='v']` */
  | { readonly kind: 'text'; readonly value: string; readonly negated: boolean }
  /** `[n]`, counted from 0; `[last()]` is -1, `[last()-1]` is -2 */
  | { readonly kind: 'position'; readonly index: number };

/** One step of a path. `.` without predicates is no step: it stays where it is. */
export interface Step {
  readonly axis: 'child' | 'descendant' | 'self' | 'parent';
  /** What a child or descendant is called; any name for the others. */
  readonly test: NameTest;
  readonly predicates: readonly Predicate[];
}

const ANY: NameTest = { namespace: undefined, name: undefined };
const SPACE = /\s*/y;
const TAG = "expected a tag ('name', '{namespace}name' or '*')";

/**
 * Parses a path.
 *
 * @param path - its text
 * @param namespace - that of unqualified names, up to the first qualified step; from there on they are in
 * the namespace of the last qualified step. Left out, unqualified names are in no namespace.
 * @throws {@link XmlPathError} when it is not of the subset
 */
export function parsePath(path: string, namespace?: string): Step[] {
  const scanner = new PathScanner(path);
  let inForce = namespace ?? '';

  const nameTest = (): NameTest => {
    if (scanner.skip('*')) return ANY;
    const qualifier = scanner.namespace();
    if (qualifier === undefined) return { namespace: inForce, name: scanner.name(TAG) };
    const name = scanner.skip('*') ? undefined : scanner.name("expected a name or '*'");
    return { namespace: qualifier === '*' ? undefined : qualifier, name };
  };
  const step = (isDescendant: boolean): Step => {
    if (!isDescendant && scanner.skip('.')) {
      return { axis: scanner.skip('.') ? 'parent' : 'self', test: ANY, predicates: predicatesOf(scanner, nameTest) };
    }
    const test = nameTest();
    if (namespace !== undefined) inForce = test.namespace ?? inForce;
    return { axis: isDescendant ? 'descendant' : 'child', test, predicates: predicatesOf(scanner, nameTest) };
  };

  if (path.startsWith('/')) scanner.fail("expected a path from the element itself ('a/b', './/b')");
  const steps: Step[] = [];
  for (let isDescendant = false; ; isDescendant = scanner.skip('/')) {
    const next = step(isDescendant);
    if (next.axis !== 'self' || next.predicates.length > 0) steps.push(next);
    if (scanner.isAtEnd) return steps;
    scanner.expect('/', "expected '/', '//', '[' or the end");
  }
}

function predicatesOf(scanner: PathScanner, nameTest: () => NameTest): Predicate[] {
  const predicates: Predicate[] = [];
  while (scanner.skip('[')) {
    scanner.take(SPACE);
    predicates.push(predicateOf(scanner, nameTest));
    scanner.take(SPACE);
    scanner.expect(']');
  }
  return predicates;
}

function predicateOf(scanner: PathScanner, nameTest: () => NameTest): Predicate {
  if (scanner.skip('@')) {
    scanner.take(SPACE);
    const name = clark(scanner.namespace() ?? '', scanner.name('expected the name of an attribute'));
    return { kind: 'attribute', name, ...comparisonOf(scanner) };
  }
  if (scanner.skip('.')) {
    const { value, negated } = comparisonOf(scanner);
    return value === undefined ? scanner.fail("expected '=' or '!='") : { kind: 'text', value, negated };
  }
  if (/^\d/.test(scanner.path.slice(scanner.at))) return { kind: 'position', index: numberOf(scanner) - 1 };
  if (scanner.take(/last\s*\(\s*\)/y) !== '') {
    scanner.take(SPACE);
    return { kind: 'position', index: scanner.skip('-') ? -1 - numberOf(scanner) : -1 };
  }
  if (scanner.path[scanner.at] === '*') scanner.fail('expected a name, an attribute or a position');
  return { kind: 'child', test: nameTest(), ...comparisonOf(scanner) };
}

function numberOf(scanner: PathScanner): number {
  scanner.take(SPACE);
  return Number(scanner.take(/[1-9]\d*/y) || scanner.fail('expected a number from 1'));
}

function comparisonOf(scanner: PathScanner): { value: string | undefined; negated: boolean } {
  scanner.take(SPACE);
  const operator = scanner.take(/!?=/y);
  scanner.take(SPACE);
  return { value: operator === '' ? undefined : scanner.quoted(), negated: operator === '!=' };
}
