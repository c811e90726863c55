import type { Specification } from '../../../../main/contract/specification.ts';

/** What a study will have to show when its runs are done, one line each. */
export function studyOutputs(study: Specification): readonly string[] {
  const names = new Set(study.methods.map(({ method }) => method));
  const has = (...wanted: readonly string[]): boolean => wanted.some((name) => names.has(name as never));
  const startsTrained = study.model.weights !== undefined || study.model.pretraining !== undefined;
  const runs = study.methods.length * study.seeds.length;
  return [
    ...(startsTrained ? ['Accuracy ladder: clean, quantised, noisy, recovered'] : []),
    ...(startsTrained ? [`Sensitivity of each layer (${study.sensitivity.metrics.join(', ')})`] : []),
    ...(has('saft', 'noise-injection', 'plain') ? ['Table: accuracy under noise, speed-up, one row a method'] : []),
    ...(has('reliable', 'uniform-bsc', 'lanmax') ? ['Energy-accuracy front, one point a method'] : []),
    ...(has('lanmax') ? ['Fault rate of each layer by epoch'] : []),
    ...(study.evaluation.faultRates === undefined
      ? []
      : [`Accuracy at ${study.evaluation.faultRates.length} fault rates`]),
    ...(study.evaluation.randomisedLayers === true ? ['Accuracy with the bits of each layer random in turn'] : []),
    ...(study.seeds.length > 1 && study.methods.length > 1 ? [`Paired tests over ${study.seeds.length} seeds`] : []),
    ...(runs > 0 ? ['Trained weights of every run'] : []),
  ];
}
