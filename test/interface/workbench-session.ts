import { rmSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { buildInterface } from './built-interface.ts';
import { openBrowser, watchedPage, type WatchedPage } from './browser.ts';
import { serveWorkbench, type ServedWorkbench } from './served-workbench.ts';

/** A browser and a built page, for the workbenches of one file of tests. */
export interface Bench {
  readonly browser: Browser;
  serve(workspace?: string): Promise<ServedWorkbench>;
  close(): Promise<void>;
}

export async function openBench(): Promise<Bench> {
  const [browser, interfaceFolder] = await Promise.all([openBrowser(), buildInterface()]);
  const served: ServedWorkbench[] = [];
  return {
    browser,
    async serve(workspace) {
      const workbench = await serveWorkbench({ interfaceFolder, workspace });
      served.push(workbench);
      return workbench;
    },
    async close() {
      await browser.close();
      await Promise.all(served.map((workbench) => workbench.stop()));
      rmSync(interfaceFolder, { recursive: true, force: true });
    },
  };
}

/** A page that has entered the workbench. */
export async function enter(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const watched = await watchedPage(browser, options);
  await watched.page.goto(address);
  await watched.page.getByRole('heading', { level: 1, name: 'Studies' }).waitFor();
  return watched;
}

/** Opens a view by its path, for example `/compare`, and waits until nothing is loading any more. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate((route) => {
    location.hash = `#${route}`;
  }, path);
  await settled(page);
}

/** Until no part of the page says that it is loading, and what was drawn last stands. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('main h1') !== null);
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"], .skeleton') === null, undefined, {
    timeout: 60_000,
  });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}
