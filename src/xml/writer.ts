import type { XmlElement } from './element.js';
export interface WriteOptions {
  readonly pretty?: boolean;
  readonly defaultNamespace?: string;
  readonly invalidCharacters?: 'throw' | 'strip' | 'replace';
}
export function writeElement(element: XmlElement, _options?: WriteOptions): string {
  return element.tag;
}
