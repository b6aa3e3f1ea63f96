/** XEP-0030: Service Discovery. */
export type { DiscoInfoHandler, DiscoItemsHandler, DiscoRequest, DiscoScope } from './disco-data.js';
export { DISCO_INFO, DiscoFeature, DiscoIdentity, DiscoInfo } from './disco-info.js';
export { DISCO_ITEMS, DiscoItem, DiscoItems } from './disco-items.js';
export { type DiscoOptions, Xep0030 } from './xep-0030.js';
