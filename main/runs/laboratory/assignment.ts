import { LabError } from '../../contract/errors.ts';
import type { RunAssignment, RunConfiguration, SensitivityScore } from '../../contract/run.ts';
import { imageCacheFolder } from '../../data/image-folder/image-cache-folder.ts';
import type { Run, RunSummary } from '../../store/run-rows.ts';
import type { Workspace } from '../../store/workspace.ts';
import { storedModel } from '../model/stored-model.ts';

/**
 * A finished run of the same study that another one builds on.
 *
 * @throws LabError 'stopped' when it can still be finished, 'not-resumable' when it failed
 */
function finishedRun(
  workspace: Workspace,
  studyId: number,
  matches: (run: RunSummary) => boolean,
  what: string,
): RunSummary {
  const candidates = workspace.runs.list({ studyId }).filter(matches);
  const found = candidates.find(({ status }) => status === 'finished');
  if (found !== undefined) return found;
  const [first] = candidates;
  throw new LabError(
    first?.status === 'failed' ? 'not-resumable' : 'stopped',
    `It needs ${what}, which ${first === undefined ? 'is not there' : `is ${first.status} (run ${first.id})`}.`,
    'Run the whole study again: finished runs are kept, the others continue.',
  );
}

/**
 * The file with what the pretraining of a study found.
 *
 * @throws LabError 'stopped' when it is not finished yet, 'not-resumable' when it failed
 */
export function pretrainedWeights(workspace: Workspace, studyId: number): string {
  const run = finishedRun(workspace, studyId, ({ kind }) => kind === 'pretrain', "the study's pretraining");
  return workspace.checkpoints.final(run.id)!.path;
}

function scoresOf(workspace: Workspace, studyId: number, configuration: RunConfiguration): readonly SensitivityScore[] {
  const label = configuration.profile?.label;
  const run = finishedRun(
    workspace,
    studyId,
    ({ kind, profileLabel }) => kind === 'prepare' && profileLabel === label,
    `the sensitivity under "${label}"`,
  );
  return workspace.sensitivities.ofRun(run.id);
}

/** Does a run build on the sensitivity under its profile? */
export function needsScores({ method }: RunConfiguration): boolean {
  return method?.method === 'saft' && 'k' in method.layers;
}

/**
 * What the engine needs to do a run: its configuration, and from the store what earlier runs of the study found.
 *
 * @throws LabError 'stopped' when an earlier run it builds on is not finished yet, 'not-resumable' when that failed
 */
export function assignmentOf(workspace: Workspace, run: Run, incomingFolder: string): RunAssignment {
  const { configuration, id, studyId } = run;
  const { model } = configuration.study;
  const pretrained =
    configuration.kind !== 'pretrain' && model.weights === undefined && model.pretraining !== undefined;
  const checkpoint = workspace.checkpoints.ofRun(id).findLast(({ final }) => !final);
  const { study } = configuration;
  return {
    runId: id,
    configuration: { ...configuration, study: { ...study, model: storedModel(workspace, studyId, model) } },
    incomingFolder,
    ...(study.data.source === 'images' ? { imageCacheFolder: imageCacheFolder(workspace.folder) } : {}),
    ...(pretrained ? { weightsFile: pretrainedWeights(workspace, studyId) } : {}),
    ...(needsScores(configuration) ? { sensitivity: scoresOf(workspace, studyId, configuration) } : {}),
    ...(checkpoint === undefined ? {} : { resumeFrom: { file: checkpoint.path, position: checkpoint.position } }),
  };
}
