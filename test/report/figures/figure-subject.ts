import type { Estimate } from '../../../main/contract/estimate.ts';
import type { StudyComparison } from '../../../main/contract/results.ts';
import type { Specification } from '../../../main/contract/specification.ts';
import type { ExportSubject, LearningCurve, WeightChange } from '../../../main/report/export-subject.ts';
import { comparison, estimate } from '../comparison-fixture.ts';
import { memory, memoryComparison } from '../memory-fixture.ts';

export interface SubjectChoice {
  /** Configurations of the first method */
  readonly configurations: number;
  readonly layers: readonly string[];
  readonly seeds: number;
  /** After the name of each method */
  readonly suffix?: string;
}

const seedsOf = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

/** A study with data for every figure, as large as is asked for. */
export function figureSubject({ configurations, layers, seeds, suffix = '' }: SubjectChoice): ExportSubject {
  const base = comparison.profiles[0]!;
  const [injection, saft] = base.methods;
  const several = Array.from({ length: configurations }, (_, index) => ({
    ...injection!,
    label: `noise injection p=0.00${index + 1}${suffix}`,
    recovered: estimate(0.9 - 0.03 * index, 0.01, 'seeds', seeds),
  }));
  const chosen = { ...saft!, label: `SAFT k=2${suffix}`, plan: { ...saft!.plan!, trained: layers.slice(0, 2) } };
  const methods = [...several, chosen];
  const profile = {
    ...base,
    methods,
    ladder: [
      ...base.ladder.filter(({ label }) => label === undefined),
      ...methods.flatMap(({ label, recovered }) => [
        { stage: 'recovered-clean' as const, label, accuracy: estimate(recovered.value + 0.01, 0.004, 'seeds', seeds) },
        { stage: 'recovered' as const, label, accuracy: recovered },
      ]),
    ],
    sensitivity: layers.map((layer, index) => ({
      ...base.sensitivity[0]!,
      ...{ layer, value: 0.1 + ((index * 7) % 5), standardError: index % 3 === 0 ? NaN : 0.05 },
    })),
  };
  const memories = layers.map((layer, index) => ({
    ...memory.layers[0]!,
    ...{ layer, rate: index === 0 ? 0 : 10 ** -(1 + (index % 4)) },
  }));
  const compared: StudyComparison = {
    ...memoryComparison,
    ...{ architecture: 'resnet20-cifar', profiles: [profile], engines: comparison.engines },
    rateHistories: seedsOf(seeds).map((seed) => ({
      ...memoryComparison.rateHistories[0]!,
      ...{ profile: base.label, label: `LaNMax λ=1${suffix}`, seed, memory: { ...memory, layers: memories } },
    })),
  };
  const trained = methods.map(({ method, label }) => ({ profile: base.label, method, label }));
  return {
    comparison: compared,
    specification: {} as Specification,
    trainingRate: ({ label }) => (label === 'uniform p=0.01' ? 0.01 : undefined),
    learningCurves: trained.flatMap((method) => seedsOf(seeds).flatMap((seed) => curvesOf(method, seed))),
    weightChanges: trained.flatMap((method) =>
      layers.map((layer, index): WeightChange => ({
        ...{ ...method, layer, trained: index % 2 === 0 },
        seeds: seedsOf(seeds).map((seed) => ({ seed, relative: index % 2 === 0 ? 0.1 * seed : 0 })),
      })),
    ),
    provenance: { program: 'Noisefloor 0.1.0', command: 'lab export "Small -- study" figures' },
  };
}

function curvesOf(
  method: { readonly profile: string; readonly method: string; readonly label: string },
  seed: number,
): readonly LearningCurve[] {
  const steps = Array.from({ length: 90 }, (_, index) => index + 1);
  const curve = (series: LearningCurve['series'], value: (step: number) => number): LearningCurve => ({
    ...{ ...method, seed, runId: seed, series },
    points: steps.map((step) => ({ step, value: value(step) })),
  });
  return [curve('loss', (step) => (2 + 0.1 * seed) / step), curve('accuracy', (step) => 1 - 0.9 / (step + seed))];
}

export const usualLayers = ['conv1', 'layer1.0.conv1', 'layer1.0.conv2', 'layer2.0.conv1', 'linear'];
export const usualSubject = figureSubject({ configurations: 2, layers: usualLayers, seeds: 3 });

/** Every id that a study can have a figure of. */
export const everyFigure = [
  'pareto-fronts',
  'accuracy-ladder',
  'sensitivity',
  'learning-curves',
  'test-rate-against-training-rate',
  'assigned-rates',
  'weight-change',
  'step-time',
];

export const unknownSpread = (value: number): Estimate => ({
  ...estimate(value, 0, 'seeds', 1),
  low: -Infinity,
  high: Infinity,
});
