/** XEP-0199: XMPP Ping. */
export { Ping } from './ping.js';
export { Xep0199 } from './xep-0199.js';
