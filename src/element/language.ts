/** `xml:lang`: what language a text is in, and which of several is asked for (RFC 6120, section 8.1.5). */
import type { XmlElement } from '../xml/element.js';
import { XML_LANG } from '../xml/names.js';
import { elementsOf, streamLanguageOf } from './view.js';

/** The language of an element: its own, else that of the elements around it, else that of its stream. */
export function languageOf(element: XmlElement): string | undefined {
  let root = element;
  for (let e: XmlElement | undefined = element; e !== undefined; e = e.parent ?? e.aside?.pendingIn) {
    const own = e.attribute(XML_LANG);
    if (own !== undefined) return own === '' ? undefined : own;
    root = e;
  }
  return streamLanguageOf(root);
}

/** Whether two language tags are the same: their case does not count (RFC 5646, section 2.1.1). */
export function sameLanguage(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** The children of this name in each language, `''` where none is known. */
function textsOf(parent: XmlElement, namespace: string, name: string): { child: XmlElement; language: string }[] {
  const inherited = languageOf(parent) ?? '';
  return elementsOf(parent, namespace, name).map((child) => ({
    child,
    language: child.attribute(XML_LANG) ?? inherited,
  }));
}

/** The children of this name with the language that each states itself, the first of each language. */
export function statedTexts(parent: XmlElement, name: string): Map<string | undefined, XmlElement> {
  const texts = new Map<string | undefined, XmlElement>();
  for (const child of parent.childList) {
    if (typeof child === 'string' || child.name !== name || child.namespace !== parent.namespace) continue;
    const own = child.attribute(XML_LANG);
    if (!texts.has(own)) texts.set(own, child);
  }
  return texts;
}

/** The children in exactly this language (`undefined`: in that of the parent), however the language is stated. */
function textsIn(parent: XmlElement, namespace: string, name: string, language: string | undefined): XmlElement[] {
  const wanted = language ?? languageOf(parent) ?? '';
  const texts = textsOf(parent, namespace, name).filter((text) => sameLanguage(text.language, wanted));
  return texts.map(({ child }) => child);
}

/** The child in exactly this language (`undefined`: in that of the parent), however the language is stated. */
export function exactText(
  parent: XmlElement,
  namespace: string,
  name: string,
  language: string | undefined,
): XmlElement | undefined {
  return textsIn(parent, namespace, name, language)[0];
}

/** The child to read when no language is asked for: in the parent's language, else in none, else the first. */
export function bestText(parent: XmlElement, namespace: string, name: string): XmlElement | undefined {
  let first: XmlElement | undefined;
  for (const node of parent.childList) {
    if (typeof node === 'string' || node.name !== name || node.namespace !== namespace) continue;
    // As a rule there is one.
    if (first !== undefined)
      return exactText(parent, namespace, name, undefined) ?? exactText(parent, namespace, name, '') ?? first;
    first = node;
  }
  return first;
}

/** Removes the children in exactly this language (`undefined`: in that of the parent). */
export function removeText(parent: XmlElement, namespace: string, name: string, language: string | undefined): void {
  const doomed = new Set(textsIn(parent, namespace, name, language));
  if (doomed.size > 0) parent.removeWhere((child) => doomed.has(child));
}

/** The texts of a child in all its languages, the first of each; `''` where none is known. */
export function textLanguages(parent: XmlElement, name: string): Map<string, string> {
  const languages = new Map<string, string>();
  const seen = new Set<string>();
  for (const { child, language } of textsOf(parent, parent.namespace, name)) {
    if (seen.has(language.toLowerCase())) continue;
    seen.add(language.toLowerCase());
    languages.set(language, child.text);
  }
  return languages;
}
