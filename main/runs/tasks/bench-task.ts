import { availableParallelism } from 'node:os';
import { trainingSchema } from '../../contract/specification.ts';
import type { TrainingPlan } from '../../contract/run.ts';
import { buildArchitecture } from '../../lab/network/architectures/registry.ts';
import { initialParameters } from '../../lab/network/initialisation.ts';
import { matmulLayers, type Network } from '../../lab/network/network.ts';
import type { Engine, Program, Values } from '../../lab/ops/engine.ts';
import { median } from '../../lab/statistics/summary.ts';
import { sensitivityProgram } from '../../lab/sensitivity/sensitivity.ts';
import { evaluationProgram } from '../../lab/training/evaluation.ts';
import { fullPlan, saftPlan } from '../../lab/training/plan.ts';
import { startingState, trainingState } from '../../lab/training/step.ts';
import { timedStepPrograms, timeSteps } from '../../lab/training/timing.ts';
import { openEngine } from '../job/open-engine.ts';
import type { BenchOptions, BenchResult, BenchRow } from '../../contract/bench.ts';
import { BENCH_SEED, benchInputs, benchProfile } from './bench-inputs.ts';
import { serveTask } from './run-task.ts';

interface Case {
  readonly label: string;
  readonly plan: TrainingPlan;
}

/** How much is left to gain depends on where the first trained layer is. */
function cases(network: Network): Case[] {
  const names = matmulLayers(network).map((layer) => layer.name);
  const only = (label: string, layers: string[]): Case => ({
    label,
    plan: saftPlan(network, { names: layers }, 'frozen', []),
  });
  const ends = [...new Set([...names.slice(0, 2), ...names.slice(-2)])];
  return [
    { label: 'everything trains', plan: fullPlan(network) },
    only('first two and last two layers', ends),
    only('last two layers', names.slice(-2)),
  ];
}

async function bench(
  options: BenchOptions,
  progress: (fraction: number, detail: string) => void,
): Promise<BenchResult> {
  const { architecture, batch, steps } = options;
  const network = buildArchitecture(architecture);
  progress(0, 'loading the engine');
  const engine = await openEngine(options.engine);
  const inputs = benchInputs(network, batch);
  const all = cases(network);
  const rows: BenchRow[] = [];
  for (const [i, { label, plan }] of all.entries()) {
    const timing = await timeCase(engine, network, plan, batch, inputs, steps, (round) =>
      progress((i + round / (steps + 1)) / all.length, label),
    );
    rows.push({ label, timing, speedup: timing.fullStepMs / timing.totalMs, speedupBound: plan.speedupBound });
  }
  const { inferenceMs, scoringMs } = await timeScoring(engine, network, batch, inputs, steps);
  const { name, precision, versions } = engine.description;
  return {
    provenance: { engine: name, precision, versions, checksums: {} },
    architecture: network.name,
    batch,
    cores: availableParallelism(),
    inferenceMs,
    scoringMs,
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
    rows,
  };
}

async function timeCase(
  engine: Engine,
  network: Network,
  plan: TrainingPlan,
  batch: number,
  inputs: Record<string, Values>,
  steps: number,
  onRound: (round: number) => void,
) {
  const training = trainingSchema.parse({
    epochs: 1,
    batch,
    optimizer: { kind: 'sgd', learningRate: 0.01, momentum: 0.9, weightDecay: 1e-4 },
  });
  const programs = timedStepPrograms({ network, plan, training, profile: benchProfile, seed: BENCH_SEED });
  const state = trainingState(network, fullPlan(network), training);
  const session = engine.open(
    state,
    programs as Record<string, Program>,
    startingState(state, initialParameters(network, BENCH_SEED)),
  );
  try {
    return await timeSteps(session, programs, inputs, steps, () => performance.now(), onRound);
  } finally {
    session.dispose();
  }
}

/** A forward pass, and scoring every layer with one draw, in turn. */
async function timeScoring(
  engine: Engine,
  network: Network,
  batch: number,
  inputs: Record<string, Values>,
  steps: number,
): Promise<{ inferenceMs: number; scoringMs: number }> {
  const shapes = Object.fromEntries(Object.entries(network.parameters).map(([name, { shape }]) => [name, shape]));
  const programs = {
    inference: evaluationProgram(network, batch, BENCH_SEED),
    scoring: sensitivityProgram({ network, profile: benchProfile, metrics: ['std'], batch, seed: BENCH_SEED }),
  };
  const session = engine.open(shapes, programs, initialParameters(network, BENCH_SEED));
  try {
    const times = { inference: [] as number[], scoring: [] as number[] };
    for (let step = 0; step <= steps; step++) {
      for (const name of ['inference', 'scoring'] as const) {
        const start = performance.now();
        await session.run(name, inputs);
        if (step > 0) times[name].push(performance.now() - start);
      }
    }
    return { inferenceMs: median(times.inference), scoringMs: median(times.scoring) };
  } finally {
    session.dispose();
  }
}

serveTask(bench);
