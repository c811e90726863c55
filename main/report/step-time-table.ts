import type { StepTiming } from '../contract/run.ts';
import { formatBeside, formatFactor } from './format-number.ts';
import { textTable } from './text-table.ts';

export interface StepTimeRow {
  readonly label: string;
  readonly timing: StepTiming;
  /** As measured, against training every layer; from the timing by default */
  readonly speedup?: number;
  /** What the multiply-accumulates alone allow */
  readonly speedupBound?: number;
}

/** Where the time of a training step goes, in milliseconds, with the measured speed-up beside its arithmetic bound. */
export function stepTimeTable(rows: readonly StepTimeRow[]): string {
  const titles = ['forward', 'noise', 'input grad.', 'weight grad.', 'update', 'step', 'speed-up', 'bound'];
  const table = textTable(
    [{ title: 'ms a step' }, ...titles.map((title) => ({ title, align: 'right' as const }))],
    rows.map(({ label, timing, speedup, speedupBound }) => [
      label,
      ...[
        timing.forwardMs,
        timing.noiseMs,
        timing.inputGradientsMs,
        timing.weightGradientsMs,
        timing.updateMs,
        timing.totalMs,
      ].map((milliseconds) => formatBeside(milliseconds, timing.totalMs)),
      formatFactor(speedup ?? timing.fullStepMs / timing.totalMs),
      speedupBound === undefined ? '' : formatFactor(speedupBound),
    ]),
  );
  const samples = [...new Set(rows.map(({ timing }) => timing.samples))].toSorted((first, second) => first - second);
  const batches = [...new Set(rows.map(({ timing }) => timing.batch))].join(' or ');
  const steps = samples.length === 1 ? `${samples[0]!}` : `at least ${samples[0]!}`;
  return rows.length === 0 ? table : `${table}\nMedians over ${steps} steps, batch ${batches}.`;
}
