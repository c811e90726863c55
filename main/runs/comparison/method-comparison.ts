import type { MethodComparison } from '../../contract/results.ts';
import type { StepTiming, TrainingPlan } from '../../contract/run.ts';
import type { MethodSpecification } from '../../contract/specification.ts';
import { median } from '../../lab/statistics/summary.ts';
import { methodLabel } from '../../contract/method-label.ts';
import { combined, overSeeds } from './estimates.ts';
import { pairedTest } from './paired-test.ts';
import type { TestedAgainst } from './tested-against.ts';
import type { TrainedRun } from './trained-runs.ts';

function medianTiming(timings: readonly StepTiming[]): StepTiming | undefined {
  if (timings.length === 0) return undefined;
  const of = (part: keyof StepTiming): number => median(timings.map((timing) => timing[part]));
  return {
    forwardMs: of('forwardMs'),
    noiseMs: of('noiseMs'),
    inputGradientsMs: of('inputGradientsMs'),
    weightGradientsMs: of('weightGradientsMs'),
    updateMs: of('updateMs'),
    totalMs: of('totalMs'),
    fullStepMs: of('fullStepMs'),
    samples: timings.reduce((sum, { samples }) => sum + samples, 0),
    batch: timings[0].batch,
  };
}

/**
 * One method under one profile; undefined when no seed of it is finished.
 *
 * @param runs all of the profile's
 * @param against labels of what it is tested against: its baseline, and SAFT that chooses by another metric
 */
export function compareMethod(
  method: MethodSpecification,
  runs: readonly TrainedRun[],
  { baseline, choices }: TestedAgainst,
  confidence: number,
  planOf: (runId: number) => TrainingPlan | undefined,
): MethodComparison | undefined {
  const label = methodLabel(method);
  const own = runs.filter((run) => run.label === label && run.recovered !== undefined);
  if (own.length === 0) return undefined;
  const clean = own.flatMap((run) => run.clean ?? []);
  const timings = own.flatMap((run) => run.timing ?? []);
  const speedups = timings.map(({ fullStepMs, totalMs }) => fullStepMs / totalMs);
  const testAgainst = (other: string) =>
    pairedTest(
      own,
      runs.filter((run) => run.label === other),
      other,
      confidence,
    );
  const choiceTests = choices.flatMap((other) => testAgainst(other) ?? []);
  return {
    method: method.method,
    label,
    configuration: method,
    recovered: combined(
      own.map((run) => run.recovered!),
      confidence,
    ),
    ...(clean.length === 0 ? {} : { recoveredClean: combined(clean, confidence) }),
    seeds: own.map(({ seed, runId, recovered }) => ({ seed, runId, accuracy: recovered!.accuracy })),
    plan: planOf(own[0].runId),
    ...(method.method === 'saft' && 'k' in method.layers ? { chosenBy: method.layers.by } : {}),
    timing: medianTiming(timings),
    ...(speedups.length === 0 ? {} : { speedup: overSeeds(speedups, confidence) }),
    ...(baseline === undefined ? {} : { pairedTest: testAgainst(baseline) }),
    ...(choiceTests.length === 0 ? {} : { choiceTests }),
  };
}
