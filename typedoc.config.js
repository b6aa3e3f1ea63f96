/** The API pages, docs/api: every entry point, every export documented, every link good; a warning is an error. */
import { readFileSync } from 'node:fs';

const { exports: entries } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

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

/** @type {Partial<import('typedoc').TypeDocOptions>} */
export default {
  name: 'couplet',
  entryPoints: Object.values(entries).flatMap((entry) => entry['couplet-source'] ?? []),
  tsconfig: 'src/tsconfig.json',
  out: 'docs/api',
  readme: 'README.md',
  plugin: [linkBuiltIns],
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
