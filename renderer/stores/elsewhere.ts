import { defineStore } from 'pinia';
import { computed } from 'vue';
import type { RunRow } from '../../main/contract/workbench/runs.ts';
import { useQueueStore } from './queue.ts';
import { useRunsStore } from './runs.ts';

/** Runs under way that are not in this workbench's queue: those of a command line, or of another workbench. */
export function runsElsewhere(
  rows: readonly RunRow[],
  queued: readonly { readonly runId: number }[],
): readonly RunRow[] {
  const own = new Set(queued.map(({ runId }) => runId));
  return rows.filter(({ id, status }) => status === 'running' && !own.has(id));
}

/** What other processes do in this workspace. */
export const useElsewhereStore = defineStore('elsewhere', () => {
  const queue = useQueueStore();
  const runs = useRunsStore();
  const running = computed(() => (queue.queue === undefined ? [] : runsElsewhere(runs.rows, queue.items)));
  return { running };
});
