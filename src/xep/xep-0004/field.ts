/** The fields of a data form, and the typed values in them (XEP-0004, sections 3.2 and 3.3). */
import { boolean, jid, oneOf, string } from '../../element/codec.js';
import { defineElement } from '../../element/define-element.js';
import { InvalidValueError } from '../../element/errors.js';
import { JID } from '../../jid/jid.js';
import { XmlElement, type XmlNode } from '../../xml/element.js';

/** The namespace of data forms. */
export const DATA_FORMS = 'jabber:x:data';

const fieldTypes = [
  'boolean',
  'fixed',
  'hidden',
  'jid-multi',
  'jid-single',
  'list-multi',
  'list-single',
  'text-multi',
  'text-private',
  'text-single',
] as const;

/** The type of a field (XEP-0004, section 3.3). */
export type FieldType = (typeof fieldTypes)[number];

/**
 * The value of a field, by its type: `boolean` is true or false, `jid-single` a JID, `jid-multi` JIDs,
 * `list-multi` and `hidden` texts, everything else a text, whose lines in `text-multi` end with `\n`. Where
 * no type is stated it is a text, or texts when there are several.
 */
export type FormValue = boolean | string | JID | string[] | JID[];

/** What a field can be given as its value. */
export type FormValueGiven = boolean | string | JID | readonly (string | JID)[];

/** One of the choices of a field of type `list-single` or `list-multi`. */
export class FormOption extends defineElement({
  name: 'option',
  namespace: DATA_FORMS,
  interfaces: ['label'],
  subInterfaces: ['value'],
}) {}

/**
 * A field of a data form (XEP-0004, section 3.2).
 *
 * `get('value')` is typed by the type that the field states, and in an item by the one that `<reported/>`
 * states for it. A submission need not state any: {@link FormField.text | text}, {@link FormField.boolean | boolean}
 * and {@link FormField.jid | jid} read a value as what the reader knows it to be.
 */
