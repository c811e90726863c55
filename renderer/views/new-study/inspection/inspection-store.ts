import { defineStore } from 'pinia';
import { computed, markRaw } from 'vue';
import { useDraftStore } from '../draft/draft-store.ts';
import { stepStatuses, type StepId } from '../draft/steps.ts';
import { dataOf, networkQuestionOf, weightsFileOf } from '../draft/study-inputs.ts';
import { createInspection } from './create-inspection.ts';
import { foundProblems } from './found-problems.ts';

/**
 * What the workbench finds in the files that a draft names: its data, its network, and how its weights map to it. It is
 * asked while a step follows it, answered for all steps, and counts with the specification's own problems.
 */
export const useInspectionStore = defineStore('new-study-inspections', () => {
  const draft = useDraftStore();
  const opened = (): number => draft.opened;
  const network = createInspection(
    'network.describe',
    () => networkQuestionOf(draft.written, draft.content.folder),
    opened,
    150,
  );
  const data = createInspection(
    'data.describe',
    () => {
      const asked = dataOf(draft.written);
      return asked === undefined
        ? undefined
        : { data: asked, folder: draft.content.folder, thumbnailsPerClass: thumbnailsOfClass };
    },
    opened,
    400,
  );
  const mapping = createInspection(
    'network.check',
    () => {
      const asked = networkQuestionOf(draft.written, draft.content.folder);
      const weights = weightsFileOf(draft.written);
      return asked === undefined || weights === undefined ? undefined : { ...asked, weights };
    },
    opened,
    400,
  );
  const all = [network, data, mapping];

  const found = computed(() =>
    foundProblems(
      draft.written,
      {
        data: data.failure.value,
        network: network.failure.value,
        misfit: network.found.value?.file?.misfit,
        weights: mapping.failure.value,
        mapping: mapping.found.value?.mapping,
      },
      draft.problems,
    ),
  );
  const problems = computed(() => [...draft.problems, ...found.value]);
  /** Steps whose files are being read */
  const underWay = computed<readonly StepId[]>(() => [
    ...(network.isUnderWay.value || mapping.isUnderWay.value ? ['network' as const] : []),
    ...(data.isUnderWay.value ? ['data' as const] : []),
  ]);

  return {
    network: markRaw(network),
    data: markRaw(data),
    mapping: markRaw(mapping),
    /** Everything that keeps the draft from being launched, as far as it is known */
    problems,
    isUnderWay: computed(() => underWay.value.length > 0),
    statuses: computed(() => stepStatuses(draft.written, problems.value, underWay.value)),
    /** Asks for everything as long as the calling component is there */
    follow(): void {
      for (const each of all) each.follow();
    },
    /** What it names on the disk may be there now, or no longer. */
    async checkAgain(): Promise<void> {
      const again = found.value.length > 0 ? all.filter(({ isAsked }) => isAsked.value) : [];
      await Promise.all([draft.checkAgain(), ...again.map((each) => each.run())]);
    },
    /** Nobody looks any more */
    leave(): void {
      for (const each of all) if (each.isUnderWay.value) each.drop();
    },
  };
});

const thumbnailsOfClass = 4;
