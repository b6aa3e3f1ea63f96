/** What the parts of one stream share. */
import type { JID } from '../jid/jid.js';
import type { StanzaHost } from '../stanza/stanza-base.js';
import type { HandlerIndex } from './handler-index.js';
import type { IqAnswers } from './iq-answers.js';
import type { IqRequests } from './iq-requests.js';
import type { StanzaFilter } from './options.js';
import type { Report } from './report.js';
import type { Roots } from './roots.js';

/** The state of one stream. */
export interface StreamContext {
  /** The stream itself, as its stanzas know it. */
  readonly host: StanzaHost;
  readonly roots: Roots;
  readonly index: HandlerIndex;
  readonly requests: IqRequests;
  readonly answers: IqAnswers;
  readonly report: Report;
  /** Replaced, never changed in place: a stanza sees the filters that there were when it came. */
  inFilters: readonly StanzaFilter[];
  outFilters: readonly StanzaFilter[];
  /** The JID that the stream is bound to. */
  jid: JID | undefined;
  /** Why nothing can be sent; `undefined` while it can. */
  offline: { readonly reason: unknown } | undefined;
}
