import type { XmlElement } from './element.js';
export interface XmlPath {
  find(from: XmlElement): XmlElement | undefined;
  findAll(from: XmlElement): XmlElement[];
}
export function compilePath(path: string): XmlPath {
  throw new Error(path);
}
