/** Qualified names as they stand in the XML, each checked and taken apart once. */
import { clark, isNCName } from './names.js';

/** A name with its prefix. */
export class QName {
  /** As it stands in the XML. */
  readonly raw: string;
  /** `''` if there is none. */
  readonly prefix: string;
  readonly local: string;
  #clark = '';
  #namespace = '';

  constructor(raw: string, colon: number) {
    this.raw = raw;
    this.prefix = colon === -1 ? '' : raw.slice(0, colon);
    this.local = colon === -1 ? raw : raw.slice(colon + 1);
  }

  /** Whether it is `xmlns` or `xmlns:...`: an attribute of that name declares a namespace. */
  get declares(): boolean {
    return this.prefix === 'xmlns' || this.raw === 'xmlns';
  }

  /** The Clark name when the prefix is bound to this namespace. */
  clark(namespace: string): string {
    if (this.#namespace !== namespace) {
      this.#namespace = namespace;
      this.#clark = clark(namespace, this.local);
    }
    return this.#clark;
  }
}

/** The names read so far, by what stands in the XML: a stream has few different ones. */
export class NameTable {
  readonly #names = new Map<string, QName>();
  #size = 0;

  /** The name, or `undefined` if it is no qualified name: a colon too many, or at an end. */
  get(raw: string): QName | undefined {
    const known = this.#names.get(raw);
    return known ?? this.#add(raw);
  }

  /** Forgets what was read if it is much, so that a peer that makes up names fills no memory. */
  trim(): void {
    if (this.#size < 16_384) return;
    this.#names.clear();
    this.#size = 0;
  }

  #add(raw: string): QName | undefined {
    const colon = raw.indexOf(':');
    if (colon !== -1 && !(isNCName(raw.slice(0, colon)) && isNCName(raw.slice(colon + 1)))) return undefined;
    const name = new QName(raw, colon);
    this.#names.set(raw, name);
    this.#size += raw.length + 32;
    return name;
  }
}
