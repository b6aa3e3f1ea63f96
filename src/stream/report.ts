/** Telling the host about what its program's own code threw. */
import type { AnyElement } from '../element/element-base.js';
import { InvalidValueError } from '../element/errors.js';
import type { Handler } from '../handler/handler.js';

/** Where an error that a program's own code threw came from. */
export interface ErrorContext {
  /** The stanza that was being handled or sent. */
  readonly stanza?: AnyElement | undefined;
  /** The handler that threw. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever stanzas it is for
  readonly handler?: Handler<any> | undefined;
  /** The event whose listener threw. */
  readonly event?: string | undefined;
}

/** Hears of errors. */
export type Report = (error: unknown, context: ErrorContext) => void;

interface Platform {
  readonly console: { error(...data: unknown[]): void };
}

/** A stanza in a few words, without its payload: `<iq type="set" id="a1"> from bill@example.org`. */
export function describeStanza(stanza: AnyElement): string {
  const { xml } = stanza;
  const part = (name: string): string => {
    const value = xml.attribute(name);
    return value === undefined ? '' : ` ${name}="${value}"`;
  };
  const from = xml.attribute('from');
  return `<${xml.name}${part('type')}${part('id')}>${from === undefined ? '' : ` from ${from}`}`;
}

/** Prints an error and where it came from, never the payload: what happens without an `onError`. */
export function printError(error: unknown, context: ErrorContext): void {
  const who =
    context.handler !== undefined
      ? `handler '${context.handler.name}'`
      : context.event !== undefined
        ? `a listener of '${context.event}'`
        : 'a stanza';
  const about = context.stanza === undefined ? '' : ` with ${describeStanza(context.stanza)}`;
  // The stack alone: printed whole, an error shows the stanzas that it carries.
  const what = error instanceof Error ? (error.stack ?? error.message) : typeof error;
  (globalThis as unknown as Platform).console.error(`couplet: ${who} failed${about}: ${what}`);
}

/** A report that never throws itself, and tells of one error once, by however many promises it comes. */
export function safeReport(onError: Report | undefined): Report {
  const reported = new WeakSet<object>();
  return (error, context) => {
    if (typeof error === 'object' && error !== null) {
      if (reported.has(error)) return;
      reported.add(error);
    }
    try {
      (onError ?? printError)(error, context);
    } catch (second) {
      printError(second, context);
    }
  };
}

/** Whether an error is that of reading a value of this very stanza. */
export function isFromReading(error: unknown, stanza: AnyElement): error is InvalidValueError {
  if (!(error instanceof InvalidValueError)) return false;
  for (let e = error.source as typeof stanza.xml | undefined; e !== undefined; e = e.parent)
    if (e === stanza.xml) return true;
  return false;
}
