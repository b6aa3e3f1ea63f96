/** Stanza classes that the tests of this folder share. */
import { dateTime, defineElement, integer, oneOf, string } from 'couplet';

export class FormField extends defineElement({
  name: 'field',
  namespace: 'jabber:x:data',
  interfaces: { var: string, type: oneOf('hidden', 'text-single'), label: string },
  boolInterfaces: ['required'],
}) {}

export class Form extends defineElement({
  name: 'x',
  namespace: 'jabber:x:data',
  pluginAttrib: 'form',
  interfaces: { type: oneOf('form', 'submit', 'cancel', 'result') },
  subInterfaces: ['title', 'instructions'],
  iterables: { fields: FormField },
}) {}

/** Declared the way SleekXMPP's classes are: every key in `interfaces`, and again in the group that decides. */
export class Registration extends defineElement({
  name: 'query',
  namespace: 'jabber:iq:register',
  pluginAttrib: 'register',
  interfaces: ['username', 'password', 'date', 'misc', 'registered', 'remove'],
  subInterfaces: { username: string, password: string, date: dateTime, misc: string },
  boolInterfaces: ['registered', 'remove'],
  plugins: { form: Form },
}) {}

/** A class that contains itself, and one that contains it. */
export class Forwarded extends defineElement({
  name: 'forwarded',
  namespace: 'urn:xmpp:forward:0',
  pluginAttrib: 'forwarded',
  interfaces: { stamp: dateTime, hops: integer },
  plugins: { inner: () => Forwarded, delay: () => Delay },
}) {
  depth(): number {
    return this.has('inner') ? 1 + this.get('inner').depth() : 0;
  }
}

export class Delay extends defineElement({
  name: 'delay',
  namespace: 'urn:xmpp:delay',
  iterables: { all: () => Forwarded },
}) {}

/** Texts in several languages. */
export class Note extends defineElement({
  name: 'note',
  namespace: 'urn:example:note',
  pluginAttrib: 'note',
  pluginMultiAttrib: 'notes',
  interfaces: ['id'],
  langInterfaces: { title: string, pages: integer },
}) {}
