/** What the compiler says of the commonest mistakes, and writes for those who import a stanza class. */
import { beforeAll, describe, expect, test } from 'vitest';
import { compile, declarationsOf } from '../support/compiler.js';

const head = `import { defineElement, defineStanza, Iq, registerStanzaPlugin, string, dateTime } from 'couplet';
class Form extends defineElement({ name: 'x', namespace: 'jabber:x:data', pluginAttrib: 'form', subInterfaces: ['title'] }) {}
class Registration extends defineElement({
  name: 'query', namespace: 'jabber:iq:register', pluginAttrib: 'register',
  subInterfaces: { username: string, date: dateTime }, boolInterfaces: ['remove'], plugins: { form: Form },
}) {}
const RegisterIq = registerStanzaPlugin(Iq, Registration);
const iq = new RegisterIq();
const registration = new Registration();
`;
const registrationKeys = ['lang', 'username', 'date', 'remove', 'form'];
const iqKeys = ['lang', 'to', 'from', 'id', 'type', 'error', 'register'];
const parts = [
  ...['name', 'namespace', 'pluginAttrib', 'pluginMultiAttrib', 'isExtension', 'overrides'],
  ...['interfaces', 'subInterfaces', 'langInterfaces', 'boolInterfaces', 'plugins', 'iterables'],
];

/** A line of code, and what stands in quotes in the message beside what was wrong. */
interface Mistake {
  readonly code: string;
  readonly wrong: string;
  readonly right: readonly string[];
}
const mistakes: Record<string, Mistake> = {
  'a wrong key in get': { code: "registration.get('user')", wrong: 'user', right: registrationKeys },
  'a wrong key in get of what is attached to': { code: "iq.get('regster')", wrong: 'regster', right: iqKeys },
  'a wrong key in set': { code: "registration.set('user', 'x')", wrong: 'user', right: registrationKeys },
  'a wrong value in set': { code: "iq.set('type', 'got')", wrong: 'got', right: ['get', 'set', 'result', 'error'] },
  'a wrong key in assign': { code: "registration.assign({ user: 'x' })", wrong: 'user', right: registrationKeys },
  'a wrong key in of': { code: 'RegisterIq.of({ registr: {} })', wrong: 'registr', right: iqKeys },
  'a wrong key further in': { code: "iq.assign({ register: { user: 'x' } })", wrong: 'user', right: registrationKeys },
};

let said = new Map<string, string>();
beforeAll(() => {
  const codes: [string, string][] = [
    ...Object.entries(mistakes).map(([name, { code }]): [string, string] => [name, code]),
    ['a value of another type', "registration.set('username', 3)"],
    ['a misspelt group', "defineElement({ name: 'x', namespace: 'urn:x', subInterface: ['a'] })"],
    ['a misspelt group of a stanza', "defineStanza({ name: 'x', namespace: 'urn:x', interface: ['a'] })"],
    ['a class that is no stanza class', 'iq.get(Date)'],
    ['a child that is no stanza class', "defineElement({ name: 'x', namespace: 'urn:x', plugins: { at: Date } })"],
  ];
  const texts = new Map(codes.map(([, code], i) => [`mistake-${i}.ts`, `${head}${code};\nexport {};\n`]));
  const complaints = compile(texts);
  said = new Map(
    codes.map(([name], i) => {
      const own = complaints.filter(({ file }) => file === `mistake-${i}.ts`);
      expect(own.map(({ line }) => line)).toEqual([head.split('\n').length]);
      return [name, own[0]?.message ?? ''];
    }),
  );
}, 60_000);

/** The keys that a message names, as a set: their order is the compiler's. */
function keysIn(message: string, wrong: string): Set<string> {
  const quoted = [...message.matchAll(/"([A-Za-z]+)"/g)].map(([, key]) => key as string);
  return new Set(quoted.filter((key) => key !== wrong));
}

describe('the message for', () => {
  test.each(Object.entries(mistakes))('%s names what was given and lists what is right', (name, { wrong, right }) => {
    const message = said.get(name) ?? '';
    expect(message).toMatch(new RegExp(`["']${wrong}["']`));
    expect(keysIn(message, wrong)).toEqual(new Set(right));
    expect(message).not.toContain('...');
  });

  test('a value of another type says what is expected', () => {
    expect(said.get('a value of another type')).toContain("'number' is not assignable to parameter of type 'string'");
  });

  test.each([
    ['a misspelt group', 'subInterface'],
    ['a misspelt group of a stanza', 'interface'],
  ])('%s lists the parts of a definition', (name, wrong) => {
    const listed = new RegExp(`'${wrong}' is not part of a definition; its parts are ([A-Za-z, ]+)`);
    const [, list = ''] = listed.exec(said.get(name) ?? '') ?? [];
    expect(new Set(list.split(', '))).toEqual(new Set(parts));
  });

  test('a class that is no stanza class lists the keys, and says that a stanza class would do', () => {
    const message = said.get('a class that is no stanza class') ?? '';
    expect(message).toContain("'DateConstructor' is not assignable");
    expect(keysIn(message, '')).toEqual(new Set(iqKeys));
    expect(message).toContain('AnyElementClass');
  });

  test('a child that is no stanza class names its key', () => {
    expect(said.get('a child that is no stanza class')).toContain("'at' is not a stanza class");
  });
});

describe('the declarations of an exported class', () => {
  const source = `import { defineElement, oneOf, jid, registerStanzaPlugin, Iq } from 'couplet';
    export class Lamp extends defineElement({
      name: 'lamp', namespace: 'urn:example:lamp', pluginAttrib: 'lamp',
      interfaces: { owner: jid, mode: oneOf('on', 'off') }, langInterfaces: ['label'], plugins: { spare: () => Lamp },
    }) {
      getMode(): 'on' | 'off' { return this.getDeclared('mode') ?? 'off'; }
    }
    export const LampIq = registerStanzaPlugin(Iq, Lamp);
    export class MyIq extends LampIq {}`;

  test('say the declaration again, and what is attached; nothing of how types are derived', () => {
    const declarations = declarationsOf(source).replace(/\s+/g, ' ');
    const said = [
      'import("couplet").ElementClass<{ readonly name: "lamp"; readonly namespace: "urn:example:lamp";',
      'readonly owner: import("couplet").Codec<import("couplet").JID>;',
      'readonly mode: import("couplet").Codec<"on" | "off">;',
      'readonly langInterfaces: readonly ["label"]; readonly plugins: { readonly spare: () => typeof Lamp; }; }>;',
      "export declare class Lamp extends Lamp_base { getMode(): 'on' | 'off'; }",
      'Iq & import("couplet").WithFields<{ lamp: Lamp; }>',
      'export declare class MyIq extends LampIq { }',
    ];
    for (const part of said) expect(declarations).toContain(part);
    expect(declarations).not.toMatch(/\bany\b|~types|ElementTypes|FieldsOf|\/\*elided\*\/|\.\.\./);
    expect(declarations.length).toBeLessThan(1.5 * source.length);
  });
});
