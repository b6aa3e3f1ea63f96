/** Cost against size: what a peer may send to take our time, at 1, 2, 4 and 8 times a size. */
import {
  compilePath,
  defineElement,
  MatchXMLMask,
  MatchXPath,
  parseXml,
  type ReadLimits,
  StanzaPath,
  XmlElement,
  XmlReader,
} from 'couplet';
import { tableOf } from './harness.js';

/** Something that is done to input of a size. */
interface Trap {
  readonly name: string;
  /** The smallest size, in what the name counts. */
  readonly size: number;
  /** Makes the input; what it gives does the work. */
  readonly prepare: (size: number) => () => unknown;
}

/** How many samples are taken, and how many milliseconds each lasts at least. */
const SAMPLES = 7;
const SAMPLE = 10;

/** No limit is in the way: the cost itself is to be seen. */
const limits: Required<ReadLimits> = { elementBytes: 1e9, depth: 1e9, attributes: 1e9, nameLength: 1e9 };

/** Reads to the end, or to the fault. */
function read(chunks: Iterable<string | Uint8Array>): void {
  const reader = new XmlReader({ framing: 'elements', limits });
  try {
    for (const chunk of chunks) reader.write(chunk);
    reader.end();
  } catch {
    // What the fault is does not matter here.
  }
}

function reading(name: string, size: number, textOf: (size: number) => string): Trap[] {
  return [
    {
      name: `read ${name}`,
      size,
      prepare: (n) => {
        const text = textOf(n);
        return () => read([text]);
      },
    },
    {
      name: `read ${name}, byte by byte`,
      size,
      prepare: (n) => {
        const bytes = new TextEncoder().encode(textOf(n));
        return () =>
          read(
            (function* () {
              for (let i = 0; i < bytes.length; i++) yield bytes.subarray(i, i + 1);
            })(),
          );
      },
    },
  ];
}

const nested = (n: number): string => `${'<a>'.repeat(n)}${'</a>'.repeat(n)}`;
const numbered = (n: number, one: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => one(i)).join('');
const attributes = (n: number): string => `<a${numbered(n, (i) => ` a${i}=''`)}/>`;
const prefixed = (n: number): string => `<a${numbered(n, (i) => ` xmlns:p${i}='u${i}' p${i}:a=''`)}/>`;

class Item extends defineElement({ name: 'item', namespace: 'u', interfaces: ['a'], subInterfaces: ['text'] }) {}

class List extends defineElement({
  name: 'list',
  namespace: 'u',
  langInterfaces: ['title'],
  plugins: { nested: (): typeof List => List },
  iterables: { items: Item },
}) {}

const list = (content: string): List => new List(parseXml(`<list xmlns='u'>${content}</list>`, { limits }));
const items = (n: number): List => list(`<item a='1'><text>x</text></item><unknown/>`.repeat(n));
const titles = (n: number): List => list(numbered(n, (i) => `<title xml:lang='x-${i}'/>`));
const nestedLists = (n: number): List => list(`${'<list>'.repeat(n)}${'</list>'.repeat(n)}`);

/** Something that is done to a stanza object again and again, which stays as it is. */
function doing(
  name: string,
  size: number,
  make: (size: number) => List,
  work: (stanza: List, size: number) => unknown,
): Trap {
  const prepare = (n: number) => {
    const stanza = make(n);
    return () => work(stanza, n);
  };
  return { name, size, prepare };
}

