/** couplet: typed stanza objects over live XML. What stands here is the public face of the core. */
export {
  base64,
  boolean,
  type Codec,
  custom,
  dateTime,
  type IntegerCodec,
  integer,
  jid,
  json,
  number,
  oneOf,
  string,
} from './element/codec.js';
export { defineElement, type ElementClass } from './element/define-element.js';
export type {
  AttachableClass,
  Checked,
  ElementDefinition,
  FieldsOf,
  Interfaces,
  LanguageKeysOf,
  PluginClass,
} from './element/definition.js';
export { type AnyElement, type AnyElementClass, ElementBase } from './element/element-base.js';
export { DefinitionError, InvalidValueError, UnexpectedElementError, UnknownInterfaceError } from './element/errors.js';
export type { Issue } from './element/issues.js';
export {
  type RegisterStanzaPluginOptions,
  registerStanzaPlugin,
  unregisterStanzaPlugin,
} from './element/register-stanza-plugin.js';
export type {
  Attached,
  ElementStatics,
  ElementTypes,
  Given,
  Got,
  StanzaLike,
  StanzaLikeClass,
  Typed,
  Values,
  WithFields,
} from './element/types.js';
export { Callback, type CallbackOptions } from './handler/callback.js';
export { Collector } from './handler/collector.js';
export { DisconnectedError, HandlerRemovedError, WaiterTimeoutError } from './handler/errors.js';
export type { Handler } from './handler/handler.js';
export { Waiter, type WaitOptions } from './handler/waiter.js';
export { InvalidJIDError, type JIDPart } from './jid/errors.js';
export { JID, type JIDParts } from './jid/jid.js';
export { type IDSenderCriteria, MatchIDSender } from './matcher/match-id-sender.js';
export { type MatchedBy, MatchMany } from './matcher/match-many.js';
export { MatchXMLMask } from './matcher/match-xml-mask.js';
export { MatchXPath } from './matcher/match-xpath.js';
export type { Matcher } from './matcher/matcher.js';
export { MatcherId } from './matcher/matcher-id.js';
export type { StanzaAt } from './matcher/stanza-at.js';
export { StanzaPath } from './matcher/stanza-path.js';
export {
  type ErrorCondition,
  type ErrorType,
  STANZA_ERRORS,
  STREAM_ERRORS,
  type StreamErrorCondition,
} from './stanza/conditions.js';
export { IqError, IqTimeoutError, NotRepliableError, UnboundStanzaError, XmppError } from './stanza/errors.js';
export { type AbortSignalLike, Iq, type IqSendOptions } from './stanza/iq.js';
export { Message, type MessageType } from './stanza/message.js';
export { Presence, type PresenceType } from './stanza/presence.js';
export { type RootStanzas, rootStanzas } from './stanza/roots.js';
export {
  defineStanza,
  type ErrorReplyOptions,
  STANZA_NAMESPACE,
  StanzaBase,
  type StanzaClass,
  type StanzaFields,
} from './stanza/stanza-base.js';
export { type ErrorDescription, StanzaError } from './stanza/stanza-error.js';
export { StreamError } from './stanza/stream-error.js';
export { type AnyPlugin, BasePlugin, type ConfigOf, type PluginConstructor } from './stream/base-plugin.js';
export {
  DuplicateReplyError,
  FilteredStanzaError,
  MissingAddressError,
  PluginError,
  UnansweredIqError,
} from './stream/errors.js';
export type { StreamEvents } from './stream/events.js';
export type { Order } from './stream/lanes.js';
export type { SendMessageOptions, StanzaFilter, StanzaStreamOptions } from './stream/options.js';
export type { ErrorContext, Report } from './stream/report.js';
export { StanzaStream } from './stream/stanza-stream.js';
export type { AttributesGiven } from './xml/attributes.js';
export { XmlElement, type XmlNode } from './xml/element.js';
export { DetachedElementError, XmlError, type XmlErrorCode, type XmlPosition } from './xml/errors.js';
export type { InvalidCharacters } from './xml/escape.js';
export type { ReadLimits } from './xml/limits.js';
export { XML_LANG, XML_NAMESPACE } from './xml/names.js';
export type { ReadOptions } from './xml/options.js';
export { parseXml } from './xml/parse.js';
export { compilePath, type XmlPath } from './xml/path.js';
export { XmlPathError } from './xml/path-scanner.js';
export { XmlReader, type XmlReaderOptions } from './xml/reader.js';
export type { WriteOptions } from './xml/writer.js';
