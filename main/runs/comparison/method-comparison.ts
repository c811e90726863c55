import type { MethodComparison } from '../../contract/results.ts';
import type { StepTiming, TrainingPlan } from '../../contract/run.ts';
import type { MethodSpecification } from '../../contract/specification.ts';
import { differenceInterval } from '../../lab/statistics/student-t.ts';
import { median } from '../../lab/statistics/summary.ts';
import { wilcoxonSignedRank } from '../../lab/statistics/wilcoxon.ts';
import { methodLabel } from '../../contract/method-label.ts';
import { combined, overSeeds } from './estimates.ts';
import type { TrainedRun } from './trained-runs.ts';

/**
 * The method that the others are tested against: the first noise injection, otherwise the first reliable memory with the
 * study's own network, otherwise none.
 *
 * @param tested where it is SAFT, the noise injection at its own fault rate comes before the first
 */
export function baselineOf(methods: readonly MethodSpecification[], tested?: MethodSpecification): string | undefined {
  const injections = methods.filter((each) => each.method === 'noise-injection');
  const atItsRate = tested?.method === 'saft' ? injections.find(({ rate }) => rate === tested.rate) : undefined;
  const baseline =
    atItsRate ?? injections[0] ?? methods.find((each) => each.method === 'reliable' && each.architecture === undefined);
  return baseline === undefined ? undefined : methodLabel(baseline);
}

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

function pairedTest(
  own: readonly TrainedRun[],
  reference: readonly TrainedRun[],
  against: string,
  confidence: number,
): MethodComparison['pairedTest'] {
  const pairs = own.flatMap(({ seed, recovered }) => {
    const other = reference.find((run) => run.seed === seed)?.recovered;
    return recovered === undefined || other === undefined ? [] : [[recovered.accuracy, other.accuracy] as const];
  });
  if (pairs.length === 0) return undefined;
  const test = wilcoxonSignedRank(pairs);
  const { mean, low, high } = differenceInterval(pairs, confidence);
  return {
    against,
    pairs: pairs.length,
    n: test.n,
    pValue: test.pValue,
    smallestPossiblePValue: test.smallestPossiblePValue,
    exact: test.method === 'exact',
    difference: { value: mean, low, high, confidence, over: 'seeds', n: pairs.length },
  };
}

/**
 * One method under one profile; undefined when no seed of it is finished.
 *
 * @param runs all of the profile's
 * @param baseline label of the method it is tested against
 */
export function compareMethod(
  method: MethodSpecification,
  runs: readonly TrainedRun[],
  baseline: string | undefined,
  confidence: number,
  planOf: (runId: number) => TrainingPlan | undefined,
): MethodComparison | undefined {
  const label = methodLabel(method);
  const own = runs.filter((run) => run.label === label && run.recovered !== undefined);
  if (own.length === 0) return undefined;
  const clean = own.flatMap((run) => run.clean ?? []);
  const timings = own.flatMap((run) => run.timing ?? []);
  const speedups = timings.map(({ fullStepMs, totalMs }) => fullStepMs / totalMs);
  const references = runs.filter((run) => run.label === baseline);
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
    ...(baseline === undefined || baseline === label
      ? {}
      : { pairedTest: pairedTest(own, references, baseline, confidence) }),
  };
}
