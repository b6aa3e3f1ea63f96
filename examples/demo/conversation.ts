/** One component, what it is told, and what it does, as lines for people to read. */
import type { StanzaStream, XmlElement } from 'couplet';
import type { RegistrationEvents } from 'couplet/xep/0077';
import { greet, registrationComponent } from './component.js';
import { labelled, objectLines, xmlLines } from './show.js';

/** The namespaces that stanzas have on a wire. */
const STANZAS = ['jabber:client', 'jabber:server', 'jabber:component:accept'];
/** Who asks where nobody is named. */
const SOMEBODY = 'somebody@example.com/here';

/** What comes in is handed to the component, in order; everything that happens is printed. */
export class Conversation {
  readonly #print: (text: string) => void;
  readonly #titles: Iterator<string> | undefined;
  readonly #queue: XmlElement[] = [];
  #stream: StanzaStream<RegistrationEvents> | undefined;
  /** How many stanzas have come in. */
  received = 0;
  /** How many stanzas have gone out. */
  sent = 0;

  /**
   * @param print - takes lines
   * @param titles - what each stanza is about; without them, its name and type
   */
  constructor(print: (text: string) => void, titles?: Iterable<string>) {
    this.#print = print;
    this.#titles = titles?.[Symbol.iterator]();
  }

  /** Something has come in. */
  add(element: XmlElement): void {
    this.#queue.push(element);
  }

  /** Has what has come in handled, one after another. */
  async settle(): Promise<void> {
    for (const element of this.#queue.splice(0)) await this.#handle(element);
  }

  async #handle(element: XmlElement): Promise<void> {
    const name = [element.name, element.attribute('type')].join(' ').trim();
    this.#print(`\n${++this.received}. ${this.#titles?.next().value ?? name}`);
    this.#print(labelled('in', xmlLines(element)));
    if (!STANZAS.includes(element.namespace)) {
      this.#print(
        labelled('note', [`<${element.name}> of ${element.namespace || 'no namespace'} is no stanza: skipped`]),
      );
      return;
    }
    if (element.name === 'iq' && element.attribute('from') === undefined) {
      element.setAttribute('from', SOMEBODY);
      this.#print(labelled('note', [`it is from nobody: as a server would do, we say that it is from ${SOMEBODY}`]));
    }
    this.#stream ??= this.#open(element.namespace);
    await this.#stream.receive(element);
  }

  #open(wireNamespace: string): StanzaStream<RegistrationEvents> {
    const stream = registrationComponent({
      wireNamespace,
      send: (element) => {
        this.sent++;
        this.#print(labelled('out', xmlLines(element)));
      },
      onError: (error) => this.#print(labelled('error', [error instanceof Error ? error.message : String(error)])),
    });
    stream.addFilter('in', (stanza) => {
      const lines = objectLines(stanza);
      if (lines.length > 0) this.#print(labelled('says', lines));
      return stanza;
    });
    for (const event of ['registered_user', 'unregistered_user'] as const)
      stream.addEventHandler(event, ({ jid }) => this.#print(labelled('event', [`${event} ${jid}`])));
    greet(stream);
    return stream;
  }
}
