/** The ways that XML goes in a round trip. Each returns what is wrong, or throws it, or returns `undefined`. */
import type { XmlElement } from '../xml/element.js';
import { parseXml } from '../xml/parse.js';
import { type ConcreteStanzaClass, dynamic, fieldsOf } from './dynamic.js';
import { compareElements } from './equal-xml.js';
import { NO_LIMITS } from './given.js';
import { type Read, readInside } from './independent-readers.js';
import type { CompareOptions } from './options.js';
import { equalPlain } from './plain.js';

/** What is wrong, or `undefined`. */
export type Fault = string | undefined;

/** Wrapped: nothing is added, nothing lost. */
export function wrap(element: XmlElement, stanzaClass: ConcreteStanzaClass): Fault {
  return differs(new stanzaClass(element.clone()).xml, element);
}

/** Everything that can be read is read; it can be read, and the XML is as before. */
export function readEverything(element: XmlElement, stanzaClass: ConcreteStanzaClass): Fault {
  const stanza = new stanzaClass(element.clone());
  const issues = stanza.issues();
  if (issues.length > 0) return issues.map((issue) => issue.message).join('\n');
  for (const key of fieldsOf(stanza).keys()) {
    dynamic(stanza).has(key);
    dynamic(stanza).get(key);
  }
  for (const child of stanza) child.issues();
  return differs(stanza.xml, element);
}

/** Printed, alone and for use inside of its namespace, and read again. */
export function print(element: XmlElement, stanzaClass: ConcreteStanzaClass): Fault {
  const stanza = new stanzaClass(element.clone());
  const { namespace } = element;
  const inside = stanza.toString({ defaultNamespace: namespace });
  return differs(reread(stanza.toString()), element) ?? differs(reread(inside, { '': namespace }), element);
}

/** Printed for people, and read again: indentation apart, it is the same. */
export function printPretty(element: XmlElement, stanzaClass: ConcreteStanzaClass): Fault {
  const text = new stanzaClass(element.clone()).toString({ pretty: true });
  return differs(reread(text), element, { exactWhitespace: false });
}

/** Rebuilt from its values, which went through JSON: the order of children apart, it is the same. */
export function fromValues(element: XmlElement, stanzaClass: ConcreteStanzaClass): Fault {
  const stanza = new stanzaClass(element.clone());
  const { values } = dynamic(stanza);
  const json = JSON.stringify(stanza);
  const plain: unknown = JSON.parse(json);
  if (!equalPlain(plain, values)) return `values are not what JSON gives back: ${json}`;
  const changed = differs(stanza.xml, element);
  if (changed !== undefined) return `reading them changed the stanza\n${changed}`;
  const rebuilt = dynamic(new stanzaClass()).assign(plain);
  const fault = differs(rebuilt.xml, element, { ignoreOrder: true });
  if (fault !== undefined) {
    return `${fault}\n\nvalues: ${json}\nWhat no class declares is in no values: if it is that, pass { values: false }`;
  }
  if (!equalPlain(rebuilt.values, values)) return `rebuilt, it has other values: ${JSON.stringify(rebuilt.values)}`;
  return undefined;
}

/** The text as it was given, if it was, and the text as printed, by a reader that is not ours. */
export function readAgain(
  element: XmlElement,
  text: string | undefined,
  namespaces: Readonly<Record<string, string>>,
  read: Read,
): Fault {
  const printed = differs(read(element.toString()), element);
  if (printed !== undefined) return `of what was printed, ${printed}`;
  const given = text === undefined ? undefined : differs(readInside(read, text, namespaces), element);
  return given === undefined ? undefined : `of what was given, ${given}`;
}

function reread(text: string, namespaces: Readonly<Record<string, string>> = {}): XmlElement {
  return parseXml(text, { limits: NO_LIMITS, namespaces });
}

function differs(found: XmlElement, expected: XmlElement, options: CompareOptions = { exactWhitespace: true }): Fault {
  const result = compareElements(found, expected, options);
  return result.pass ? undefined : result.message;
}
