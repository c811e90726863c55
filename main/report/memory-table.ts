import type { MemorySummary } from '../contract/results.ts';
import type { MemoryReport, RateUpdate } from '../contract/run.ts';
import { formatRate, formatSignificant, formatWithUncertainty } from '../contract/text/digits.ts';
import { memoryRows } from './tables/layouts/assigned-rates.ts';
import { plainTable } from './tables/plain-table.ts';

/** The slope of a layer whose rate did not vary by itself is 0 with an infinite error: nothing is known of it. */
export function formatSlope(slope: number, standardError: number): string {
  if (!Number.isFinite(standardError)) return 'not known';
  return standardError > 0 ? formatWithUncertainty(slope, standardError) : formatSignificant(slope);
}

/**
 * What each layer's weights are stored in, in network order, with the last slope that LaNMax measured where it moved the
 * rates.
 */
export function memoryTable(report: MemoryReport, last?: RateUpdate): string {
  const table = plainTable(memoryRows(report, last));
  const notes = ['Fault rate: errors by bits read. Energy a bit: of one of reliable memory.'];
  if (last !== undefined) {
    notes.push(
      `Slope: of the surrogate loss by the layer's rate (in logarithmic space by its logarithm) in the last of the epochs that moved it (${last.epoch}), ± one standard error.`,
    );
  }
  return [table, ...notes].join('\n');
}

/** Energy of all stored weights by that of the same bits, and of 16-bit and 32-bit numbers, in reliable memory. */
export function memoryLine(memory: MemorySummary): string {
  const { energy, reliableEnergy, float16Energy, float32Energy, geometricMeanRate: mean } = memory;
  const percent = (reference: number): string => `${formatSignificant((100 * energy) / reference)} %`;
  const rates = mean === undefined ? '' : ` Geometric mean of the fault rates over bits: ${formatRate(mean)}.`;
  return (
    `Memory energy: ${percent(reliableEnergy)} of the same bits in reliable memory, ${percent(float16Energy)} of 16-bit ` +
    `and ${percent(float32Energy)} of 32-bit numbers.${rates}`
  );
}
