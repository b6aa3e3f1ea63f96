/** Breaks of what is above src/xml. */
import type { Mutant } from './mutant.js';

/** Of stanza objects. */
export const element: readonly Mutant[] = [
  [
    'get overlooks accessor methods',
    'element/element-base.ts',
    'if (field.getter !== undefined) return',
    'if (field.getter !== undefined && false) return',
  ],
  [
    'set writes an empty text',
    'element/element-base.ts',
    "else if (value === '') deleteField(this, field, language);",
    '',
  ],
  [
    'null is a value',
    'element/element-base.ts',
    'if (value === undefined || value === null) deleteField(this, field, language);',
    'if (value === undefined) deleteField(this, field, language);',
  ],
  [
    'del overlooks accessor methods',
    'element/access.ts',
    'if (field.deleter !== undefined) field.deleter.call(stanza, language);',
    'if (field.deleter !== undefined && false) return;',
  ],
  ['copy shares the XML', 'element/element-base.ts', 'new stanzaClass(this.xml.clone())', 'new stanzaClass(this.xml)'],
  ['pop takes the second', 'element/children.ts', 'before++ !== index', 'before++ !== index + 1'],
  [
    'setting a text twice makes two',
    'element/access.ts',
    'if (child === undefined) addChild(xml, xml.namespace, field.name, text);',
    'if (text !== undefined) addChild(xml, xml.namespace, field.name, text);',
  ],
  [
    'a flag that is set twice is there twice',
    'element/access.ts',
    'else if (!testField(stanza, field)) addChild',
    'else addChild',
  ],
  ['a flag cannot be unset', 'element/access.ts', 'if (!value) removeField(stanza, field);', 'if (!value) return;'],
  ['reading a plugin adds it', 'element/view.ts', 'addPending(parent, child);', 'parent.adopt(child);'],
  ['asking twice for a plugin gives two', 'element/view.ts', '?? pendingChild(parent, namespace, name)', ''],
  [
    'values leave out languages',
    'element/values.ts',
    'plain[language === undefined ? key : `${key}|${language}`] = value;',
    'plain[key] = value;',
  ],
  [
    'values show what a codec makes of text',
    'element/values.ts',
    'return shownAsText(field, value) ? text : value;',
    'return value;',
  ],
  [
    'assign drops empty texts',
    'element/assign.ts',
    "else if (kind === 'text') writeText(subject.xml, field, textOf(subject, field, value));",
    "else if (kind === 'text' && value !== '') writeText(subject.xml, field, textOf(subject, field, value));",
  ],
  ['assigned lists are added to', 'element/assign.ts', 'removeField(stanzaOf(subject), field);\n  for', 'for'],
  ['languages are told apart by case', 'element/language.ts', 'a.toLowerCase() === b.toLowerCase()', 'a === b'],
  [
    'the language around is not inherited',
    'element/language.ts',
    'e = e.parent ?? e.aside?.pendingIn',
    'e = undefined',
  ],
  [
    'subclasses do not know the plugins of their parents',
    'element/table.ts',
    'of attachmentsOf(ancestor).flatMap(attachedFields)',
    'of (ancestor === stanzaClass ? attachmentsOf(ancestor) : []).flatMap(attachedFields)',
  ],
  [
    'a conflict of plugins is not told',
    'element/register-stanza-plugin.ts',
    'if (rival.child === undefined || options.replace !== true) throw',
    'if (rival.child === undefined) throw',
  ],
  ['issues below are not listed', 'element/issues.ts', 'while (below.length > 0) open.push(below.pop() as Place);', ''],
  [
    'an integer may be anything',
    'element/codec.ts',
    '/^\\s*[+-]?\\d+\\s*$/.test(text) ? Number(text) : Number.NaN',
    'Number(text)',
  ],
  [
    'a date may be the 31st of February',
    'element/date-time.ts',
    '!isValid(date) || date.toISOString() !== local',
    '!isValid(date)',
  ],
];

/** Of stanzas. */
export const stanza: readonly Mutant[] = [
  [
    'a reply goes to the addressee',
    'stanza/stanza-base.ts',
    "put('to', xml.attribute('from'))",
    "put('to', xml.attribute('to'))",
  ],
  [
    'the id of a request is not in its reply',
    'stanza/stanza-base.ts',
    "if (keepsId) put('id', xml.attribute('id'));",
    '',
  ],
  ['results are replied to', 'stanza/stanza-base.ts', "(own === 'result' && xml.name === 'iq')", 'false'],
  [
    'the type of an error is always cancel',
    'stanza/conditions.ts',
    'return conditions[condition][0];',
    "return 'cancel';",
  ],
];

/** Of streams. */
export const stream: readonly Mutant[] = [
  ['a request may be answered twice', 'stream/iq-answers.ts', 'if (exchange.answered) {', 'if (false) {'],
  [
    'anybody may answer a request',
    'stream/iq-requests.ts',
    'if (isPermittedSender(sender, addresses, own)) return true;',
    'return true;',
  ],
  [
    'what a handler throws is told to the peer',
    'stream/iq-answers.ts',
    "return { condition: 'internal-server-error' };",
    "return { condition: 'internal-server-error', text: String(error) };",
  ],
  [
    'a request without an answer stays without',
    'stream/inbound.ts',
    'sendAnswer(xml, exchange, first, this.#context);',
    ';',
  ],
  [
    'a forwarded stanza is moved to the namespace on the wire',
    'stream/namespaces.ts',
    '&& node.namespace === from) open',
    ') open',
  ],
];
