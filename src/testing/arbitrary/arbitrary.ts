/** Generated stanza objects of a class. */
import type fc from 'fast-check';
import type { AnyElement } from '../../element/element-base.js';
import type { ConcreteClass } from '../../element/field.js';
import type { ConcreteStanzaClass } from '../dynamic.js';
import type { ArbitraryOptions } from './options.js';
import { Planner } from './plan.js';

/**
 * A fast-check arbitrary of stanza objects, made from the declaration of their class: every interface with values of
 * its codec, there or not; plugins and lists, nested; texts in several languages; and content that no class knows in
 * between. It shrinks to less of all that.
 *
 * @param stanzaClass - the class
 * @param options - values that only the test can give, and how much there is
 * @throws {@link UngeneratableClassError} when an interface has a codec of which no values are known, or the options
 * name a key that there is not
 * @throws `DefinitionError` when it is no stanza class
 *
 * @example
 * ```ts
 * import { Message } from 'couplet';
 * import { arbitrary } from 'couplet/testing/arbitrary';
 * import fc from 'fast-check';
 *
 * fc.assert(fc.property(arbitrary(Message), (message) => Message.parse(message.toString()).equals(message)));
 * ```
 */
export function arbitrary<T extends AnyElement>(
  stanzaClass: ConcreteStanzaClass<T>,
  options: ArbitraryOptions = {},
): fc.Arbitrary<T> {
  const { elements } = new Planner(options).plan(stanzaClass as unknown as ConcreteClass);
  return elements.map((element) => new stanzaClass(element.clone()));
}
