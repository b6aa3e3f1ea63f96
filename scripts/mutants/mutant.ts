/** A break: in a file of src, a text that stands there once becomes another. */
export type Mutant = readonly [breaks: string, file: string, text: string, becomes: string];
