/**
 * An app that uses the stanza classes of a library and makes one of its own. Compiled by several compilers with no type
 * but those of the language; run by several versions of Node. It throws where something is not as it should be.
 */
import {
  type AnyElement,
  type AnyElementClass,
  defineElement,
  type ElementBase,
  InvalidValueError,
  Iq,
  JID,
  Message,
  parseXml,
  registerStanzaPlugin,
  type StanzaBase,
  type StanzaStream,
  type Values,
  type XmlElement,
} from 'couplet';
import { assertEqualXml, equalXml, TestStream } from 'couplet/testing';
import { type Colour, Lamp, LampIq, LampMessage, lampsOf, Room, RoomIq, Switch } from 'lamp-stanzas';

function expect<T>(actual: T, expected: T): void {
  const [found, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (found !== wanted) throw new Error(`expected ${wanted}, found ${found}`);
}

// ---- what the library's declarations say ------------------------------------------------------

const lamp = Lamp.parse(
  "<lamp xmlns='urn:example:lamps' name='desk' colour='255 128 0' owner='romeo@example.net'><on/><label xml:lang='fr'>Bureau</label></lamp>",
);
lamp.get('name') satisfies string | undefined;
lamp.get('brightness') satisfies number;
lamp.get('colour') satisfies Colour | undefined;
lamp.get('owner') satisfies JID | undefined;
lamp.get('changed') satisfies Date | undefined;
lamp.get('on') satisfies boolean;
lamp.get('spare').get('spare').get('on') satisfies boolean;
lamp.dim(20).dim(10).set('brightness', 'full').dim(1) satisfies Lamp;
expect(lamp.get('brightness'), 99);
expect(lamp.get('colour'), { red: 255, green: 128, blue: 0 });
expect(lamp.get('owner')?.toString(), 'romeo@example.net');
expect(lamp.get('label', 'fr'), 'Bureau');
expect(lamp.get('on'), true);
expect(lamp.has('spare'), false);

const values: Values<Lamp> = lamp.values;
values.owner satisfies string | undefined;

/** `any` satisfies everything, but is the same as nothing else. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const brightness = lamp.get('brightness');
const shade = lamp.get('colour');
const spare = lamp.get('spare').get('spare');
const lamps = new RoomIq().get('room').get('lamps');
const none: [
  Same<typeof brightness, number>,
  Same<typeof shade, Colour | undefined>,
  Same<typeof spare, Lamp>,
  Same<typeof lamps, Lamp[]>,
  Same<typeof values.owner, string | undefined>,
] = [true, true, true, true, true];
expect(none.length, 5);
expect(Lamp.of(values).equals(lamp), true);

const iq = RoomIq.of({ type: 'result', id: 'a1', room: { title: 'Study', lamps: [{ name: 'desk', on: true }] } });
iq.get('room') satisfies Room;
iq.get('type') satisfies 'get' | 'set' | 'result' | 'error' | undefined;
lampsOf(iq)[0]?.get('name') satisfies string | undefined;
iq.get(Room).get('lamps') satisfies Lamp[];
expect(lampsOf(iq).length, 1);
expect(new LampIq(parseXml(iq.toString())).title(), 'Study');
expect(new LampMessage().set('type', 'chat').get('lamps').length, 0);
new Switch().flip().get('type') satisfies 'toggle' | 'state' | undefined;

/** For the compiler alone: at run time these throw. */
export function mistakes(): void {
  // @ts-expect-error: not an interface of the library's class
  lamp.get('nope');
  // @ts-expect-error: not what its codec takes
  lamp.set('colour', 'red');
  // @ts-expect-error: not what its accessor method takes
  lamp.set('brightness', 'half');
  // @ts-expect-error: not one of its values
  new Switch().set('type', 'other');
  // @ts-expect-error: only a language interface takes a language
  lamp.get('name', 'fr');
}

// ---- the app's own, over the library's ----------------------------------------------------------

export class Scene extends defineElement({
  name: 'scene',
  namespace: 'urn:example:scenes',
  pluginAttrib: 'scene',
  interfaces: ['name'],
  iterables: { lamps: Lamp, scenes: () => Scene },
}) {}

export class BrightLamp extends Lamp {
  override getBrightness(): number {
    return Math.max(50, super.getBrightness());
  }
}

/** Known to the room class from here on, and exported: the app may be a library itself. */
export const SceneRoom = registerStanzaPlugin(Room, Scene);

const room = SceneRoom.of({ title: 'Study', scene: { name: 'evening', scenes: [{ name: 'late', lamps: [] }] } });
room.get('scene').get('scenes')[0]?.get('name') satisfies string | undefined;
room.get('lamps') satisfies Lamp[];
expect(room.get('scene').get('scenes')[0]?.get('name'), 'late');
expect(new BrightLamp().set('brightness', 3).get('brightness'), 50);

const reply = Iq.parse("<iq xmlns='jabber:client' type='get' id='b2' from='juliet@example.com/balcony'/>").reply();
expect(reply.setPayload(room).get(Room).get('title'), 'Study');
expect(reply.get('to')?.full, 'juliet@example.com/balcony');
expect(reply.get('type'), 'result');

let problem: unknown;
try {
  Lamp.parse("<lamp xmlns='urn:example:lamps' owner='@'/>").get('owner');
} catch (error) {
  problem = error;
}
expect(problem instanceof InvalidValueError, true);
expect(new JID('romeo@example.net/orchard').bare.toString(), 'romeo@example.net');

/** Code that is generic over stanza classes. */
export function first<C extends new (xml?: XmlElement) => AnyElement>(stanzaClass: C): InstanceType<C> {
  return new stanzaClass() as InstanceType<C>;
}
first(SceneRoom).get('scene') satisfies Scene;
export const classes: AnyElementClass[] = [Lamp, Room, Scene, LampIq, SceneRoom];
export const bases: ElementBase[] = [lamp, iq, room];
export const stanzas: StanzaBase[] = [iq, new Message(), new Switch()];
expect(stanzas.length, 3);

// ---- what it would test them with -------------------------------------------------------------

assertEqualXml(Lamp.of({ name: 'desk' }), "<l:lamp xmlns:l='urn:example:lamps' name='desk'></l:lamp>");
expect(equalXml(Lamp.of({ name: 'desk' }), new Switch()).pass, false);
export const tested: StanzaStream = new TestStream({ predictableIds: true });
expect(tested.makeIq({ type: 'get' }).get('id'), '1');
