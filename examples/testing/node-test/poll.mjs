/** What the tests are about: a poll that people vote in, as a stanza class. */
import { defineElement, integer } from 'couplet';

export class Option extends defineElement({
  name: 'option',
  namespace: 'urn:example:poll',
  interfaces: { votes: integer.between(0, 1_000_000) },
  langInterfaces: ['label'],
}) {}

export class Poll extends defineElement({
  name: 'poll',
  namespace: 'urn:example:poll',
  pluginAttrib: 'poll',
  subInterfaces: ['question'],
  boolInterfaces: ['closed'],
  iterables: { options: Option },
}) {}
