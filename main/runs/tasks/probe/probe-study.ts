import type { SensitivityScore } from '../../../contract/run.ts';
import type { Specification } from '../../../contract/specification.ts';
import type { Probe } from '../../../contract/workbench/specification.ts';
import type { Network } from '../../../lab/network/network.ts';
import type { Engine, EngineDescription } from '../../../lab/ops/engine.ts';
import { stepsPerEpoch, testIndices, trainingBatches, type Material } from '../../job/material.ts';
import { openEngine } from '../../job/open-engine.ts';
import { withTimeLeft } from '../../progress/with-time-left.ts';
import type { TaskProgress } from '../run-task.ts';
import { probeEstimate, type TimedStudy } from './probe-estimate.ts';
import { probeMaterials } from './probe-materials.ts';
import { probeScores } from './probe-scores.ts';
import { studyEvaluations, type EvaluationWork } from './study-evaluations.ts';
import { evaluatedProgram, stepProgram } from './study-programs.ts';
import { studySteps, type StepWork, type WorkQuestion } from './study-work.ts';
import type { TimedSamples } from './time-in-turn.ts';
import { timeSession } from './time-session.ts';

export interface ProbeRequest {
  /** With absolute paths */
  readonly specification: Specification;
  /** What its pretraining found, where that is known */
  readonly pretrained?: string;
  /** Where decoded images of a folder are kept for the study's runs */
  readonly imageCacheFolder?: string;
  /** Scores that are known already, by profile; others are taken from one draw */
  readonly scores: readonly { readonly label: string; readonly scores: readonly SensitivityScore[] }[];
}

/** Rounds of steps and evaluations, of all networks together */
const timingBudgetMs = 5000;

/**
 * Times a little of everything a study does, on the engine and the data that it will run on.
 *
 * @throws LabError when a file or the engine is not there, or does not fit
 */
export async function probeStudy(
  { specification, pretrained, scores, imageCacheFolder: cacheFolder }: ProbeRequest,
  progress: TaskProgress,
): Promise<Probe> {
  const { data, evaluation, seeds } = specification;
  progress(0, 'reading the data');
  const materialOf = probeMaterials(specification, pretrained, {
    onProgress: withTimeLeft((read) => progress(0.05 * read.fraction, read.detail)),
    ...(cacheFolder === undefined ? {} : { cacheFolder }),
  });
  const own = materialOf();
  progress(0.05, 'loading the engine');
  const engine = await openEngine(specification.engine);
  // Of this process so far: a run has to load the same
  const loadingMs = performance.now();
  const given = { specification, engine, material: own, given: scores };
  const { scoring, scoresOf } = await probeScores(given, (done, detail) => progress(0.1 + 0.15 * done, detail));
  const question: WorkQuestion = {
    specification,
    networkOf: (architecture) => materialOf(architecture).network,
    scoresOf,
    stepsOf: (training) => stepsPerEpoch(trainingBatches(own, training, seeds[0]!), training),
  };
  const timed = await timeWorks(question, engine, materialOf, (done, detail, secondsLeft) =>
    progress(0.25 + 0.75 * done, detail, secondsLeft),
  );
  const batches = (images: number): number => Math.ceil(images / evaluation.batch);
  const estimate = probeEstimate({
    specification,
    ...timed,
    ...(scoring === undefined ? {} : { scoring }),
    testBatches: batches(testIndices(own.data, data.limits.test).length),
    validationBatches: batches(own.split.validation.length),
    loadingMs,
  });
  return { engine: engineTitle(engine.description), precision: engine.description.precision, ...estimate };
}

/** For example "graph · tensorflow 2.21.0" */
function engineTitle({ name, versions }: EngineDescription): string {
  return [name, ...Object.entries(versions).map((version) => version.join(' '))].join(' · ');
}

/** Steps and evaluations of a study, timed network by network. */
async function timeWorks(
  question: WorkQuestion,
  engine: Engine,
  materialOf: (architecture?: string) => Material,
  onRun: TaskProgress,
): Promise<Pick<TimedStudy, 'steps' | 'evaluations' | 'openingMs'>> {
  const { evaluation, data, seeds } = question.specification;
  const seed = seeds[0]!;
  const steps = studySteps(question);
  const evaluations = studyEvaluations(question);
  const networks = [...new Set([...steps, ...evaluations].map(({ network }) => network))];
  const samples = new Map<StepWork | EvaluationWork, TimedSamples>();
  let openingMs = 0;
  for (const [place, network] of networks.entries()) {
    const material = materialOf(network.name);
    const isOwn = (work: { readonly network: Network }): boolean => work.network === network;
    const probed = [
      ...steps.filter(isOwn).map((work) => ({ work, ...stepProgram(work, material, seed) })),
      ...evaluations
        .filter(isOwn)
        .map((work) => ({ work, ...evaluatedProgram(work, material, evaluation.batch, seed, data.limits.test) })),
    ];
    const budgetMs = timingBudgetMs / networks.length;
    const timed = await timeSession(engine, material, probed, budgetMs, (done, label, leftMs) => {
      const left = leftMs === undefined ? undefined : (leftMs * (networks.length - place)) / 1000;
      onRun((place + done) / networks.length, label, left);
    });
    probed.forEach(({ work }, index) => samples.set(work, timed.samples[index]!));
    openingMs += timed.openingMs;
  }
  return {
    steps: steps.map((step) => ({ ...step, ...samples.get(step)! })),
    evaluations: evaluations.map((each) => ({ ...each, ...samples.get(each)! })),
    openingMs: openingMs / samples.size,
  };
}
