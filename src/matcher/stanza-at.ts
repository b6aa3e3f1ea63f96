/** Types only: which class of stanza a literal path is about. */
import type { RootStanzas } from '../stanza/roots.js';
import type { StanzaBase } from '../stanza/stanza-base.js';

/**
 * The class of the stanzas that a path matches: `Iq` for `'{jabber:client}iq/…'`, `StanzaBase` where the
 * path does not say. Another namespace's `iq` is not an `Iq`; a namespace that is only known at run time
 * is taken for the stream's.
 *
 * @typeParam P - the path
 */
export type StanzaAt<P extends string> =
  // The name of the first step is what is left when its namespace, all later steps and its conditions are off.
  P extends `{${'jabber:client' | 'jabber:server' | 'jabber:component:accept'}}${infer Rest}`
    ? StanzaAt<Rest>
    : P extends `{${infer Namespace}}${infer Rest}`
      ? string extends Namespace
        ? StanzaAt<Rest>
        : StanzaBase
      : P extends `${infer First}/${string}` | `${infer First}[${string}` | `${infer First}@${string}`
        ? StanzaAt<First>
        : P extends keyof RootStanzas
          ? RootStanzas[P]
          : StanzaBase;
