import { computed } from 'vue';
import type { ComputedRef, Ref, WritableComputedRef } from 'vue';
import type { FrontComparison } from '../../../../main/contract/front-results.ts';
import type { FrontCursors } from '../../../charts/front-option.ts';
import type { CompareSettings } from '../compare-settings.ts';
import { clampLevel, levelRanges, usualLevels, usualPair, type FrontPair } from './front-pair.ts';
import { gainText, savingText, type ReadingText } from './reading-text.ts';
import { useFrontReading } from './use-front-reading.ts';

export interface FrontLevels {
  /** Undefined where there are fewer than two fronts */
  readonly pair: WritableComputedRef<FrontPair | undefined>;
  readonly ranges: ComputedRef<ReturnType<typeof levelRanges> | undefined>;
  readonly accuracy: WritableComputedRef<number | undefined>;
  readonly energy: WritableComputedRef<number | undefined>;
  readonly saving: ComputedRef<ReadingText | undefined>;
  readonly gain: ComputedRef<ReadingText | undefined>;
  readonly error: Ref<Error | undefined>;
  readonly cursors: ComputedRef<FrontCursors>;
}

/** The two methods that are held against each other, where the cursors stand, and what is read there. */
export function useFrontLevels(
  study: () => number,
  comparison: () => FrontComparison,
  settings: Ref<CompareSettings>,
): FrontLevels {
  const methods = computed(() => comparison().fronts.map(({ method }) => method));
  const isThere = ({ method, against }: FrontPair): boolean =>
    methods.value.includes(method) && methods.value.includes(against);
  const pair = computed({
    get: () => {
      const chosen = settings.value.pair;
      return chosen !== undefined && isThere(chosen) ? chosen : usualPair(comparison().fronts);
    },
    set: (chosen) => {
      settings.value = { ...settings.value, pair: chosen, accuracy: undefined, energy: undefined };
    },
  });
  const ranges = computed(() => (pair.value === undefined ? undefined : levelRanges(comparison().fronts, pair.value)));
  const usual = computed(() => (pair.value === undefined ? {} : usualLevels(comparison(), pair.value)));

  function level(name: 'accuracy' | 'energy'): WritableComputedRef<number | undefined> {
    return computed({
      get: () => {
        const chosen = settings.value[name] ?? usual.value[name];
        return chosen === undefined || ranges.value === undefined ? undefined : clampLevel(chosen, ranges.value[name]);
      },
      set: (chosen) => {
        if (chosen !== undefined && ranges.value !== undefined)
          settings.value[name] = clampLevel(chosen, ranges.value[name]);
      },
    });
  }
  const accuracy = level('accuracy');
  const energy = level('energy');

  const { reading, error } = useFrontReading(() => {
    const { network } = comparison();
    if (pair.value === undefined) return undefined;
    return {
      id: study(),
      ...(network === undefined ? {} : { network }),
      ...pair.value,
      accuracy: accuracy.value,
      energy: energy.value,
    };
  });
  const saving = computed(() => reading.value && savingText(reading.value));
  const gain = computed(() => reading.value && gainText(reading.value));
  const cursors = computed((): FrontCursors => {
    const { saving: atAccuracy, gain: atEnergy } = reading.value ?? {};
    return {
      accuracy: accuracy.value,
      energy: energy.value,
      // What was read where a cursor no longer stands is not drawn
      ...(atAccuracy?.accuracy === accuracy.value && atAccuracy !== undefined
        ? { saving: { ...atAccuracy.energies, text: saving.value?.value ?? '' } }
        : {}),
      ...(atEnergy?.energy === energy.value && atEnergy !== undefined
        ? { gain: { ...atEnergy.accuracies, text: gain.value?.value ?? '' } }
        : {}),
    };
  });
  return { pair, ranges, accuracy, energy, saving, gain, error, cursors };
}
