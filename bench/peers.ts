/** The peers, each brought to do the same: text to a whole tree, and a tree to text. */
import { DOMParser, XMLSerializer } from '@xmldom/xmldom';
import type { XmlElement } from 'couplet';
import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { SaxesParser } from 'saxes';
import { parse, stringify, type TNode } from 'txml/txml';

/** An element as saxes can build it: namespaces resolved, attributes by Clark name, children in order. */
export class SaxesElement {
  readonly namespace: string;
  readonly name: string;
  readonly attributes: [name: string, value: string][];
  readonly children: (SaxesElement | string)[] = [];
  readonly parent: SaxesElement | undefined;

  constructor(namespace: string, name: string, attributes: [string, string][], parent: SaxesElement | undefined) {
    this.namespace = namespace;
    this.name = name;
    this.attributes = attributes;
    this.parent = parent;
  }
}

const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** A saxes parser that builds trees, and hands over those of a depth. */
export function saxesTrees(depth: number, hear: (element: SaxesElement) => void): SaxesParser<{ xmlns: true }> {
  const parser = new SaxesParser({ xmlns: true });
  let open: SaxesElement | undefined;
  let level = 0;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    const attributes: [string, string][] = [];
    for (const { uri, local, value } of Object.values(tag.attributes))
      if (uri !== XMLNS) attributes.push([uri === '' ? local : `{${uri}}${local}`, value]);
    const element = new SaxesElement(tag.uri, tag.local, attributes, level > depth ? open : undefined);
    if (level > depth) open?.children.push(element);
    open = element;
    level++;
  });
  parser.on('closetag', () => {
    level--;
    if (level === depth) hear(open as SaxesElement);
    open = open?.parent;
  });
  const addText = (text: string): void => {
    if (level > depth) open?.children.push(text);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  return parser;
}

/** Text to tree with saxes. */
export function parseWithSaxes(text: string): SaxesElement {
  let root: SaxesElement | undefined;
  saxesTrees(0, (element) => {
    root = element;
  })
    .write(text)
    .close();
  return root as SaxesElement;
}

/** Text to tree with xmldom. */
export function parseWithXmldom(text: string): unknown {
  return new DOMParser().parseFromString(text, 'text/xml').documentElement;
}

const serializer = new XMLSerializer();

/** Tree to text with xmldom. */
export function printWithXmldom(node: unknown): string {
  return serializer.serializeToString(node as Parameters<typeof serializer.serializeToString>[0]);
}

const FXP = { ignoreAttributes: false, preserveOrder: true, trimValues: false } as const;
const parser = new XMLParser({ ...FXP, parseTagValue: false, parseAttributeValue: false });
const builder = new XMLBuilder(FXP);

/** Text to tree with fast-xml-parser. */
export function parseWithFastXmlParser(text: string): unknown {
  return parser.parse(text);
}

/** Tree to text with fast-xml-parser. */
export function printWithFastXmlParser(tree: unknown): string {
  return builder.build(tree) as string;
}

/** Text to tree with txml, told that this is no HTML. */
export function parseWithTxml(text: string): (TNode | string)[] {
  return parse(text, { keepWhitespace: true, decodeEntities: true, selfClosingTags: [] });
}

/** Tree to text with txml. */
export function printWithTxml(tree: (TNode | string)[]): string {
  return stringify(tree, { keepWhitespace: true, encodeEntities: true });
}

/** The same tree as plain data: what JSON has to carry. */
export interface JsonElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (JsonElement | string)[];
}

/** An element as plain data. */
export function jsonOf(element: XmlElement): JsonElement {
  return {
    name: element.name,
    namespace: element.namespace,
    attributes: Object.fromEntries(element.attributes),
    children: element.children.map((node) => (typeof node === 'string' ? node : jsonOf(node))),
  };
}
