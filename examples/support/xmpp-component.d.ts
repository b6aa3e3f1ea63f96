/** What is used here of @xmpp/component, which comes without types. */
declare module '@xmpp/component' {
  import type { Client } from '@xmpp/client';

  export function component(options: { service: string; domain: string; password: string }): Client;
  export { jid, xml } from '@xmpp/client';
}
