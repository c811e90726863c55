import { sensitivityMetricSchema } from '../../../../main/contract/specification.ts';
import { valueAt, type Written } from '../draft/written.ts';
import type { MethodName } from './method-kinds.ts';
import { methodEntries, ownNameOf } from './method-list.ts';

/** Rates to try, the most usual first. */
const rates = [0.01, 0.03, 0.001, 0.1, 0.003, 0.3, 0.0001];
const tradeoffs = [1, 2, 0.5, 5, 0.2, 10, 0.1, 3];
const layerCounts = ['auto', ...Array.from({ length: 200 }, (_, index) => index + 1)];

/**
 * What a method is added with: the first of its usual values that no method of the study has yet, as two may not have one
 * name. Undefined where all of them are there.
 *
 * @param hasMemory has every profile a memory, whose rate can be chosen?
 */
export function firstMethod(method: MethodName, written: Written, hasMemory: boolean): unknown {
  const taken = new Set(methodEntries(written).map(({ label }) => label));
  return candidates(method, written, hasMemory).find((candidate) => !taken.has(ownNameOf(candidate)!));
}

function candidates(method: MethodName, written: Written, hasMemory: boolean): readonly unknown[] {
  switch (method) {
    case 'plain':
      return [{ method }];
    case 'noise-injection':
      return [{ method }, ...(hasMemory ? rates.map((rate) => ({ method, rate })) : [])];
    case 'saft': {
      const metric = sensitivityMetricSchema.safeParse(valueAt(written, ['sensitivity', 'metrics', 0]));
      return layerCounts.map((k) => ({ method, layers: { by: metric.data ?? 'std', k } }));
    }
    case 'reliable':
      return [{ method }, { method, storage: 'float16' }, { method, storage: 'float32' }];
    case 'uniform-bsc':
      return rates.map((trainRate) => ({ method, trainRate }));
    case 'lanmax':
      return tradeoffs.map((tradeoff) => ({ method, tradeoff }));
  }
}
