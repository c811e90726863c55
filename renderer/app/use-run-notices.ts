import { onScopeDispose } from 'vue';
import { useRouter } from 'vue-router';
import { useToast } from '../composables/use-toast.ts';
import { useRunsStore } from '../stores/runs.ts';

/** Tells of runs that fail, wherever one is looking. */
export function useRunNotices(): void {
  const toast = useToast();
  const router = useRouter();
  const end = useRunsStore().onChange((row, before) => {
    if (row.status !== 'failed' || before === undefined || before.status === 'failed') return;
    const what = [row.method ?? row.kind, `seed ${row.seed}`].join(', ');
    toast({
      title: `Run ${row.id} failed`,
      text: `${row.studyName}: ${what}`,
      action: { label: 'Show', run: () => void router.push(`/runs/${row.id}`) },
    });
  });
  onScopeDispose(end);
}
