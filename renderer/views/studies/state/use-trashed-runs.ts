import { ref, shallowRef, watch, type Ref } from 'vue';
import type { RunRow } from '../../../../main/contract/workbench/runs.ts';
import type { StudyEntry } from '../../../../main/contract/workbench/studies.ts';
import type { WorkbenchClient } from '../../../../main/contract/workbench/workbench.ts';
import { useRunsStore } from '../../../stores/runs.ts';
import { useStudiesStore } from '../../../stores/studies.ts';

/** Runs and studies in the trash, read when it is looked into. */
export function useTrashedRuns(client: WorkbenchClient, isOpen: Readonly<Ref<boolean>>) {
  const runs = useRunsStore();
  const known = useStudiesStore();
  const rows = shallowRef<readonly RunRow[]>([]);
  const studies = shallowRef<readonly StudyEntry[]>([]);
  const loaded = ref(false);
  const error = shallowRef<Error>();

  async function read(): Promise<void> {
    try {
      const [runList, studyList] = await Promise.all([
        client.call('runs.list', { trashed: true }),
        client.call('studies.list', { trashed: true }),
      ]);
      rows.value = runList;
      studies.value = studyList.filter((study) => study.trashed);
      error.value = undefined;
    } catch (problem) {
      error.value = problem instanceof Error ? problem : new Error(String(problem));
    } finally {
      loaded.value = true;
    }
  }

  watch(isOpen, (open) => {
    if (open) void read();
    else loaded.value = false;
  });
  // What leaves the trash, or comes there, changes how many are outside
  watch([() => runs.byId.size, () => known.studies.length], () => {
    if (isOpen.value) void read();
  });
  return { rows, studies, loaded, error, read };
}
