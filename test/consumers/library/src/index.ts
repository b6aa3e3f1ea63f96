/**
 * A library that publishes stanza classes of its own: what is exported here is all that an app sees of it, as emitted
 * declarations. Every kind of declaration is there once.
 */
import {
  type Codec,
  dateTime,
  defineElement,
  defineStanza,
  Iq,
  integer,
  jid,
  Message,
  oneOf,
  registerStanzaPlugin,
  string,
} from 'couplet';

export interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

export const colour: Codec<Colour> = {
  parse(text: string): Colour {
    const [red = 0, green = 0, blue = 0] = text.split(' ').map(Number);
    return { red, green, blue };
  },
  format({ red, green, blue }: Colour): string {
    return `${red} ${green} ${blue}`;
  },
};

/** A lamp; the guide's way, every key in `interfaces` and some again in a narrower group. */
export class Lamp extends defineElement({
  name: 'lamp',
  namespace: 'urn:example:lamps',
  pluginAttrib: 'lamp',
  pluginMultiAttrib: 'lamps',
  interfaces: { name: string, owner: jid, brightness: integer, colour, on: string },
  subInterfaces: { changed: dateTime },
  langInterfaces: ['label'],
  boolInterfaces: ['on'],
  plugins: { spare: () => Lamp },
}) {
  /** Full, unless said otherwise. */
  getBrightness(): number {
    return this.getDeclared('brightness') ?? 100;
  }

  setBrightness(value: number | 'full'): void {
    this.setDeclared('brightness', value === 'full' ? 100 : value);
  }

  dim(by: number): this {
    return this.set('brightness', this.get('brightness') - by);
  }
}

export class Room extends defineElement({
  name: 'query',
  namespace: 'urn:example:lamps',
  pluginAttrib: 'room',
  subInterfaces: ['title'],
  iterables: { lamps: Lamp },
}) {}

/** An Iq that knows the room in it. */
export const RoomIq = registerStanzaPlugin(Iq, Room);

export class LampIq extends RoomIq {
  title(): string | undefined {
    return this.get('room').get('title');
  }
}

/** A message with one lamp or several. */
export const LampMessage = registerStanzaPlugin(Message, Lamp, { iterable: true });

/** A top-level stanza of another protocol. */
export class Switch extends defineStanza({
  name: 'switch',
  namespace: 'urn:example:switch',
  interfaces: { type: oneOf('toggle', 'state') },
}) {
  flip(): this {
    return this.set('type', 'toggle');
  }
}

export function lampsOf(iq: InstanceType<typeof RoomIq>): Lamp[] {
  return iq.get('room').get('lamps');
}
