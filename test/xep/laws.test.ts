/** The stanza classes of all XEPs keep the laws of stanza classes. */

import type { ConcreteStanzaClass } from 'couplet/testing';
import { type ClassOptions, checkStanzaClass } from 'couplet/testing/arbitrary';
import { type FieldType, Form, FormField, FormItem, FormOption, FormReported } from 'couplet/xep/0004';
import { DiscoFeature, DiscoIdentity, DiscoInfo, DiscoItem, DiscoItems } from 'couplet/xep/0030';
import { OutOfBandData } from 'couplet/xep/0066';
import { Registration } from 'couplet/xep/0077';
import { Ping } from 'couplet/xep/0199';
import fc from 'fast-check';
import { test } from 'vitest';

const classes = [
  Form,
  FormField,
  FormItem,
  FormOption,
  FormReported,
  DiscoFeature,
  DiscoIdentity,
  DiscoInfo,
  DiscoItem,
  DiscoItems,
  OutOfBandData,
  Registration,
  Ping,
];

const below = new Map<ConcreteStanzaClass, ClassOptions>([
  // Of several JIDs those that are empty are there, and are no values.
  [FormField, { interfaces: { type: fc.constantFrom<FieldType>('boolean', 'hidden', 'jid-single', 'text-multi') } }],
  // The columns say of what types the fields of the items are, whatever was generated there.
  [Form, { interfaces: { reported: 'absent' } }],
  // A feature is its name (XEP-0030, section 3.1).
  [DiscoInfo, { interfaces: { features: fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 4 }) } }],
]);

test.each(classes)('%o', (stanzaClass) => checkStanzaClass(stanzaClass, { ...below.get(stanzaClass), classes: below }));
