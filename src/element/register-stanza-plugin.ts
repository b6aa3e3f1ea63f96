/** Attaching stanza classes to others, and taking them off again. */
import { invalid } from './check-definition.js';
import type { AttachableClass, PluginClass } from './definition.js';
import { type AnyElementClass, ElementBase } from './element-base.js';
import { DefinitionError } from './errors.js';
import { type ConcreteClass, type Field, isStanzaClass } from './field.js';
import { type Attachment, attachedFields, attachmentsOf, fieldsIn, isTag, setAttachments, tableOf } from './table.js';
import type { Attached, StanzaLikeClass } from './types.js';

/** How a plugin is attached. */
export interface RegisterStanzaPluginOptions {
  /**
   * Whether iteration over the parent gives its children of this class, and the parent has a list of them.
   * With `pluginMultiAttrib`, the key of the list, it always does; without one the key is the tag:
   * `parent.get('{urn:example:note}note')`.
   */
  readonly iterable?: boolean;
  /** Whether the accessor methods that the plugin's definition lists under `overrides` stand in for the parent's. */
  readonly overrides?: boolean;
  /** Whether it takes the place of another plugin that has its key; without it that is an error. */
  readonly replace?: boolean;
}

/**
 * Attaches a stanza class to another, for it and its subclasses: `parent.get(pluginAttrib)` gives the
 * child, `parent.get(pluginMultiAttrib)` the list of all such children. Where there is a list, `values` holds
 * that. Registering the same pair again does nothing (but for switching on options that were off).
 *
 * @param parent - the class that gets the plugin
 * @param plugin - the class that is attached; its definition has a `pluginAttrib`
 * @param options - iteration, overrides, replacing another
 * @returns the parent, typed with the new key
 * @throws {@link DefinitionError} `plugin-conflict` when the parent has another class, or an interface,
 * under that key; `invalid-definition` when the plugin lacks what its definition says
 *
 * @example
 * ```ts
 * import { defineElement, Iq, registerStanzaPlugin } from 'couplet';
 *
 * class Version extends defineElement({
 *   name: 'query',
 *   namespace: 'jabber:iq:version',
 *   pluginAttrib: 'version',
 *   subInterfaces: ['name', 'version', 'os'],
 * }) {}
 * const VersionIq = registerStanzaPlugin(Iq, Version);
 * new VersionIq().get('version').set('name', 'couplet');
 * ```
 */
export function registerStanzaPlugin<
  C extends StanzaLikeClass,
  X extends AttachableClass,
  O extends RegisterStanzaPluginOptions = {},
>(parent: C, plugin: X, options?: O): Attached<C, X, O>;
export function registerStanzaPlugin<C extends AnyElementClass, X extends PluginClass>(
  parent: C,
  plugin: X,
  options: RegisterStanzaPluginOptions = {},
): Attached<C, X> {
  const overrides = options.overrides === true;
  const child = checkPlugin(parent, plugin, overrides);
  const attached = [...attachmentsOf(parent)];
  const same = attached.find((attachment) => attachment.plugin === child);
  const iterable = options.iterable === true || child.definition.pluginMultiAttrib !== undefined;
  if (same !== undefined) {
    if ((iterable && !same.iterable) || (overrides && !same.overrides)) {
      same.iterable ||= iterable;
      same.overrides ||= overrides;
      setAttachments(parent, attached);
    }
    return parent as unknown as Attached<C, X>;
  }
  const attachment = { plugin: child, iterable, overrides };
  const rivals = rivalsOf(parent, attachment);
  for (const rival of rivals) {
    if (rival.child === undefined || options.replace !== true) throw conflict(parent, child, rival);
  }
  const keys = new Set(rivals.map((rival) => rival.key));
  const kept = attached.filter((other) => !attachedFields(other).some((field) => keys.has(field.key)));
  setAttachments(parent, [...kept, attachment]);
  return parent as unknown as Attached<C, X>;
}

/**
 * Takes off what {@link registerStanzaPlugin} attached to this very parent: for tests and hot reload.
 * Children of that class stay in the XML.
 *
 * @returns whether it was attached
 */
export function unregisterStanzaPlugin(parent: StanzaLikeClass, plugin: StanzaLikeClass): boolean {
  const attached = attachmentsOf(parent);
  const kept = attached.filter((attachment) => attachment.plugin !== plugin);
  if (kept.length === attached.length) return false;
  setAttachments(parent, kept);
  return true;
}

function checkPlugin(parent: unknown, plugin: unknown, overrides: boolean): ConcreteClass {
  // A base without a declaration (StanzaBase) may be a parent too.
  const isParent = parent === ElementBase || (typeof parent === 'function' && parent.prototype instanceof ElementBase);
  if (!isParent || !isStanzaClass(plugin)) {
    throw invalid('registerStanzaPlugin takes two stanza classes: the parent and the plugin');
  }
  const { pluginAttrib, isExtension, overrides: names = [] } = plugin.definition;
  const refused = (reason: string): DefinitionError => invalid(`${plugin.name} cannot be attached: ${reason}`);
  if (pluginAttrib === undefined) throw refused('its definition has no pluginAttrib');
  if (isExtension === true && tableOf(plugin).field(pluginAttrib) === undefined) {
    throw refused(`it is an extension, and has no interface '${pluginAttrib}' of its own`);
  }
  for (const name of overrides ? names : []) {
    if (typeof (plugin.prototype as unknown as Record<string, unknown>)[name] !== 'function') {
      throw refused(`it overrides '${name}' but has no such method`);
    }
  }
  return plugin;
}

/** The fields of the parent that stand under a key of the plugin and are of another class. */
function rivalsOf(parent: AnyElementClass, attachment: Attachment): Field[] {
  const known = fieldsIn(parent);
  return attachedFields(attachment).flatMap((field) => {
    const rival = known.get(field.key);
    // A tag may be shared.
    return rival === undefined || isTag(field.key) || rival.child?.stanzaClass === attachment.plugin ? [] : [rival];
  });
}

function conflict(parent: AnyElementClass, plugin: ConcreteClass, rival: Field): DefinitionError {
  const holder = rival.child?.stanzaClass;
  const found = holder === undefined ? 'an interface of its own' : `${holder.name} <${holder.tag}>`;
  const advice = holder === undefined ? '' : ', or pass { replace: true }';
  return new DefinitionError(
    'plugin-conflict',
    `${parent.name} has ${found} under the key '${rival.key}'; ${plugin.name} <${plugin.tag}> cannot have it too: choose another pluginAttrib${advice}`,
  );
}