export class FormField extends defineElement({
  name: 'field',
  namespace: DATA_FORMS,
  interfaces: { var: string, type: oneOf(...fieldTypes), label: string },
  subInterfaces: ['desc', 'value'],
  boolInterfaces: ['required'],
  iterables: { options: FormOption },
}) {
  /** The type; `text-single` where none is stated, or none that there is (XEP-0004, section 3.3). */
  getType(): FieldType {
    return this.#statedType() ?? 'text-single';
  }

  /**
   * The value by the field's type, `undefined` when there is none, `''` for an empty one (of texts, `['']`).
   * Blanks among JIDs are left out; of equal JIDs there is one.
   *
   * @throws {@link InvalidValueError} when it is not what the type says
   */
  getValue(): FormValue | undefined {
    if (!this.has('value')) return undefined;
    switch (this.#statedType()) {
      case 'boolean':
        return this.boolean ?? '';
      case 'jid-single':
        return this.jid ?? '';
      case 'jid-multi':
        return this.text?.trim() === '' ? '' : this.jids;
      case 'hidden':
      case 'list-multi':
        return this.texts;
      case undefined: {
        const texts = this.texts;
        return texts.length > 1 ? texts : texts[0];
      }
      default:
        return this.text;
    }
  }

  /**
   * Sets the value. The lines of a text in `text-multi` become a `<value/>` each.
   *
   * @throws {@link InvalidValueError} when the field's type cannot have it; nothing is changed then
   */
  setValue(value: FormValueGiven): void {
    const texts = this.#format(value);
    this.delDeclared('value');
    for (const text of texts) this.xml.append(new XmlElement(`{${DATA_FORMS}}value`, {}, text));
  }

  /** The texts of all its values, as they stand in the XML. */
  get texts(): string[] {
    return this.xml.findAll(`{${DATA_FORMS}}value`).map((element) => element.text);
  }

  /** The value as text, several of them as lines; `undefined` when there is none. */
  get text(): string | undefined {
    return this.has('value') ? this.texts.join('\n') : undefined;
  }

  /**
   * The value as true or false; `undefined` when there is none, or an empty one.
   *
   * @throws {@link InvalidValueError} when it is something else
   */
  get boolean(): boolean | undefined {
    const text = this.text;
    return text === undefined || text === '' ? undefined : this.#read(text, boolean.parse);
  }

  /**
   * The value as a JID; `undefined` when there is none, or an empty one.
   *
   * @throws {@link InvalidValueError} when it is something else
   */
  get jid(): JID | undefined {
    const text = this.text;
    return text === undefined || text === '' ? undefined : this.#read(text, jid.parse);
  }

  /**
   * The values as JIDs, each once.
   *
   * @throws {@link InvalidValueError} when one of them is something else
   */
  get jids(): JID[] {
    const unique = new Map<string, JID>();
    for (const text of this.texts) {
      const address = text === '' ? undefined : this.#read(text, jid.parse);
      if (address !== undefined && !unique.has(address.full)) unique.set(address.full, address);
    }
    return [...unique.values()];
  }

  #statedType(): FieldType | undefined {
    const stated = this.xml.attribute('type') ?? this.#reportedType();
    return fieldTypes.find((type) => type === stated);
  }

  /** The fields of an item are typed by those of `<reported/>` (XEP-0004, section 3.4). */
  #reportedType(): string | undefined {
    const row = this.xml.parent;
    if (row?.name !== 'item' || row.namespace !== DATA_FORMS) return undefined;
    const name = this.xml.attribute('var');
    // It stands before the items, which are not gone through for each of their fields.
    for (const node of row.parent?.children ?? []) {
      if (isOfForm(node, 'item')) break;
      if (!isOfForm(node, 'reported')) continue;
      for (const column of node.children)
        if (isOfForm(column, 'field') && column.attribute('var') === name) return column.attribute('type');
    }
    return undefined;
  }

  #format(value: FormValueGiven): string[] {
    const type = this.#statedType();
    const given: readonly unknown[] = Array.isArray(value) ? value : [value];
    const texts = given.map((item) => this.#formatOne(item, type));
    switch (type) {
      case 'text-multi':
        return texts.flatMap((text) => text.split(/\r\n|\r|\n/));
      case 'hidden':
      case 'jid-multi':
      case 'list-multi':
      case undefined:
        return texts;
      default:
        if (texts.length > 1) throw this.#invalid(`expected one value for a field of type '${type}'`);
        return texts;
    }
  }

  #formatOne(value: unknown, type: FieldType | undefined): string {
    if (typeof value === 'boolean' && (type === 'boolean' || type === undefined)) return value ? '1' : '0';
    if (value instanceof JID) return value.full;
    if (typeof value !== 'string') {
      const expected = type === 'boolean' ? 'true or false' : 'text';
      throw this.#invalid(`expected ${expected}, found ${value === null ? 'null' : typeof value}`);
    }
    if (type === 'boolean' && value !== '') this.#check(value, boolean.parse);
    if ((type === 'jid-single' || type === 'jid-multi') && value !== '') this.#check(value, jid.parse);
    return value;
  }

  /** Reads a text of the XML. */
  #read<T>(text: string, parse: (text: string) => T): T {
    try {
      return parse(text);
    } catch (error) {
      throw this.#invalid(reasonOf(error), text, error).readFrom(this.xml);
    }
  }

  /** Sees that a text that is given is one. */
  #check(text: string, parse: (text: string) => unknown): void {
    try {
      parse(text);
    } catch (error) {
      throw this.#invalid(reasonOf(error), undefined, error);
    }
  }

  #invalid(reason: string, text?: string, cause?: unknown): InvalidValueError {
    return new InvalidValueError('FormField', 'value', text, `field '${this.get('var') ?? ''}': ${reason}`, cause);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isOfForm(node: XmlNode, name: string): node is XmlElement {
  return typeof node === 'object' && node.name === name && node.namespace === DATA_FORMS;
}
