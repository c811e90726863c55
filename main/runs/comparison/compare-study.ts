import type { LadderRung, ProfileComparison, StudyComparison } from '../../contract/results.ts';
import type { AccuracyStage, DataSize } from '../../contract/run.ts';
import type { Specification } from '../../contract/specification.ts';
import { isRandom } from '../../lab/noise/perturb.ts';
import type { Workspace } from '../../store/workspace.ts';
import { storedModel } from '../model/stored-model.ts';
import { networkName } from '../model/study-network.ts';
import type { LabelledProfile } from '../specification/labelled-profiles.ts';
import { dataDescription } from '../laboratory/data-description.ts';
import { ofResult } from './estimates.ts';
import { faultCurves, rateHistories } from './fault-curves.ts';
import { compareFronts, type ComparisonProgress } from './fronts.ts';
import { withHolm } from './holm-correction.ts';
import { compareMethod } from './method-comparison.ts';
import { studyProfiles } from './study-profiles.ts';
import { testedAgainst } from './tested-against.ts';
import { runSummaries, studySummary } from '../laboratory/summaries.ts';
import { trainedRuns, type TrainedRun } from './trained-runs.ts';

/** A study whose methods all train from initial weights has no `prepare` run; its ladder then begins with the methods. */
function compareProfile(
  workspace: Workspace,
  studyId: number,
  specification: Specification,
  { label, profile }: LabelledProfile,
  trained: readonly TrainedRun[],
): ProfileComparison | undefined {
  const prepared = workspace.runs
    .list({ studyId, status: 'finished', kind: 'prepare' })
    .find(({ profileLabel }) => profileLabel === label);
  const runs = trained.filter((run) => run.profile === label);
  const planOf = (runId: number) => workspace.plans.ofRun(runId);
  const methods = specification.methods.flatMap(
    (method) =>
      compareMethod(
        method,
        runs,
        testedAgainst(specification.methods, method, profile),
        specification.evaluation.confidence,
        planOf,
      ) ?? [],
  );
  if (prepared === undefined && methods.length === 0) return undefined;
  const before = prepared === undefined ? [] : workspace.accuracies.ofRun(prepared.id);
  const rung = (stage: AccuracyStage): LadderRung[] =>
    before.filter((result) => result.stage === stage).map((result) => ({ stage, accuracy: ofResult(result) }));
  return {
    label,
    profile,
    ladder: [
      ...rung('clean'),
      ...rung('quantised'),
      ...(isRandom(profile) ? rung('noisy') : []),
      ...methods.flatMap((method): LadderRung[] => [
        ...(method.recoveredClean === undefined
          ? []
          : [{ stage: 'recovered-clean' as const, label: method.label, accuracy: method.recoveredClean }]),
        { stage: 'recovered', label: method.label, accuracy: method.recovered },
      ]),
    ],
    sensitivity: prepared === undefined ? [] : workspace.sensitivities.ofRun(prepared.id),
    noise: prepared === undefined ? undefined : workspace.noiseReports.ofRun(prepared.id),
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

/** The data as a run had it, for when its files are gone. */
function recordedSize(workspace: Workspace, runIds: readonly number[]): DataSize | undefined {
  for (const id of runIds) {
    const size = workspace.runs.get(id).provenance?.data;
    if (size !== undefined) return size;
  }
  return undefined;
}

/**
 * A study's tables, from everything of it that is finished.
 *
 * @param network the fronts are to have points of this architecture alone
 * @param onProgress told of what takes long: bootstrapping fronts
 * @throws LabError 'not-found' for no such study, or none of its finished runs with such a network
 */
export function compareStudy(
  workspace: Workspace,
  studyId: number,
  network?: string,
  onProgress?: ComparisonProgress,
): StudyComparison {
  const { specification } = workspace.studies.get(studyId);
  const unfinished = workspace.runs.list({ studyId }).filter(({ status }) => status !== 'finished');
  const finished = workspace.runs.list({ studyId, status: 'finished' }).map(({ id }) => id);
  const images = finished.flatMap((id) => workspace.accuracies.ofRun(id)).at(0)?.images;
  const profiles = studyProfiles(workspace, studyId, specification);
  const trained = trainedRuns(workspace, studyId, specification);
  const { confidence } = specification.evaluation;
  return {
    study: studySummary(workspace, studyId),
    architecture: networkName(specification.model),
    data: dataDescription(specification.data, images),
    engines: enginesOf(workspace, finished),
    profiles: withHolm(
      profiles.flatMap((profile) => compareProfile(workspace, studyId, specification, profile, trained) ?? []),
    ),
    fronts: compareFronts(
      { ...specification, model: storedModel(workspace, studyId, specification.model) },
      profiles,
      trained,
      network,
      onProgress,
      recordedSize(workspace, finished),
    ),
    faultCurves: faultCurves(trained, confidence),
    rateHistories: rateHistories(trained),
    unfinished: runSummaries(workspace, unfinished),
  };
}