const TRAPS: readonly Trap[] = [
  ...reading('nested elements', 20_000, nested),
  ...reading('unclosed elements', 20_000, (n) => '<a>'.repeat(n)),
  ...reading('attributes', 10_000, attributes),
  ...reading('prefixes', 5_000, prefixed),
  ...reading(
    'prefixes, used from deep inside',
    2_000,
    (n) => `${numbered(n, (i) => `<a xmlns:p${i}='u'>`)}${'<p0:b/>'.repeat(n)}`,
  ),
  ...reading('a name', 100_000, (n) => `<${'a'.repeat(n)}`),
  ...reading('a value', 100_000, (n) => `<a b='${'>'.repeat(n)}`),
  ...reading('a text', 100_000, (n) => `<a>${'x'.repeat(n)}`),
  ...reading('&', 50_000, (n) => `<a>${'&amp;'.repeat(n)}</a>`),
  ...reading(']', 100_000, (n) => `<a>${']'.repeat(n)}</a>`),
  ...reading('] in CDATA', 100_000, (n) => `<a><![CDATA[${']'.repeat(n)}]]></a>`),
  ...reading('CDATA sections', 20_000, (n) => `<a>${'<![CDATA[x]]>'.repeat(n)}</a>`),
  ...reading('white space in a tag', 100_000, (n) => `<a${' '.repeat(n)}/>`),
  ...reading('white space in a declaration', 50_000, (n) => `<?xml version='1.0'${' '.repeat(n)}x?><a/>`),
  ...reading('line ends', 100_000, (n) => `<a>${'\r\n'.repeat(n)}</a>`),
  ...reading('white space between elements', 100_000, (n) => ' '.repeat(n)),
  ...reading('small elements', 20_000, (n) => '<a/>'.repeat(n)),
  ...reading('characters beyond ASCII', 50_000, (n) => `<a b='${'é'.repeat(n)}'>${'😀'.repeat(n)}</a>`),
  ...reading('names beyond ASCII', 5_000, (n) => `<a>${numbered(n, (i) => `<é${i}/>`)}</a>`),
  {
    name: 'write, clone and compare nested elements',
    size: 20_000,
    prepare: (n) => {
      const element = parseXml(nested(n), { limits });
      return () => [element.toString().length, element.clone().equals(element)];
    },
  },
  {
    name: 'write, clone and compare attributes',
    size: 10_000,
    prepare: (n) => {
      const element = parseXml(attributes(n), { limits });
      const other = new XmlElement('a', [...element.attributes].reverse());
      return () => [element.toString().length, element.clone().equals(other)];
    },
  },
  {
    name: 'write, clone and compare prefixed attributes',
    size: 5_000,
    prepare: (n) => {
      const element = parseXml(prefixed(n), { limits });
      return () => [element.toString().length, element.clone().equals(element)];
    },
  },
  {
    name: 'write nested elements with indentation',
    size: 200,
    prepare: (n) => {
      const element = parseXml(nested(n), { limits });
      return () => element.toString({ pretty: true }).length;
    },
  },
  {
    name: 'make an element with attributes',
    size: 10_000,
    prepare: (n) => {
      const pairs = Array.from({ length: n }, (_, i): [string, string] => [`a${i}`, '']);
      return () => new XmlElement('a', pairs);
    },
  },
  {
    name: 'escape <',
    size: 100_000,
    prepare: (n) => {
      const element = new XmlElement('a', { b: '<'.repeat(n) }, '<'.repeat(n));
      return () => element.toString().length;
    },
  },
  {
    name: 'find in nested elements',
    size: 5_000,
    prepare: (n) => {
      const element = parseXml(nested(n), { limits });
      return () => [element.findAll('.//b'), element.findAll('.//a').length];
    },
  },
  {
    name: 'find in nested elements, with predicates',
    size: 5_000,
    prepare: (n) => {
      const element = parseXml(nested(n), { limits });
      const paths = [".//a[a='x']", './/a[last()][1]', ".//a[.='x']", './/a//a//a//b'].map(compilePath);
      return () => paths.map((path) => path.findAll(element).length);
    },
  },
  doing('find among items, with predicates', 5_000, items, ({ xml }, n) =>
    [`{u}item[${n >> 1}]`, '{u}item[last()]', "{u}item[{u}text='y']", "{u}item[@a!='1']"].map((path) =>
      xml.findAll(path),
    ),
  ),
  doing('match items: MatchXPath, StanzaPath', 5_000, items, ({ xml }) => [
    new MatchXPath("{u}list/item[text='y'][last()]").match(xml),
    new StanzaPath('list/items@text=y', List).match(xml),
  ]),
  doing('match items: MatchXMLMask of 20', 5_000, items, ({ xml }) =>
    new MatchXMLMask(`<list xmlns='u'>${"<item a='1'/>".repeat(19)}<item a='2'/></list>`).match(xml),
  ),
  doing('values of items among unknown elements', 5_000, items, (stanza) => stanza.values),
  doing('values of texts in many languages', 5_000, titles, (stanza) => stanza.values),
  doing('values of nested stanza objects', 5_000, nestedLists, (stanza) => stanza.values),
  doing('values to fresh stanza objects: items', 2_000, items, (stanza) => new List().assign(stanza.values)),
  doing('values to fresh stanza objects: languages', 2_000, titles, (stanza) => new List().assign(stanza.values)),
  doing('issues of items among unknown elements', 5_000, items, (stanza) => stanza.issues()),
  {
    name: 'append and pop items',
    size: 2_000,
    prepare: (n) => () => {
      const stanza = new List();
      for (let i = 0; i < n; i++) stanza.append(new Item());
      while (stanza.pop() !== undefined);
    },
  },
];

/** A row a trap: milliseconds of processor time at each size, and how many times the first the last is. `undefined` where no row is chosen. */
export function growthTable(words: readonly string[]): string | undefined {
  const factors = [1, 2, 4, 8];
  const chosen = TRAPS.filter(({ name }) => words.every((word) => name.includes(word)));
  const lines = chosen.map(({ name, size, prepare }) => {
    const times = factors.map((factor) => costOf(prepare(size * factor)));
    const growth = (times.at(-1) as number) / (times[0] as number);
    return [name, String(size), ...times.map((time) => `${time.toFixed(2)} ms`), `${growth.toFixed(1)} x`];
  });
  return lines.length === 0 ? undefined : tableOf([['', 'size', '1 x', '2 x', '4 x', '8 x', 'growth'], ...lines]);
}

/**
 * The least of several samples, in milliseconds of the processor's time: other programs, and the collector of garbage,
 * only ever add to it.
 */
function costOf(run: () => unknown): number {
  const once = timeOf(run, 1);
  const repeats = Math.ceil(SAMPLE / Math.max(once, 0.01));
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < SAMPLES; i++) least = Math.min(least, timeOf(run, repeats));
  return least;
}

function timeOf(run: () => unknown, repeats: number): number {
  const from = process.cpuUsage();
  for (let i = 0; i < repeats; i++) run();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000 / repeats;
}
