/**
 * A project of many stanza classes, twice: declared with couplet, and with every type written by hand. Both say the
 * same and use it the same: what the compiler derives from a declaration is what somebody has written out otherwise.
 */

/** The modules of a project, by name. */
export type Project = ReadonlyMap<string, string>;

/** How many classes a module declares. */
const IN_MODULE = 4;

/** What both projects do with the classes of a module: only the names of types may differ. */
function uses(n: number): string {
  return `
export function receive(iq: OrderIq): number {
  const order = iq.get('order${n}');
  const size: number | undefined = order.get('size');
  const state: 'new' | 'sent' | 'paid' | undefined = order.get('state');
  const buyer: string | undefined = order.get('buyer')?.local;
  const remark: string | undefined = order.get('remark');
  const gift: boolean = order.get('gift');
  const due: Date | undefined = order.get('due');
  const street: string | undefined = order.get('address').get('street');
  let total = 0;
  for (const item of order.get('items')) total += (item.get('price') ?? 0) * item.get('count');
  if (order.has('remark') && gift && state !== 'paid') order.del('remark');
  const from: string | undefined = iq.get('from')?.local;
  return total + (size ?? 0) + [buyer, remark, due?.toISOString(), street, from].join().length;
}
export function fill(order: Order, from: string): Order {
  order.set('size', 3).set('state', 'sent').set('buyer', from).set('gift', true).set('due', new Date());
  order.get('address').set('street', 'Hart Street').set('floor', 2);
  return order.assign({ size: 4, remark: 'soon', address: { street: 'Hart Street' }, items: [{ sku: 'a', price: 2 }] });
}
export function make(): Order {
  return Order.of({ state: 'new', gift: false, buyer: 'bill@example.org', items: [Item.of({ sku: 'b', count: 3 })] });
}
export function tell(order: Order): string {
  const { size, state, buyer, due, items, address } = order.values;
  const text: string | undefined = buyer ?? due;
  const count: number | undefined = items?.[0]?.count;
  return [size, state, text, count, address?.street].join();
}
export function note(text: string): string | undefined {
  const note = Note.parse(text).set('title', 'Bonjour', 'fr').set('weight', '3 kg');
  const weight: number = note.get('weight');
  return weight > 1 ? note.get('title', 'fr') : note.values.title;
}
`;
}

/** One module of ours: four classes. */
function declared(n: number): string {
  const namespace = `urn:example:shop:${n}`;
  return `import {
  boolean, dateTime, defineElement, integer, Iq, jid, number, oneOf, registerStanzaPlugin, string,
} from 'couplet';

export class Item extends defineElement({
  name: 'item',
  namespace: '${namespace}',
  interfaces: { sku: string, price: number, count: integer },
  subInterfaces: ['label'],
}) {
  getCount(): number {
    return this.getDeclared('count') ?? 1;
  }
}
export class Address extends defineElement({
  name: 'address',
  namespace: '${namespace}',
  interfaces: { floor: integer, verified: boolean },
  subInterfaces: ['street', 'town', 'country'],
}) {}
export class Order extends defineElement({
  name: 'order',
  namespace: '${namespace}',
  pluginAttrib: 'order${n}',
  interfaces: { size: integer, state: oneOf('new', 'sent', 'paid'), buyer: jid, due: dateTime },
  subInterfaces: ['remark'],
  boolInterfaces: ['gift'],
  plugins: { address: Address },
  iterables: { items: Item },
}) {}
export class Note extends defineElement({
  name: 'note',
  namespace: '${namespace}',
  pluginAttrib: 'note${n}',
  interfaces: ['weight'],
  langInterfaces: ['title'],
}) {
  getWeight(): number {
    return Number.parseFloat(this.getDeclared('weight') ?? '0');
  }
  setWeight(weight: number | string): void {
    this.setDeclared('weight', String(weight));
  }
}
export const OrderIq = registerStanzaPlugin(Iq, Order);
export type OrderIq = InstanceType<typeof OrderIq>;
${uses(n)}`;
}

