/** What holds of every declaration and all its values. */
import { parseXml, XmlElement } from 'couplet';
import { xmlName } from 'couplet/testing/arbitrary';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXACT } from '../support/matchers.js';
import { xmlElement, xmlText } from '../xml/support/arbitraries.js';
import {
  type MadeDefinition,
  type MadeElement,
  type MadeKey,
  madeDefinition,
  valuesFor,
} from './support/definitions.js';

const definitionWithValues = madeDefinition().chain((definition) =>
  valuesFor(definition).map((values) => ({ definition, values })),
);
const through = (values: unknown): object => JSON.parse(JSON.stringify(values)) as object;

describe('of every declaration and its values', () => {
  test('what is printed is read as the same', () => {
    fc.assert(
      fc.property(definitionWithValues, ({ definition: { stanzaClass }, values }) => {
        const stanza = stanzaClass.of(values);
        expect(parseXml(stanza.toString())).toEqualXml(stanza.xml, EXACT);
        expect(stanzaClass.parse(stanza.toString()).values).toEqual(stanza.values);
      }),
    );
  });

  test('of restores what values holds, through JSON too', () => {
    fc.assert(
      fc.property(definitionWithValues, ({ definition: { stanzaClass }, values }) => {
        const stanza = stanzaClass.of(values);
        expect(through(stanza.values)).toEqual(stanza.values);
        const restored = stanzaClass.of(through(stanza.values));
        expect(restored).toEqualXml(stanza.xml, EXACT);
        expect(restored.assign(stanza.values)).toEqualXml(stanza.xml, EXACT);
      }),
    );
  });

  test('there are no issues with what was written, and it has what it was given', () => {
    fc.assert(
      fc.property(definitionWithValues, ({ definition, values }) => {
        const stanza = definition.stanzaClass.of(values);
        expect(stanza.issues()).toEqual([]);
        for (const { key, group } of definition.keys) {
          if (group === 'langInterfaces') continue;
          const given = Object.hasOwn(values, key) ? values[key] : undefined;
          const absent = group === 'boolInterfaces' ? given !== true : group === 'iterables' && isEmpty(given);
          expect(stanza.has(key)).toBe(given !== undefined && !absent);
        }
      }),
    );
  });

  test('reading changes nothing', () => {
    fc.assert(
      fc.property(definitionWithValues, ({ definition, values }) => {
        const stanza = definition.stanzaClass.of(values);
        const before = stanza.toString();
        readAll(stanza, definition);
        expect(stanza.toString()).toBe(before);
      }),
    );
  });
});

const isEmpty = (list: unknown): boolean => Array.isArray(list) && list.length === 0;

function readAll(stanza: MadeElement, { keys }: MadeDefinition): void {
  for (const { key, group, child } of keys) {
    const value = stanza.get(key);
    stanza.has(key);
    if (group === 'langInterfaces') stanza.languages(key as never);
    if (group === 'plugins' && child !== undefined) readAll(value as MadeElement, child);
  }
  expect([...stanza].length + stanza.issues().length).toBeGreaterThanOrEqual(0);
  expect(stanza.values).toEqual(stanza.toJSON());
}

/** One thing that is done to a key. */
type Step = (stanza: MadeElement, model: Map<string, unknown>) => void;

function stepFor({ key, group, value, child }: MadeKey): fc.Arbitrary<Step> {
  const remove: Step = (stanza, model) => {
    stanza.del(key);
    model.delete(key);
  };
  const enable: Step = (stanza) => {
    if (group === 'interfaces' || group === 'boolInterfaces' || group === 'plugins') return;
    if (group !== 'iterables' && !stanza.has(key)) stanza.enable(key).del(key);
  };
  if (child !== undefined) {
    const set = valuesFor(child).map(
      (values): Step =>
        (stanza, model) => {
          const made = child.stanzaClass.of(values);
          const elements = group === 'plugins' ? made : [made, child.stanzaClass.of({})];
          stanza.set(key, elements);
          model.set(key, elements);
        },
    );
    return fc.oneof(set, fc.constant(remove), fc.constant(enable));
  }
  const set = value.map(
    (given): Step =>
      (stanza, model) => {
        stanza.set(key, given);
        model.set(key, given);
      },
  );
  return fc.oneof({ weight: 3, arbitrary: set }, fc.constant(remove), fc.constant(enable));
}

/** A declaration, and things done to stanza objects of it, one after another. */
const definitionWithSteps = madeDefinition(1)
  .filter(({ keys }) => keys.length > 0)
  .chain((definition) =>
    fc.record({
      definition: fc.constant(definition),
      steps: fc.array(fc.oneof(...definition.keys.map(stepFor)), { maxLength: 12 }),
    }),
  );

/** Content that no class knows: foreign children, texts, attributes. */
const unknownContent = fc.record({
  nodes: fc.array(fc.oneof(xmlElement, xmlText), { maxLength: 6 }),
  attributes: fc.dictionary(
    fc.oneof(
      xmlName.map((name) => `{urn:unknown}${name}`),
      fc.constant('unknown-to-all'),
    ),
    xmlText,
    { maxKeys: 4 },
  ),
});

describe('whatever is done to the keys', () => {
  test('get returns what was set last', () => {
    fc.assert(
      fc.property(definitionWithSteps, ({ definition, steps }) => {
        const stanza = new definition.stanzaClass();
        const model = new Map<string, unknown>();
        for (const step of steps) step(stanza, model);
        for (const { key, group } of definition.keys) {
          if (model.has(key)) expect(stanza.get(key)).toEqual(model.get(key));
          else if (group === 'boolInterfaces') expect(stanza.get(key)).toBe(false);
          else if (group === 'iterables') expect(stanza.get(key)).toEqual([]);
          else if (group !== 'plugins') expect(stanza.get(key)).toBeUndefined();
          else expect(stanza.has(key)).toBe(false);
        }
      }),
    );
  });

  test('what no class knows stays, in its order, to the letter', () => {
    fc.assert(
      fc.property(definitionWithSteps, unknownContent, ({ definition, steps }, { nodes, attributes }) => {
        const xml = new XmlElement(definition.stanzaClass.tag, attributes, ...nodes);
        const stanza = new definition.stanzaClass(xml);
        const [before, text] = [xml.children.filter((node) => typeof node === 'object').map(String), xml.text];
        for (const step of steps) step(stanza, new Map());
        readAll(stanza, definition);
        stanza.assign(stanza.values);
        const tags = new Set(definition.keys.map(({ child }) => child?.stanzaClass.tag));
        const kept = xml.children.filter(
          (node): node is XmlElement =>
            typeof node === 'object' && node.namespace !== xml.namespace && !tags.has(node.tag),
        );
        expect(kept.map(String)).toEqual(before);
        expect(xml.text).toBe(text);
        for (const [name, value] of Object.entries(attributes)) expect(xml.attribute(name)).toBe(value);
      }),
    );
  });
});
