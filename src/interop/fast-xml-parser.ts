/**
 * `couplet/interop/fast-xml-parser`: the ordered output of fast-xml-parser to `XmlElement` and back. The parser
 * is not imported: what it makes is plain data.
 */
import type { XmlElement } from '../xml/element.js';
import { escapeAttribute, escapeText } from '../xml/escape.js';
import { shorten } from '../xml/names.js';
import { Assembler } from './common/assemble.js';
import { InteropError } from './common/errors.js';
import { assertOptions } from './common/fast-xml-parser-options.js';
import type { Namespaces } from './common/prefixes.js';
import { type ConvertOptions, takeApart } from './common/take-apart.js';
import { attributeList, describe, setOwn } from './common/values.js';

export { InteropError, type InteropErrorCode } from './common/errors.js';
export type { Namespaces } from './common/prefixes.js';
export type { ConvertOptions } from './common/take-apart.js';

/** A node of the ordered output: its one key is the name, or `#text`; attributes are under `:@`. */
export type FastXmlParserNode = Readonly<Record<string, unknown>>;

/**
 * The options that an `XMLParser` needs, so that nothing of a stanza is lost: `new XMLParser(parserOptions)`.
 *
 * Others may be added, but those that change names, values or order are refused by {@link fromFastXmlParser}.
 */
export const parserOptions: Readonly<{
  preserveOrder: true;
  ignoreAttributes: false;
  trimValues: false;
  parseTagValue: false;
  parseAttributeValue: false;
  htmlEntities: true;
  onDangerousProperty: (name: string) => string;
  maxNestedTags: 256;
}> = {
  preserveOrder: true,
  ignoreAttributes: false,
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  htmlEntities: true,
  onDangerousProperty: (name) => name,
  maxNestedTags: 256,
};

/**
 * The options that an `XMLBuilder` needs, so that what it writes of {@link toFastXmlParser}'s nodes is XML that
 * says the same: `new XMLBuilder(builderOptions)`.
 */
export const builderOptions: Readonly<{
  preserveOrder: true;
  ignoreAttributes: false;
  suppressEmptyNode: true;
  suppressBooleanAttributes: false;
  maxNestedTags: 256;
  processEntities: false;
  tagValueProcessor: (name: string, value: unknown) => string;
  attributeValueProcessor: (name: string, value: unknown) => string;
}> = {
  preserveOrder: true,
  ignoreAttributes: false,
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
  maxNestedTags: 256,
  // The builder escapes no line ends, which a reader would change: this does.
  processEntities: false,
  tagValueProcessor: (_name, value) => escapeText(String(value), 'throw'),
  attributeValueProcessor: (_name, value) => escapeAttribute(String(value), 'throw'),
};

/** How ordered output is read. */
export interface FromFastXmlParserOptions {
  /** Namespaces in scope around the element, by prefix, `''` for the default one. */
  readonly namespaces?: Namespaces;
  /** The options that the parser was made with, if they are not {@link parserOptions}. */
  readonly parserOptions?: object;
}

/**
 * An `XmlElement` of what an `XMLParser` with `preserveOrder` made of XML that is one element. An XML declaration
 * and white space around it are dropped.
 *
 * The output cannot say how its parser was set up: if it was not with {@link parserOptions}, give its options, and
 * those that lose something are refused. What the parser itself takes is wider than XML (it does not normalise
 * line ends in attributes, and leaves references that it does not know as text): `parseXml` is the strict reader.
 *
 * @param output - what `parse` returned
 * @param options - the options of the parser, and namespaces around it
 * @returns the element
 * @throws {@link InteropError} `unsupported-options` when the parser was set up otherwise, or another when the
 * output holds what XMPP has no place for
 *
 * @example
 * ```ts
 * import { fromFastXmlParser, parserOptions } from 'couplet/interop/fast-xml-parser';
 * import { XMLParser } from 'fast-xml-parser';
 *
 * const parser = new XMLParser(parserOptions);
 * fromFastXmlParser(parser.parse("<iq xmlns='jabber:client' type='get'/>")).tag; // {jabber:client}iq
 * ```
 */
export function fromFastXmlParser(output: unknown, options?: FromFastXmlParserOptions): XmlElement {
  if (options?.parserOptions !== undefined) assertOptions(options.parserOptions);
  const assembler = new Assembler(options?.namespaces);
  const open: OpenNode[] = [];
  let { name, children, attributes } = rootOf(output);
  for (;;) {
    assembler.open(name, attributes === undefined ? [] : attributesOf(name, attributes));
    open.push({ name, children, next: 0 });
    // On to the next element: over texts, and out of elements that are done.
    let isElement = false;
    while (!isElement) {
      const top = open[open.length - 1];
      if (top === undefined) return assembler.closed as XmlElement;
      if (top.next === top.children.length) {
        open.pop();
        assembler.close();
        continue;
      }
      const node = asNode(top.children[top.next++]);
      const key = keyOf(node);
      if (key === TEXT) assembler.text(asText(node[TEXT]));
      else {
        ({ name, children, attributes } = asElement(key, node));
        isElement = true;
      }
    }
  }
}

