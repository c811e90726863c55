import type { MethodComparison, ProfileComparison, StudyComparison } from '../../../main/contract/results.ts';
import { methodSchema, specificationSchema, type Specification } from '../../../main/contract/specification.ts';
import type { WeightNoise } from '../../../main/contract/profile.ts';
import type { ExportSubject } from '../../../main/report/export-subject.ts';
import { comparison, estimate, noiseInjection, saft } from '../comparison-fixture.ts';
import { memoryComparison } from '../memory-fixture.ts';

const byStd: MethodComparison = {
  ...saft,
  configuration: methodSchema.parse({ method: 'saft', layers: { by: 'std', k: 2 } }),
};

export const byKl: MethodComparison = {
  ...saft,
  label: 'SAFT k=2 by kl',
  configuration: methodSchema.parse({ method: 'saft', layers: { by: 'kl', k: 2 } }),
  chosenBy: 'kl',
  recovered: estimate(0.8812, 0.0031, 'seeds', 3),
};

const [first] = comparison.profiles;

export function profileOf(
  label: string,
  weights: WeightNoise,
  methods: readonly MethodComparison[],
): ProfileComparison {
  const kl = first!.sensitivity.map((score) => ({ ...score, metric: 'kl' as const, value: score.value ** 2 }));
  return {
    ...first!,
    label,
    profile: { weights, warnings: [], except: [] },
    sensitivity: [...first!.sensitivity, ...kl],
    methods,
  };
}

const absolute = { reference: 'absolute' } as const;

/** A study that has something of every layout: what no real one has. */
export const fullComparison: StudyComparison = {
  ...memoryComparison,
  study: { ...comparison.study, name: 'All of it: 100 % & more_of #1' },
  data: 'IDX files of /somewhere/private/mnist, 10,000 test images',
  profiles: [
    profileOf('multiplicative', { noise: 'gaussian', mode: 'multiplicative', sigma: 0.05, ...absolute }, [
      noiseInjection,
      byStd,
      byKl,
    ]),
    profileOf('additive', { noise: 'gaussian', mode: 'additive', sigma: 0.005, reference: 'layerMaxAbs' }, [
      noiseInjection,
      byStd,
      byKl,
    ]),
    profileOf('uniform', { noise: 'uniform', mode: 'multiplicative', halfRange: 0.1, ...absolute }, [
      noiseInjection,
      byStd,
    ]),
    ...memoryComparison.profiles,
  ],
};

export const specification: Specification = specificationSchema.parse({
  version: 1,
  name: 'All of it',
  data: { source: 'idx', path: '/somewhere/private/mnist' },
  model: { architecture: 'lenet5' },
  profile: 'x',
  methods: [{ method: 'noise-injection' }],
  training: { epochs: 3, batch: 64, optimizer: { kind: 'sgd', learningRate: 0.1 } },
});

export const provenance = {
  program: 'Noisefloor 0.1.0 (commit 1a2b3c4)',
  command: 'npm run -s lab -- export 1 . --tables latex',
};

export const fullSubject: ExportSubject = {
  comparison: fullComparison,
  specification,
  trainingRate: () => undefined,
  learningCurves: [],
  weightChanges: [],
  provenance,
};
