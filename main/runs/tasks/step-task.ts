import { trainingSchema } from '../../contract/specification.ts';
import { buildArchitecture } from '../../lab/network/architectures/registry.ts';
import { initialParameters } from '../../lab/network/initialisation.ts';
import { median } from '../../lab/statistics/summary.ts';
import { fullPlan } from '../../lab/training/plan.ts';
import { startingState, trainingState, trainingStepProgram } from '../../lab/training/step.ts';
import { openEngine } from '../job/open-engine.ts';
import type { BenchOptions } from '../../contract/bench.ts';
import { BENCH_SEED, benchInputs, benchProfile } from './bench-inputs.ts';
import { serveTask } from './run-task.ts';

const WARM_UP_STEPS = 5;

/** Median milliseconds of one whole noisy step with everything trained, one step after the other. */
async function timeWholeStep({ engine: choice, architecture, batch, steps }: BenchOptions): Promise<number> {
  const network = buildArchitecture(architecture);
  const engine = await openEngine(choice);
  const training = trainingSchema.parse({
    epochs: 1,
    batch,
    optimizer: { kind: 'sgd', learningRate: 0.01, momentum: 0.9, weightDecay: 1e-4 },
  });
  const plan = fullPlan(network);
  const state = trainingState(network, plan, training);
  const step = trainingStepProgram({ network, plan, training, profile: benchProfile, seed: BENCH_SEED });
  const session = engine.open(state, { step }, startingState(state, initialParameters(network, BENCH_SEED)));
  const times: number[] = [];
  for (let i = 0; i < WARM_UP_STEPS + steps; i++) {
    const inputs = { ...benchInputs(network, batch), draw: Int32Array.of(i) };
    const start = performance.now();
    await session.run('step', inputs);
    if (i >= WARM_UP_STEPS) times.push(performance.now() - start);
  }
  session.dispose();
  return median(times);
}

serveTask(timeWholeStep);
