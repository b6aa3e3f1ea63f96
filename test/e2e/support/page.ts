/** The page of the browser test: bundled, served, and opened in Chromium. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { freePorts } from '../../../examples/support/ports.js';
import { CHROMIUM } from './requirements.js';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Bundles the page and serves it from this machine. */
export async function servePage(): Promise<{ readonly url: string; stop(): void }> {
  const { outputFiles } = await build({
    entryPoints: [at('../page/main.ts')],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    conditions: ['couplet-source', 'browser'],
    write: false,
    logLevel: 'error',
  });
  const html = await readFile(at('../page/index.html'));
  const script = outputFiles[0]?.contents ?? new Uint8Array();
  const server = createServer(({ url }, response) => {
    const isScript = url?.endsWith('.js') === true;
    response.setHeader('content-type', `${isScript ? 'text/javascript' : 'text/html'}; charset=utf-8`);
    response.end(isScript ? script : html);
  });
  const [port] = await freePorts(1);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${port}/`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A browser with nothing open. */
export async function startBrowser(): Promise<{ readonly browser: Browser; stop(): Promise<void> }> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  return { browser, stop: () => browser.close() };
}

/** Opens a page; what it throws is kept. */
export async function open(browser: Browser, url: string): Promise<{ readonly page: Page; readonly faults: string[] }> {
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.goto(url);
  return { page, faults };
}
