import { rmSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { buildInterface } from './built-interface.ts';
import { openBrowser, watchedPage, type WatchedPage } from './browser.ts';
import { serveWorkbench, type ServedWorkbench } from './served-workbench.ts';

/** A browser and a built page, for the workbenches of one file of tests. */
export interface Bench {
  readonly browser: Browser;
  serve(workspace?: string, environment?: NodeJS.ProcessEnv): Promise<ServedWorkbench>;
  close(): Promise<void>;
}

export async function openBench(): Promise<Bench> {
  const [browser, interfaceFolder] = await Promise.all([openBrowser(), buildInterface()]);
  const served: ServedWorkbench[] = [];
  return {
    browser,
    async serve(workspace, environment) {
      const workbench = await serveWorkbench({ interfaceFolder, workspace, environment });
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
  // The code of a view is loaded when it is first visited; until then the view before it stands
  await page.waitForFunction((route) => {
    const { __vue_app__: app } = document.querySelector('#app') as Element & { readonly __vue_app__: RoutedApp };
    return app.config.globalProperties.$router.currentRoute.value.path === route;
  }, path);
  await settled(page);
}

interface RoutedApp {
  readonly config: {
    readonly globalProperties: { readonly $router: { readonly currentRoute: { readonly value: { path: string } } } };
  };
}

/** Until nothing that can be seen says that it is loading, and what was drawn last stands. Charts far below wait to be looked at. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('main h1') !== null);
  const isLoaded = (): boolean =>
    [...document.querySelectorAll('[aria-busy="true"], .skeleton')].every((busy) => {
      const { top, bottom } = busy.getBoundingClientRect();
      return top > innerHeight || bottom < 0;
    });
  await page.waitForFunction(isLoaded);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}
