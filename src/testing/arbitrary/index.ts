/** The entry point `couplet/testing/arbitrary`: generated XML and stanzas. It needs fast-check. */
export { type XmlElementOptions, xmlElement, xmlName, xmlText } from './xml.js';
