import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { AccuracyStage, RunConfiguration, RunEvent } from '../../main/contract/run.ts';
import { specificationSchema, type Specification } from '../../main/contract/specification.ts';
import { randomStream, type RandomStream } from '../../main/lab/random/stream.ts';
import type { Session } from '../../main/store/session.ts';
import { openWorkspace, type Workspace } from '../../main/store/workspace.ts';

export interface SyntheticOptions {
  /** Of all studies together */
  readonly runs: number;
  /** Runs a study has; the last one has what is left */
  readonly runsPerStudy?: number;
  /** Points of each series of a run */
  readonly points?: number;
  /** Of the numbers that are made up */
  readonly seed?: number;
}

const profiles = [0.02, 0.05, 0.1].map((sigma) => ({ label: `${100 * sigma} % noise`, sigma }));

function specification(number: number): Specification {
  return specificationSchema.parse({
    version: 1,
    name: `Synthetic study ${number}`,
    notes: number % 3 === 0 ? 'Numbers that were made up, to see how a full workspace looks' : '',
    data: { source: 'glyphs' },
    model: { architecture: 'mlp-16-8' },
    profile: 'some/profile',
    methods: [
      { method: 'noise-injection' },
      { method: 'saft', layers: { by: 'std', k: 1 + (number % 4) } },
      { method: 'saft', label: 'SAFT, all but one', layers: { by: 'std', k: 'auto' } },
      {
        method: 'uniform-bsc',
        label: `uniform p = ${0.01 * (1 + (number % 5))}`,
        trainRate: 0.01 * (1 + (number % 5)),
      },
      { method: 'lanmax', label: `LaNMax λ = ${0.1 * (1 + (number % 3))}`, tradeoff: 0.1 * (1 + (number % 3)) },
      { method: 'plain' },
    ],
    seeds: [1, 2, 3, 4, 5],
    training: { epochs: 2, batch: 32 * (1 + (number % 3)), optimizer: { kind: 'sgd', learningRate: 0.1 } },
  });
}

/** The configuration of one of a study's runs: every method under every profile with every seed, then again. */
function configurationOf(study: Specification, place: number): RunConfiguration {
  const { version, data, model, sensitivity, training, evaluation, engine } = study;
  const method = study.methods[place % study.methods.length]!;
  const profile = profiles[Math.floor(place / study.methods.length) % profiles.length]!;
  const seed = 1 + Math.floor(place / (study.methods.length * profiles.length));
  return {
    kind: 'train',
    study: { version, data, model, sensitivity, training, evaluation, engine },
    seed,
    profile: {
      label: profile.label,
      profile: {
        warnings: [],
        weights: { noise: 'gaussian', mode: 'multiplicative', sigma: profile.sigma, reference: 'absolute' },
        except: [],
      },
    },
    method,
  };
}

function accuracyEvent(stage: AccuracyStage, level: number, draws: number, stream: RandomStream): RunEvent {
  const values = Array.from({ length: draws }, () =>
    Math.min(0.999, Math.max(0.1, level + 0.01 * stream.nextNormal())),
  );
  const accuracy = values.reduce((sum, value) => sum + value, 0) / draws;
  const half = 0.01 / Math.sqrt(draws);
  const result = {
    stage,
    accuracy,
    low: accuracy - half,
    high: accuracy + half,
    confidence: 0.95,
    draws: values,
    images: 1000,
  };
  return { type: 'accuracy', result };
}

function endingOf(place: number, stream: RandomStream): RunEvent {
  const die = stream.nextInteger(100);
  if (die < 3) return { type: 'stopped' };
  const error = {
    name: 'LabError',
    message: 'The loss is not a number.',
    nextStep: 'Choose a lower learning rate.',
  } as const;
  if (die < 6) return { type: 'failed', error: { ...error, code: 'not-finite' } };
  if (die < 7)
    return { type: 'failed', error: { ...error, code: 'lost', message: `The process of run ${place} died.` } };
  return { type: 'finished' };
}

