/** What matchers tell the index is true: whatever they match has one of their keys. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defineElement } from '../../src/element/define-element.js';
import { registerStanzaPlugin } from '../../src/element/register-stanza-plugin.js';
import { MatchMany } from '../../src/matcher/match-many.js';
import { MatchXMLMask } from '../../src/matcher/match-xml-mask.js';
import { MatchXPath } from '../../src/matcher/match-xpath.js';
import type { IndexKey, Matcher } from '../../src/matcher/matcher.js';
import { MatcherId } from '../../src/matcher/matcher-id.js';
import { StanzaPath } from '../../src/matcher/stanza-path.js';
import { Iq } from '../../src/stanza/iq.js';
import { Message } from '../../src/stanza/message.js';
import { XmlElement } from '../../src/xml/element.js';

class Thing extends defineElement({
  name: 'thing',
  namespace: 'urn:t',
  pluginAttrib: 'thing',
  interfaces: ['k'],
  boolInterfaces: ['f'],
}) {}
registerStanzaPlugin(Iq, Thing);
registerStanzaPlugin(Message, Thing);

const attributes = fc.record(
  { type: fc.constantFrom('get', 'set', 'chat'), id: fc.constantFrom('1', '2'), k: fc.constant('1') },
  { requiredKeys: [] },
);
const child = fc
  .tuple(fc.constantFrom('{urn:t}thing', '{jabber:client}body', '{urn:t}f'), attributes, fc.constantFrom('', 'x'))
  .map(([tag, given, text]) => new XmlElement(tag, given, text));
const stanza = fc
  .tuple(fc.constantFrom('{jabber:client}iq', '{jabber:client}message', '{urn:t}iq'), attributes, fc.array(child))
  .map(([tag, given, children]) => new XmlElement(tag, given, ...children));

const predicate = fc.constantFrom(
  ...['', "[@type='get']", "[@type!='get']", '[@type]', "[@id='1']", '[body]', "[body='x']", "[body!='x']"],
  ...['[{urn:t}thing]', '[1]', "[.='x']", '[{*}f]'],
);
const xpath = fc
  .tuple(
    fc.constantFrom('iq', 'message', '{urn:t}iq', '*', '{*}iq', './/*'),
    predicate,
    predicate,
    fc.constantFrom('', '/body', '/{urn:t}thing', '//{urn:t}thing', '/*', '/{urn:t}*', '/..', '/body/..'),
  )
  .map((parts) => new MatchXPath(parts.join('')));
const path = fc
  .constantFrom(
    ...['iq', 'iq@type=get', 'iq@id=1@type=get', 'iq/thing', 'iq@type=set/thing@k=1', 'iq/{urn:t}thing', 'iq/id'],
    ...['message', 'message@type=normal', 'message@type=chat', 'message/body', 'message@body=x', 'message@body='],
    ...['message/thing/k', 'message/thing@f=true', 'message/thing@f=false', 'message/type', 'message/nothing'],
  )
  .map((text) => new StanzaPath(text));
const simple = fc.oneof(
  xpath,
  path,
  stanza.map((mask) => new MatchXMLMask(mask)),
  fc.constantFrom('1', '2').map((id) => new MatcherId(id)),
);
const matcher: fc.Arbitrary<Matcher<unknown>> = fc.oneof(
  simple,
  fc.array(simple, { maxLength: 3 }).map((many) => new MatchMany(many)),
);

function hasAll(element: XmlElement, { root, type, id, child: tag }: IndexKey): boolean {
  return (
    (root === undefined || element.tag === root) &&
    (type === undefined || element.attribute('type') === type) &&
    (id === undefined || element.attribute('id') === id) &&
    (tag === undefined || element.children.some((node) => typeof node === 'object' && node.tag === tag))
  );
}

it('holds for all matchers and stanzas', () => {
  let matched = 0;
  fc.assert(
    fc.property(matcher, stanza, (given, element) => {
      if (!given.match(element)) return;
      matched++;
      const keys = given.keys?.();
      expect(keys === undefined || keys.some((key) => hasAll(element, key))).toBe(true);
    }),
    { numRuns: 3000 },
  );
  expect(matched).toBeGreaterThan(100);
});
