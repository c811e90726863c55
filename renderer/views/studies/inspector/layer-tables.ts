import type { MemorySummary } from '../../../../main/contract/results.ts';
import type { NoiseReport, TrainingPlan } from '../../../../main/contract/run.ts';
import { formatCount, formatSi, formatSignificant } from '../../../charts/number-format.ts';
import { countOf } from '../table/run-words.ts';
import type { TableContent } from './measured-tables.ts';

const percentDigits = 3;

/** A share as percent with three significant digits */
function share(value: number): string {
  return Number.isFinite(value) ? `${formatSignificant(100 * value, percentDigits)}\u202f%` : '–';
}

/** Layer by layer the noise that was asked for and what was measured on the weights. */
export function noiseTable(report: NoiseReport): TableContent {
  return {
    columns: [
      { key: 'layer', label: 'Layer' },
      { key: 'asked', label: 'Asked', kind: 'number' },
      { key: 'measured', label: 'Measured', kind: 'number' },
      { key: 'weights', label: 'Weights', kind: 'number' },
    ],
    rows: report.layers.map(({ layer, asked, measured, weights }) => ({
      layer,
      asked: formatSignificant(asked, 3),
      measured: formatSignificant(measured, 3),
      weights: formatCount(weights),
    })),
  };
}

/** What each layer's weights are stored in. */
export function memoryTable(memory: MemorySummary): TableContent {
  const hasBanks = memory.layers.some(({ bank }) => bank !== undefined);
  return {
    columns: [
      { key: 'layer', label: 'Layer' },
      { key: 'weights', label: 'Weights', kind: 'number' },
      { key: 'bits', label: 'Bits', kind: 'number' },
      { key: 'rate', label: 'Fault rate', kind: 'number' },
      { key: 'energy', label: 'Energy of a bit', kind: 'number' },
      ...(hasBanks ? [{ key: 'bank', label: 'Bank', kind: 'number' as const }] : []),
    ],
    rows: memory.layers.map(({ layer, weights, bits, rate, energyPerBit, bank }) => ({
      layer,
      weights: formatCount(weights),
      bits: formatCount(bits),
      rate: rate === 0 ? '0' : formatSignificant(rate, 3),
      energy: share(energyPerBit),
      ...(hasBanks ? { bank: bank === undefined ? '' : String(bank) } : {}),
    })),
  };
}

/** The memory in facts: what it costs, against what. */
export function memoryFacts(memory: MemorySummary): readonly Fact[] {
  const relative = (reference: number): string => share(memory.energy / reference);
  return [
    ['Energy', `${formatSi(memory.energy, 'bit')} of reliable memory`],
    ['Of the same weights in reliable memory', relative(memory.reliableEnergy)],
    ['Of 16-bit weights in reliable memory', relative(memory.float16Energy)],
    ['Of 32-bit weights in reliable memory', relative(memory.float32Energy)],
    ...(memory.geometricMeanRate === undefined
      ? []
      : [['Geometric mean fault rate', formatSignificant(memory.geometricMeanRate, 3)] as const]),
  ];
}

/** A name with what is known under it. */
export type Fact = readonly [name: string, value: string];

/** What trains, what does not, and why. */
export function planFacts(plan: TrainingPlan): readonly Fact[] {
  const total = plan.trained.length + plan.frozen.length;
  return [
    ['Trained', `${plan.trained.length} of ${countOf(total, 'layer')}`],
    ['Layers trained', plan.frozen.length === 0 ? 'all' : plan.trained.join(', ') || 'none'],
    ...(plan.trainedBatchNorms.length === 0
      ? []
      : [['Batch-norm trained', plan.frozen.length === 0 ? 'all' : plan.trainedBatchNorms.join(', ')] as const]),
    ['Why', plan.reason],
    ['Bound on the speed-up', `${formatSignificant(plan.speedupBound, 3)}× over training every layer, by arithmetic`],
  ];
}
