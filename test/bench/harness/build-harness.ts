import { join } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { build } from 'vite';
import type { BrowserContext } from 'playwright-core';
import { securityHeaders } from '../../../main/server/security-headers.ts';

const host = 'harness.localhost';

/** Builds the harness, whose components are those of the interface, into `folder`. */
export async function buildHarness(folder: string): Promise<void> {
  await build({
    configFile: false,
    root: import.meta.dirname,
    plugins: [vue()],
    logLevel: 'warn',
    build: {
      outDir: folder,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1500,
    },
  });
}

/**
 * Lets a browser context have the built harness, under the policy that the workbench is served with; nothing listens for it.
 *
 * @returns its address
 */
export async function offerHarness(context: BrowserContext, folder: string): Promise<string> {
  await context.route(`http://${host}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    return route.fulfill({ path: join(folder, pathname), headers: securityHeaders(host) });
  });
  return `http://${host}/index.html`;
}
