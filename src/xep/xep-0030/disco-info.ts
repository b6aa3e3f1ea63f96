/** What an entity is and what it supports: the disco#info stanza (XEP-0030, section 3). */
import { defineElement } from '../../element/define-element.js';
import type { Given } from '../../element/types.js';
import { Form } from '../xep-0004/form.js';

/** The namespace of information about an entity, which is a feature too. */
export const DISCO_INFO = 'http://jabber.org/protocol/disco#info';

/** One thing that an entity is: `lang` is the language of its name. */
export class DiscoIdentity extends defineElement({
  name: 'identity',
  namespace: DISCO_INFO,
  interfaces: ['category', 'type', 'name'],
}) {}

/** One thing that an entity supports. */
export class DiscoFeature extends defineElement({
  name: 'feature',
  namespace: DISCO_INFO,
  interfaces: ['var'],
}) {}

/**
 * A request for information about an entity, and the answer (XEP-0030, section 3).
 *
 * @example
 * ```ts
 * import { DiscoInfo } from 'couplet/xep/0030';
 *
 * const info = DiscoInfo.of({
 *   identities: [{ category: 'conference', type: 'text', name: 'Rooms' }],
 *   features: ['http://jabber.org/protocol/muc'],
 * });
 * info.hasFeature('http://jabber.org/protocol/muc'); // true
 * ```
 */
export class DiscoInfo extends defineElement({
  name: 'query',
  namespace: DISCO_INFO,
  pluginAttrib: 'discoInfo',
  interfaces: ['node'],
  iterables: { identities: DiscoIdentity, features: DiscoFeature, forms: Form },
}) {
  /** What it supports, each feature once; one without a name is `''`. */
  getFeatures(): string[] {
    return [...new Set(this.getDeclared('features').map((feature) => feature.get('var') ?? ''))];
  }

  /** Sets what it supports; of equal ones there is one. */
  setFeatures(features: readonly string[]): void {
    this.delDeclared('features');
    for (const feature of new Set(features)) this.append(DiscoFeature.of({ var: feature || undefined }));
  }

  /** Adds a feature, unless it is there. @returns this stanza object */
  addFeature(feature: string): this {
    return this.hasFeature(feature) ? this : this.append(DiscoFeature.of({ var: feature }));
  }

  /** Whether a feature is supported. */
  hasFeature(feature: string): boolean {
    return this.getDeclared('features').some((other) => other.get('var') === feature);
  }

  /**
   * Adds an identity. One of the same category, type and language is replaced: there is to be one of each
   * (XEP-0030, section 3.1).
   *
   * @returns this stanza object
   */
  addIdentity(identity: Given<DiscoIdentity>): this {
    const added = DiscoIdentity.of(identity);
    const same = this.get('identities').find(
      (other) =>
        other.get('category') === added.get('category') &&
        other.get('type') === added.get('type') &&
        other.get('lang') === (added.get('lang') ?? this.get('lang')),
    );
    if (same !== undefined) this.xml.remove(same.xml);
    return this.append(added);
  }

  /** Whether it is something of that category, and of that type if one is given. */
  hasIdentity(category: string, type?: string): boolean {
    return this.get('identities').some(
      (identity) => identity.get('category') === category && (type === undefined || identity.get('type') === type),
    );
  }

  /** The extension form of a FORM_TYPE (XEP-0128), or `undefined`. */
  form(formType: string): Form | undefined {
    return this.get('forms').find((form) => form.formType === formType);
  }
}
