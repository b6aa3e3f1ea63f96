/** What is to be found at an entity: the disco#items stanza (XEP-0030, section 4). */
import { jid, string } from '../../element/codec.js';
import { defineElement } from '../../element/define-element.js';
import type { Given } from '../../element/types.js';

/** The namespace of the items of an entity. */
export const DISCO_ITEMS = 'http://jabber.org/protocol/disco#items';

/** An entity, or a node at an entity. */
export class DiscoItem extends defineElement({
  name: 'item',
  namespace: DISCO_ITEMS,
  interfaces: { jid, node: string, name: string },
}) {}

/** A request for the items of an entity, and the answer (XEP-0030, section 4). */
export class DiscoItems extends defineElement({
  name: 'query',
  namespace: DISCO_ITEMS,
  pluginAttrib: 'discoItems',
  interfaces: ['node'],
  iterables: { items: DiscoItem },
}) {
  /** Adds an item. One of the same JID and node is replaced. @returns this stanza object */
  addItem(item: Given<DiscoItem>): this {
    const added = DiscoItem.of(item);
    const same = this.get('items').find(
      (other) => other.xml.attribute('jid') === added.xml.attribute('jid') && other.get('node') === added.get('node'),
    );
    if (same !== undefined) this.xml.remove(same.xml);
    return this.append(added);
  }
}
