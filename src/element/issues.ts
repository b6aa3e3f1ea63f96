/** Finding every malformed value of a stanza object. */
import { childOf, decode, testField } from './access.js';
import type { AnyElement } from './element-base.js';
import { InvalidValueError, messageOf } from './errors.js';
import { type Field, isChild } from './field.js';
import { statedTexts } from './language.js';
import { tableFor } from './table.js';
import { childrenAs } from './view.js';

/** One value in the XML that is not what its interface says. */
export interface Issue {
  /** The keys that lead to it, and the places in lists: `['form', 'fields', 0, 'type']`. */
  readonly path: readonly (string | number)[];
  /** What was expected and what was found. */
  readonly message: string;
  /** The text in the XML, where the problem is one text. */
  readonly text: string | undefined;
  /** What `get` throws there. */
  readonly error: unknown;
}

/** A path as a linked list, so that deep ones share what they have in common. */
interface Step {
  readonly before: Step | undefined;
  readonly key: string | number;
}
interface Place {
  readonly stanza: AnyElement;
  readonly at: Step | undefined;
}

/** All issues of a stanza object and of those in it, in the order of the declarations. Iterative. */
export function issuesOf(root: AnyElement): Issue[] {
  const issues: Issue[] = [];
  const open: Place[] = [{ stanza: root, at: undefined }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { stanza, at } = place;
    const below: Place[] = [];
    for (const field of tableFor(stanza).distinctFields) {
      const step = { before: at, key: field.key };
      if (isChild(field) && field.getter === undefined) {
        for (const child of childPlaces(stanza, field, step)) below.push(child);
      } else for (const error of failures(stanza, field)) issues.push(toIssue(step, error));
    }
    while (below.length > 0) open.push(below.pop() as Place);
  }
  return issues;
}

function childPlaces(stanza: AnyElement, field: Field, step: Step): Place[] {
  if (!testField(stanza, field)) return [];
  const children = childrenAs(stanza.xml, childOf(field));
  if (field.kind === 'plugin') return children.slice(0, 1).map((child) => ({ stanza: child, at: step }));
  return children.map((child, i) => ({ stanza: child, at: { before: step, key: i } }));
}

function failures(stanza: AnyElement, field: Field): unknown[] {
  // Any text is a language; to ask for it would be to walk up to the root from each.
  if (field.kind === 'language' && field.getter === undefined) return [];
  const reads: (() => unknown)[] = [];
  if (field.kind === 'languages' && field.getter === undefined) {
    for (const child of statedTexts(stanza.xml, field.name).values()) {
      reads.push(() => decode(stanza, field, child.text));
    }
  } else reads.push(() => stanza.get(field.key));
  return reads.flatMap((read) => {
    try {
      read();
      return [];
    } catch (error) {
      return [error];
    }
  });
}

function toIssue(step: Step, error: unknown): Issue {
  const path: (string | number)[] = [];
  for (let s: Step | undefined = step; s !== undefined; s = s.before) path.push(s.key);
  path.reverse();
  return { path, message: messageOf(error), text: error instanceof InvalidValueError ? error.text : undefined, error };
}
