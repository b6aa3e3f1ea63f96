/** IQ requests that were sent and wait for their answers (RFC 6120, section 8.2.3). */
import type { ConcreteClass } from '../element/field.js';
import { viewAs } from '../element/view.js';
import { DisconnectedError } from '../handler/errors.js';
import { limit } from '../handler/platform.js';
import { JID } from '../jid/jid.js';
import { isPermittedSender, type RequestAddresses } from '../matcher/permitted-sender.js';
import { IqError, IqTimeoutError } from '../stanza/errors.js';
import type { Iq, IqSendOptions } from '../stanza/iq.js';
import { STANZA_NAMESPACE, type StanzaHost } from '../stanza/stanza-base.js';
import type { XmlElement } from '../xml/element.js';
import type { Report } from './report.js';

/** A request that waits for its answer. */
interface Pending {
  readonly id: string;
  /** As they were when it was sent. */
  readonly addresses: RequestAddresses;
  /**
   * What it waits with, let go of when it is settled: a map from which things are deleted without end keeps
   * them for a while in its outgrown tables.
   */
  open: Open | undefined;
}

interface Open {
  readonly request: Iq;
  readonly options: IqSendOptions;
  readonly resolve: (response: Iq) => void;
  readonly reject: (error: unknown) => void;
  /** Stops the clock, and listening to the signal. */
  readonly stop: () => void;
}

/** The requests of a stream, by id. */
export class IqRequests {
  readonly #byId = new Map<string, Pending[]>();
  readonly #report: Report;

  /** @param report - hears what `acceptReply` throws */
  constructor(report: Report) {
    this.#report = report;
  }

  /**
   * Notes a request, before it is sent: its answer may come while it is being sent.
   *
   * @param sent - what filters have made of its XML
   */
  add(request: Iq, sent: XmlElement, options: IqSendOptions): { answer: Promise<Iq>; fail(error: unknown): void } {
    const id = sent.attribute('id') ?? '';
    const addresses = { to: sent.attribute('to'), from: sent.attribute('from') };
    const pending: Pending = { id, addresses, open: undefined };
    const fail = (error: unknown): void => this.#close(pending)?.reject(error);
    const stop = limit(options, (timeout) => fail(new IqTimeoutError(request, timeout)), fail);
    const answer = new Promise<Iq>((resolve, reject) => {
      pending.open = { request, options, resolve, reject, stop };
    });
    this.#byId.set(id, [...(this.#byId.get(id) ?? []), pending]);
    return { answer, fail };
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
    const open = pending === undefined ? undefined : this.#close(pending);
    if (open === undefined) return false;
    const { request, resolve, reject } = open;
    try {
      const response = viewAs(stanza, request.constructor as unknown as ConcreteClass) as unknown as Iq;
      response.host = host;
      if (type === 'result') resolve(response);
      else reject(new IqError(request, response));
    } catch (error) {
      // A class of the program's that cannot be made.
      reject(error);
    }
    return true;
  }

  /** Rejects all: the connection has ended. */
  disconnected(reason: unknown): void {
    for (const pending of [...this.#byId.values()].flat()) {
      const to = pending.addresses.to ?? 'the server';
      this.#close(pending)?.reject(new DisconnectedError(`An IQ request to ${to} got no answer`, reason));
    }
  }

  /** Takes a request out, and stops its clock. @returns what it has waited with, if it did */
  #close(pending: Pending): Open | undefined {
    const { open } = pending;
    if (open === undefined) return undefined;
    pending.open = undefined;
    open.stop();
    const left = this.#byId.get(pending.id)?.filter((other) => other !== pending);
    if (left === undefined || left.length === 0) this.#byId.delete(pending.id);
    else this.#byId.set(pending.id, left);
    return open;
  }

  #mayAnswer({ addresses, open }: Pending, sender: string | undefined, own: JID | undefined): boolean {
    if (isPermittedSender(sender, addresses, own)) return true;
    try {
      return open?.options.acceptReply?.(sender === undefined ? undefined : JID.read(sender)) === true;
    } catch (error) {
      this.#report(error, { stanza: open?.request });
      return false;
    }
  }
}
