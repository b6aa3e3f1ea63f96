/** Elements of every kind that RFC 6120 allows, and the same as text with prefixes and CDATA sections. */

import { XML_LANG, XML_NAMESPACE, XmlElement } from 'couplet';
import fc from 'fast-check';

/** Names that are keys of every object, that look like declarations, and that are not ASCII. */
const NAMES = [
  'iq',
  'query',
  'a',
  'b-c',
  '_d.1',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'xmlns',
  'x',
  'é',
  '本',
  '𐐷',
];
const NAMESPACES = [
  '',
  'jabber:client',
  'jabber:iq:register',
  'urn:a b',
  'urn:"<&>\'',
  'urn:}{',
  '__proto__',
  'http://www.w3.org/1999/xhtml',
];

/** What a stack's own parser or writer does not carry, and so is left out of a test. */
export interface Without {
  readonly names?: readonly string[];
  readonly attributeNames?: readonly string[];
  readonly namespaces?: readonly string[];
  /** Characters that do not stand in texts, or in attribute values. */
  readonly inText?: RegExp;
  readonly inValues?: RegExp;
}

const character = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'aZ09 .-<>&"\']]>\t\n\r') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '\u0085',
      '\u2028',
      '\ufeff',
      '\ue000',
      '\ufffd',
      '\u007f',
      'é',
      '本',
      '😀',
      '&amp;',
      '&#10;',
      '1e3',
      'true',
    ),
  },
);

function text(without: RegExp | undefined): fc.Arbitrary<string> {
  const texts = fc.array(character, { maxLength: 12 }).map((parts) => parts.join(''));
  return without === undefined ? texts : texts.map((value) => value.replace(without, ''));
}

function leftIn(all: readonly string[], without: readonly string[] | undefined): fc.Arbitrary<string> {
  return fc.constantFrom(...all.filter((one) => !without?.includes(one)));
}

/** Any element, built as a program would. */
export function elements(without: Without = {}): fc.Arbitrary<XmlElement> {
  const name = leftIn(NAMES, without.names);
  const namespace = leftIn([...NAMESPACES, XML_NAMESPACE], without.namespaces);
  const tag = fc.tuple(namespace, name).map(([ns, local]) => `{${ns}}${local}`);
  const attributeName = fc.oneof(
    leftIn(NAMES, ['xmlns', ...(without.names ?? []), ...(without.attributeNames ?? [])]),
    tag.filter((clark) => clark !== '{}xmlns' && !without.attributeNames?.includes(clark.replace(/.*}/, ''))),
    fc.constant(XML_LANG),
  );
  const attributes = fc.array(fc.tuple(attributeName, text(without.inValues)), { maxLength: 4 });
  return fc.letrec<{ element: XmlElement; node: XmlElement | string }>((tie) => ({
    element: fc
      .tuple(tag, attributes, fc.array(tie('node'), { maxLength: 4 }))
      .map(([clark, pairs, children]) => new XmlElement(clark, pairs, ...children)),
    node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, text(without.inText), tie('element')),
  })).element;
}

/** Chooses, again and again, the same way for the same seed. */
export type Choices = () => number;

/** Choices for {@link writeOtherwise}. */
export const choices: fc.Arbitrary<Choices> = fc.array(fc.nat(3), { minLength: 1, maxLength: 40 }).map((list) => {
  let at = 0;
  return () => list[at++ % list.length] as number;
});

/**
 * Writes an element as other writers would: with prefixes, declared where they are used or at the root, CDATA
 * sections, character references, single quotes.
 */
export function writeOtherwise(element: XmlElement, choose: Choices): string {
  const declared: string[] = choose() === 0 ? [...NAMESPACES.filter((ns) => ns !== '')] : [];
  const root = declared.map((ns, i) => ` xmlns:p${i}='${escaped(ns)}'`).join('');
  return writeNode(element, declared, choose, root, '');
}

function writeNode(
  element: XmlElement,
  outer: readonly string[],
  choose: Choices,
  extra: string,
  scope: string,
): string {
  const declared = [...outer];
  let head = extra;
  let inner = scope;
  const prefixOf = (namespace: string): string => {
    if (namespace === XML_NAMESPACE) return 'xml';
    const known = declared.indexOf(namespace);
    if (known >= 0) return `p${known}`;
    declared.push(namespace);
    head += ` xmlns:p${declared.length - 1}='${escaped(namespace)}'`;
    return `p${declared.length - 1}`;
  };
  let name = element.name;
  if (element.namespace === XML_NAMESPACE || (element.namespace !== '' && choose() < 2)) {
    name = `${prefixOf(element.namespace)}:${name}`;
  } else if (element.namespace !== scope || choose() === 0) {
    inner = element.namespace;
    head += ` xmlns="${escaped(inner)}"`;
  }
  for (const [clark, value] of element.attributes) {
    const close = clark.lastIndexOf('}');
    const qualified = close === -1 ? clark : `${prefixOf(clark.slice(1, close))}:${clark.slice(close + 1)}`;
    head += choose() === 0 ? `\n${qualified} = "${escaped(value)}"` : ` ${qualified}='${escaped(value)}'`;
  }
  const content = element.children.map((node) =>
    typeof node === 'string' ? writeText(node, choose) : writeNode(node, declared, choose, '', inner),
  );
  return content.length === 0 && choose() > 0 ? `<${name}${head}/>` : `<${name}${head}>${content.join('')}</${name}>`;
}

function writeText(text: string, choose: Choices): string {
  const cdata = choose() === 0 && !/[\r\u0085\u2028\]]/.test(text);
  return cdata ? `<![CDATA[${text}]]>` : escaped(text);
}

function escaped(text: string): string {
  return text.replace(/[<>&"'\t\n\r\u0085\u2028]/g, (found) => `&#${found.codePointAt(0)};`);
}
