/** Whether a submission is one that its form allows (XEP-0004, section 4: that is for the form's own side to say). */

import type { FormField } from './field.js';
import type { Form } from './form.js';

/** What is wrong with one field of a submission. */
export interface FormProblem {
  /** The field. */
  readonly var: string;
  /** What was expected. Nothing of the value is in it. */
  readonly message: string;
}

/** The fields of a submission that are not what the form asks for. */
export function problemsOf(form: Form, submission: Form): FormProblem[] {
  const problems: FormProblem[] = [];
  for (const field of form.get('fields')) {
    const name = field.get('var');
    if (name === undefined || field.get('type') === 'fixed') continue;
    const message = problemOf(field, submission.field(name)?.texts ?? []);
    if (message !== undefined) problems.push({ var: name, message });
  }
  return problems;
}

function problemOf(field: FormField, texts: readonly string[]): string | undefined {
  if (texts.every((text) => text === '')) return field.get('required') ? 'a value is required' : undefined;
  const copy = field.copy();
  try {
    // The field's own rules: how many values its type can have, and of what form.
    copy.set('value', texts).get('value');
  } catch {
    return `the value is none for a field of type '${field.get('type')}'`;
  }
  if (field.get('type') !== 'list-single' && field.get('type') !== 'list-multi') return undefined;
  const options = field.get('options').map((option) => option.get('value'));
  const isOption = options.length === 0 || texts.every((text) => options.includes(text));
  return isOption ? undefined : 'the value is none of the options';
}
