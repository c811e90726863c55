import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunAssignment, RunConfiguration, RunEvent, SensitivityScore } from '../../../main/contract/run.ts';
import { specificationSchema, type EngineChoice, type Specification } from '../../../main/contract/specification.ts';
import type { Engine } from '../../../main/lab/ops/engine.ts';
import { StopRequested } from '../../../main/runs/job/job.ts';
import { loadMaterial, type Material } from '../../../main/runs/job/material.ts';
import { openEngine } from '../../../main/runs/job/open-engine.ts';
import { runPrepareJob } from '../../../main/runs/job/prepare-job.ts';
import { createProgressMeter } from '../../../main/runs/job/progress-meter.ts';
import { runTrainJob } from '../../../main/runs/job/train-job.ts';
import { runsOfStudy } from '../../../main/runs/laboratory/study-runs.ts';

/** A study that is done in a moment; what is given takes the place of the rest. */
export function smallStudy(changes: Record<string, unknown> = {}): Specification {
  const sgd = { kind: 'sgd', learningRate: 0.05, momentum: 0.9 };
  return specificationSchema.parse({
    version: 1,
    name: 'small',
    data: { source: 'glyphs', limits: { train: 64, test: 30 } },
    model: { architecture: 'mlp-8', pretraining: { epochs: 1, batch: 16, optimizer: sgd } },
    profile: { weights: { noise: 'gaussian', mode: 'multiplicative', sigma: 0.2 } },
    sensitivity: { metrics: ['std', 'kl'], batch: 16, draws: 3 },
    methods: [{ method: 'noise-injection' }],
    training: { epochs: 3, batch: 16, optimizer: sgd },
    evaluation: { draws: 2, batch: 20 },
    engine: { name: 'wasm' },
    ...changes,
  });
}

/** An engine with data and network in this thread, so that a job costs no more than its own work. */
export interface Bench {
  readonly study: Specification;
  readonly engine: Engine;
  readonly material: Material;
  readonly folder: string;
}

export function configurationOf(study: Specification, kind: RunConfiguration['kind'], method = 0): RunConfiguration {
  return runsOfStudy(study).filter((run) => run.kind === kind)[method]!;
}

/** @param method whose network it is, where methods have their own */
export async function openBench(
  study: Specification,
  engine: Partial<EngineChoice> = {},
  method?: number,
): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-job-'));
  const configuration = method === undefined ? runsOfStudy(study)[0]! : configurationOf(study, 'train', method);
  return {
    study,
    engine: await openEngine({ ...study.engine, ...engine }),
    material: loadMaterial({ runId: 1, configuration, incomingFolder: folder }),
    folder,
  };
}

export function closeBench({ folder }: Bench): void {
  rmSync(folder, { recursive: true });
}

export type CheckpointEvent = Extract<RunEvent, { type: 'checkpoint' }>;

export interface Attempt {
  readonly events: readonly RunEvent[];
  readonly stopped: boolean;
  /** Where the next attempt goes on; undefined when nothing was kept */
  readonly last: RunAssignment['resumeFrom'];
}

export interface AttemptOptions {
  readonly kind?: RunConfiguration['kind'];
  readonly method?: number;
  readonly resumeFrom?: RunAssignment['resumeFrom'];
  readonly sensitivity?: readonly SensitivityScore[];
  /** Which of its questions whether to stop is answered with yes; counted from 1 */
  readonly stopAt?: number;
  /** Ends it with its result: the timing that follows takes long and finds nothing that is repeatable */
  readonly untimed?: boolean;
}

/** Does a job until it is finished or told to stop. What it throws otherwise is thrown. */
export async function attempt(bench: Bench, options: AttemptOptions = {}): Promise<Attempt> {
  const { kind = 'train', method, resumeFrom, sensitivity, stopAt = Infinity, untimed = false } = options;
  const events: RunEvent[] = [];
  let questions = 0;
  const emit = (event: RunEvent): void => void events.push(event);
  const now = (): number => performance.now();
  const context = {
    assignment: {
      runId: 1,
      configuration: configurationOf(bench.study, kind, method),
      incomingFolder: bench.folder,
      resumeFrom,
      sensitivity,
    },
    engine: bench.engine,
    progress: createProgressMeter(emit, now),
    emit,
    stopRequested: () => ++questions >= stopAt || (untimed && checkpoints(events).some(({ final }) => final)),
    now,
  };
  let stopped = false;
  try {
    await (kind === 'prepare' ? runPrepareJob : runTrainJob)(context, bench.material);
  } catch (error) {
    if (!(error instanceof StopRequested)) throw error;
    stopped = true;
  }
  const kept = checkpoints(events).findLast(({ final }) => !final);
  return { events, stopped, last: kept === undefined ? resumeFrom : { file: kept.path, position: kept.position } };
}

export function checkpoints(events: readonly RunEvent[]): readonly CheckpointEvent[] {
  return eventsOf(events, 'checkpoint');
}

export function eventsOf<Type extends RunEvent['type']>(
  events: readonly RunEvent[],
  type: Type,
): readonly Extract<RunEvent, { type: Type }>[] {
  return events.filter((event): event is Extract<RunEvent, { type: Type }> => event.type === type);
}

export function finalHash(events: readonly RunEvent[]): string {
  return checkpoints(events).find(({ final }) => final)!.sha256;
}

/** All that a run finds, but for times: the last value of each metric and step, accuracies, plan, final weights. */
export function findings(attempts: readonly (readonly RunEvent[])[]): object {
  const events = attempts.flat();
  const points = eventsOf(events, 'metrics').flatMap((event) => event.points);
  const metrics = Object.fromEntries(
    points.filter(({ series }) => series !== 'step-ms').map(({ series, step, value }) => [`${series} ${step}`, value]),
  );
  const accuracies = Object.fromEntries(eventsOf(events, 'accuracy').map(({ result }) => [result.stage, result]));
  return { metrics, accuracies, plan: eventsOf(events, 'plan').at(-1), final: finalHash(attempts.at(-1)!) };
}
