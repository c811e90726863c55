import type { Specification } from '../../../contract/specification.ts';
import type { Probe, TimeRange } from '../../../contract/workbench/specification.ts';
import { median, quantile } from '../../../lab/statistics/summary.ts';
import { TIMING_ROUNDS } from '../../job/step-parts.ts';
import { runsOfStudy } from '../../laboratory/study-runs.ts';
import { addRanges, scaleRange, type EvaluationWork } from './study-evaluations.ts';
import type { StepWork } from './study-work.ts';
import type { TimedSamples } from './time-in-turn.ts';

export interface TimedStudy {
  readonly specification: Specification;
  readonly steps: readonly (StepWork & TimedSamples)[];
  readonly evaluations: readonly (EvaluationWork & TimedSamples)[];
  /** One draw of the scores; absent where nothing is scored */
  readonly scoring?: TimedSamples;
  /** Batches of an evaluation */
  readonly testBatches: number;
  readonly validationBatches: number;
  /** Of every run: modules, data, weights, engine */
  readonly loadingMs: number;
  /** Of every program of a session, before its first run */
  readonly openingMs: number;
}

/** Median, and the quartiles as its range */
export function quartiles(samples: readonly number[]): TimeRange {
  return { value: median(samples), low: quantile(samples, 0.25), high: quantile(samples, 0.75) };
}

/** What the first run of a program takes more than the others */
function preparationMs({ firstMs, samplesMs }: TimedSamples): number {
  return Math.max(0, firstMs - median(samplesMs));
}

/**
 * What a study will take, by what one step of each of its trainings, one batch of each of its evaluations and one draw of
 * its scores took. Ranges: the quartiles of what was timed, and the fewest and most draws that an evaluation may take.
 */
export function probeEstimate(timed: TimedStudy): Omit<Probe, 'engine' | 'precision'> {
  const parts = timed.steps.map((step): Probe['parts'][number] => {
    const stepMs = quartiles(step.samplesMs);
    const steps = step.training.epochs * step.stepsPerEpoch;
    const seconds = scaleRange(stepMs, (steps * step.runs) / 1000);
    return {
      title: step.title,
      stepMs,
      steps,
      runs: step.runs,
      seconds,
      kind: step.isTimedAfterwards ? 'train' : 'pretrain',
      architecture: step.network.name,
      arithmeticFraction: 1 / step.plan.speedupBound,
    };
  });
  const otherSeconds = scaleRange(
    [evaluationMs(timed), scoringMs(timed), afterwardsMs(timed), loadingMs(timed)].reduce(addRanges),
    1 / 1000,
  );
  return { parts, otherSeconds, totalSeconds: parts.map(({ seconds }) => seconds).reduce(addRanges, otherSeconds) };
}

function evaluationMs({ evaluations, testBatches, validationBatches }: TimedStudy): TimeRange {
  return sumOf(
    evaluations.map(({ samplesMs, testPasses, validationPasses }) => {
      const batchMs = quartiles(samplesMs);
      const batches = (passes: number): number => passes * testBatches + validationPasses * validationBatches;
      return {
        value: batchMs.value * batches(testPasses.value),
        low: batchMs.low * batches(testPasses.low),
        high: batchMs.high * batches(testPasses.high),
      };
    }),
  );
}

function scoringMs({ specification, scoring }: TimedStudy): TimeRange {
  if (scoring === undefined) return nothing;
  const runs = runsOfStudy(specification).filter(({ kind }) => kind === 'prepare').length;
  const draws = scaleRange(quartiles(scoring.samplesMs), runs * specification.sensitivity.draws);
  return addRanges(draws, exactly(runs * preparationMs(scoring)));
}

/**
 * Each training run ends with its step being taken apart and timed beside one that trains everything. The parts of a step,
 * each with those before it, take about three and a half steps together.
 */
function afterwardsMs({ steps }: TimedStudy): TimeRange {
  return sumOf(
    steps
      .filter(({ isTimedAfterwards }) => isTimedAfterwards)
      .map((step) => {
        const { plan, runs, samplesMs } = step;
        const fullSteps = plan.frozen.length === 0 ? 0 : plan.speedupBound;
        const rounds = scaleRange(quartiles(samplesMs), (TIMING_ROUNDS + 1) * (3.5 + fullSteps));
        return scaleRange(addRanges(rounds, exactly(5 * preparationMs(step))), runs);
      }),
  );
}

/** Programs of the sessions of a run: to train with and to take its step apart */
const programsOfRun = 8;

function loadingMs({ specification, steps, evaluations, loadingMs: each, openingMs }: TimedStudy): TimeRange {
  const runs = runsOfStudy(specification).length;
  const prepared = [
    ...steps.map((step) => step.runs * preparationMs(step)),
    ...evaluations.map((evaluation) => evaluation.uses * preparationMs(evaluation)),
  ];
  const value = runs * (each + programsOfRun * openingMs) + prepared.reduce((sum, ms) => sum + ms, 0);
  // Later runs find in the machine's memory what the first had to fetch
  return { value, low: 0.6 * value, high: 1.2 * value };
}

const nothing: TimeRange = { value: 0, low: 0, high: 0 };

function exactly(value: number): TimeRange {
  return { value, low: value, high: value };
}

function sumOf(ranges: readonly TimeRange[]): TimeRange {
  return ranges.reduce(addRanges, nothing);
}
