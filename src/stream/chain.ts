/**
 * Lists whose members know their neighbours, so that each leaves at once, wherever it stands. What has left is let
 * go of: lists and sets that things go through for ever would keep those of long ago from being collected.
 */

/** A member of one chain at most. */
export abstract class Link {
  /** The chain that it is in. */
  chain: { remove(link: Link): void } | undefined = undefined;
  earlier: this | undefined = undefined;
  later: this | undefined = undefined;

  /** Leaves the chain, if it is in one. */
  leave(): void {
    this.chain?.remove(this);
  }
}

/** Links in the order in which they came. */
export class Chain<L extends Link> {
  first: L | undefined = undefined;
  #last: L | undefined;

  get idle(): boolean {
    return this.first === undefined;
  }

  add(link: L): void {
    const last = this.#last;
    link.chain = this;
    link.earlier = last;
    if (last === undefined) this.first = link;
    else last.later = link;
    this.#last = link;
  }

  remove(link: L): void {
    const { earlier, later } = link;
    if (earlier === undefined) this.first = later;
    else earlier.later = later;
    if (later === undefined) this.#last = earlier;
    else later.earlier = earlier;
    link.chain = link.earlier = link.later = undefined;
  }

  /** Takes out the first. */
  shift(): L | undefined {
    const { first } = this;
    first?.leave();
    return first;
  }
}
