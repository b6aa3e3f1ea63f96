/** The entry point `couplet/testing/arbitrary`: generated XML and stanzas. It needs fast-check. */
export { arbitrary } from './arbitrary.js';
export { type CheckStanzaClassOptions, checkStanzaClass, lawNames } from './check-stanza-class.js';
export {
  type ArbitraryOptions,
  type ClassOptions,
  type KeyValues,
  type Missing,
  UngeneratableClassError,
} from './options.js';
export type { AnyCodec } from './values.js';
export { type XmlElementOptions, type XmlTextOptions, xmlElement, xmlName, xmlText } from './xml.js';
