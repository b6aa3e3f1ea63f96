/** The errors of declaring and using stanza objects. */

/**
 * A value that an interface cannot have: the XML holds text that is none of its values (thrown by `get`
 * and `values`, listed by `issues`), or a program sets one that is not (thrown by `set` and `assign`).
 *
 * The text itself is in {@link InvalidValueError.text | text}; in the message only where the interface
 * is none that commonly holds a secret.
 */
export class InvalidValueError extends Error {
  override readonly name: string = 'InvalidValueError';
  /** The stable code. */
  readonly code: 'invalid-value' = 'invalid-value';
  /** The name of the stanza class. */
  declare readonly stanzaClass: string;
  /** The interface. */
  declare readonly key: string;
  /** What is wrong with it. */
  declare readonly reason: string;
  // Private, so that printing the error prints neither the text, which may be a secret, nor the stanza.
  readonly #text: string | undefined;
  #source: object | undefined;

  /**
   * @param stanzaClass - the name of the stanza class
   * @param key - the interface
   * @param text - the text found in the XML; `undefined` for a value that was set
   * @param reason - what was expected
   * @param cause - the error of the codec
   */
  constructor(stanzaClass: string, key: string, text: string | undefined, reason: string, cause?: unknown) {
    const found = text === undefined || mayBeSecret(key) ? '' : `, found '${shorten(text)}'`;
    super(`${stanzaClass}.${key}: ${reason}${found}`, cause === undefined ? undefined : { cause });
    this.stanzaClass = stanzaClass;
    this.key = key;
    this.#text = text;
    this.reason = reason;
  }

  /** The text found in the XML, or `undefined` when the value was set by the program. */
  get text(): string | undefined {
    return this.#text;
  }

  /** @internal The element that was read. */
  get source(): object | undefined {
    return this.#source;
  }

  /** @internal Notes the element that was read. @returns this error */
  readFrom(element: object): this {
    this.#source = element;
    return this;
  }
}

/** A key that a stanza object does not have. Reading it as absent would hide the mistake. */
export class UnknownInterfaceError extends Error {
  override readonly name: string = 'UnknownInterfaceError';
  /** The stable code. */
  readonly code: 'unknown-interface' = 'unknown-interface';
  /** The name of the stanza class. */
  declare readonly stanzaClass: string;
  /** The key that was asked for. */
  declare readonly key: string;

  /**
   * @param stanzaClass - the name of the stanza class
   * @param key - the key that was asked for
   * @param known - the keys that there are; without them, what was asked for was neither a key nor a class
   */
  constructor(stanzaClass: string, key: string, known?: Iterable<string>) {
    super(
      known === undefined
        ? `${stanzaClass} expects a key or a stanza class, found ${key}`
        : `${stanzaClass} has no interface or plugin '${key}'; it has ${[...known].join(', ')}`,
    );
    this.stanzaClass = stanzaClass;
    this.key = key;
  }
}

/** A stanza class was given an element with another tag than its own. */
export class UnexpectedElementError extends Error {
  override readonly name: string = 'UnexpectedElementError';
  /** The stable code. */
  readonly code: 'unexpected-element' = 'unexpected-element';
  /** The tag of the class, in Clark notation. */
  declare readonly expected: string;
  /** The tag of the element, in Clark notation. */
  declare readonly found: string;

  /**
   * @param stanzaClass - the name of the stanza class
   * @param expected - its tag
   * @param found - the tag of the element
   */
  constructor(stanzaClass: string, expected: string, found: string) {
    super(`${stanzaClass} is for <${expected}>, found <${found}>`);
    this.expected = expected;
    this.found = found;
  }
}

/**
 * A declaration or a registration that cannot be meant: a misspelt group, a name that is none in XML, a
 * plugin for a key that another class has.
 */
export class DefinitionError extends Error {
  override readonly name: string = 'DefinitionError';
  /** The stable code. */
  declare readonly code: 'invalid-definition' | 'plugin-conflict';

  /**
   * @param code - `plugin-conflict` for a key that is taken, else `invalid-definition`
   * @param message - what was expected and what was found
   */
  constructor(code: 'invalid-definition' | 'plugin-conflict', message: string) {
    super(message);
    this.code = code;
  }
}

/** What a value is, for a message: its type, or null. */
export function typeName(value: unknown): string {
  return value === null ? 'null' : typeof value;
}

/** What an error says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function mayBeSecret(key: string): boolean {
  return /pass|pwd|secret|token|credential|digest|private|^(pin|key)$/i.test(key);
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
