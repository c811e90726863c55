import type {
  Estimate,
  LadderRung,
  MethodComparison,
  ProfileComparison,
  StudyComparison,
} from '../../contract/results.ts';
import type { AccuracyResult, AccuracyStage, StepTiming } from '../../contract/run.ts';
import type { MethodSpecification, Specification } from '../../contract/specification.ts';
import { isNoisy } from '../../lab/noise/perturb.ts';
import { median } from '../../lab/statistics/summary.ts';
import { differenceInterval, meanInterval } from '../../lab/statistics/student-t.ts';
import { wilcoxonSignedRank } from '../../lab/statistics/wilcoxon.ts';
import type { Workspace } from '../../store/workspace.ts';
import type { LabelledProfile } from '../specification/labelled-profiles.ts';
import { methodLabel } from '../specification/method-label.ts';
import { dataDescription } from './data-description.ts';
import { studyProfiles } from './study-profiles.ts';
import { runSummaries, studySummary } from './summaries.ts';

/** One finished training run with what is compared of it. */
interface TrainedRun {
  readonly runId: number;
  readonly seed: number;
  readonly label: string;
  readonly recovered?: AccuracyResult;
  readonly clean?: AccuracyResult;
  readonly timing?: StepTiming;
}

function overSeeds(values: readonly number[], confidence: number): Estimate {
  const { mean, low, high, n } = meanInterval(values, confidence);
  return { value: mean, low, high, confidence, over: 'seeds', n };
}

/** An interval over noise draws where there were some, otherwise over test images. */
function ofResult(result: AccuracyResult): Estimate {
  const drawn = result.draws.length > 1;
  return {
    value: result.accuracy,
    low: result.low,
    high: result.high,
    confidence: result.confidence,
    over: drawn ? 'draws' : 'images',
    n: drawn ? result.draws.length : result.images,
  };
}

/** Over seeds where there are several; otherwise the one run's own interval. */
function combined(results: readonly AccuracyResult[], confidence: number): Estimate {
  return results.length === 1
    ? ofResult(results[0])
    : overSeeds(
        results.map(({ accuracy }) => accuracy),
        confidence,
      );
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

function trainedRuns(workspace: Workspace, studyId: number, profile: string): TrainedRun[] {
  return workspace.runs
    .list({ studyId, status: 'finished', kind: 'train' })
    .filter(({ profileLabel }) => profileLabel === profile)
    .map(({ id, seed, methodLabel: label }) => {
      const accuracies = workspace.accuracies.ofRun(id);
      return {
        runId: id,
        seed,
        label: label ?? '',
        recovered: accuracies.find(({ stage }) => stage === 'recovered'),
        clean: accuracies.find(({ stage }) => stage === 'recovered-clean'),
        timing: workspace.timings.ofRun(id),
      };
    });
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

function compareMethod(
  workspace: Workspace,
  method: MethodSpecification,
  runs: readonly TrainedRun[],
  baseline: { readonly label: string; readonly runs: readonly TrainedRun[] } | undefined,
  confidence: number,
): MethodComparison[] {
  const label = methodLabel(method);
  const own = runs.filter((run) => run.label === label && run.recovered !== undefined);
  if (own.length === 0) return [];
  const clean = own.flatMap((run) => run.clean ?? []);
  const timings = own.flatMap((run) => run.timing ?? []);
  const speedups = timings.map(({ fullStepMs, totalMs }) => fullStepMs / totalMs);
  return [
    {
      method: method.method,
      label,
      recovered: combined(
        own.map((run) => run.recovered!),
        confidence,
      ),
      ...(clean.length === 0 ? {} : { recoveredClean: combined(clean, confidence) }),
      seeds: own.map(({ seed, runId, recovered }) => ({ seed, runId, accuracy: recovered!.accuracy })),
      plan: workspace.plans.ofRun(own[0].runId),
      ...(method.method === 'saft' && 'k' in method.layers ? { chosenBy: method.layers.by } : {}),
      timing: medianTiming(timings),
      ...(speedups.length === 0 ? {} : { speedup: overSeeds(speedups, confidence) }),
      ...(baseline === undefined || baseline.label === label
        ? {}
        : { pairedTest: pairedTest(own, baseline.runs, baseline.label, confidence) }),
    },
  ];
}

function compareProfile(
  workspace: Workspace,
  studyId: number,
  specification: Specification,
  { label, profile }: LabelledProfile,
): ProfileComparison | undefined {
  const { confidence } = specification.evaluation;
  const prepared = workspace.runs
    .list({ studyId, status: 'finished', kind: 'prepare' })
    .find(({ profileLabel }) => profileLabel === label);
  if (prepared === undefined) return undefined;
  const runs = trainedRuns(workspace, studyId, label);
  const injection = specification.methods.find(({ method }) => method === 'noise-injection');
  const baselineLabel = injection === undefined ? undefined : methodLabel(injection);
  const baseline =
    baselineLabel === undefined
      ? undefined
      : { label: baselineLabel, runs: runs.filter((run) => run.label === baselineLabel) };
  const methods = specification.methods.flatMap((method) =>
    compareMethod(workspace, method, runs, baseline, confidence),
  );
  const before = workspace.accuracies.ofRun(prepared.id);
  const rung = (stage: AccuracyStage): LadderRung[] =>
    before.filter((result) => result.stage === stage).map((result) => ({ stage, accuracy: ofResult(result) }));
  return {
    label,
    profile,
    ladder: [
      ...rung('clean'),
      ...rung('quantised'),
      ...(isNoisy(profile.weights) ? rung('noisy') : []),
      ...methods.flatMap((method): LadderRung[] => [
        ...(method.recoveredClean === undefined
          ? []
          : [{ stage: 'recovered-clean' as const, label: method.label, accuracy: method.recoveredClean }]),
        { stage: 'recovered', label: method.label, accuracy: method.recovered },
      ]),
    ],
    sensitivity: workspace.sensitivities.ofRun(prepared.id),
    noise: workspace.noiseReports.ofRun(prepared.id),
    methods,
  };
}

function enginesOf(workspace: Workspace, runIds: readonly number[]): readonly string[] {
  const engines = runIds.flatMap((id) => {
    const provenance = workspace.runs.get(id).provenance;
    if (provenance === undefined) return [];
    const versions = Object.entries(provenance.versions).map(([name, version]) => `${name} ${version}`);
    return [[provenance.engine, provenance.precision, ...versions].join(', ')];
  });
  return [...new Set(engines)];
}

/** A study's tables, from everything of it that is finished. @throws LabError 'not-found' */
export function compareStudy(workspace: Workspace, studyId: number): StudyComparison {
  const { specification } = workspace.studies.get(studyId);
  const unfinished = workspace.runs.list({ studyId }).filter(({ status }) => status !== 'finished');
  const finished = workspace.runs.list({ studyId, status: 'finished' }).map(({ id }) => id);
  const images = finished.flatMap((id) => workspace.accuracies.ofRun(id)).at(0)?.images;
  return {
    study: studySummary(workspace, studyId),
    architecture: specification.model.architecture,
    data: dataDescription(specification.data, images),
    engines: enginesOf(workspace, finished),
    profiles: studyProfiles(workspace, studyId, specification).flatMap(
      (profile) => compareProfile(workspace, studyId, specification, profile) ?? [],
    ),
    unfinished: runSummaries(workspace, unfinished),
  };
}
