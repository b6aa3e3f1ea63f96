/** XML through the JSON of stanza.js: which XML a stanza was read from, and stanzas that carry XML to be written. */
import type { XmlElement } from '../../xml/element.js';
import type { JxtElement } from '../stanza.js';
import { InteropError } from './errors.js';
import type { ConvertOptions } from './take-apart.js';

/** What is needed of a client of stanza.js. */
interface Client {
  readonly stanzas: {
    import(xml: JxtElement, context?: object): object | undefined;
    export(kind: string, stanza: object, context?: object): object | undefined;
  };
  sendIQError(request: object, error: object): void;
  send(kind: string, stanza: object): Promise<void>;
  on(event: string, listener: (data: never) => void): unknown;
}

/** A stanza for stanza.js, which does not look into it but for these: stream management may store it as JSON. */
interface Carrier {
  readonly id: string | undefined;
  readonly type: string | undefined;
  readonly to: string | undefined;
  readonly from: string | undefined;
  /** The stanza as XML text. */
  readonly coupletXml: string;
}

const known = new WeakMap<object, Carriers>();

/** Both ways of a client, made once: stanza.js may write a carrier again long after it was sent. */
export class Carriers {
  readonly #client: Client;
  readonly #xml = new WeakMap<object, JxtElement>();
  readonly #taken = new WeakSet<object>();
  readonly #failures = new WeakMap<object, (error: Error) => void>();

  /** The carriers of a client. */
  static of(client: Client): Carriers {
    const carriers = known.get(client) ?? new Carriers(client);
    known.set(client, carriers);
    return carriers;
  }

  private constructor(client: Client) {
    this.#client = client;
    const { stanzas } = client;
    const read = stanzas.import.bind(stanzas);
    const write = stanzas.export.bind(stanzas);
    const sendIQError = client.sendIQError.bind(client);
    stanzas.import = (xml, context) => {
      const stanza = read(xml, context);
      if (stanza !== undefined) this.#xml.set(stanza, xml);
      return stanza;
    };
    stanzas.export = (kind, stanza, context) =>
      // All that is done with it is to make it a string.
      isCarrier(stanza) ? { toString: () => stanza.coupletXml } : write(kind, stanza, context);
    client.sendIQError = (request, error) => {
      if (!this.#taken.has(request)) sendIQError(request, error);
    };
    client.on('stanza:failed', ({ stanza }: { readonly stanza: object }) => {
      this.#failures.get(stanza)?.(new InteropError('not-connected', 'stanza.js could not send the stanza'));
    });
  }

  /** The XML that a stanza was read from. */
  xmlOf(stanza: object): JxtElement | undefined {
    return this.#xml.get(stanza);
  }

  /** Notes that a request is answered by another: stanza.js does not refuse it. */
  take(request: object): void {
    this.#taken.add(request);
  }

  /** Sends an element. @returns a promise for when it is on its way */
  send(element: XmlElement, options: ConvertOptions | undefined): Promise<void> {
    const carrier: Carrier = {
      id: element.attribute('id'),
      type: element.attribute('type'),
      to: element.attribute('to'),
      from: element.attribute('from'),
      coupletXml: element.toString(options),
    };
    return new Promise((resolve, reject) => {
      this.#failures.set(carrier, reject);
      this.#client.send(element.name, carrier).then(resolve, reject);
    });
  }
}

function isCarrier(stanza: object): stanza is Carrier {
  return 'coupletXml' in stanza && typeof stanza.coupletXml === 'string';
}
