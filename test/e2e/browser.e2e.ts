/** 4. A page in Chromium: couplet and Strophe in one bundle, a form of the fields that the component asks for. */
import { JID, parseXml, XML_NAMESPACE } from 'couplet';
import { MemoryUserStore, Xep0077 } from 'couplet/xep/0077';
import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { Prosody } from '../../examples/support/prosody.js';
import { choices, elements, writeOtherwise } from '../interop/support/elements.js';
import { later } from './support/cleanup.js';
import { COMPONENT, type RunningComponent, startComponent } from './support/component.js';
import { open, servePage, startBrowser } from './support/page.js';

const store = new MemoryUserStore();
const bill = new JID('bill@localhost');
let component: RunningComponent;
let page: Page;
let faults: readonly string[];

beforeAll(async () => {
  const server = later(await Prosody.start({ users: ['bill'], components: [COMPONENT] }));
  component = later(await startComponent(server, store));
  component.stream.plugin(Xep0077).setForm('username', 'password', 'email').setInstructions('Choose a name.');
  await store.register(new JID('dana@localhost'), new Map([['username', 'dana']]));
  const { url, ...pages } = await servePage();
  later(pages);
  const { browser } = later(await startBrowser());
  const settings = { url: server.webSocketUrl, jid: 'bill@localhost', password: server.password, service: COMPONENT };
  ({ page, faults } = await open(browser, `${url}?${new URLSearchParams(settings)}`));
});

const status = (text: string | RegExp): Promise<void> => page.locator('#status', { hasText: text }).waitFor();
const log = (): Promise<string[]> => page.locator('#log li').allTextContents();

describe('a page', () => {
  test('connects', async () => {
    await page.locator('#jid', { hasText: 'bill@localhost/' }).waitFor();
  });
  test('shows a form of the fields that it received', async () => {
    await page.locator('#form').waitFor();
    expect(
      await page.locator('#fields input').evaluateAll((inputs) => inputs.map((input) => input.getAttribute('name'))),
    ).toEqual(['username', 'password', 'email']);
    expect(await page.locator('#instructions').textContent()).toBe('Choose a name.');
    expect(await page.locator('#unregister').isHidden()).toBe(true);
  });
  test('is told of a conflict', async () => {
    await page.fill('[name=username]', 'dana');
    await page.fill('[name=password]', 'Erato');
    await page.fill('[name=email]', 'bill@example.org');
    await page.click('#register');
    await status(/^conflict: That username is already taken/);
  });
  test('registers', async () => {
    await page.fill('[name=username]', 'bill');
    await page.fill('[name=password]', 'Calliope <&>é😀');
    await page.click('#register');
    await status('registered');
    expect(store.checkPassword(bill, 'Calliope <&>é😀')).toBe(true);
    expect(await page.inputValue('[name=username]')).toBe('bill');
    expect(await page.inputValue('[name=password]')).toBe('');
    expect(await page.inputValue('[name=email]')).toBe('bill@example.org');
  });
  test('shows what was exchanged', async () => {
    const lines = await log();
    expect(lines.filter((line) => line.startsWith('out <iq') && line.includes('type="set"'))).toHaveLength(2);
    expect(lines.some((line) => line.startsWith('in <iq') && line.includes('<conflict'))).toBe(true);
  });
  test('unregisters', async () => {
    await page.click('#unregister');
    await status('unregistered');
    expect(await store.get(bill)).toBeUndefined();
    expect(await page.locator('#unregister').isHidden()).toBe(true);
  });
  test('had no faults', () => {
    expect(faults).toEqual([]);
    expect(component.errors).toEqual([]);
  });
});

test("the browser's DOM carries what the reader reads", async () => {
  // A DOM makes no element named xmlns; this one's parser takes no element with the prefix xml, and its serializer
  // writes a carriage return as it is.
  const without = { names: ['xmlns'], namespaces: [XML_NAMESPACE], inText: /\r/g, inValues: /[\t\n\r]/g };
  const kinds = fc.tuple(elements(without), choices);
  const texts = fc.sample(kinds, 300).map(([element, choose]) => writeOtherwise(element, choose));
  const results = await page.evaluate(
    (given) =>
      (globalThis as unknown as { throughDom(texts: readonly string[]): [string, string][] }).throughDom(given),
    texts,
  );
  for (const [index, text] of texts.entries()) {
    const [read, written] = results[index] ?? ['', ''];
    expect(read).toBe(parseXml(text).toString());
    expect(parseXml(written).toString()).toBe(parseXml(text).toString());
  }
});

test("what is no XML is no element in the browser's DOM", async () => {
  const fault = await page.evaluate(() => {
    try {
      return JSON.stringify(
        (globalThis as unknown as { throughDom(texts: string[]): unknown }).throughDom(['<a><b></a>']),
      );
    } catch (error) {
      return String(error);
    }
  });
  expect(fault).toContain('InteropError: The parser that made this DOM found an error');
});
