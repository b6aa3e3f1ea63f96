/** Trees of `name`, attributes and `children`, as ltx and stanza.js keep them, to elements and back. */
import type { XmlElement } from '../../xml/element.js';
import { shorten } from '../../xml/names.js';
import { Assembler } from './assemble.js';
import { InteropError } from './errors.js';
import type { Namespaces } from './prefixes.js';
import { type ConvertOptions, takeApart } from './take-apart.js';
import { attributeList, describe, setOwn, textOf } from './values.js';

/** What such elements have in common. */
export interface PlainElement {
  readonly name: string;
  readonly children: readonly unknown[];
  readonly parent?: PlainElement | null | undefined;
}

/** How the attributes of such an element are found. */
export type AttributesKey = 'attrs' | 'attributes';

/**
 * An element of a tree, its parents left alone but for the namespaces that they declare.
 *
 * @throws {@link InteropError} when it holds what no XML can
 */
export function fromPlainTree(root: PlainElement, key: AttributesKey, namespaces: Namespaces | undefined): XmlElement {
  const assembler = new Assembler(namespacesAround(root, key, namespaces));
  const open: { readonly name: string; readonly children: readonly unknown[]; next: number }[] = [];
  let element = root;
  for (;;) {
    assembler.open(element.name, attributeList(element.name, attributesOf(element, key)));
    open.push({ name: element.name, children: element.children, next: 0 });
    // On to the next element: over texts, and out of elements that are done.
    let next: PlainElement | undefined;
    while (next === undefined) {
      const top = open[open.length - 1];
      if (top === undefined) return assembler.closed as XmlElement;
      if (top.next === top.children.length) {
        open.pop();
        assembler.close();
        continue;
      }
      const child = top.children[top.next++];
      if (typeof child === 'string') assembler.text(child);
      else if (isElement(child, key)) next = child;
      else if (child !== null && child !== undefined) assembler.text(childText(top.name, child));
    }
    element = next;
  }
}

/** An element of a tree, made by its class. */
export function toPlainTree<E>(
  element: XmlElement,
  key: AttributesKey,
  make: (name: string) => E,
  options: ConvertOptions | undefined,
): E {
  return takeApart<Writable>(
    element,
    {
      make(_namespace, name, attributes) {
        const made = make(name) as Writable;
        const own = made[key];
        for (let i = 1; i < attributes.length; i += 3) setOwn(own, attributes[i] as string, attributes[i + 1]);
        return made;
      },
      addElement(parent, child) {
        child.parent = parent;
        parent.children.push(child);
      },
      addText(parent, text) {
        parent.children.push(text);
      },
    },
    options,
  ) as E;
}

interface Writable {
  readonly attrs: object;
  readonly attributes: object;
  readonly children: unknown[];
  parent: unknown;
}

function attributesOf(element: PlainElement, key: AttributesKey): object {
  return (element as PlainElement & Readonly<Record<AttributesKey, object>>)[key];
}

function isElement(child: unknown, key: AttributesKey): child is PlainElement {
  if (typeof child !== 'object' || child === null) return false;
  const { name, children, [key]: attributes } = child as Record<string, unknown>;
  return typeof name === 'string' && Array.isArray(children) && typeof attributes === 'object' && attributes !== null;
}

function childText(parent: string, child: unknown): string {
  const text = textOf(child);
  if (text !== undefined) return text;
  throw new InteropError(
    'unsupported-node',
    `Expected an element or text in <${shorten(parent)}>, found ${describe(child)}`,
  );
}

/** What is declared around an element: by its parents, the nearest first, and then as was given. */
function namespacesAround(
  element: PlainElement,
  key: AttributesKey,
  given: Namespaces | undefined,
): Namespaces | undefined {
  if (!element.parent) return given;
  const around: Record<string, string> = Object.create(null);
  for (let e = element.parent; e; e = e.parent as PlainElement) {
    const attributes = attributesOf(e, key);
    for (const name of Object.keys(attributes)) {
      const prefix = name === 'xmlns' ? '' : name.startsWith('xmlns:') ? name.slice(6) : undefined;
      const namespace: unknown = prefix === undefined ? undefined : (attributes as Record<string, unknown>)[name];
      if (prefix !== undefined && typeof namespace === 'string') around[prefix] ??= namespace;
    }
  }
  for (const [prefix, namespace] of Object.entries(given ?? {})) around[prefix] ??= namespace;
  return around;
}