/**
 * The nodes of an `XmlElement`, for an `XMLBuilder` that is set up with {@link builderOptions}.
 *
 * @param element - any element, which stays as it is
 * @param options - what to do about characters that XML cannot carry
 * @returns one node, in a list as the builder takes it
 * @throws {@link XmlError} `invalid-character` as the options say
 *
 * @example
 * ```ts
 * import { XmlElement } from 'couplet';
 * import { builderOptions, toFastXmlParser } from 'couplet/interop/fast-xml-parser';
 * import { XMLBuilder } from 'fast-xml-parser';
 *
 * const builder = new XMLBuilder(builderOptions);
 * builder.build(toFastXmlParser(new XmlElement('{urn:xmpp:ping}ping'))); // <ping xmlns="urn:xmpp:ping"/>
 * ```
 */
export function toFastXmlParser(element: XmlElement, options?: ConvertOptions): FastXmlParserNode[] {
  const made = takeApart<Made>(
    element,
    {
      make(_namespace, name, attributes) {
        const children: object[] = [];
        const node = {};
        setOwn(node, name, children);
        if (attributes.length > 0) {
          const values = {};
          for (let i = 1; i < attributes.length; i += 3) setOwn(values, `@_${attributes[i]}`, attributes[i + 1]);
          setOwn(node, ATTRIBUTES, values);
        }
        return { node, children };
      },
      addElement: (parent, child) => parent.children.push(child.node),
      addText: (parent, text) => parent.children.push({ [TEXT]: text }),
    },
    options,
  );
  return [made.node as FastXmlParserNode];
}

const TEXT = '#text';
const ATTRIBUTES = ':@';

interface Made {
  readonly node: object;
  readonly children: object[];
}

/** An element whose end is still to come. */
interface OpenNode {
  readonly name: string;
  readonly children: readonly unknown[];
  next: number;
}

interface Element {
  readonly name: string;
  readonly children: readonly unknown[];
  readonly attributes: unknown;
}

/** The one element of the output. */
function rootOf(output: unknown): Element {
  if (!Array.isArray(output)) throw notOrdered(output);
  let root: Element | undefined;
  for (const item of output) {
    const node = asNode(item);
    const key = keyOf(node);
    if (key === '?xml' || (key === TEXT && /^[ \t\r\n]*$/.test(asText(node[TEXT])))) continue;
    if (key === TEXT || root !== undefined)
      throw new InteropError(
        'unsupported-node',
        `Expected one element, found ${key === TEXT ? 'text' : 'another'} beside it`,
      );
    root = asElement(key, node);
  }
  if (root === undefined) throw new InteropError('unsupported-node', 'Expected one element, found none');
  return root;
}

function asNode(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw notOrdered(value);
  return value as Record<string, unknown>;
}

function keyOf(node: object): string {
  for (const key of Object.keys(node)) if (key !== ATTRIBUTES) return key;
  throw notOrdered(node);
}

function asElement(key: string, node: Record<string, unknown>): Element {
  const children = node[key];
  if (key.startsWith('?') || key.startsWith('!') || key.startsWith('#'))
    throw new InteropError(
      'unsupported-node',
      `Expected elements and text, found '${shorten(key)}', which XMPP has no place for; remove it`,
    );
  if (!Array.isArray(children)) throw notOrdered(children);
  return { name: key, children, attributes: node[ATTRIBUTES] };
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new InteropError(
    'unsupported-options',
    `Expected text, found ${describe(value)}: the XMLParser needs parseTagValue: false, or texts such as '007' are changed`,
  );
}

function attributesOf(element: string, attributes: unknown): string[] {
  if (typeof attributes !== 'object' || attributes === null) throw notOrdered(attributes);
  for (const [name, value] of Object.entries(attributes)) {
    if (!name.startsWith('@_'))
      throw new InteropError(
        'unsupported-options',
        `Expected '@_' before the attribute '${shorten(name)}': the XMLParser needs attributeNamePrefix: '@_'`,
      );
    if (typeof value !== 'string')
      throw new InteropError(
        'unsupported-options',
        `Expected text, found ${describe(value)}: the XMLParser needs parseAttributeValue: false, or values such as '1.0' are changed`,
      );
  }
  const list = attributeList(element, attributes);
  for (let i = 0; i < list.length; i += 2) list[i] = (list[i] as string).slice(2);
  return list;
}

function notOrdered(found: unknown): InteropError {
  return new InteropError(
    'unsupported-options',
    `Expected ordered nodes, found ${describe(found)}: the XMLParser needs preserveOrder: true, or the order of children and texts is lost`,
  );
}
