/** Telling the host about what its program's own code threw. */
import type { AnyElement } from '../element/element-base.js';
import { InvalidValueError } from '../element/errors.js';
import type { Handler } from '../handler/handler.js';
import { quote } from '../jid/errors.js';
import type { XmlElement } from '../xml/element.js';

/** Where an error that a program's own code threw came from. */
export interface ErrorContext {
  /** The stanza that was being handled or sent. */
  readonly stanza?: AnyElement | undefined;
  /** The handler that threw, or whose matcher did. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever stanzas it is for
  readonly handler?: Handler<any> | undefined;
  /** The event whose listener threw. */
  readonly event?: string | undefined;
  /** The name of the plugin that threw when it ended. */
  readonly plugin?: string | undefined;
}

/** Hears of errors. */
export type Report = (error: unknown, context: ErrorContext) => void;

interface Platform {
  readonly console: { error(...data: unknown[]): void };
}

/** A stanza in a few words, without its payload: `<iq type="set" id="a1"> from "bill@example.org"`. */
export function describeStanza(xml: XmlElement): string {
  const part = (name: string, before: string): string => {
    const value = xml.attribute(name);
    return value === undefined ? '' : before + quote(value);
  };
  return `<${xml.name}${part('type', ' type=')}${part('id', ' id=')}>${part('from', ' from ')}`;
}

/** Prints an error and where it came from, never the payload: what happens without an `onError`. */
export function printError(error: unknown, { stanza, handler, event, plugin }: ErrorContext): void {
  let who = 'what was to be done';
  if (handler !== undefined) who = `handler ${quote(handler.name)}`;
  else if (event !== undefined) who = `a listener of ${quote(event)}`;
  else if (plugin !== undefined) who = `plugin ${quote(plugin)}`;
  const about = stanza === undefined ? '' : ` with ${describeStanza(stanza.xml)}`;
  // The stack alone: printed whole, an error shows the stanzas that it carries.
  const what = error instanceof Error ? (error.stack ?? error.message) : typeof error;
  (globalThis as unknown as Platform).console.error(`couplet: ${who} failed${about}: ${what}`);
}

/**
 * A report that never throws itself. What sending has thrown is told once: it comes again by the promise that a
 * handler or listener has waited for.
 */
export function safeReport(onError: Report | undefined): Report {
  const sending = new WeakSet<object>();
  return (error, context) => {
    if (typeof error === 'object' && error !== null) {
      if (context.handler === undefined && context.event === undefined) sending.add(error);
      else if (sending.has(error)) return;
    }
    try {
      (onError ?? printError)(error, context);
    } catch (second) {
      printError(second, context);
    }
  };
}

/** Whether an error is that of reading a value of this very stanza. */
export function isFromReading(error: unknown, stanza: XmlElement): error is InvalidValueError {
  if (!(error instanceof InvalidValueError)) return false;
  for (let e = error.source as XmlElement | undefined; e !== undefined; e = e.parent) if (e === stanza) return true;
  return false;
}
