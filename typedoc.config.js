/** The API pages, docs/api: every entry point, every export documented, every link good; a warning is an error. */
import { readFileSync } from 'node:fs';
import { Comment, Converter, ReflectionKind } from 'typedoc';

const { exports: entries } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const sources = Object.entries(entries).filter(([, target]) => target['couplet-source'] !== undefined);
/** `couplet/xep/0030` by `xep/xep-0030`, as typedoc calls it. */
const entryOf = new Map(
  sources.map(([entry, target]) => [
    target['couplet-source'].replace('./src/', '').replace(/(?:\/index)?\.ts$/, ''),
    entry.replace('.', 'couplet'),
  ]),
);

/** `{@link TypeError}`: what the language and the platforms have is described elsewhere. */
function linkBuiltIns(app) {
  app.converter.addUnknownSymbolResolver((reference) => {
    const [name, ...more] = reference.symbolReference?.path ?? [];
    if (name === undefined || more.length > 0 || !(name.path in globalThis)) return undefined;
    const section = ['AbortSignal', 'AbortController', 'TextDecoder', 'TextEncoder', 'URL'].includes(name.path)
      ? 'API'
      : 'JavaScript/Reference/Global_Objects';
    return `https://developer.mozilla.org/docs/Web/${section}/${name.path}`;
  });
}

/** What the sources need not say at each place. */
function sayOnce(app) {
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    // What a class was declared with is part of its types, over and over; ElementDefinition says what it means.
    for (const literal of project.getReflectionsByKind(ReflectionKind.TypeLiteral)) {
      const path = literal.getFullName().split('.');
      const derived = path.includes('definition') || path.includes('~types') || path.includes('getDeclared');
      if (derived || literal.parent?.kind === ReflectionKind.Class) project.removeReflection(literal);
    }
    for (const property of project.getReflectionsByKind(ReflectionKind.Property)) {
      if (property.name !== 'name' || !property.parent?.name.endsWith('Error')) continue;
      property.comment ??= new Comment([{ kind: 'text', text: 'The name of the class.' }]);
    }
    // An entry point is known by what one imports.
    for (const module of project.children ?? []) module.name = entryOf.get(module.name) ?? module.name;
  });
}

/** @type {Partial<import('typedoc').TypeDocOptions>} */
export default {
  name: 'couplet',
  entryPoints: sources.map(([, target]) => target['couplet-source']),
  tsconfig: 'src/tsconfig.json',
  out: 'docs/api',
  readme: 'README.md',
  plugin: [linkBuiltIns, sayOnce],
  includeVersion: true,
  excludeInternal: true,
  excludePrivate: true,
  disableSources: true,
  sort: ['source-order'],
  validation: {
    notExported: true,
    invalidLink: true,
    rewrittenLink: true,
    notDocumented: true,
    unusedMergeModuleWith: true,
  },
  treatWarningsAsErrors: true,
};