function* eventsOf(place: number, points: number, stream: RandomStream): Generator<RunEvent> {
  const level = 0.6 + 0.35 * stream.nextUniform();
  yield {
    type: 'started',
    provenance: { engine: 'graph', precision: 'float32', versions: { tensorflow: '2.21.0' }, checksums: {} },
  };
  const metrics = Array.from({ length: points }, (_, point) => [
    { series: 'loss' as const, step: 10 * (point + 1), value: Math.exp(-point / 8) + 0.05 * stream.nextUniform() },
    { series: 'accuracy' as const, step: 10 * (point + 1), value: Math.min(1, level * (1 - Math.exp(-point / 6))) },
  ]);
  yield { type: 'metrics', points: metrics.flat() };
  yield accuracyEvent('clean', level + 0.03, 1, stream);
  yield accuracyEvent('noisy', level - 0.2, 8, stream);
  const ending = endingOf(place, stream);
  if (ending.type === 'finished') {
    yield accuracyEvent('recovered', level, 8, stream);
    const totalMs = 2 + 4 * stream.nextUniform();
    yield {
      type: 'timing',
      timing: {
        forwardMs: 0.4 * totalMs,
        noiseMs: 0.1 * totalMs,
        inputGradientsMs: 0.2 * totalMs,
        weightGradientsMs: 0.2 * totalMs,
        updateMs: 0.1 * totalMs,
        totalMs,
        fullStepMs: 6,
        samples: 50,
        batch: 32,
      },
    };
  }
  yield ending;
}

interface Clock {
  ms: number;
}

function addRun(
  session: Session,
  study: { readonly id: number; readonly specification: Specification },
  place: number,
  options: Required<SyntheticOptions>,
  clock: Clock,
): number {
  const stream = randomStream(options.seed, 'synthetic-workspace', study.id * 100_000 + place);
  const [run] = session.enqueue([
    {
      studyId: study.id,
      configuration: configurationOf(study.specification, place),
      command: 'npm run -s lab -- run study.yaml',
    },
  ]);
  for (const event of eventsOf(run!.id, options.points, stream)) {
    if (event.type === 'finished' || event.type === 'stopped')
      clock.ms += 20_000 + Math.floor(580_000 * stream.nextUniform());
    session.recordEvent(run!.id, event);
  }
  return run!.id;
}

function annotate(workspace: Workspace, ids: readonly number[]): void {
  const every = (step: number): number[] => ids.filter((id) => id % step === 0);
  workspace.annotations.change(every(20), { locked: true, addTags: ['paper'] });
  workspace.annotations.change(every(11), { addTags: ['ablation'] });
  workspace.annotations.change(every(50), { notes: 'Looked at.' });
}

/**
 * Fills a workspace with studies whose runs have ended, through the store as a training would. The numbers are made up
 * and depend on the seed alone; what they are of is not trained. For looking at, and measuring, a full workspace.
 *
 * @returns ids of the runs that were added
 */
export function fillWorkspace(folder: string, given: SyntheticOptions): readonly number[] {
  const options = { runsPerStudy: 250, points: 24, seed: 1, ...given };
  const clock: Clock = { ms: Date.UTC(2026, 0, 5, 8) };
  const workspace = openWorkspace(folder, { now: () => clock.ms });
  const ids: number[] = [];
  try {
    const session = workspace.startSession({
      application: '0.1.0',
      node: '24.0.0',
      platform: 'linux x64',
      processor: 'a processor',
      cores: 2,
      memoryBytes: 4_000_000_000,
    });
    for (let left = options.runs, number = 1; left > 0; left -= options.runsPerStudy, number++) {
      const own = Math.min(left, options.runsPerStudy);
      // One transaction a study: a disk takes its time for each
      workspace.exclusively(() => {
        const study = workspace.studies.create(specification(number), `name: Synthetic study ${number}\n`);
        const added = Array.from({ length: own }, (_, place) => addRun(session, study, place, options, clock));
        annotate(workspace, added);
        ids.push(...added);
      });
    }
    session.end();
  } finally {
    workspace.close();
  }
  return ids;
}

/** `node test/support/synthetic-workspace.ts FOLDER --runs 10000` */
function main(): void {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { runs: { type: 'string', default: '10000' }, points: { type: 'string', default: '24' } },
  });
  const [folder] = positionals;
  if (folder === undefined) throw new Error('Name the folder of the workspace.');
  const ids = fillWorkspace(folder, { runs: Number(values.runs), points: Number(values.points) });
  process.stdout.write(`${ids.length} runs in ${folder}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
