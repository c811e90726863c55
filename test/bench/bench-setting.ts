import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../interface/browser.ts';
import { buildInterface } from '../interface/built-interface.ts';
import { serveWorkbench, type ServedWorkbench } from '../interface/served-workbench.ts';

/** What every measurement works with. */
export interface Setting {
  readonly browser: Browser;
  /** For workspaces; removed when this process ends */
  readonly folder: string;
  /** How often what is quick is measured */
  readonly repetitions: number;
  serve(workspace: string): Promise<ServedWorkbench>;
  /** Tells what is being done */
  say(line: string): void;
  close(): Promise<void>;
}

export interface SettingOptions {
  readonly repetitions: number;
  /** Of a page that was built already */
  readonly interfaceFolder?: string;
  say(line: string): void;
}

export async function openSetting({ repetitions, interfaceFolder, say }: SettingOptions): Promise<Setting> {
  if (interfaceFolder === undefined) say('Building the page');
  const built = interfaceFolder ?? (await buildInterface());
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-bench-'));
  // Also after Ctrl-C, at which Playwright ends this process
  process.once('exit', () => {
    for (const own of interfaceFolder === undefined ? [folder, built] : [folder])
      rmSync(own, { recursive: true, force: true, maxRetries: 3 });
  });
  const browser = await openBrowser();
  const served = new Set<ServedWorkbench>();
  return {
    browser,
    folder,
    repetitions,
    say,
    async serve(workspace) {
      const workbench = await serveWorkbench({ workspace, interfaceFolder: built });
      served.add(workbench);
      return {
        ...workbench,
        stop() {
          served.delete(workbench);
          return workbench.stop();
        },
      };
    },
    async close() {
      await browser.close();
      await Promise.all([...served].map((workbench) => workbench.stop()));
    },
  };
}

/** An address that no browser has used: each lets one in, and the next is told when it did. */
export function addressesOf(served: ServedWorkbench): () => Promise<string> {
  let used = 0;
  return async () => {
    const place = used++;
    for (;;) {
      const told = [...served.errors().matchAll(/For another browser: (\S+)/g)].map(([, address]) => address!);
      const address = [served.address, ...told][place];
      if (address !== undefined) return address;
      await sleep(20);
    }
  };
}
