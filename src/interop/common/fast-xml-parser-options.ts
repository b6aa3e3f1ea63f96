/** Which configurations of fast-xml-parser keep all that a stanza holds, and what the others lose. */
import { InteropError } from './errors.js';

interface Rule {
  readonly option: string;
  readonly holds: (value: unknown) => boolean;
  readonly needed: string;
  readonly why: string;
}

const isAbsent = (value: unknown): boolean => value === undefined || value === false || value === null;
const isOff = (value: unknown): boolean => value === false;
const isDefault = (fallback: string) => (value: unknown) => value === undefined || value === fallback;
const isEmptyList = (value: unknown): boolean => isAbsent(value) || (Array.isArray(value) && value.length === 0);

/** Names that the parser takes for dangerous in its other output; in this one they are keys like any other. */
const keepsNames = (value: unknown): boolean => typeof value === 'function' && value('toString') === 'toString';

const RULES: readonly Rule[] = [
  { option: 'preserveOrder', holds: (v) => v === true, needed: 'true', why: 'the order of children and texts is lost' },
  { option: 'ignoreAttributes', holds: isOff, needed: 'false', why: 'attributes and namespaces are lost' },
  { option: 'removeNSPrefix', holds: isAbsent, needed: 'false', why: 'namespaces are lost' },
  { option: 'trimValues', holds: isOff, needed: 'false', why: 'white space is lost' },
  { option: 'parseTagValue', holds: isOff, needed: 'false', why: "texts such as '007' and 'true' are changed" },
  { option: 'parseAttributeValue', holds: isAbsent, needed: 'false', why: "values such as '1.0' are changed" },
  { option: 'onDangerousProperty', holds: keepsNames, needed: '(name) => name', why: 'elements are renamed' },
  { option: 'cdataPropName', holds: isAbsent, needed: 'false', why: 'CDATA sections are text' },
  { option: 'textNodeName', holds: isDefault('#text'), needed: "'#text'", why: 'texts are not found' },
  { option: 'attributeNamePrefix', holds: isDefault('@_'), needed: "'@_'", why: 'attributes are not found' },
  { option: 'attributesGroupName', holds: isAbsent, needed: 'false', why: 'attributes are not found' },
  { option: 'allowBooleanAttributes', holds: isAbsent, needed: 'false', why: 'what is no XML is taken' },
  { option: 'transformTagName', holds: isAbsent, needed: 'false', why: 'elements are renamed' },
  { option: 'transformAttributeName', holds: isAbsent, needed: 'false', why: 'attributes are renamed' },
  { option: 'tagValueProcessor', holds: isAbsent, needed: 'absent', why: 'texts are changed' },
  { option: 'attributeValueProcessor', holds: isAbsent, needed: 'absent', why: 'values are changed' },
  { option: 'updateTag', holds: isAbsent, needed: 'absent', why: 'elements are changed' },
  { option: 'stopNodes', holds: isEmptyList, needed: 'absent', why: 'elements are taken for text' },
  { option: 'unpairedTags', holds: isEmptyList, needed: 'absent', why: 'what is no XML is taken' },
];

const ENTITIES: Rule = {
  option: 'htmlEntities',
  holds: (value) => !isAbsent(value),
  needed: 'true (or an entityDecoder)',
  why: 'character references such as &#10; stay as they are',
};

/** Options that were found good: a parser's options are looked at once. */
const good = new WeakSet<object>();

/**
 * Refuses a parser that was set up otherwise.
 *
 * @throws {@link InteropError} `unsupported-options`, with each option that is needed and why
 */
export function assertOptions(given: object): void {
  if (good.has(given)) return;
  const options = given as Readonly<Record<string, unknown>>;
  const broken = RULES.filter(({ option, holds }) => !holds(options[option]));
  if (!ENTITIES.holds(options.htmlEntities) && isAbsent(options.entityDecoder)) broken.push(ENTITIES);
  if (options.processEntities === false)
    broken.push({
      ...ENTITIES,
      option: 'processEntities',
      needed: 'true',
      why: 'entities such as &amp; stay as they are',
    });
  if (broken.length > 0) {
    const needs = broken.map(({ option, needed, why }) => `${option}: ${needed} (otherwise ${why})`).join(', ');
    throw new InteropError(
      'unsupported-options',
      `This XMLParser loses what a stanza holds. Make it with parserOptions of couplet/interop/fast-xml-parser; it needs ${needs}`,
    );
  }
  good.add(given);
}
