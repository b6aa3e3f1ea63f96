/** checkStanzaClass: it passes right classes, and finds what is wrong with others by the law that it breaks. */
import { dateTime, defineElement, integer, oneOf, XmlElement } from 'couplet';
import { checkStanzaClass, lawNames } from 'couplet/testing/arbitrary';
import { describe, expect, test } from 'vitest';

class Item extends defineElement({ name: 'item', namespace: 'urn:x', interfaces: ['jid'], langInterfaces: ['name'] }) {}
class Plain extends defineElement({
  name: 'plain',
  namespace: 'urn:x',
  interfaces: { node: oneOf('a', 'b'), count: integer },
  subInterfaces: { title: dateTime, note: oneOf('x') },
  langInterfaces: ['text'],
  boolInterfaces: ['flag'],
  plugins: { item: Item },
}) {}
class Group extends defineElement({ name: 'group', namespace: 'urn:x', iterables: { items: Item } }) {}

test.each([Item, Plain, Group])('%o keeps the laws', (stanzaClass) => checkStanzaClass(stanzaClass), 30_000);

type Mutable = { [K in 'get' | 'set' | 'del' | 'has' | 'enable']: (...given: unknown[]) => unknown };

/** A class like `Plain`, one of whose methods is another. */
function changed(
  method: keyof Mutable,
  make: (own: Mutable, key: unknown, ...rest: unknown[]) => unknown,
): typeof Plain {
  class Changed extends Plain {}
  const original = Plain.prototype as unknown as Mutable;
  Object.defineProperty(Changed.prototype, method, {
    value(this: Plain, ...given: [unknown, ...unknown[]]): unknown {
      // What is there is called with the object as `this`.
      const own = Object.fromEntries(
        (['get', 'set', 'del', 'has', 'enable'] as const).map((name) => [name, original[name].bind(this)]),
      ) as Mutable;
      return make(Object.assign(own, { xml: this.xml }), ...given);
    },
  });
  return Changed;
}
const xmlOf = (own: Mutable): XmlElement => (own as unknown as { xml: XmlElement }).xml;
/** What the last of several calls returns. */
const last = (...results: unknown[]): unknown => results.at(-1);
const isUnknown = (child: XmlElement): boolean => child.namespace === 'urn:example:unknown';

describe('a class that breaks a law', () => {
  class Adding extends Plain {
    constructor(xml?: XmlElement) {
      super(xml);
      this.xml.setAttribute('added', '1');
    }
  }
  class Writing extends Plain {
    getNode(): undefined {
      this.xml.setAttribute('node', 'b');
    }
  }
  class Shouting extends Plain {
    override toString(): string {
      return super.toString().replace('>', ' x="1">').replace('/ x="1">', ' x="1"/>');
    }
  }
  class Sloppy extends Plain {
    override toString(options?: { pretty?: boolean }): string {
      const text = super.toString(options);
      return options?.pretty === true ? text.replace(/<flag\/>/, '') : text;
    }
  }
  class Lossy extends Plain {
    override get values(): never {
      const { flag, ...rest } = super.values as Record<string, unknown>;
      return rest as never;
    }
  }
  class Shared extends Plain {
    override copy(): this {
      return this;
    }
  }
  class Narrow extends Group {
    override *[Symbol.iterator](): IterableIterator<Item> {
      yield* this.get('items').slice(1);
    }
  }
  class Untidy extends Plain {
    override clear(): this {
      super.clear();
      this.xml.setAttribute('count', undefined);
      return this;
    }
  }
  const set = 'what is set is read, and nothing else changes';
  const del = 'what is deleted is gone, and nothing else changes';
  const empty = 'undefined, null and nothing delete';
  const enable = 'what is enabled is there, and empty';
  const languages = 'texts of different languages are apart';
  const pending = 'a plugin that is not there joins when it is written to';

  test.each<[law: string, what: string, stanzaClass: typeof Plain | typeof Group]>([
    ['an element is wrapped as it is', 'wrapping adds', Adding],
    ['reading changes nothing', 'reading writes', Writing],
    ['what is printed is read again', 'printing adds', Shouting],
    ['what is printed for people is read again', 'pretty printing drops', Sloppy],
    ['values make the same stanza', 'values lack a key', Lossy],
    ['a copy is equal, and another', 'the copy is the same', Shared],
    ['iteration and pop give the children of lists', 'iteration skips', Narrow],
    ['clear leaves the attributes', 'clear takes an attribute', Untidy],
    [set, 'set does nothing', changed('set', (own) => own)],
    [set, 'a value is another', changed('set', (own, key, value) => own.set(key, value === 'a' ? 'b' : value))],
    [
      set,
      'setting twice makes two',
      changed('set', (own, key, value) =>
        key === 'flag' ? xmlOf(own).append(new XmlElement('{urn:x}flag')) : own.set(key, value),
      ),
    ],
    [
      set,
      'set drops what is unknown',
      changed('set', (own, key, value) => last(xmlOf(own).removeWhere(isUnknown), own.set(key, value))),
    ],
    [
      set,
      'set changes another key',
      changed('set', (own, key, value) => last(own.set('note', 'x'), own.set(key, value))),
    ],
    [set, 'has is wrong', changed('has', (own, key, language) => key !== 'title' && own.has(key, language))],
    [del, 'del does nothing', changed('del', (own) => own)],
    [
      del,
      'del takes another key too',
      changed('del', (own, key, language) => last(own.del('node'), own.del(key, language))),
    ],
    [
      del,
      'del drops text',
      changed('del', (own, key, language) =>
        last(
          xmlOf(own).removeWhere(() => false, true),
          own.del(key, language),
        ),
      ),
    ],
    [empty, 'null is kept', changed('set', (own, key, value) => (value === null ? own : own.set(key, value)))],
    [enable, 'enable does nothing', changed('enable', (own) => own)],
    [
      enable,
      'what is enabled is full',
      changed('enable', (own, key) => (key === 'note' ? own.set(key, 'x') : own.enable(key))),
    ],
    [enable, 'enabling empties', changed('enable', (own, key) => last(own.del(key), own.enable(key)))],
    [languages, 'languages are mixed', changed('set', (own, key, value) => own.set(key, value))],
    [
      languages,
      'a language deletes all',
      changed('del', (own, key) =>
        last(
          xmlOf(own).removeWhere((c) => c.name === key),
          own,
        ),
      ),
    ],
    [
      pending,
      'what is read is lost',
      changed('get', (own, key, ...more) => (key === 'item' && !own.has(key) ? new Item() : own.get(key, ...more))),
    ],
  ])(
    '%s: %s',
    async (law, _what, stanzaClass) => {
      const except = lawNames.filter((name) => name !== law);
      const check = checkStanzaClass(stanzaClass as typeof Plain, { except, seed: 11, readers: [] });
      await expect(check).rejects.toThrow(`${stanzaClass.name} does not keep the laws of stanza classes: ${law}\n`);
      await expect(checkStanzaClass(stanzaClass as typeof Plain, { seed: 11, readers: [] })).rejects.toThrow(
        'does not keep',
      );
    },
    30_000,
  );
});

