/** What a program pays before its first stanza: loading, and declaring its stanza classes. In fresh processes. */
import { ROOT, run } from '../../scripts/checks.js';
import { median, tableOf } from '../harness.js';

/** How many processes are started for each. */
const RUNS = 15;
/** How many stanza classes are declared. */
const CLASSES = 50;

/** What a program does, a step after the other; each is timed. */
interface Program {
  readonly name: string;
  /** Statements of a module. What one declares the next ones see. */
  readonly steps: Readonly<Record<Step, string | undefined>>;
}
type Step = 'import' | 'declare' | 'read' | 'client';

const STEPS: Readonly<Record<Step, string>> = {
  import: 'import',
  declare: `then declare and register ${CLASSES} stanza classes`,
  read: 'then read a stanza of each for the first time',
  client: 'import, and make a client with all that it knows',
};

const TEXT = (n: string): string =>
  `"<iq xmlns='jabber:client' type='get' id='a'><order xmlns='urn:example:order:" + ${n} + "' size='4'><remark>soon</remark><gift/></order></iq>"`;

const COUPLET: Program = {
  name: 'couplet',
  steps: {
    import: "var { defineElement, integer, Iq, registerStanzaPlugin } = await import('couplet');",
    declare: `for (let n = 0; n < ${CLASSES}; n++) {
      class Order extends defineElement({
        name: 'order', namespace: 'urn:example:order:' + n, pluginAttrib: 'order' + n,
        interfaces: { size: integer }, subInterfaces: ['remark'], boolInterfaces: ['gift'],
      }) {}
      registerStanzaPlugin(Iq, Order);
    }`,
    read: `for (let n = 0; n < ${CLASSES}; n++) {
      const order = Iq.parse(${TEXT('n')}).get('order' + n);
      if (order.get('size') !== 4 || order.get('remark') !== 'soon' || !order.get('gift')) throw new Error('misread');
    }`,
    client: undefined,
  },
};

const LTX: Program = {
  name: 'ltx',
  steps: { import: "await import('ltx');", declare: undefined, read: undefined, client: undefined },
};

/** Of stanza.js what reads stanzas, without its client. */
const JXT: Program = {
  name: 'stanza/jxt',
  steps: {
    import:
      "var { attribute, childBoolean, childText, integerAttribute, parse, Registry } = (await import('stanza/jxt/index.js')).default;",
    declare: `var registry = new Registry();
    registry.define([{
      element: 'iq', namespace: 'jabber:client', path: 'iq', fields: { id: attribute('id'), type: attribute('type') },
    }]);
    for (let n = 0; n < ${CLASSES}; n++) registry.define([{
      element: 'order', namespace: 'urn:example:order:' + n, path: 'iq.order' + n,
      fields: { size: integerAttribute('size'), remark: childText(null, 'remark'), gift: childBoolean(null, 'gift') },
    }]);`,
    read: `for (let n = 0; n < ${CLASSES}; n++) {
      const order = registry.import(parse(${TEXT('n')}))['order' + n];
      if (order.size !== 4 || order.remark !== 'soon' || !order.gift) throw new Error('misread');
    }`,
    client: undefined,
  },
};

const STANZA: Program = {
  name: 'stanza',
  steps: {
    import: "var { createClient } = (await import('stanza')).default;",
    declare: undefined,
    read: undefined,
    client: 'createClient({});',
  },
};

/** The programs that are started. */
export const PROGRAMS: readonly Program[] = [COUPLET, LTX, JXT, STANZA];

/**
 * Runs a program in a process of its own.
 *
 * @returns how many milliseconds each of its steps took, those of Node's own start not among them
 */
export function startOf(program: Program): ReadonlyMap<Step, number> {
  const steps = Object.entries(program.steps).filter((entry): entry is [Step, string] => entry[1] !== undefined);
  const timed = steps.map(([step, text]) => `${text}\ntimes.${step} = performance.now();`);
  const source = `const times = { start: performance.now() };
${timed.join('\n')}
console.log(JSON.stringify(times));
process.exit();`;
  const said = run(process.execPath, ['--input-type=module', '--eval', source], ROOT);
  const times = JSON.parse(said) as Record<Step | 'start', number>;
  const took = new Map<Step, number>();
  let before = times.start;
  for (const [step] of steps) {
    took.set(step, step === 'client' ? times.client - times.start : times[step] - before);
    before = times[step];
  }
  return took;
}

/** How many milliseconds a process lasts that does nothing. */
function nothing(): number {
  const from = performance.now();
  run(process.execPath, ['--input-type=module', '--eval', ''], ROOT);
  return performance.now() - from;
}

/** Starts the programs in turns. @returns the table, as text */
export function start(): string {
  const starts = PROGRAMS.map((): ReadonlyMap<Step, number>[] => []);
  const bare: number[] = [];
  for (let round = 0; round < RUNS; round++) {
    bare.push(nothing());
    PROGRAMS.forEach((program, i) => void starts[i]?.push(startOf(program)));
  }
  const cell = (all: readonly ReadonlyMap<Step, number>[], step: Step): string => {
    const times = all.map((took) => took.get(step)).filter((time) => time !== undefined);
    return times.length === 0 ? '' : `${median(times).toFixed(1)} ms`;
  };
  const title = `start, beyond the ${median(bare).toFixed(0)} ms of Node alone`;
  return tableOf([
    [title, ...PROGRAMS.map(({ name }) => name)],
    ...Object.entries(STEPS).map(([step, name]) => [name, ...starts.map((all) => cell(all, step as Step))]),
  ]);
}
