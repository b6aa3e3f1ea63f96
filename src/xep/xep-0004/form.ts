/** The data form: fields to be filled in, filled in, or reported (XEP-0004). */
import { oneOf, string } from '../../element/codec.js';
import { defineElement } from '../../element/define-element.js';
import { InvalidValueError } from '../../element/errors.js';
import type { Given } from '../../element/types.js';
import { XmlElement } from '../../xml/element.js';
import { type FormProblem, problemsOf } from './check.js';
import { DATA_FORMS, FormField, type FormValue, type FormValueGiven } from './field.js';

/** What a form is for (XEP-0004, section 3.1). */
export type FormType = 'cancel' | 'form' | 'result' | 'submit';

/** Values by the `var` of their fields, as an object or as pairs; `undefined` is no value. */
export type FormValues =
  | Readonly<Record<string, FormValueGiven | undefined>>
  | Iterable<readonly [name: string, value: FormValueGiven | undefined]>;

/** The columns of a form with items (XEP-0004, section 3.4). */
export class FormReported extends defineElement({
  name: 'reported',
  namespace: DATA_FORMS,
  iterables: { fields: FormField },
}) {}

/** A row of a form with items (XEP-0004, section 3.4). Its fields have the types that `<reported/>` gives them. */
export class FormItem extends defineElement({
  name: 'item',
  namespace: DATA_FORMS,
  iterables: { fields: FormField },
}) {
  /** The field of that name, the first if there are several, or `undefined`. */
  field(name: string): FormField | undefined {
    return this.get('fields').find((field) => field.get('var') === name);
  }

  /**
   * The value of a field by its type, `undefined` when there is none.
   *
   * @throws {@link InvalidValueError} when it is not what the type says
   */
  value(name: string): FormValue | undefined {
    return this.field(name)?.get('value');
  }

  /** The value of a field as text, several of them as lines; `undefined` when there is none. */
  text(name: string): string | undefined {
    return this.field(name)?.text;
  }
}

/**
 * A data form (XEP-0004).
 *
 * @example
 * ```ts
 * import { Form } from 'couplet/xep/0004';
 *
 * const form = Form.of({
 *   type: 'form',
 *   title: 'A new bot',
 *   fields: [
 *     { var: 'FORM_TYPE', type: 'hidden', value: 'urn:example:bots' },
 *     { var: 'botname', type: 'text-single', label: 'Its name', required: true },
 *     { var: 'public', type: 'boolean', label: 'May others use it?', value: false },
 *   ],
 * });
 * const submission = form.submit({ botname: 'Romeo', public: true });
 * submission.value('public'); // true
 * form.problems(submission); // []
 * ```
 */
