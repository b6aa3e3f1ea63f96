/** Looks for the end of a token that the text so far does not hold whole, so that each character is looked at once. */

/** The search for the end of an incomplete token, over windows that come one by one. */
export class PendingToken {
  /** What is looked for: the literal that ends the token; in a tag the quote that is open, if one is. */
  #close: string;
  readonly #isTag: boolean;
  /** The last characters looked at: a literal may be cut. */
  #tail = '';

  /** @param token - what there is of it */
  constructor(token: string) {
    this.#close = closeOf(token);
    this.#isTag = this.#close === '>';
    this.endsIn(token);
  }

  /** Whether the token ends, or may end, in the window that follows what was looked at. */
  endsIn(window: string): boolean {
    let text = this.#tail + window;
    for (;;) {
      const at = this.#close === '>' ? text.search(/[>"']/) : text.indexOf(this.#close);
      if (at === -1) {
        this.#tail = this.#close.length > 1 ? text.slice(-2) : '';
        return false;
      }
      const found = text[at] as string;
      if (!this.#isTag || found === '>') return true;
      this.#close = this.#close === '>' ? found : '>';
      text = text.slice(at + 1);
    }
  }
}

/** What ends a token; nothing, that is anything, where the token is too short to say. */
function closeOf(token: string): string {
  if (!token.startsWith('<')) return '<';
  if (token.length < 9) return '';
  if (token.startsWith('<?')) return '?>';
  if (token.startsWith('<!--')) return '-->';
  return token.startsWith('<!') ? ']]>' : '>';
}
