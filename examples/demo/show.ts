/** Stanzas for people to read: their XML, and what their objects say. */
import { inspect } from 'node:util';
import type { AnyElement, XmlElement } from 'couplet';

/** More of what an object says is not shown. */
const MOST_KEYS = 16;

/** Lines with a label before the first: `in   <iq>`. */
export function labelled(label: string, lines: readonly string[]): string {
  return lines.map((line, i) => `  ${(i === 0 ? label : '').padEnd(6)}${line}`).join('\n');
}

/** An element, laid out, without the namespace that all of its stream have. */
export function xmlLines(element: XmlElement): string[] {
  const text = tidied(element).toString({ pretty: true, defaultNamespace: element.namespace });
  // What a terminal would obey is shown as something that it does not.
  return text.replace(/(?![\n\t])\p{Cc}/gu, '\uFFFD').split('\n');
}

/** A copy without the white space that somebody else has laid it out with. */
function tidied(element: XmlElement): XmlElement {
  const copy = element.clone();
  const open = [copy];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const children = next.children.filter((node) => typeof node !== 'string');
    if (children.length > 0 && next.text.trim() === '') next.text = '';
    open.push(...children);
  }
  return copy;
}

/** What a stanza object says, as the calls that one would write: `get('register').get('username')  'bill'`. */
export function objectLines(stanza: AnyElement): string[] {
  const issues = stanza.issues();
  if (issues.length > 0) return issues.map((issue) => `! ${issue.message}`);
  const said: [call: string, value: string][] = [];
  collect(stanza.values, '', said);
  const shown = said.filter(([call]) => call !== "get('id')" && call !== "get('to')");
  const width = Math.max(...shown.map(([call]) => call.length));
  const lines = shown.slice(0, MOST_KEYS).map(([call, value]) => `${call.padEnd(width)}  ${value}`);
  return shown.length > MOST_KEYS ? [...lines, `and ${shown.length - MOST_KEYS} more`] : lines;
}

/** Every value in a snapshot, with the calls that lead to it. */
function collect(values: unknown, path: string, said: [string, string][]): void {
  if (typeof values !== 'object' || values === null) {
    said.push([path, inspect(values, { maxStringLength: 60 })]);
    return;
  }
  const entries = Object.entries(values);
  if (entries.length === 0 && path !== '') said.push([path.replace(/get(?=\('[^']*'\)$)/, 'has'), 'true']);
  for (const [key, value] of entries) {
    const call = Array.isArray(values) ? `${path}[${key}]` : `${path}${path === '' ? '' : '.'}get(${callKey(key)})`;
    collect(value, call, said);
  }
}

/** `body|fr` is `get('body', 'fr')`. */
function callKey(key: string): string {
  return key
    .split('|')
    .map((part) => inspect(part))
    .join(', ');
}