export class Form extends defineElement({
  name: 'x',
  namespace: DATA_FORMS,
  pluginAttrib: 'form',
  interfaces: { type: oneOf('cancel', 'form', 'result', 'submit') },
  subInterfaces: { title: string, instructions: string },
  plugins: { reported: FormReported },
  iterables: { fields: FormField, items: FormItem },
}) {
  /** The instructions; each of several is a line. */
  getInstructions(): string | undefined {
    const lines = this.xml.findAll(`{${DATA_FORMS}}instructions`);
    return lines.length === 0 ? undefined : lines.map((line) => line.text).join('\n');
  }

  /** Sets the instructions, an element for each line (XEP-0004, section 3: none may have line ends in it). */
  setInstructions(instructions: string): void {
    this.delDeclared('instructions');
    const lines = instructions.split(/\r\n|\r|\n/);
    for (const line of lines) this.xml.append(new XmlElement(`{${DATA_FORMS}}instructions`, {}, line));
  }

  /** What kind of form it is: the value of its field `FORM_TYPE` (XEP-0068). */
  get formType(): string | undefined {
    return this.text('FORM_TYPE');
  }

  /** The field of that name, the first if there are several, or `undefined`. */
  field(name: string): FormField | undefined {
    return this.get('fields').find((field) => field.get('var') === name);
  }

  /**
   * The value of a field by its type, `undefined` when there is none.
   *
   * @throws {@link InvalidValueError} when it is not what the type says
   */
  value(name: string): FormValue | undefined {
    return this.field(name)?.get('value');
  }

  /** The value of a field as text, several of them as lines; `undefined` when there is none. */
  text(name: string): string | undefined {
    return this.field(name)?.text;
  }

  /**
   * Adds a field at the end.
   *
   * @returns the field
   * @throws {@link InvalidValueError} when its type cannot have its value
   */
  addField(field: Given<FormField>): FormField {
    const added = FormField.of(field);
    this.append(added);
    return added;
  }

  /**
   * Sets the values of fields; a field that is missing is added.
   *
   * @returns this form
   * @throws {@link InvalidValueError} when the type of a field cannot have its value
   */
  fill(values: FormValues): this {
    for (const [name, value] of pairsOf(values)) {
      const field = this.field(name) ?? (value === undefined ? undefined : this.addField({ var: name }));
      field?.set('value', value);
    }
    return this;
  }

  /**
   * A submission of this form: all its fields (but the `fixed` ones, which ask for nothing) with their
   * types, the values given, and for the others the values that they have here.
   *
   * @param values - by the `var` of the fields
   * @throws {@link InvalidValueError} for a field that this form does not have, or a value that its type cannot have
   */
  submit(values: FormValues = {}): Form {
    const submission = this.#answer('submit');
    for (const [name, value] of pairsOf(values)) {
      const field = submission.field(name) ?? this.#unknown(name);
      field.set('value', value);
    }
    return submission;
  }

  /** The form that says that this one is not going to be submitted. It has no fields (XEP-0004, section 3.2). */
  cancel(): Form {
    return Form.of({ type: 'cancel' });
  }

  /** The fields of this form, or submission, with their types and values, as the result of it. */
  result(): Form {
    return this.#answer('result');
  }

  /**
   * What is wrong with a submission of this form: required values that are missing, values that are not
   * what the type of their field says, choices that are no options. Fields that this form does not have
   * are not looked at (XEP-0004, section 3.1).
   */
  problems(submission: Form): FormProblem[] {
    return problemsOf(this, submission);
  }

  /**
   * Adds a column for the items: `<reported/>` comes to stand before them.
   *
   * @returns the field that describes it
   */
  addReported(column: Given<FormField>): FormField {
    if (!this.has('reported') && this.has('items')) {
      const items = this.get('items');
      this.del('items').enable('reported');
      for (const item of items) this.append(item);
    }
    const added = FormField.of(column);
    this.get('reported').append(added);
    return added;
  }

  /**
   * Adds an item: a field for each column, with an empty value where none is given.
   *
   * @param values - by the `var` of the columns
   * @returns the item
   * @throws {@link InvalidValueError} for a column that there is not, or a value that its type cannot have
   */
  addItem(values: FormValues): FormItem {
    const given = new Map(pairsOf(values));
    const item = new FormItem();
    for (const column of this.get('reported').get('fields')) {
      const name = column.get('var') ?? '';
      const field = FormField.of({ var: name, type: column.get('type'), value: given.get(name) ?? '' });
      item.append(field.del('type'));
      given.delete(name);
    }
    for (const name of given.keys()) this.#unknown(name);
    this.append(item);
    return item;
  }

  #answer(type: 'result' | 'submit'): Form {
    const answer = Form.of({ type });
    for (const field of this.get('fields')) {
      if (field.get('type') === 'fixed') continue;
      const copy = field.copy().del('label').del('desc').del('required').del('options');
      answer.append(copy);
    }
    return answer;
  }

  #unknown(name: string): never {
    throw new InvalidValueError('Form', 'fields', undefined, `this form has no field '${name}'`);
  }
}

function pairsOf(values: FormValues): Iterable<readonly [string, FormValueGiven | undefined]> {
  return Symbol.iterator in values
    ? (values as Iterable<readonly [string, FormValueGiven | undefined]>)
    : Object.entries(values);
}
