/** A stream with service discovery, and what it is asked. */
import type { XmlElement } from 'couplet';
import { DiscoInfo, Xep0030 } from 'couplet/xep/0030';
import { Service } from '../support/stream.js';

/** A room of the service. */
export const ROOM = 'room@service.example.org';

/** A service that is asked by Romeo. */
export class Setup extends Service {
  readonly disco = this.stream.registerPlugin(Xep0030);

  /** What is answered to a request for information, or for items. */
  ask(kind: 'info' | 'items', to: string | undefined, node?: string): Promise<XmlElement> {
    const address = to === undefined ? '' : ` to='${to}'`;
    const at = node === undefined ? '' : ` node='${node}'`;
    return this.answer(`
      <iq type='get' id='d1' from='romeo@example.net/orchard'${address}>
        <query xmlns='http://jabber.org/protocol/disco#${kind}'${at}/>
      </iq>`);
  }

  /** The features that are answered, or the condition of the error. */
  async features(to: string | undefined, node?: string): Promise<string[]> {
    const answer = await this.ask('info', to, node);
    const condition = answer.find('{jabber:client}error/*')?.name;
    return condition === undefined ? discoInfoOf(answer).get('features') : [condition];
  }

  /** The nodes of the items that are answered, or the condition of the error. */
  async items(to: string | undefined, node?: string): Promise<string[]> {
    const answer = await this.ask('items', to, node);
    const condition = answer.find('{jabber:client}error/*')?.name;
    return condition === undefined
      ? answer.findAll('*/{*}item').map((item) => item.attribute('node') ?? '')
      : [condition];
  }
}

/** The information in an answer. */
export function discoInfoOf(iq: XmlElement): DiscoInfo {
  return new DiscoInfo(iq.find(DiscoInfo.tag));
}
