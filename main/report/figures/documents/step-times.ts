import type { MethodComparison, ProfileComparison } from '../../../contract/results.ts';
import type { StepTiming } from '../../../contract/run.ts';
import type { ExportSubject } from '../../export-subject.ts';
import { formatSignificant } from '../../../contract/text/digits.ts';
import { formatFactor } from '../../format-number.ts';
import { partsNote, scatterNote, timedSteps } from '../../step-parts.ts';
import { unique } from '../../unique.ts';
import type { FigureDocument, FigureMark, FigurePanel } from '../figure-document.ts';
import { ink, type MarkLook } from '../looks.ts';

/** Parts of a step in the order they are done, from dark to light: apart in grey too. */
const parts = [
  { name: 'forward', key: 'forwardMs', color: '#12303f' },
  { name: 'noise', key: 'noiseMs', color: '#a35a06' },
  { name: 'input gradients', key: 'inputGradientsMs', color: '#3d8f96' },
  { name: 'weight gradients', key: 'weightGradientsMs', color: '#e2b36a' },
  { name: 'update', key: 'updateMs', color: '#dfe7ea' },
] as const satisfies readonly { readonly name: string; readonly key: keyof StepTiming; readonly color: string }[];

const outline = '#3c434b';
/** Open, so that it shows on dark and on light parts */
const wholeStep: MarkLook = { shape: 'diamond', color: ink, size: 4.2, filled: false };

type Timed = MethodComparison & { readonly timing: StepTiming };
const isTimed = (method: MethodComparison): method is Timed => method.timing !== undefined;

/** The parts are differences of medians: what fell below 0 has no length. */
const lengthOf = (milliseconds: number): number => Math.max(0, milliseconds);

function panelOf({ label }: ProfileComparison, methods: readonly Timed[], several: boolean): FigurePanel {
  const marks = parts.map(({ name, key, color }, part): FigureMark => ({
    ...{ kind: 'bars', name, share: 0.66, look: { color, outline } },
    bars: methods.map(({ timing }, at) => {
      const from = parts.slice(0, part).reduce((sum, each) => sum + lengthOf(timing[each.key]), 0);
      return { at, from, to: from + lengthOf(timing[key]) };
    }),
  }));
  return {
    ...(several ? { title: label } : {}),
    x: { title: 'Time of a training step (ms)', scale: 'linear', include: [0], low: 0 },
    y: { title: '', scale: 'category', categories: methods.map((method) => method.label) },
    marks: [
      ...marks,
      {
        ...{ kind: 'points' as const, name: 'whole step', look: wholeStep },
        points: methods.map(({ timing }, y) => ({ x: timing.totalMs, y })),
      },
    ],
    rowNotes: methods.map(({ timing, speedup }) => {
      const factor = speedup?.value ?? timing.fullStepMs / timing.totalMs;
      return `${formatSignificant(timing.totalMs)} ms, ${formatFactor(factor)}`;
    }),
  };
}

/** Where the time of a training step goes, in parts one after another, with the whole step, which is timed apart, as a mark. */
export function stepTimeFigure({ comparison: { profiles } }: ExportSubject): readonly FigureDocument[] {
  const timed = profiles
    .map((profile) => ({ profile, methods: profile.methods.filter(isTimed) }))
    .filter(({ methods }) => methods.length > 0);
  if (timed.length === 0) return [];
  const timings = timed.flatMap(({ methods }) => methods.map(({ timing }) => timing));
  const numbers = (values: readonly number[]): string => {
    const sorted = unique(values).toSorted((first, second) => first - second);
    return sorted.length === 1 ? String(sorted[0]) : `${sorted[0]} to ${sorted.at(-1)}`;
  };
  return [
    {
      id: 'step-time',
      title: 'Where the time of a training step goes',
      caption:
        `Medians over ${numbers(timings.map(({ samples }) => samples))} steps, batch ${numbers(timings.map(({ batch }) => batch))}. ` +
        'Diamond and number beside the bars: the whole step; then how many times faster it is than the same step with every layer ' +
        `trained, measured in turn with it. ${[partsNote, scatterNote(timedSteps(profiles))].join(' ').trimEnd()}`,
      panels: timed.map(({ profile, methods }) => panelOf(profile, methods, timed.length > 1)),
      legend: [
        ...parts.map(({ name, color }) => ({ text: name, fill: { color, outline } })),
        { text: 'whole step', mark: wholeStep },
      ],
      aspect: 0.5,
      panelWidth: 34,
      data: {
        columns: [
          ...['profile', 'method', 'label', 'forward_ms', 'noise_ms', 'input_gradients_ms', 'weight_gradients_ms'],
          ...['update_ms', 'step_ms', 'full_step_ms', 'speedup', 'speedup_bound', 'steps', 'batch'],
        ],
        rows: timed.flatMap(({ profile, methods }) =>
          methods.map(({ method, label, timing, speedup, plan }) => [
            ...[
              profile.label,
              method,
              label,
              ...parts.map(({ key }) => timing[key]),
              timing.totalMs,
              timing.fullStepMs,
            ],
            ...[speedup?.value ?? timing.fullStepMs / timing.totalMs, plan?.speedupBound, timing.samples, timing.batch],
          ]),
        ),
      },
    },
  ];
}
