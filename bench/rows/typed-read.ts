/** Reading by a key, beside the same read written by hand on the tree. */
import { boolean, defineElement, Iq, integer, JID, parseXml, registerStanzaPlugin, type XmlElement } from 'couplet';
import type { Row } from '../harness.js';

/** How many stanzas a call reads, each once. */
const COUNT = 200;
const NAMESPACE = 'urn:example:order';

class Order extends defineElement({
  name: 'order',
  namespace: NAMESPACE,
  pluginAttrib: 'order',
  interfaces: { size: integer, paid: boolean },
  subInterfaces: ['number', 'remark'],
  boolInterfaces: ['gift'],
}) {}
const OrderIq = registerStanzaPlugin(Iq, Order);

const elements = Array.from({ length: COUNT }, (_, i) =>
  parseXml(
    `<iq xmlns='jabber:client' type='set' id='i${i}' from='user${i}@montague.example/orchard' to='shop.example'>` +
      `<order xmlns='${NAMESPACE}' size='${i}'><number>n${i}</number><gift/><remark>Soon</remark></order></iq>`,
  ),
);
const stanzas = elements.map((element) => new OrderIq(element));
const orderElements = elements.map((element) => child(element, NAMESPACE, 'order') as XmlElement);
const orders = stanzas.map((stanza) => stanza.get('order'));

/** A child, looked for by hand. */
function child(element: XmlElement, namespace: string, name: string): XmlElement | undefined {
  const nodes = element.children;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i];
    if (typeof node === 'object' && node.name === name && node.namespace === namespace) return node;
  }
  return undefined;
}

function each<T>(items: readonly T[], read: (item: T) => unknown): () => unknown {
  return () => {
    let last: unknown;
    for (let i = 0; i < items.length; i++) last = read(items[i] as T);
    return last;
  };
}

const HAND = 'by hand';

function row(what: string, couplet: () => unknown, hand: () => unknown): Row {
  const contestants = { couplet, [HAND]: hand };
  return { name: `typed read, ${what}`, unit: 'read', count: COUNT, of: 'time', contestants, goals: { [HAND]: 1 / 3 } };
}

/**
 * A whole number, or a complaint: `Number` alone would be another read, which makes 0 of an empty attribute, 16 of
 * `0x10` and `NaN` of what is missing.
 */
function wholeNumberOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\s*[+-]?\d+\s*$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw new RangeError(`expected a whole number, found '${text}'`);
  return value;
}

function jidOf(text: string | undefined): JID | undefined {
  return text === undefined ? undefined : JID.read(text);
}

export const rows: readonly Row[] = [
  row(
    'attribute',
    each(stanzas, (iq) => iq.get('id')),
    each(elements, (iq) => iq.attribute('id')),
  ),
  row(
    'number',
    each(orders, (order) => order.get('size')),
    each(orderElements, (order) => wholeNumberOf(order.attribute('size'))),
  ),
  row(
    'sub text',
    each(orders, (order) => order.get('number')),
    each(orderElements, (order) => child(order, NAMESPACE, 'number')?.text),
  ),
  row(
    'flag',
    each(orders, (order) => order.get('gift')),
    each(orderElements, (order) => child(order, NAMESPACE, 'gift') !== undefined),
  ),
  row(
    'JID',
    each(stanzas, (iq) => iq.get('from')),
    each(elements, (iq) => jidOf(iq.attribute('from'))),
  ),
  row(
    'plugin',
    each(stanzas, (iq) => iq.get('order')),
    each(elements, (iq) => child(iq, NAMESPACE, 'order')),
  ),
];
