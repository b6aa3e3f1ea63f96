/** `xml:lang`: what language a text is in, and which of several is asked for (RFC 6120, section 8.1.5). */
import type { XmlElement } from '../xml/element.js';
import { XML_LANG } from '../xml/names.js';
import { streamLanguageOf } from './view.js';

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
export function sameLanguage(a: string | undefined, b: string | undefined): boolean {
  return a === b || a?.toLowerCase() === b?.toLowerCase();
}

/** The children of this name, each with its language. */
function textsOf(
  parent: XmlElement,
  namespace: string,
  name: string,
): { child: XmlElement; language: string | undefined }[] {
  const inherited = languageOf(parent);
  const texts: { child: XmlElement; language: string | undefined }[] = [];
  for (const child of parent.children) {
    if (typeof child === 'string' || child.name !== name || child.namespace !== namespace) continue;
    const own = child.attribute(XML_LANG);
    texts.push({ child, language: own === undefined ? inherited : own === '' ? undefined : own });
  }
  return texts;
}

/** The children of this name with the language that each states itself, the first of each language. */
export function statedTexts(parent: XmlElement, name: string): Map<string | undefined, XmlElement> {
  const texts = new Map<string | undefined, XmlElement>();
  for (const child of parent.children) {
    if (typeof child === 'string' || child.name !== name || child.namespace !== parent.namespace) continue;
    const own = child.attribute(XML_LANG);
    if (!texts.has(own)) texts.set(own, child);
  }
  return texts;
}

/** The child in exactly this language (`undefined`: in that of the parent), however the language is stated. */
export function exactText(
  parent: XmlElement,
  namespace: string,
  name: string,
  language: string | undefined,
): XmlElement | undefined {
  const wanted = language === undefined ? languageOf(parent) : language === '' ? undefined : language;
  return textsOf(parent, namespace, name).find((text) => sameLanguage(text.language, wanted))?.child;
}

/** The child to read when no language is asked for: in the parent's language, else in none, else the first. */
export function bestText(parent: XmlElement, namespace: string, name: string): XmlElement | undefined {
  const first = parent.child(namespace, name);
  if (first === undefined) return undefined;
  // As a rule there is one.
  if (isOnlyOne(parent, first)) return first;
  const texts = textsOf(parent, namespace, name);
  const inherited = languageOf(parent);
  const best =
    texts.find((text) => sameLanguage(text.language, inherited)) ?? texts.find((text) => text.language === undefined);
  return best?.child ?? first;
}

function isOnlyOne(parent: XmlElement, first: XmlElement): boolean {
  for (const node of parent.children)
    if (typeof node === 'object' && node.name === first.name && node !== first && node.namespace === first.namespace)
      return false;
  return true;
}

/** Removes the children in exactly this language (`undefined`: in that of the parent). */
export function removeText(parent: XmlElement, namespace: string, name: string, language: string | undefined): void {
  const wanted = language === undefined ? languageOf(parent) : language === '' ? undefined : language;
  const texts = textsOf(parent, namespace, name).filter((text) => sameLanguage(text.language, wanted));
  const doomed = new Set(texts.map((text) => text.child));
  if (doomed.size > 0) parent.removeWhere((child) => doomed.has(child));
}

/** The texts of a child in all its languages, the first of each; `''` where none is known. */
export function textLanguages(parent: XmlElement, name: string): Map<string, string> {
  const languages = new Map<string, string>();
  const seen = new Set<string>();
  for (const { child, language = '' } of textsOf(parent, parent.namespace, name)) {
    if (seen.has(language.toLowerCase())) continue;
    seen.add(language.toLowerCase());
    languages.set(language, child.text);
  }
  return languages;
}
