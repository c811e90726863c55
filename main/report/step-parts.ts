import { titleOfMethod } from '../contract/method-title.ts';
import type { ProfileComparison } from '../contract/results.ts';
import type { StepTiming } from '../contract/run.ts';
import { listed } from '../contract/text/listed.ts';
import { decimalsBeside } from './format-number.ts';
import { fixed } from '../contract/text/digits.ts';

/** How the parts of a step are measured, for people who add them up. */
export const partsNote =
  'The step and its parts are timed apart: programs that each do one part more take turns, and a part is the difference of two ' +
  'medians, 0 where it would be below. So parts need not add up to the step.';

/** The same in short, for a terminal. */
export const shortPartsNote = 'Parts are differences of medians, timed in turn: they need not add up to the step.';

/** Of the step: what the parts and the step may differ by before it is said. */
const tolerated = 0.1;
/** More are counted, not named */
const mostNamed = 3;

export interface TimedStep {
  readonly label: string;
  readonly timing: StepTiming;
}

/** The timed steps of a study as people call them, with the profile where there are several. */
export function timedSteps(profiles: readonly ProfileComparison[]): readonly TimedStep[] {
  const timed = profiles.flatMap((profile) =>
    profile.methods.flatMap((method) =>
      method.timing === undefined ? [] : [{ profile, method, timing: method.timing }],
    ),
  );
  const several = new Set(timed.map(({ profile }) => profile)).size > 1;
  return timed.map(({ profile, method, timing }) => ({
    label: several ? `${titleOfMethod(method)} under ${profile.label}` : titleOfMethod(method),
    timing,
  }));
}

/** All parts together, in milliseconds. */
export function sumOfParts(timing: StepTiming): number {
  const { forwardMs, noiseMs, inputGradientsMs, weightGradientsMs, updateMs } = timing;
  return [forwardMs, noiseMs, inputGradientsMs, weightGradientsMs, updateMs].reduce(
    (sum, part) => sum + Math.max(0, part),
    0,
  );
}

/**
 * Names the steps whose parts are further from the whole than a tenth of it; empty without any. Each program does more than the
 * one before it, so that what the parts have too much is scatter; so is what medians over seeds have too little.
 */
export function scatterNote(steps: readonly TimedStep[]): string {
  const apart = steps.filter(
    ({ timing }) => Math.abs(sumOfParts(timing) - timing.totalMs) > tolerated * timing.totalMs,
  );
  if (apart.length === 0) return '';
  const named = apart.slice(0, mostNamed).map(({ label, timing }) => {
    const digits = decimalsBeside(timing.totalMs);
    return `${label} (${fixed(sumOfParts(timing), digits)} ms, the step ${fixed(timing.totalMs, digits)} ms)`;
  });
  const more = apart.length - named.length;
  return (
    `More than a tenth of the step apart: parts of ${listed([...named, ...(more === 0 ? [] : [`${more} more`])])}. ` +
    'Times scatter so on a machine that is busy with other work.'
  );
}
