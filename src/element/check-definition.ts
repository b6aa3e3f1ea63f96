/** What the parts of a definition must be, for programs whose definitions the compiler has not seen. */
import { isNCName, XMLNS_NAMESPACE } from '../xml/names.js';
import type { ElementDefinition } from './definition.js';
import { DefinitionError } from './errors.js';

/** What is expected, and whether a value is that. */
type Expectation = readonly [expected: string, test: (value: unknown) => boolean];

const isText = (value: unknown): boolean => typeof value === 'string';
const isList = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

const text: Expectation = ['a text', isText];
const key: Expectation = ['a key', (value) => isText(value) && value !== '' && value !== '__proto__'];
const names: Expectation = ['a list of names', isList];
const codecs: Expectation = ['a list of names, or names with codecs', (value) => isList(value) || isRecord(value)];
const classes: Expectation = ['keys with stanza classes', isRecord];

const parts = new Map<string, Expectation>([
  ['name', text],
  ['namespace', text],
  ['pluginAttrib', key],
  ['pluginMultiAttrib', key],
  ['isExtension', ['true or false', (value) => typeof value === 'boolean']],
  ['overrides', names],
  ['interfaces', codecs],
  ['subInterfaces', codecs],
  ['langInterfaces', codecs],
  ['boolInterfaces', names],
  ['plugins', classes],
  ['iterables', classes],
]);

/**
 * Checks the parts of a definition, not yet what is in its groups.
 *
 * @throws {@link DefinitionError} for a part that there is not, or that is not what it must be
 */
export function checkParts(definition: ElementDefinition): void {
  if (!isRecord(definition)) throw invalid(`A definition is an object, found ${String(definition)}`);
  const { name, namespace } = definition;
  if (!isText(name) || !isNCName(name)) {
    throw invalid(`A definition needs the name of an element, found '${String(name)}'`);
  }
  if (!isText(namespace) || namespace === XMLNS_NAMESPACE) {
    throw invalid(`The definition of <${name}> needs a namespace that elements can be in ('' for none)`);
  }
  for (const [part, value] of Object.entries(definition)) {
    const expectation = parts.get(part);
    if (expectation === undefined) {
      const known = [...parts.keys()].join(', ');
      throw invalid(`'${part}' is not part of a definition (<${name}>); the parts are ${known}`);
    }
    const [expected, test] = expectation;
    if (value !== undefined && !test(value)) throw invalid(`${part} of <${name}> must be ${expected}`);
  }
}

/** The error of a definition that cannot be meant. */
export function invalid(message: string): DefinitionError {
  return new DefinitionError('invalid-definition', message);
}
