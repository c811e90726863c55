import { renameSync } from 'node:fs';
import type { ProfileSensitivity, SensitivityResult } from '../../../contract/results.ts';
import type { RunAssignment, RunConfiguration, RunEvent } from '../../../contract/run.ts';
import type { Specification } from '../../../contract/specification.ts';
import { checkProfile, measureNoise, noiseReportProgram } from '../../../lab/noise/report.ts';
import { sensitivityProgram } from '../../../lab/sensitivity/sensitivity.ts';
import { loadMaterial, type Material } from '../../job/material.ts';
import { readNetworkWeights } from '../../job/network-weights.ts';
import { openEngine } from '../../job/open-engine.ts';
import { scoreProfile, scoringOf } from '../../job/profile-scores.ts';
import { createProgressMeter } from '../../job/progress-meter.ts';
import { runTrainJob } from '../../job/train-job.ts';
import type { JobContext } from '../../job/job.ts';
import { chosenLayers } from '../../comparison/sensitivity-result.ts';
import { networkName } from '../../model/study-network.ts';
import { runsOfStudy } from '../../laboratory/study-runs.ts';
import type { LabelledProfile } from '../../specification/labelled-profiles.ts';
import type { TaskProgress } from '../run-task.ts';
import { untrained } from './untrained.ts';

export interface ScoringRequest {
  /** With absolute paths, and with trained weights to begin with: a file, or a pretraining */
  readonly specification: Specification;
  /** What its pretraining found, where that is known */
  readonly pretrained?: string;
  /** Where to keep what the pretraining finds: a file in the same file system as `scratchFolder` */
  readonly keepPretrainedAs?: string;
  /** For files that the caller removes */
  readonly scratchFolder: string;
  /** Where decoded images of a folder are kept for the study's runs */
  readonly imageCacheFolder?: string;
}

type Job = Omit<JobContext, 'assignment'>;

/**
 * Scores every layer under every profile of a study, as its `prepare` runs would, on the same engine; trains the network
 * clean first where the study says so. Stores nothing.
 *
 * @throws LabError when a file or the engine is not there, does not fit, or the pretraining diverges
 */
export async function scoreStudy(request: ScoringRequest, report: TaskProgress): Promise<SensitivityResult> {
  const { specification, scratchFolder, imageCacheFolder } = request;
  const { sensitivity, model } = specification;
  const events = (event: RunEvent): void => {
    if (event.type !== 'progress') return;
    const { fraction, detail, secondsLeft } = event.progress;
    report(fraction, detail, secondsLeft);
  };
  const now = (): number => performance.now();
  const progress = createProgressMeter(events, now);
  progress.phase('loading', 'data, network and engine');
  const runs = runsOfStudy(specification);
  const prepares = runs.filter(({ kind }) => kind === 'prepare');
  const [pretrain] = runs.filter(({ kind }) => kind === 'pretrain');
  const [first] = prepares;
  if (first === undefined) throw untrained();
  const assignment: RunAssignment = {
    runId: 0,
    configuration: pretrain ?? first,
    incomingFolder: scratchFolder,
    ...(imageCacheFolder === undefined ? {} : { imageCacheFolder }),
  };
  const loaded = loadMaterial(assignment, { onProgress: (_fraction, detail) => progress.phase('loading', detail) });
  const engine = await openEngine(specification.engine);
  const job: Job = { engine, progress, emit: events, stopRequested: () => false, now };
  progress.expect(3 * sensitivity.batch * sensitivity.draws * prepares.length);
  const material = pretrain === undefined ? loaded : await pretrainedMaterial(request, { ...job, assignment }, loaded);
  const profiles: ProfileSensitivity[] = [];
  for (const configuration of prepares) {
    profiles.push(await profileSensitivity(job, material, specification, configuration));
  }
  return { architecture: networkName(model), batch: sensitivity.batch, draws: sensitivity.draws, profiles };
}

/** The material with the weights that a clean training found: this one, or an earlier one of the same. */
async function pretrainedMaterial(
  { pretrained, keepPretrainedAs }: ScoringRequest,
  context: JobContext,
  material: Material,
): Promise<Material> {
  const { network } = material;
  if (pretrained !== undefined) return { ...material, parameters: readNetworkWeights(network, pretrained) };
  let found: string | undefined;
  const emit = (event: RunEvent): void => {
    if (event.type === 'checkpoint' && event.final) found = event.path;
    else context.emit(event);
  };
  await runTrainJob({ ...context, emit }, material);
  const parameters = readNetworkWeights(network, found!);
  if (keepPretrainedAs !== undefined) renameSync(found!, keepPretrainedAs);
  return { ...material, parameters };
}

async function profileSensitivity(
  { engine, progress, now }: Job,
  material: Material,
  specification: Specification,
  { study, seed, profile: labelled }: RunConfiguration,
): Promise<ProfileSensitivity> {
  const { label, profile } = labelled as LabelledProfile;
  const { network, parameters } = material;
  const { batch, draws } = study.sensitivity;
  checkProfile(network, profile);
  const scoring = scoringOf(network, profile, study);
  const shapes = Object.fromEntries(Object.entries(network.parameters).map(([name, { shape }]) => [name, shape]));
  const programs = { scores: sensitivityProgram(scoring), noise: noiseReportProgram(network, profile, seed) };
  progress.phase('scoring', `sensitivity of each layer, ${label}`);
  const session = engine.open(shapes, programs, parameters);
  try {
    const noise = await measureNoise(session, 'noise', network, profile);
    const scores = await scoreProfile(session, 'scores', scoring, material, study, {
      now,
      onDraw: (done) => progress.done(3 * batch, `sensitivity of each layer, ${label}: draw ${done} of ${draws}`),
    });
    return { label, scores, chosen: chosenLayers(network, specification, scores), noise };
  } finally {
    session.dispose();
  }
}
