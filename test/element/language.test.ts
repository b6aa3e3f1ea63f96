/** Texts in several languages (RFC 6120, section 8.1.5): which is read, which is written, which is removed. */
import { defineElement, type ElementBase, InvalidValueError, Message, XML_LANG, XmlElement } from 'couplet';
import { describe, expect, test } from 'vitest';
import { Note } from './classes.js';
import '../support/matchers.js';

const NS = 'urn:example:note';
const note = (content = '', attributes = ''): Note => Note.parse(`<note xmlns='${NS}'${attributes}>${content}</note>`);
const written = (content: string, attributes = ''): string => note(content, attributes).toString();

describe('lang', () => {
  test("is the element's own, else that of the elements around it", () => {
    const message = Message.parse(`<message xml:lang='en'><note xmlns='${NS}'/></message>`);
    expect(message.get('lang')).toBe('en');
    expect(message.get(Note).get('lang')).toBe('en');
    expect([message.has('lang'), message.get(Note).has('lang')]).toEqual([true, false]);
    expect(message.get(Note).set('lang', 'de').get('lang')).toBe('de');
    expect(message.get('lang')).toBe('en');
  });
  test('is that of the place it waits for', () => {
    expect(Message.parse("<message xml:lang='en'/>").get(Note).get('lang')).toBe('en');
  });
  test('is undefined where none is known, and where it is said to be none', () => {
    expect(new Message().get('lang')).toBeUndefined();
    expect(
      Message.parse(`<message xml:lang='en'><note xmlns='${NS}' xml:lang=''/></message>`).get(Note).get('lang'),
    ).toBe(undefined);
  });
  test('is set and removed', () => {
    const made = note().set('lang', 'fr');
    expect(made.xml.attribute(XML_LANG)).toBe('fr');
    expect(made.del('lang')).toEqualXml(written(''));
    expect(note('', " xml:lang='fr'").set('lang', undefined).has('lang')).toBe(false);
  });
  test('is a plain attribute for nobody', () => {
    expect(note('', " lang='fr'").get('lang')).toBeUndefined();
  });
});

describe('get', () => {
  const three = "<title>none</title><title xml:lang='fr'>fr</title><title xml:lang='de-AT'>at</title>";
  test('without a language is the text in the own language', () => {
    expect(note(three).get('title')).toBe('none');
    expect(note(three, " xml:lang='fr'").get('title')).toBe('none');
    const stated = "<title xml:lang='en'>en</title><title xml:lang='fr'>fr</title><title xml:lang=''>no</title>";
    expect(note(stated, " xml:lang='fr'").get('title')).toBe('fr');
  });
  test('else the one without a language, else the first', () => {
    const stated = "<title xml:lang='en'>en</title><title xml:lang=''>no</title><title xml:lang='fr'>fr</title>";
    expect(note(stated, " xml:lang='de'").get('title')).toBe('no');
    expect(note(stated).get('title')).toBe('no');
    expect(note("<title xml:lang='en'>en</title><title xml:lang='fr'>fr</title>").get('title')).toBe('en');
  });
  test('with a language is that one or nothing, whatever its case', () => {
    expect(note(three).get('title', 'fr')).toBe('fr');
    expect(note(three).get('title', 'DE-at')).toBe('at');
    expect(note(three).get('title', 'de')).toBeUndefined();
    expect(note(three).get('title', 'en')).toBeUndefined();
    expect(note('<title>x</title>', " xml:lang='en'").get('title', 'EN')).toBe('x');
    expect(note(three).get('title', '')).toBe('none');
  });
  test('of none is undefined, of an empty one the empty text', () => {
    expect(note().get('title')).toBeUndefined();
    expect(note("<title xml:lang='fr'/>").get('title', 'fr')).toBe('');
  });
  test('goes through the codec, in every language', () => {
    const made = note("<pages>3</pages><pages xml:lang='fr'>four</pages>");
    expect(made.get('pages')).toBe(3);
    expect(() => made.get('pages', 'fr')).toThrow(InvalidValueError);
  });
});