describe('a failure', () => {
  const Forgetful = changed('set', (own, key, value) => (key === 'note' ? own : own.set(key, value)));
  const failureOf = (options = {}): Promise<unknown> =>
    checkStanzaClass(Forgetful, { seed: 5, ...options }).then(
      () => 'passed',
      (error: unknown) => error,
    );

  test('has the law, the key, the smallest stanza, and how to see it again', async () => {
    const error = (await failureOf()) as Error;
    expect(error).toMatchObject({ name: 'AssertionError', operator: 'checkStanzaClass' });
    expect(error.message).toBe(
      'Changed does not keep the laws of stanza classes: what is set is read, and nothing else changes\n' +
        '  note: has gives false after set("x")\n\n' +
        'With this stanza:\n\n' +
        '<plain xmlns="urn:x"/>\n\n' +
        `To see it again: checkStanzaClass(Changed, ${/\{ seed.*\}/.exec(error.message)?.[0]})`,
    );
    expect(error.message).toMatch(/\{ seed: 5, path: "[\d:]+" \}/);
  });
  test('is seen again', async () => {
    const error = (await failureOf()) as Error;
    const path = /path: "(.*)"/.exec(error.message)?.[1];
    const again = (await failureOf({ path })) as Error;
    expect(again.message.split('To see')[0]).toBe(error.message.split('To see')[0]);
  });
});

describe('options', () => {
  test('laws that a class is free of', async () => {
    const Changed = changed('enable', (own) => own);
    await checkStanzaClass(Changed, { except: ['what is enabled is there, and empty'], runs: 20 });
    await expect(checkStanzaClass(Changed, { except: ['what'] })).rejects.toThrow("There is no law 'what' to except");
  });
  test('how many stanzas are tried', async () => {
    let wrapped = 0;
    class Counting extends Plain {
      constructor(xml?: XmlElement) {
        super(xml);
        wrapped++;
      }
    }
    await checkStanzaClass(Counting, { runs: 1 });
    const one = wrapped;
    await checkStanzaClass(Counting, { runs: 10 });
    expect(wrapped - one).toBeGreaterThan(one * 3);
  });
  test('a number of stanzas that says nothing is refused', async () => {
    for (const runs of [0, -1, 1.5, Number.NaN, '5' as never])
      await expect(checkStanzaClass(Plain, { runs })).rejects.toThrow(/runs: expected a whole number from 1 on, found/);
  });
  test('readers that disagree are named', async () => {
    class Bare extends defineElement({ name: 'bare', namespace: 'urn:x' }) {}
    await checkStanzaClass(Bare, { readers: ['@xmldom/xmldom', 'fast-xml-parser'], runs: 10 });
    await expect(checkStanzaClass(Bare, { readers: ['none' as never] })).rejects.toThrow(
      "There is no independent reader 'none'",
    );
  });
});

test('accessor methods have their own ways', async () => {
  class Upper extends defineElement({
    name: 'upper',
    namespace: 'urn:x',
    interfaces: ['word'],
    subInterfaces: ['rest'],
  }) {
    getWord(): string | undefined {
      return this.xml.attribute('word')?.toLowerCase();
    }
    setWord(word: string): void {
      this.xml.setAttribute('word', word.toUpperCase());
    }
  }
  await checkStanzaClass(Upper, { runs: 300 });
  class Forgetting extends Upper {
    override setWord(_word: string): void {
      this.xml.setAttribute('word', 'X');
    }
    override getWord(): string | undefined {
      return this.xml.attribute('word') === 'X' ? 'y' : undefined;
    }
    delWord(): void {
      this.xml.setAttribute('other', undefined);
    }
  }
  await expect(checkStanzaClass(Forgetting)).rejects.toThrow('word: has gives true after del');
});
