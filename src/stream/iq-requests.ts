/** IQ requests that were sent and wait for their answers (RFC 6120, section 8.2.3). */
import type { ConcreteClass } from '../element/field.js';
import { viewAs } from '../element/view.js';
import { DisconnectedError } from '../handler/errors.js';
import { after } from '../handler/platform.js';
import { JID } from '../jid/jid.js';
import { isPermittedSender, type RequestAddresses } from '../matcher/permitted-sender.js';
import { IqError, IqTimeoutError } from '../stanza/errors.js';
import type { Iq, IqSendOptions } from '../stanza/iq.js';
import { STANZA_NAMESPACE, type StanzaHost } from '../stanza/stanza-base.js';
import type { XmlElement } from '../xml/element.js';
import type { Report } from './report.js';

interface Pending {
  readonly id: string;
  readonly request: Iq;
  /** As they were when it was sent. */
  readonly addresses: RequestAddresses;
  readonly options: IqSendOptions;
  settle(outcome: { readonly response: Iq } | { readonly error: unknown }): void;
}

/** How long an answer is waited for without another word, in milliseconds. */
export const DEFAULT_TIMEOUT = 30_000;

/** The requests of a stream, by id. */
export class IqRequests {
  readonly #byId = new Map<string, Pending[]>();
  readonly #report: Report;

  /** @param report - hears what `acceptReply` throws */
  constructor(report: Report) {
    this.#report = report;
  }

  /** How many wait. */
  get size(): number {
    return this.#byId.size;
  }

  /**
   * Notes a request, before it is sent: its answer may come while it is being sent.
   *
   * @param sent - what filters have made of its XML
   */
  add(request: Iq, sent: XmlElement, options: IqSendOptions): { answer: Promise<Iq>; fail(error: unknown): void } {
    let fail = (_error: unknown): void => undefined;
    const answer = new Promise<Iq>((resolve, reject) => {
      const stops: (() => void)[] = [];
      const id = sent.attribute('id') ?? '';
      const pending: Pending = {
        id,
        request,
        addresses: { to: sent.attribute('to'), from: sent.attribute('from') },
        options,
        settle: (outcome) => {
          this.#forget(pending);
          for (const stop of stops) stop();
          if ('response' in outcome) resolve(outcome.response);
          else reject(outcome.error);
        },
      };
      fail = (error) => pending.settle({ error });
      this.#byId.set(id, [...(this.#byId.get(id) ?? []), pending]);
      this.#limit(pending, stops);
    });
    return { answer, fail: (error) => fail(error) };
  }

  /**
   * Gives an answer to the request that it is for.
   *
   * @param stanza - a stanza that has come in
   * @param own - the JID that the stream is bound to
   * @param host - what the answer belongs to
   * @returns whether it was one
   */
  settle(stanza: XmlElement, own: JID | undefined, host: StanzaHost): boolean {
    if (this.#byId.size === 0 || stanza.name !== 'iq' || stanza.namespace !== STANZA_NAMESPACE) return false;
    const type = stanza.attribute('type');
    if (type !== 'result' && type !== 'error') return false;
    const sender = stanza.attribute('from');
    const waiting = this.#byId.get(stanza.attribute('id') ?? '') ?? [];
    const pending = waiting.find((candidate) => this.#mayAnswer(candidate, sender, own));
    if (pending === undefined) return false;
    const response = viewAs(stanza, pending.request.constructor as unknown as ConcreteClass) as unknown as Iq;
    response.host = host;
    pending.settle(type === 'result' ? { response } : { error: new IqError(pending.request, response) });
    return true;
  }

  /** Rejects all: the connection has ended. */
  disconnected(reason: unknown): void {
    for (const pending of [...this.#byId.values()].flat()) {
      const to = pending.request.xml.attribute('to') ?? 'the server';
      pending.settle({ error: new DisconnectedError(`An IQ request to ${to} got no answer`, reason) });
    }
  }

  #limit(pending: Pending, stops: (() => void)[]): void {
    const { timeout = DEFAULT_TIMEOUT, signal } = pending.options;
    if (timeout !== Number.POSITIVE_INFINITY) {
      stops.push(after(timeout, () => pending.settle({ error: new IqTimeoutError(pending.request, timeout) })));
    }
    if (signal === undefined) return;
    const abort = (): void => pending.settle({ error: signal.reason });
    signal.addEventListener('abort', abort);
    stops.push(() => signal.removeEventListener('abort', abort));
  }

  #forget(pending: Pending): void {
    const left = this.#byId.get(pending.id)?.filter((other) => other !== pending);
    if (left === undefined || left.length === 0) this.#byId.delete(pending.id);
    else this.#byId.set(pending.id, left);
  }

  #mayAnswer({ request, addresses, options }: Pending, sender: string | undefined, own: JID | undefined): boolean {
    if (isPermittedSender(sender, addresses, own)) return true;
    if (options.acceptReply === undefined) return false;
    try {
      return options.acceptReply(sender === undefined ? undefined : JID.read(sender));
    } catch (error) {
      this.#report(error, { stanza: request });
      return false;
    }
  }
}
