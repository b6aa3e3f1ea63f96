/** What a program has said about its JIDs and nodes, and who answers for them. */
import type { Given } from '../../element/types.js';
import { JID } from '../../jid/jid.js';
import type { Iq } from '../../stanza/iq.js';
import type { Form } from '../xep-0004/form.js';
import type { DiscoIdentity, DiscoInfo } from './disco-info.js';
import type { DiscoItem, DiscoItems } from './disco-items.js';

/** What something is said about: a JID, a node, a node at a JID; everything when neither is given. */
export interface DiscoScope {
  /** The very JID that is asked, with or without a resource. */
  readonly jid?: JID | string | undefined;
  /** The node that is asked for. */
  readonly node?: string | undefined;
}

/** What a handler is asked. */
export interface DiscoRequest {
  /** The JID that is asked; `undefined` when the request names none and the stream's is not known. */
  readonly jid: JID | undefined;
  /** The node that is asked for. */
  readonly node: string | undefined;
  /** The request. */
  readonly iq: Iq;
}

/** Answers a disco#info request, or leaves it, with `undefined`, to what else is known. */
export type DiscoInfoHandler = (
  request: DiscoRequest,
) => DiscoInfo | Given<DiscoInfo> | undefined | Promise<DiscoInfo | Given<DiscoInfo> | undefined>;

/** Answers a disco#items request, or leaves it, with `undefined`, to what else is known. */
export type DiscoItemsHandler = (
  request: DiscoRequest,
) => DiscoItems | Given<DiscoItems> | undefined | Promise<DiscoItems | Given<DiscoItems> | undefined>;

/** Everything that is said about one scope. */
export interface DiscoEntry {
  readonly identities: DiscoIdentity[];
  readonly features: string[];
  readonly forms: Form[];
  readonly items: DiscoItem[];
  readonly infoHandlers: DiscoInfoHandler[];
  readonly itemsHandlers: DiscoItemsHandler[];
}

/** The entries by scope. One with nothing in it is dropped. */
export class DiscoData {
  readonly #entries = new Map<string, DiscoEntry>();

  /** What is said about exactly this scope. */
  at(jid: JID | undefined, node: string | undefined): DiscoEntry | undefined {
    return this.#entries.get(keyOf(jid, node));
  }

  /**
   * Says something about a scope.
   *
   * @returns a function that takes it back
   * @throws {@link InvalidJIDError} when the JID is a text that is none
   */
  add<K extends keyof DiscoEntry>(scope: DiscoScope, kind: K, said: DiscoEntry[K][number]): () => void {
    const jid = typeof scope.jid === 'string' ? new JID(scope.jid) : scope.jid;
    const key = keyOf(jid, scope.node);
    const entry = this.#entries.get(key) ?? newEntry();
    this.#entries.set(key, entry);
    const list = entry[kind] as unknown[];
    list.push(said);
    let there = true;
    return () => {
      if (!there) return;
      there = false;
      list.splice(list.lastIndexOf(said), 1);
      if (Object.values(entry).every((each: unknown[]) => each.length === 0)) this.#entries.delete(key);
    };
  }
}

function newEntry(): DiscoEntry {
  return { identities: [], features: [], forms: [], items: [], infoHandlers: [], itemsHandlers: [] };
}

/** No node and the empty one are the same (XEP-0030, section 4.2: it must not be empty). */
function keyOf(jid: JID | undefined, node: string | undefined): string {
  return JSON.stringify([jid?.full ?? '', node ?? '']);
}
