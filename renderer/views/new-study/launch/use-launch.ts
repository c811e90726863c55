import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { useRouter } from 'vue-router';
import { LabError } from '../../../../main/contract/errors.ts';
import { useAnnouncer } from '../../../composables/use-announcer.ts';
import { useClient } from '../../../composables/use-client.ts';
import { useToast } from '../../../composables/use-toast.ts';
import { useProbeStore } from '../shell/probe-store.ts';
import { useDraftStore } from '../draft/draft-store.ts';
import { useInspectionStore } from '../inspection/inspection-store.ts';

export interface Launch {
  readonly busy: Ref<boolean>;
  readonly error: ShallowRef<Error | undefined>;
  /** Queues the study and goes to where it runs. Does nothing while it is at it. */
  launch(parallel: number): Promise<void>;
}

export function useLaunch(): Launch {
  const client = useClient();
  const draft = useDraftStore();
  const inspections = useInspectionStore();
  const router = useRouter();
  const probe = useProbeStore();
  const announce = useAnnouncer();
  const toast = useToast();
  const busy = ref(false);
  const error = shallowRef<Error>();

  /** What was launched is a study now; a draft of it that stays does no harm. */
  async function removeDraft(): Promise<void> {
    try {
      await draft.discard();
    } catch (problem) {
      toast({ title: 'The draft was not removed', text: problem instanceof Error ? problem.message : String(problem) });
    }
  }

  async function launch(parallel: number): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    // It would time what shares the machine with a training
    probe.cancel();
    error.value = undefined;
    try {
      await draft.settle();
      if (inspections.problems.length > 0) return;
      await client.call('queue.parallel', { parallel });
      const { folder } = draft.content;
      const { studyId, runs } = await client.call('studies.launch', { text: draft.text, folder });
      announce(`Study ${studyId} launched, ${runs.length} runs`);
      await router.push('/live');
      await removeDraft();
    } catch (problem) {
      error.value = problem instanceof Error ? problem : new Error(String(problem));
      // What is wrong now is told where it is put right
      if (!(problem instanceof LabError) || problem.code === 'disconnected') return;
      await draft.checkAgain();
      if (draft.problems.length > 0) error.value = undefined;
    } finally {
      busy.value = false;
    }
  }
  return { busy, error, launch };
}
