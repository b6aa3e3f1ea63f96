/**
 * Reads chunks and tells what came out, in a form that can be compared: one of its own, for couplet/testing stands on
 * the reader and the writer, and would not see what both get wrong.
 */
import { type XmlElement, XmlError, XmlReader, type XmlReaderOptions } from 'couplet';

/** What a reader made of its input. */
export interface Outcome {
  /** `start`, `element` and `end`, with the element as text. */
  readonly events: string[];
  /** `code line:column offset` of the fault, if there was one. */
  readonly fault: string | undefined;
}

/** An element in a form that shows all of it: order, namespaces, where one text ends. */
export function show(element: XmlElement): string {
  let out = '';
  const todo: (XmlElement | string | undefined)[] = [element];
  while (todo.length > 0) {
    const node = todo.pop();
    if (node === undefined) out += ')';
    else if (typeof node === 'string') out += JSON.stringify(node);
    else {
      out += `(${node.tag}`;
      for (const [name, value] of node.attributes) out += ` ${name}=${JSON.stringify(value)}`;
      todo.push(undefined);
      for (let i = node.children.length - 1; i >= 0; i--) todo.push(node.children[i]);
    }
  }
  return out;
}

/** Code and place of an error of the XML layer; any other is thrown on. */
export function placeOf(error: unknown): string {
  if (!(error instanceof XmlError)) throw error;
  return `${error.code} ${error.line}:${error.column} ${error.offset}`;
}

/** Reads chunks to their end. */
export function read(chunks: Iterable<string | Uint8Array>, options: XmlReaderOptions = {}): Outcome {
  const events: string[] = [];
  const reader = new XmlReader({
    ...options,
    onStreamStart: (header) => events.push(`start ${show(header)}`),
    onElement: (element) => events.push(`element ${show(element)}`),
    onStreamEnd: () => events.push('end'),
  });
  try {
    for (const chunk of chunks) reader.write(chunk);
    reader.end();
  } catch (error) {
    return { events, fault: placeOf(error) };
  }
  return { events, fault: undefined };
}

/** The pieces between places. */
export function cutText(text: string, places: readonly number[]): string[] {
  const sorted = [0, ...[...places].sort((a, b) => a - b), text.length];
  return sorted.slice(1).map((to, i) => text.slice(sorted[i], to));
}

/** The pieces between places. */
export function cutBytes(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const sorted = [0, ...[...places].sort((a, b) => a - b), bytes.length];
  return sorted.slice(1).map((to, i) => bytes.subarray(sorted[i], to));
}

/** Pieces of one size. */
export function piecesOf<T extends string | Uint8Array>(input: T, size: number): T[] {
  const pieces: T[] = [];
  for (let at = 0; at < input.length; at += size) pieces.push(input.slice(at, at + size) as T);
  return pieces;
}

/** UTF-8. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
