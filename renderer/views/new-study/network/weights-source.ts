import { isMapping, valueAt, type Written } from '../draft/written.ts';

/** Where the weights come from that methods begin with; `own`: they are in the network's file. */
export type WeightsSource = 'own' | 'file' | 'pretraining' | 'initial';

export function weightsSource(model: unknown): WeightsSource {
  if (!isMapping(model)) return 'initial';
  if (model.weights !== undefined) return 'file';
  if (model.pretraining !== undefined) return 'pretraining';
  return model.file === undefined ? 'initial' : 'own';
}

/** Methods that train from the first initial weights, where there are no others. */
const fromInitial: ReadonlySet<unknown> = new Set(['reliable', 'uniform-bsc', 'lanmax']);

/** Methods of the draft, by name, that need a network which has been trained. */
export function methodsNeedingWeights(written: Written): readonly string[] {
  const methods = valueAt(written, ['methods']);
  if (!Array.isArray(methods)) return [];
  const names = methods.flatMap((method: unknown) => (isMapping(method) ? [String(method.method)] : []));
  return [...new Set(names.filter((name) => !fromInitial.has(name)))];
}

/** A clean training to begin with, of about the length that small networks need. */
export const firstPretraining = {
  epochs: 6,
  batch: 64,
  optimizer: { kind: 'adam', learningRate: 0.002 },
  schedule: { kind: 'cosine' },
} as const;
