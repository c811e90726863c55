import type { Probe, TimeRange } from '../../../../main/contract/workbench/specification.ts';
import type { Written } from '../draft/written.ts';

/** A training step that was timed, and how much of the arithmetic of training every layer it does. */
export interface TimedStep {
  /** Of multiply-accumulates, 0 to 1 */
  readonly fraction: number;
  /** Milliseconds */
  readonly stepMs: TimeRange;
}

/** What the time of a step depends on, apart from which layers train. Names and seeds do not change it. */
export function timedParts(written: Written): string {
  const { model, data, profile, profiles, training, engine } = written;
  return JSON.stringify([model, data, profile, profiles, training, engine]);
}

/** The steps of a probe that train one network under the study's hardware, not clean before. */
export function timedSteps(probe: Probe | undefined, network: string | undefined): readonly TimedStep[] {
  // A file with the name of an architecture is told from it
  const names = [network, `${network} (file)`];
  return (probe?.parts ?? [])
    .filter((part) => part.kind === 'train' && names.includes(part.architecture))
    .map(({ arithmeticFraction, stepMs }) => ({ fraction: arithmeticFraction, stepMs }));
}

export interface PredictedStep {
  /** Milliseconds */
  readonly stepMs: TimeRange;
  /** When every layer trains, by the same rule */
  readonly fullMs: TimeRange;
  /** How it follows from the timed steps */
  readonly by: 'timing' | 'line' | 'proportion';
}

/** Fractions nearer to each other than this are the same plan, or one as dear. */
const sameFraction = 1e-6;

/**
 * How long a step takes that does a share of the arithmetic: as timed where one was that does as much; otherwise on the
 * straight line through the timed ones (least squares), whose height is what is no matrix product; with a single timed step
 * in proportion to the arithmetic, as if there were nothing else. A prediction: the handling of operations, noise and
 * batch-norm are not in the arithmetic.
 *
 * @param fraction of the multiply-accumulates, 0 to 1
 * @returns undefined without a timed step
 */
export function predictedStep(steps: readonly TimedStep[], fraction: number): PredictedStep | undefined {
  if (steps.length === 0) return undefined;
  const at = (wanted: number): { readonly by: PredictedStep['by']; readonly range: TimeRange } => {
    const timed = steps.find((step) => Math.abs(step.fraction - wanted) < sameFraction);
    if (timed !== undefined) return { by: 'timing', range: timed.stepMs };
    const by = steps.every((step) => Math.abs(step.fraction - steps[0]!.fraction) < sameFraction)
      ? 'proportion'
      : 'line';
    const rule = by === 'line' ? lineAt : proportionAt;
    const values = (['value', 'low', 'high'] as const).map((end) =>
      Math.max(
        0,
        rule(
          steps.map((step) => [step.fraction, step.stepMs[end]]),
          wanted,
        ),
      ),
    );
    const [value, low, high] = values as [number, number, number];
    return { by, range: { value, low: Math.min(value, low), high: Math.max(value, high) } };
  };
  const { by, range } = at(fraction);
  return { stepMs: range, fullMs: at(1).range, by };
}

type Point = readonly [x: number, y: number];

function proportionAt(points: readonly Point[], x: number): number {
  return (mean(points.map(([, y]) => y)) * x) / points[0]![0];
}

/** Least squares. */
function lineAt(points: readonly Point[], x: number): number {
  const middleX = mean(points.map(([each]) => each));
  const middleY = mean(points.map(([, each]) => each));
  const spread = points.reduce((sum, [each]) => sum + (each - middleX) ** 2, 0);
  const shared = points.reduce((sum, [eachX, eachY]) => sum + (eachX - middleX) * (eachY - middleY), 0);
  return middleY + (shared / spread) * (x - middleX);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
