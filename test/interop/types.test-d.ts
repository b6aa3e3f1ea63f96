/** The types of the adapters: what goes in and out of them in each stack, and nothing of it `any`. */
import type { Document, Element as DomElement } from '@xmldom/xmldom';
import type { Client } from '@xmpp/client';
import { StanzaStream, type XmlElement } from 'couplet';
import { fromDom, toDom } from 'couplet/interop/dom';
import { fromFastXmlParser, toFastXmlParser } from 'couplet/interop/fast-xml-parser';
import { fromLtx, toLtx } from 'couplet/interop/ltx';
import { attach as attachStanza, fromJxt, toJxt } from 'couplet/interop/stanza';
import { attach as attachXmppJs } from 'couplet/interop/xmppjs';
import type { RegistrationEvents } from 'couplet/xep/0077';
import { Element } from 'ltx';
import { type Agent, JXT } from 'stanza';
import { describe, expectTypeOf, test } from 'vitest';

declare const xml: XmlElement;
declare const document: Document;
declare const domElement: DomElement;
declare const client: Client;
declare const agent: Agent;

describe('what is made has the type of its stack', () => {
  test('ltx', () => {
    expectTypeOf(toLtx(xml, Element)).toEqualTypeOf<Element>();
    expectTypeOf(fromLtx(new Element('a'))).toEqualTypeOf<XmlElement>();
  });
  test('a DOM', () => {
    expectTypeOf(toDom(xml, document)).toEqualTypeOf<DomElement>();
    expectTypeOf(fromDom(document)).toEqualTypeOf<XmlElement>();
    expectTypeOf(fromDom(domElement)).toEqualTypeOf<XmlElement>();
  });
  test('stanza.js', () => {
    expectTypeOf(toJxt(xml, JXT.XMLElement)).toEqualTypeOf<JXT.XMLElement>();
    expectTypeOf(fromJxt(new JXT.XMLElement('a'))).toEqualTypeOf<XmlElement>();
  });
  test('fast-xml-parser', () => {
    expectTypeOf(toFastXmlParser(xml)).not.toBeAny();
    expectTypeOf(fromFastXmlParser([])).toEqualTypeOf<XmlElement>();
  });
});

test('a stream with any events is attached', () => {
  const stream = new StanzaStream<RegistrationEvents>();
  expectTypeOf(attachXmppJs(stream, client)).toEqualTypeOf<() => void>();
  expectTypeOf(attachStanza(stream, agent)).toEqualTypeOf<() => void>();
});

test('what is of no stack does not compile', () => {
  // @ts-expect-error: no attributes
  fromLtx({ name: 'a', children: [] });
  // @ts-expect-error: an element of another stack
  fromJxt(new Element('a'));
  // @ts-expect-error: text is for parseXml
  fromDom('<a/>');
  // @ts-expect-error: no connection
  attachXmppJs(new StanzaStream(), {});
  // @ts-expect-error: there is no such way to treat characters
  toLtx(xml, Element, { invalidCharacters: 'ignore' });
});
