/** What is read or written: an element, as a class. The stanza object is made only where a method of it is called. */
import type { XmlElement } from '../xml/element.js';
import type { AnyElement } from './element-base.js';
import type { Child } from './field.js';
import { type InterfaceTable, tableFor, tableOf } from './table.js';
import { viewAs } from './view.js';

/** An element, and the keys of the class that it is an element of. */
export interface Subject {
  readonly xml: XmlElement;
  readonly table: InterfaceTable;
  /** The stanza object, if there is a need for it. */
  stanza: AnyElement | undefined;
}

/** A stanza object as a subject. */
export function subjectOf(stanza: AnyElement): Subject {
  return { xml: stanza.xml, table: tableFor(stanza), stanza };
}

/** The element of a child class as a subject. */
export function childSubject(xml: XmlElement, child: Child): Subject {
  child.table ??= tableOf(child.stanzaClass);
  return { xml, table: child.table, stanza: undefined };
}

/** The stanza object over a subject. */
export function stanzaOf(subject: Subject): AnyElement {
  subject.stanza ??= viewAs(subject.xml, subject.table.stanzaClass);
  return subject.stanza;
}
