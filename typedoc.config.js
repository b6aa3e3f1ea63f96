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

/** Links from one entry point to another, and to what the language and the platforms have. */
function linkFurther(app) {
  app.converter.addUnknownSymbolResolver((reference, from) => {
    const names = reference.symbolReference?.path?.map(({ path }) => path) ?? [];
    for (const module of from.project.children ?? []) {
      const target = module.getChildByName(names);
      if (target !== undefined) return { target, caption: names.join('.') };
    }
    const [name = ''] = names;
    if (names.length !== 1 || !(name in globalThis)) return undefined;
    const section = /^(?:Abort|Text|URL)/.test(name) ? 'API' : 'JavaScript/Reference/Global_Objects';
    return `https://developer.mozilla.org/docs/Web/${section}/${name}`;
  });
}

const SAID_ABOVE = [ReflectionKind.Class, ReflectionKind.Variable, ReflectionKind.TypeParameter];

/** What the sources need not say at each place. */
function sayOnce(app) {
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    // What a class was declared with is part of its types, over and over; ElementDefinition says what it means. What an
    // object of a variable or a constraint is made of is said of that.
    for (const literal of project.getReflectionsByKind(ReflectionKind.TypeLiteral)) {
      const path = literal.getFullName().split('.');
      const derived = path.includes('definition') || path.includes('~types') || path.includes('getDeclared');
      if (derived || literal.parent?.kindOf(SAID_ABOVE)) {
        project.removeReflection(literal);
      }
    }
    for (const property of project.getReflectionsByKind(ReflectionKind.Property)) {
      if (property.name !== 'name' || !property.parent?.name.endsWith('Error')) continue;
      property.comment ??= new Comment([{ kind: 'text', text: 'The name of the class.' }]);
    }
    const pluginClass = project.getChildByName(['index', 'PluginConstructor']);
    for (const property of project.getReflectionsByKind(ReflectionKind.Property)) {
      if (!property.flags.isStatic || property.comment !== undefined) continue;
      property.comment = pluginClass?.getChildByName([property.name])?.comment?.clone();
    }
    // An entry point is known by what one imports.
    for (const module of project.children ?? []) module.name = entryOf.get(module.name) ?? module.name;
  });
}

/** @type {Partial<import('typedoc').TypeDocOptions>} */
export default {
  name: 'couplet',
  entryPoints: sources.map(([, target]) => target['couplet-source']),
  tsconfig: 'tsconfig.build.json',
  out: 'docs/api',
  readme: 'README.md',
  plugin: [linkFurther, sayOnce],
  includeVersion: true,
  excludeInternal: true,
  excludePrivate: true,
  disableSources: true,
  sort: ['source-order'],
  // Steps on the way from a declaration to its types, and lists that a type is read from: not for use by themselves.
  intentionallyNotExported: [
    'AllEvents',
    'Complaints',
    'Fields',
    'FieldsIn',
    'Gettable',
    'Getters',
    'GivenFor',
    'Group',
    'LanguageKey',
    'Names',
    'PlainOf',
    'PluginFields',
    'Setters',
    'Strangers',
    'conditions',
    'fieldTypes',
    'streamErrorConditions',
  ],
  validation: {
    notExported: true,
    invalidLink: true,
    rewrittenLink: true,
    notDocumented: true,
    unusedMergeModuleWith: true,
  },
  treatWarningsAsErrors: true,
};
