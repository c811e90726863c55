import { computed, ref, watch } from 'vue';
import type { BatchNormPlan, LayerChoice, SensitivityMetric } from '../../../../main/contract/specification.ts';
import { useCall } from '../../../composables/use-call.ts';
import { useDraftStore } from '../draft/draft-store.ts';
import { networkQuestionOf } from '../draft/study-inputs.ts';
import { useInspectionStore } from '../inspection/inspection-store.ts';
import { countAbove, ranked, thresholdFor, withTicked, type SaftMethod } from './layer-choice.ts';
import { useScoreStore } from './score-store.ts';

/** What a SAFT method of the draft trains, seen beside the scores of one profile and metric. */
export function useLayerChoice(method: () => SaftMethod | undefined) {
  const draft = useDraftStore();
  const store = useScoreStore();

  const profiles = computed(() => store.result?.profiles ?? []);
  const profile = ref<string>();
  watch(
    profiles,
    (all) => {
      if (!all.some(({ label }) => label === profile.value)) profile.value = all[0]?.label;
    },
    { immediate: true },
  );
  const allScores = computed(() => profiles.value.find(({ label }) => label === profile.value)?.scores ?? []);
  const metrics = computed<readonly SensitivityMetric[]>(() => [
    ...new Set(allScores.value.map(({ metric }) => metric)),
  ]);
  const looked = ref<SensitivityMetric>();
  const chosenBy = computed(() => {
    const choice = method()?.choice;
    return choice === undefined || 'names' in choice ? undefined : choice.by;
  });
  /** Where layers are ranked by a metric, it is that one that is looked at; changing it changes the choice */
  const metric = computed<SensitivityMetric>({
    get: () => chosenBy.value ?? looked.value ?? metrics.value[0] ?? 'std',
    set(name) {
      looked.value = name;
      const choice = method()?.choice;
      if (choice !== undefined && !('names' in choice)) choose({ ...choice, by: name });
    },
  });
  const scores = computed(() => allScores.value.filter((score) => score.metric === metric.value));
  const inOrder = computed(() => ranked(allScores.value, metric.value));

  const asked = computed(() => networkQuestionOf(draft.written, draft.content.folder));
  const { network } = useInspectionStore();
  network.follow();
  const layers = computed(
    () =>
      network.data.value?.nodes.filter(({ isMatmul }) => isMatmul).map(({ name, weights }) => ({ name, weights })) ??
      [],
  );
  const names = computed(() => layers.value.map(({ name }) => name));

  const plan = useCall('plan.describe', () => {
    const { choice, batchNorm } = method() ?? {};
    if (choice === undefined || asked.value === undefined) return undefined;
    if (!('names' in choice) && inOrder.value.length === 0) return undefined;
    return { ...asked.value, choice, batchNorm, scores: [...inOrder.value] };
  });

  const trained = computed<readonly string[]>(() => {
    const choice = method()?.choice;
    if (choice === undefined) return [];
    if ('names' in choice) return names.value.filter((name) => choice.names.includes(name));
    if (choice.k === 'auto') return plan.data.value?.plan.trained ?? [];
    const first = new Set(inOrder.value.slice(0, choice.k).map(({ layer }) => layer));
    return names.value.filter((name) => first.has(name));
  });
  const threshold = computed(() => {
    const choice = method()?.choice;
    if (choice === undefined || 'names' in choice) return undefined;
    return thresholdFor(inOrder.value, choice.k === 'auto' ? trained.value.length : choice.k);
  });

  function choose(choice: LayerChoice): void {
    const index = method()?.index;
    if (index !== undefined) draft.set(['methods', index, 'layers'], choice);
  }
  function tick(layer: string, ticked: boolean): void {
    choose({ names: [...withTicked(names.value, trained.value, layer, ticked)] });
  }
  return {
    profile,
    profiles,
    metric,
    metrics,
    scores,
    layers,
    names,
    plan,
    trained,
    threshold,
    choose,
    chooseBatchNorm(batchNorm: BatchNormPlan): void {
      const index = method()?.index;
      if (index === undefined) return;
      const path = ['methods', index, 'batchNorm'];
      if (batchNorm === 'frozen') draft.reset(path);
      else draft.set(path, batchNorm);
    },
    moveThreshold(level: number): void {
      const k = countAbove(inOrder.value, level);
      const choice = method()?.choice;
      if (choice !== undefined && !('names' in choice) && choice.k === k) return;
      choose({ by: metric.value, k });
    },
    tick,
    toggle: (layer: string): void => tick(layer, !trained.value.includes(layer)),
  };
}
