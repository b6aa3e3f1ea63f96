/** The payloads of our stanzas, declared as stanza classes: all that is in them is declared. */
import {
  type AnyElementClass,
  boolean,
  dateTime,
  defineElement,
  Iq,
  integer,
  jid,
  Message,
  oneOf,
  type PluginClass,
  Presence,
  registerStanzaPlugin,
  string,
} from 'couplet';
import { DiscoInfo, DiscoItems } from 'couplet/xep/0030';
import { OutOfBandData } from 'couplet/xep/0066';
import { Registration } from 'couplet/xep/0077';
import { Ping } from 'couplet/xep/0199';

const CHAT_STATES = 'http://jabber.org/protocol/chatstates';
const RECEIPTS = 'urn:xmpp:receipts';
const HINTS = 'urn:xmpp:hints';
const PUBSUB_EVENT = 'http://jabber.org/protocol/pubsub#event';
const AVATAR_METADATA = 'urn:xmpp:avatar:metadata';
const MUC_USER = 'http://jabber.org/protocol/muc#user';
const ROSTER = 'jabber:iq:roster';
const RSM = 'http://jabber.org/protocol/rsm';

/** A class for an element that says all by its name. */
function mark(name: string, namespace: string, pluginAttrib = name) {
  return class extends defineElement({ name, namespace, pluginAttrib }) {};
}

class Receipt extends defineElement({
  name: 'received',
  namespace: RECEIPTS,
  pluginAttrib: 'receipt',
  interfaces: ['id'],
}) {}
class OriginId extends defineElement({
  name: 'origin-id',
  namespace: 'urn:xmpp:sid:0',
  pluginAttrib: 'originId',
  interfaces: ['id'],
}) {}
class StanzaId extends defineElement({
  name: 'stanza-id',
  namespace: 'urn:xmpp:sid:0',
  pluginAttrib: 'stanzaId',
  pluginMultiAttrib: 'stanzaIds',
  interfaces: { by: jid, id: string },
}) {}
class OccupantId extends defineElement({
  name: 'occupant-id',
  namespace: 'urn:xmpp:occupant-id:0',
  pluginAttrib: 'occupantId',
  interfaces: ['id'],
}) {}
class Reply extends defineElement({
  name: 'reply',
  namespace: 'urn:xmpp:reply:0',
  pluginAttrib: 'replyTo',
  interfaces: { to: jid, id: string },
}) {}
class FallbackBody extends defineElement({
  name: 'body',
  namespace: 'urn:xmpp:fallback:0',
  interfaces: { start: integer, end: integer },
}) {}
class Fallback extends defineElement({
  name: 'fallback',
  namespace: 'urn:xmpp:fallback:0',
  pluginAttrib: 'fallback',
  interfaces: ['for'],
  plugins: { body: FallbackBody },
}) {}
class Delay extends defineElement({
  name: 'delay',
  namespace: 'urn:xmpp:delay',
  pluginAttrib: 'delay',
  interfaces: { stamp: dateTime, from: jid },
}) {}
class Forwarded extends defineElement({
  name: 'forwarded',
  namespace: 'urn:xmpp:forward:0',
  pluginAttrib: 'forwarded',
  plugins: { delay: Delay, message: () => AnyMessage },
}) {}
class CarbonSent extends defineElement({
  name: 'sent',
  namespace: 'urn:xmpp:carbons:2',
  pluginAttrib: 'carbonSent',
  plugins: { forwarded: Forwarded },
}) {}
class ArchiveResult extends defineElement({
  name: 'result',
  namespace: 'urn:xmpp:mam:2',
  pluginAttrib: 'archived',
  interfaces: { queryid: string, id: string },
  plugins: { forwarded: Forwarded },
}) {}
class AvatarInfo extends defineElement({
  name: 'info',
  namespace: AVATAR_METADATA,
  interfaces: { bytes: integer, width: integer, height: integer, id: string, type: string, url: string },
}) {}
class AvatarMetadata extends defineElement({
  name: 'metadata',
  namespace: AVATAR_METADATA,
  pluginAttrib: 'avatar',
  iterables: { versions: AvatarInfo },
}) {}
class EventItem extends defineElement({
  name: 'item',
  namespace: PUBSUB_EVENT,
  interfaces: ['id', 'publisher'],
  plugins: { avatar: AvatarMetadata },
}) {}
class EventItems extends defineElement({
  name: 'items',
  namespace: PUBSUB_EVENT,
  interfaces: ['node'],
  iterables: { items: EventItem },
}) {}
class PubsubEvent extends defineElement({
  name: 'event',
  namespace: PUBSUB_EVENT,
  pluginAttrib: 'pubsubEvent',
  plugins: { items: EventItems },
}) {}
class Capabilities extends defineElement({
  name: 'c',
  namespace: 'http://jabber.org/protocol/caps',
  pluginAttrib: 'capabilities',
  interfaces: ['hash', 'node', 'ver'],
}) {}
class VCardUpdate extends defineElement({
  name: 'x',
  namespace: 'vcard-temp:x:update',
  pluginAttrib: 'vcardUpdate',
  subInterfaces: ['photo'],
}) {}
class Nick extends defineElement({
  name: 'nick',
  namespace: 'http://jabber.org/protocol/nick',
  pluginAttrib: 'nick',
  interfaces: ['text'],
}) {
  getText(): string {
    return this.xml.text;
  }
  setText(text: string): void {
    this.xml.text = text;
  }
  hasText(): boolean {
    return this.xml.text !== '';
  }
}
class RoomItem extends defineElement({
  name: 'item',
  namespace: MUC_USER,
  interfaces: {
    affiliation: oneOf('admin', 'member', 'none', 'outcast', 'owner'),
    role: oneOf('moderator', 'none', 'participant', 'visitor'),
    jid,
    nick: string,
  },
  subInterfaces: ['reason'],
}) {}
class RoomStatus extends defineElement({ name: 'status', namespace: MUC_USER, interfaces: { code: integer } }) {}
class RoomUser extends defineElement({
  name: 'x',
  namespace: MUC_USER,
  pluginAttrib: 'room',
  plugins: { item: RoomItem },
  iterables: { statuses: RoomStatus },
}) {}
class RosterGroup extends defineElement({ name: 'group', namespace: ROSTER, interfaces: ['text'] }) {
  getText(): string {
    return this.xml.text;
  }
  setText(text: string): void {
    this.xml.text = text;
  }
  hasText(): boolean {
    return this.xml.text !== '';
  }
}
class RosterItem extends defineElement({
  name: 'item',
  namespace: ROSTER,
  interfaces: {
    jid,
    name: string,
    subscription: oneOf('none', 'to', 'from', 'both', 'remove'),
    ask: string,
    approved: boolean,
  },
  iterables: { groups: RosterGroup },
}) {}
class Roster extends defineElement({
  name: 'query',
  namespace: ROSTER,
  pluginAttrib: 'roster',
  interfaces: ['ver'],
  iterables: { items: RosterItem },
}) {}
class Version extends defineElement({
  name: 'query',
  namespace: 'jabber:iq:version',
  pluginAttrib: 'version',
  subInterfaces: ['name', 'version', 'os'],
}) {}
class ResultSetFirst extends defineElement({
  name: 'first',
  namespace: RSM,
  interfaces: { index: integer, text: string },
}) {
  getText(): string {
    return this.xml.text;
  }
  setText(text: string): void {
    this.xml.text = text;
  }
  hasText(): boolean {
    return this.xml.text !== '';
  }
}
class ResultSet extends defineElement({
  name: 'set',
  namespace: RSM,
  pluginAttrib: 'resultSet',
  plugins: { first: ResultSetFirst },
  subInterfaces: { last: string, count: integer, max: integer, before: string, after: string, index: integer },
}) {}
class ArchiveEnd extends defineElement({
  name: 'fin',
  namespace: 'urn:xmpp:mam:2',
  pluginAttrib: 'archiveEnd',
  interfaces: { complete: boolean, stable: boolean },
  plugins: { resultSet: ResultSet },
}) {}

