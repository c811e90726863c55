import { onScopeDispose } from 'vue';
import { useRouter } from 'vue-router';
import type { RunRow } from '../../main/contract/workbench/runs.ts';
import { useToast } from '../composables/use-toast.ts';
import { useRunsStore } from '../stores/runs.ts';
import { failureNotice } from './failure-notice.ts';

/** Runs that need one that failed fail right after it */
const gatheredMs = 800;

/** Tells of runs that fail, wherever one is looking. */
export function useRunNotices(): void {
  const toast = useToast();
  const router = useRouter();
  let failed: RunRow[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tell(): void {
    timer = undefined;
    const [first, ...others] = failed;
    failed = [];
    if (first === undefined) return;
    const { title, text, runId } = failureNotice([first, ...others]);
    toast({ title, text, action: { label: 'Show', run: () => void router.push(`/live/${runId}`) } });
  }

  const end = useRunsStore().onChange((row, before) => {
    if (row.status !== 'failed' || before === undefined || before.status === 'failed') return;
    failed.push(row);
    timer ??= setTimeout(tell, gatheredMs);
  });
  onScopeDispose(() => {
    clearTimeout(timer);
    end();
  });
}
