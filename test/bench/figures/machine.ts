import { loadavg } from 'node:os';
import type { Browser } from 'playwright-core';
import { machineProvenance } from '../../../main/runs/laboratory/machine.ts';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly platform: string;
  readonly node: string;
  readonly chromium: string;
  readonly commit?: string;
}

export function describeMachine(browser: Browser): Machine {
  const { processor, cores, memoryBytes, platform, node, commit } = machineProvenance();
  return { processor, cores, memoryBytes, platform, node, chromium: browser.version(), commit };
}

/** Processes that computed or waited to, on average over the last minute. Half of it may be of what is measured itself. */
export const loadAverage = (): number => loadavg()[0]!;
