/** What the tests read of a Markdown page: its fenced blocks, its links and the anchors of its headings. */

/** A fenced block. */
export interface Fence {
  /** The line of its first line of text, counted from 1. */
  readonly line: number;
  /** The first word after the fence: `ts`. */
  readonly language: string;
  /** The other words: `continue`. */
  readonly info: readonly string[];
  readonly text: string;
}

/** A link or an image, to where its brackets say. */
export interface Link {
  readonly line: number;
  readonly target: string;
}

export interface Page {
  readonly fences: readonly Fence[];
  readonly links: readonly Link[];
  readonly anchors: ReadonlySet<string>;
}

/** Reads a page. */
export function readPage(markdown: string): Page {
  const fences: Fence[] = [];
  const links: Link[] = [];
  const headings: string[] = [];
  const lines = markdown.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const [, indent = '', ticks, head = ''] = /^( *)(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (ticks !== undefined) {
      const first = at + 1;
      do at++;
      while (at < lines.length && lines[at]?.trim() !== ticks);
      const [language = '', ...info] = head.trim().split(/\s+/);
      const strip = (text: string): string => (text.startsWith(indent) ? text.slice(indent.length) : text);
      fences.push({ line: first + 1, language, info, text: lines.slice(first, at).map(strip).join('\n') });
      continue;
    }
    const heading = /^#{1,6} +(.*?) *#*$/.exec(line)?.[1];
    if (heading !== undefined) headings.push(heading);
    const prose = line.replace(/`[^`]*`/g, '');
    for (const found of prose.matchAll(/\]\(<?([^)\s>]+)>?(?: +"[^"]*")?\)|^ *\[[^\]]+\]: +(\S+)/g)) {
      links.push({ line: at + 1, target: found[1] ?? found[2] ?? '' });
    }
  }
  return { fences, links, anchors: anchorsOf(headings) };
}

/** The anchors that GitHub gives to headings. */
function anchorsOf(headings: readonly string[]): Set<string> {
  const anchors = new Set<string>();
  for (const heading of headings) {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = plain.replace(/[^\p{L}\p{N}\p{M}\p{Pc} -]/gu, '').replace(/ /g, '-');
    let unique = anchor;
    for (let n = 1; anchors.has(unique); n++) unique = `${anchor}-${n}`;
    anchors.add(unique);
  }
  return anchors;
}

/** The doc comments of a source as a page, each line where it is in the file. */
export function commentsOf(source: string): string {
  let inside = false;
  return source
    .split('\n')
    .map((line) => {
      inside ||= /^\s*\/\*\*/.test(line);
      const text = inside ? line.replace(/^\s*(?:\/\*\*|\*(?!\/)) ?/, '').replace(/\s*\*\/\s*$/, '') : '';
      if (line.trimEnd().endsWith('*/')) inside = false;
      return text;
    })
    .join('\n');
}
