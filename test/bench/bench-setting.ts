import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBench, type Bench } from '../interface/workbench-session.ts';
import type { ServedWorkbench } from '../interface/served-workbench.ts';

/** What every measurement works with. */
export interface Setting extends Bench {
  /** For workspaces; removed at the end */
  readonly folder: string;
  /** How often what is quick is measured */
  readonly repetitions: number;
  /** Tells what is being done */
  say(line: string): void;
}

export async function openSetting(repetitions: number, say: (line: string) => void): Promise<Setting> {
  say('Building the page');
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-bench-'));
  const bench = await openBench();
  return {
    ...bench,
    folder,
    repetitions,
    say,
    async close() {
      await bench.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
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
