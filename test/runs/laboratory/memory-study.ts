import type { FaultAccuracy, MemoryReport, RunEvent } from '../../../main/contract/run.ts';
import type { Specification } from '../../../main/contract/specification.ts';
import { smallStudy } from '../job/bench.ts';
import { accuracy, storeStudy, type StoredStudy } from './stored-study.ts';

/** Weights of `mlp-8` for the built-in images, 16 x 16 of 10 classes. */
export const smallWeights = 256 * 8 + 8 * 10;

/** Methods of memories in a network of binary weights that is trained from initial weights. */
export function memoryStudy(changes: Record<string, unknown> = {}): Specification {
  return smallStudy({
    name: 'Memories',
    model: { architecture: 'mlp-8' },
    profile: { name: 'binary', quantization: { scheme: 'binary' }, memory: {} },
    methods: [
      { method: 'reliable' },
      { method: 'uniform-bsc', trainRate: 0.01 },
      { method: 'uniform-bsc', trainRate: 0.1 },
      { method: 'lanmax', tradeoff: 1 },
      { method: 'lanmax', tradeoff: 4 },
    ],
    seeds: [1, 2, 3],
    ...changes,
  });
}

/** Of `mlp-8`, all of whose bits cost as much. */
export function memoryOf(energyPerBit: number, rate: number, weights = smallWeights): MemoryReport {
  const layer = (name: string, count: number) => ({ layer: name, weights: count, bits: 1, rate, energyPerBit });
  return {
    layers: [layer('fc1', weights - 80), layer('fc2', 80)],
    energy: weights * energyPerBit,
    reliableEnergy: weights,
    float16Energy: 16 * weights,
    float32Energy: 32 * weights,
  };
}

interface Outcome {
  readonly energyPerBit: number;
  readonly rate: number;
  readonly accuracy: number;
}

/** By label. LaNMax at λ = 1 is as accurate as reliable memory for 0.3 of its energy. */
export const outcomes: Readonly<Record<string, Outcome>> = {
  reliable: { energyPerBit: 1, rate: 0, accuracy: 0.95 },
  'uniform p=0.01': { energyPerBit: 0.36, rate: 0.01, accuracy: 0.93 },
  'uniform p=0.1': { energyPerBit: 0.18, rate: 0.1, accuracy: 0.8 },
  'LaNMax λ=1': { energyPerBit: 0.3, rate: 0.02, accuracy: 0.95 },
  'LaNMax λ=4': { energyPerBit: 0.2, rate: 0.08, accuracy: 0.91 },
};

export function memoryEvent(report: MemoryReport): RunEvent {
  return { type: 'memory', report };
}

export function faultEvent(rate: number, value: number, layer?: string): RunEvent {
  const result: FaultAccuracy = {
    kind: layer === undefined ? 'rate' : 'layer',
    rate,
    ...(layer === undefined ? {} : { layer }),
    accuracy: value,
    low: value - 0.02,
    high: value + 0.02,
    confidence: 0.95,
    draws: [value - 0.01, value + 0.01],
    images: 200,
  };
  return { type: 'fault-accuracy', result };
}

/** One rate update of LaNMax after its only epoch. */
export function ratesEvent(epoch: number, rate: number): RunEvent {
  const layers = ['fc1', 'fc2'].map((layer) => ({ layer, rate, slope: -1, standardError: 0.1 }));
  return { type: 'rates', update: { epoch, layers, energy: 0.3, bestLoss: 0.2 } };
}

/** All training runs finished, with the outcomes above; what is given is reported besides, by label and seed. */
export function finishedMemoryStudy(
  specification: Specification,
  besides: (label: string, seed: number) => readonly RunEvent[] = () => [],
): StoredStudy {
  const study = storeStudy(specification);
  study.ids.forEach((id) => {
    const { kind, methodLabel: label = '', seed } = study.store.runs.get(id);
    if (kind !== 'train') return;
    const { accuracy: value, ...memory } = outcomes[label]!;
    const events = [accuracy('recovered', [value, value]), memoryEvent(memoryOf(memory.energyPerBit, memory.rate))];
    study.finish(id, [...events, ...besides(label, seed)]);
  });
  return study;
}
