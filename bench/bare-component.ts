/** A component of xmpp.js alone, which answers pings: what the example's processor time is compared with. */
import { component } from '@xmpp/component';

const { XMPP_SERVICE = '', XMPP_DOMAIN = '', XMPP_SECRET = '' } = process.env;
const xmpp = component({ service: XMPP_SERVICE, domain: XMPP_DOMAIN, password: XMPP_SECRET });
xmpp.iqCallee.get('urn:xmpp:ping', 'ping', () => true as never);
xmpp.on('online', () => console.log('"online"'));
xmpp.on('error', (error) => console.error(error));
process.on('SIGTERM', () => {
  xmpp.reconnect.stop();
  void xmpp.stop();
});
await xmpp.start();