describe('set', () => {
  test('without a language writes in the own language, which is not said again', () => {
    expect(note('', " xml:lang='en'").set('title', 'a').set('title', 'b')).toEqualXml(
      written('<title>b</title>', " xml:lang='en'"),
    );
    expect(note("<title xml:lang='fr'>fr</title>").set('title', 'a')).toEqualXml(
      written("<title xml:lang='fr'>fr</title><title>a</title>"),
    );
  });
  test('with a language writes that one, beside the others', () => {
    const made = note('<title>a</title>').set('title', 'b', 'fr').set('title', 'c', 'FR').set('title', 'd', 'de');
    expect(made).toEqualXml(written("<title>a</title><title xml:lang='fr'>c</title><title xml:lang='de'>d</title>"));
  });
  test('with the own language says nothing', () => {
    expect(note('', " xml:lang='en'").set('title', 'a', 'en')).toEqualXml(
      written('<title>a</title>', " xml:lang='en'"),
    );
    expect(note('<title>a</title>', " xml:lang='en'").set('title', 'b', 'EN').get('title')).toBe('b');
  });
  test('with no language at all, inside of one that has', () => {
    expect(note('', " xml:lang='en'").set('title', 'a', '')).toEqualXml(
      written("<title xml:lang=''>a</title>", " xml:lang='en'"),
    );
    expect(note().set('title', 'a', '')).toEqualXml(written('<title>a</title>'));
  });
  test('to nothing removes that language only', () => {
    const two = "<title>a</title><title xml:lang='fr'>b</title>";
    expect(note(two).set('title', undefined)).toEqualXml(written("<title xml:lang='fr'>b</title>"));
    expect(note(two).set('title', '', 'fr')).toEqualXml(written('<title>a</title>'));
    expect(note(two).set('title', null, 'de')).toEqualXml(written(two));
  });
});

describe('del and has', () => {
  const two = "<title>a</title><title xml:lang='fr'>b</title><title xml:lang='FR'>c</title>";
  test('del removes one language: its own without one', () => {
    expect(note(two).del('title')).toEqualXml(written("<title xml:lang='fr'>b</title><title xml:lang='FR'>c</title>"));
    expect(note(two).del('title', 'fr')).toEqualXml(written('<title>a</title>'));
    expect(note(two, " xml:lang='fr'").del('title')).toEqualXml(written('', " xml:lang='fr'"));
  });
  test('has asks for one language, or for any', () => {
    expect(note("<title xml:lang='fr'/>").has('title')).toBe(true);
    expect(note("<title xml:lang='fr'/>").has('title', 'FR')).toBe(true);
    expect(note("<title xml:lang='fr'/>").has('title', 'de')).toBe(false);
    expect(note().has('title')).toBe(false);
  });
  test('all languages go one by one', () => {
    const made = note(two);
    for (const language of made.languages('title').keys()) made.del('title', language);
    expect(made).toEqualXml(written(''));
  });
});

describe('languages', () => {
  test('are all there are, in document order, the first of each', () => {
    const made = note(
      "<title xml:lang='fr'>b</title><title>a</title><title xml:lang='FR'>c</title><title xml:lang='de'/>",
      " xml:lang='en'",
    );
    expect([...made.languages('title')]).toEqual([
      ['fr', 'b'],
      ['en', 'a'],
      ['de', ''],
    ]);
    expect([...note('<title>a</title>').languages('title')]).toEqual([['', 'a']]);
    expect(note().languages('title').size).toBe(0);
  });
  test('may have any name', () => {
    const made = note("<title xml:lang='__proto__'>a</title><title xml:lang='constructor'>b</title>");
    expect([...made.languages('title')]).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
    expect(made.get('title', '__proto__')).toBe('a');
    expect(made.values).toEqual({ 'title|__proto__': 'a', 'title|constructor': 'b' });
    expect(Note.of(JSON.parse(JSON.stringify(made)))).toEqualXml(made);
  });
});

test('accessor methods are told the language', () => {
  const told: unknown[] = [];
  class Told extends defineElement({ name: 'note', namespace: NS, langInterfaces: ['title'] }) {
    getTitle(language?: string): string | undefined {
      told.push(['get', language]);
      return this.getDeclared('title', language);
    }
    setTitle(title: string, language?: string): void {
      told.push(['set', title, language]);
      this.setDeclared('title', title, language);
    }
    delTitle(language?: string): void {
      told.push(['del', language]);
      this.delDeclared('title', language);
    }
    hasTitle(language?: string): boolean {
      told.push(['has', language]);
      return this.getDeclared('title', language) !== undefined;
    }
  }
  const made = new Told().set('title', 'a', 'fr').set('title', 'b');
  expect([made.get('title', 'fr'), made.get('title'), made.has('title', 'de')]).toEqual(['a', 'b', false]);
  expect(made.del('title', 'fr')).toEqualXml(`<note xmlns="${NS}"><title>b</title></note>`);
  expect(told).toEqual([
    ['set', 'a', 'fr'],
    ['set', 'b', undefined],
    ['get', 'fr'],
    ['get', undefined],
    ['has', 'de'],
    ['del', 'fr'],
  ]);
});

test('the language is inherited from wherever the element is put', () => {
  const made = note("<title>a</title><title xml:lang='fr'>b</title>");
  const place = new XmlElement('{urn:x}place', { [XML_LANG]: 'fr' });
  expect((made as ElementBase).xml).toBe(made.xml);
  place.append(made.xml);
  expect([made.get('lang'), made.get('title'), made.get('title', 'fr')]).toEqual(['fr', 'a', 'a']);
});
