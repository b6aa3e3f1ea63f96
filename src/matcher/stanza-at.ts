/** Types only: which class of stanza a literal path is about. */
import type { RootStanzas } from '../stanza/roots.js';
import type { StanzaBase } from '../stanza/stanza-base.js';

/** Another namespace's `iq` is not an `Iq`; a namespace only known at run time is taken for the stream's. */
type StreamNamespace = 'jabber:client' | 'jabber:server' | 'jabber:component:accept';
type StepName<T extends string> = T extends `${infer N}[${string}` ? N : T extends `${infer N}@${string}` ? N : T;
type FirstStep<T extends string> = T extends `${infer A}/${string}` ? StepName<A> : StepName<T>;
/** The name of the stanza that a path begins with; `never` for one of another namespace than a stream's. */
export type RootName<P extends string> = P extends `{${infer N}}${infer Rest}`
  ? N extends StreamNamespace
    ? FirstStep<Rest>
    : string extends N
      ? FirstStep<Rest>
      : never
  : FirstStep<P>;

/** The class of the stanzas that a path matches: `Iq` for `'{jabber:client}iq/…'`, `StanzaBase` where it does not say. */
export type StanzaAt<P extends string> =
  RootName<P> extends infer N extends keyof RootStanzas
    ? [N] extends [never]
      ? StanzaBase
      : RootStanzas[N]
    : StanzaBase;
