/** XEP-0004: Data Forms. */
export type { FormProblem } from './check.js';
export {
  DATA_FORMS,
  type FieldType,
  FormField,
  FormOption,
  type FormValue,
  type FormValueGiven,
} from './field.js';
export { Form, FormItem, FormReported, type FormType, type FormValues } from './form.js';