/** What every stanza object can do, with its types written by hand. */
const BASE = `
export interface Jid {
  readonly local: string;
  readonly domain: string;
  readonly resource: string;
  readonly bare: Jid;
}
/** F is what get gives, S what set takes, V what values holds, G what assign takes. */
export interface Stanza<F, S, V, G> {
  get<K extends keyof F>(key: K, language?: string): F[K];
  set<K extends keyof S>(key: K, value: S[K] | undefined, language?: string): this;
  has(key: keyof F, language?: string): boolean;
  del(key: keyof F, language?: string): this;
  readonly values: V;
  assign(values: G): this;
}
export interface StanzaClass<T, G> {
  new (): T;
  parse(text: string): T;
  of(values: G): T;
}
export interface IqFields {
  id: string | undefined;
  type: 'get' | 'set' | 'result' | 'error' | undefined;
  from: Jid | undefined;
  to: Jid | undefined;
}
export interface IqSet {
  id: string;
  type: 'get' | 'set' | 'result' | 'error';
  from: Jid | string;
  to: Jid | string;
}
export interface IqValues {
  id?: string;
  type?: 'get' | 'set' | 'result' | 'error';
  from?: string;
  to?: string;
}
`;

/** One interface: a name, and lines of a key and a type. */
function face(name: string, lines: readonly string[], optional = ''): string {
  return `export interface ${name} {\n${lines.map((line) => `  ${line.replace(':', `${optional}:`)};`).join('\n')}\n}\n`;
}

/** A class, written by hand: of each key what get gives, set takes, and values holds. */
function byHand(
  name: string,
  keys: Readonly<Record<string, readonly [get: string, set: string, plain: string]>>,
): string {
  const lines = (of: (types: readonly [string, string, string]) => string): string[] =>
    Object.entries(keys).map(([key, types]) => `${key}: ${of(types)}`);
  return [
    face(
      `${name}Fields`,
      lines(([get]) => get),
    ),
    face(
      `${name}Set`,
      lines(([, set]) => set),
    ),
    face(
      `${name}Values`,
      lines(([, , plain]) => plain),
      '?',
    ),
    face(
      `${name}Given`,
      lines(([, set, plain]) => `${set} | ${plain.replaceAll('Values', 'Given')} | undefined`),
      '?',
    ),
    `export interface ${name} extends Stanza<${name}Fields, ${name}Set, ${name}Values, ${name}Given> {}\n`,
    `export declare const ${name}: StanzaClass<${name}, ${name}Given>;\n`,
  ].join('');
}

const text = ['string | undefined', 'string', 'string'] as const;
const count = ['number | undefined', 'number', 'number'] as const;
const state = `'new' | 'sent' | 'paid'`;

/** The same module with its types written by hand. */
function written(n: number): string {
  return `import type { IqFields, IqSet, IqValues, Jid, Stanza, StanzaClass } from './base.js';

${byHand('Item', { sku: text, price: count, count: ['number', 'number', 'number'], label: text })}
${byHand('Address', {
  floor: count,
  verified: ['boolean | undefined', 'boolean', 'boolean'],
  street: text,
  town: text,
  country: text,
})}
${byHand('Order', {
  size: count,
  state: [`${state} | undefined`, state, state],
  buyer: ['Jid | undefined', 'Jid | string', 'string'],
  due: ['Date | undefined', 'Date', 'string'],
  remark: text,
  gift: ['boolean', 'boolean', 'boolean'],
  address: ['Address', 'Address', 'AddressValues'],
  items: ['Item[]', 'readonly Item[]', '(Item | ItemValues)[]'],
}).replace('items?: (Item | ItemValues)[];', 'items?: ItemValues[];')}
${byHand('Note', {
  weight: ['number', 'number | string', 'number'],
  title: text,
})}
export interface OrderIqFields extends IqFields {
  order${n}: Order;
}
export interface OrderIqSet extends IqSet {
  order${n}: Order;
}
export interface OrderIqValues extends IqValues {
  order${n}?: OrderValues;
}
export interface OrderIq extends Stanza<OrderIqFields, OrderIqSet, OrderIqValues, Partial<OrderIqSet>> {}
${uses(n)}`;
}

/** A module that uses all the others, as a program does. */
function main(modules: number): string {
  const numbers = Array.from({ length: modules }, (_, n) => n);
  return `${numbers.map((n) => `import { fill as fill${n}, make as make${n}, tell as tell${n} } from './shop-${n}.js';`).join('\n')}

export const told: string[] = [
${numbers.map((n) => `  tell${n}(fill${n}(make${n}(), 'bill@example.org')),`).join('\n')}
];
`;
}

/**
 * A project.
 *
 * @param classes - how many stanza classes it declares
 * @param kind - whether with couplet or by hand
 */
export function projectOf(classes: number, kind: 'couplet' | 'by hand'): Project {
  const modules = Math.ceil(classes / IN_MODULE);
  const files = new Map<string, string>([['main.ts', main(modules)]]);
  if (kind === 'by hand') files.set('base.ts', BASE);
  for (let n = 0; n < modules; n++) files.set(`shop-${n}.ts`, kind === 'couplet' ? declared(n) : written(n));
  return files;
}
