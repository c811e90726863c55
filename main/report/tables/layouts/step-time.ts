import type { Estimate } from '../../../contract/estimate.ts';
import type { ProfileComparison } from '../../../contract/results.ts';
import type { StepTiming } from '../../../contract/run.ts';
import { decimalsBeside } from '../../format-number.ts';
import { partsNote, scatterNote, timedSteps } from '../../step-parts.ts';
import { measuredCell, numberCell, textCell } from '../cells.ts';
import type { TableCell, TableColumn, TableContent, TableRow } from '../table-document.ts';

export interface StepTime {
  readonly label: string;
  readonly timing: StepTiming;
  /** As measured, against training every layer; from the timing by default */
  readonly speedup?: number | Estimate;
  /** What the multiply-accumulates alone allow */
  readonly speedupBound?: number;
}

const parts = {
  forwardMs: 'Forward',
  noiseMs: 'Noise',
  inputGradientsMs: 'Input grad.',
  weightGradientsMs: 'Weight grad.',
  updateMs: 'Update',
  totalMs: 'Step',
} as const satisfies Partial<Record<keyof StepTiming, string>>;
type Part = keyof typeof parts;

const partNames = Object.keys(parts) as Part[];
const keys: Readonly<Record<Part, string>> = {
  forwardMs: 'forward_ms',
  noiseMs: 'noise_ms',
  inputGradientsMs: 'input_gradients_ms',
  weightGradientsMs: 'weight_gradients_ms',
  updateMs: 'update_ms',
  totalMs: 'step_ms',
};

/** @param msInCells a unit for the columns; a table on the terminal says it once for all */
export function stepTimeColumns(unit?: 'ms'): readonly TableColumn[] {
  return [
    ...partNames.map((part): TableColumn => ({
      key: keys[part],
      title: parts[part],
      ...(unit && { unit }),
      kind: 'number',
    })),
    { key: 'speed_up', title: 'Speed-up', unit: '×', kind: 'measured' },
    { key: 'speed_up_bound', title: 'Bound', unit: '×', kind: 'number' },
  ];
}

/** Where the time of a training step goes, to the decimal place of the whole's third digit. */
export function stepTimeCells({ timing, speedup, speedupBound }: StepTime): readonly TableCell[] {
  const decimals = decimalsBeside(timing.totalMs);
  const factor = speedup ?? timing.fullStepMs / timing.totalMs;
  return [
    ...partNames.map((part) => numberCell(timing[part], { decimals })),
    typeof factor === 'number' ? numberCell(factor, { decimals: 2 }) : measuredCell(factor),
    numberCell(speedupBound, { decimals: 2 }),
  ];
}

/** Over how many steps medians were taken, of what batch, and why their parts need not add up. */
export function stepTimeNotes(
  steps: readonly Pick<StepTime, 'label' | 'timing'>[],
  explanation = partsNote,
): readonly string[] {
  const timings = steps.map(({ timing }) => timing);
  const samples = [...new Set(timings.map(({ samples: count }) => count))].toSorted((first, second) => first - second);
  const batches = [...new Set(timings.map(({ batch }) => batch))].join(' or ');
  const counted = samples.length === 1 ? `${samples[0]!}` : `at least ${samples[0]!}`;
  const scatter = scatterNote(steps);
  return [`Medians over ${counted} steps, batch ${batches}. ${explanation}`, ...(scatter === '' ? [] : [scatter])];
}

/** The training steps of all profiles and methods; undefined where none was timed. */
export function stepTimeTable(profiles: readonly ProfileComparison[]): TableContent | undefined {
  const timed = profiles.flatMap((profile) =>
    profile.methods.flatMap(({ label, timing, speedup, plan }) =>
      timing === undefined ? [] : [{ profile, label, timing, speedup, speedupBound: plan?.speedupBound }],
    ),
  );
  if (timed.length === 0) return undefined;
  const rows = timed.map((step, index): TableRow => ({
    ...(index > 0 && timed[index - 1]!.profile !== step.profile ? { startsGroup: true } : {}),
    cells: [textCell(step.profile.label), textCell(step.label), ...stepTimeCells(step)],
  }));
  return {
    id: 'step-time-table',
    title: 'Time of a training step',
    caption: 'Where the time of a training step goes, and the speed-up over a step that trains every layer',
    columns: [
      { key: 'profile', title: 'Profile', kind: 'text' },
      { key: 'method', title: 'Method', kind: 'text' },
      ...stepTimeColumns('ms'),
    ],
    rows,
    notes: [...stepTimeNotes(timedSteps(profiles)), 'Bound: what multiply-accumulates alone allow.'],
  };
}
