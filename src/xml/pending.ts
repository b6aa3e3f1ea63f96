/** Looks for the end of a token that the text so far does not hold whole, so that each character is looked at once. */

/** What ends the token: text ends at `<`, a tag at the `>` outside quotes, the rest at its own literal. */
type Kind = 'short' | 'text' | 'tag' | 'cdata' | 'comment' | 'instruction';

const CLOSE: Partial<Record<Kind, string>> = { text: '<', cdata: ']]>', comment: '-->', instruction: '?>' };

/** The search for the end of an incomplete token, over windows that come one by one. */
export class PendingToken {
  #kind: Kind = 'short';
  /** The quote that is open in a tag, or `''`. */
  #quote = '';
  /** The last characters looked at: a literal may be cut. */
  #tail = '';

  /** Begins with what there is of the token. */
  begin(token: string): void {
    this.#kind = kindOf(token);
    this.#quote = '';
    this.#tail = '';
    this.endsIn(token);
  }

  /** Whether the token ends, or may end, in the window that follows what was looked at. */
  endsIn(window: string): boolean {
    if (this.#kind === 'short') return true;
    if (this.#kind === 'tag') return this.#tagEndsIn(window);
    const text = this.#tail + window;
    this.#tail = text.slice(-2);
    return text.includes(CLOSE[this.#kind] as string);
  }

  #tagEndsIn(window: string): boolean {
    let i = 0;
    while (i < window.length) {
      if (this.#quote !== '') {
        const close = window.indexOf(this.#quote, i);
        if (close === -1) return false;
        this.#quote = '';
        i = close + 1;
        continue;
      }
      const character = window[i++] as string;
      if (character === '>') return true;
      if (character === '"' || character === "'") this.#quote = character;
    }
    return false;
  }
}

function kindOf(token: string): Kind {
  if (!token.startsWith('<')) return 'text';
  if (token.length < 9) return 'short';
  if (token.startsWith('<?')) return 'instruction';
  if (token.startsWith('<!--')) return 'comment';
  return token.startsWith('<!') ? 'cdata' : 'tag';
}