/** The roots, each of its own class, so that nothing is attached to those that other rows use. */
export class AnyMessage extends Message {}
/** See {@link AnyMessage}. */
export class AnyPresence extends Presence {}
/** See {@link AnyMessage}. */
export class AnyIq extends Iq {}

const MESSAGES = [
  ...['active', 'composing', 'paused', 'inactive', 'gone'].map((state) => mark(state, CHAT_STATES)),
  ...['no-copy', 'no-store', 'no-permanent-store', 'store'].map((hint) => mark(hint, HINTS)),
  mark('request', RECEIPTS, 'receiptRequest'),
  Receipt,
  OriginId,
  StanzaId,
  OccupantId,
  Reply,
  Fallback,
  CarbonSent,
  ArchiveResult,
  PubsubEvent,
  OutOfBandData,
];
const PRESENCES = [Capabilities, VCardUpdate, Nick, RoomUser, OccupantId];
const QUERIES = [Ping, Roster, DiscoInfo, DiscoItems, Registration, Version, ArchiveEnd];

function attach(parent: AnyElementClass, plugins: readonly PluginClass[]): void {
  for (const plugin of plugins) registerStanzaPlugin(parent, plugin, { iterable: true });
}

/** Payloads that never come: stanza.js knows more than are in our stanzas, and so do we then. */
function others(count: number): readonly PluginClass[] {
  return Array.from({ length: count }, (_, i) => mark('other', `urn:example:other:${i}`, `other${i}`));
}

// As many payloads for each kind of stanza as stanza.js has.
attach(AnyMessage, [...MESSAGES, ...others(43 - MESSAGES.length)]);
attach(AnyPresence, [...PRESENCES, ...others(10 - PRESENCES.length)]);
attach(AnyIq, [...QUERIES, ...others(51 - QUERIES.length)]);
