import { lanmaxSchema } from '../../contract/lanmax.ts';
import { profileSchema } from '../../contract/profile.ts';
import { trainingSchema } from '../../contract/specification.ts';
import { buildArchitecture } from '../../lab/network/architectures/registry.ts';
import { initialParameters } from '../../lab/network/initialisation.ts';
import { median } from '../../lab/statistics/summary.ts';
import { methodHardware } from '../../lab/training/hardware.ts';
import { fullPlan } from '../../lab/training/plan.ts';
import { startingState, trainingState, trainingStepProgram } from '../../lab/training/step.ts';
import { faultRates } from '../job/fault-rates.ts';
import { openEngine } from '../job/open-engine.ts';
import type { BenchOptions, LanmaxBench } from '../../contract/bench.ts';
import { BENCH_SEED, benchInputs } from './bench-inputs.ts';
import { serveTask } from './run-task.ts';

const EPOCHS = 7;
const WARM_UP_STEPS = 5;
const profile = profileSchema.parse({ quantization: { scheme: 'binary' }, memory: {} });

/**
 * Epochs of training under one fault rate and under LaNMax, step by step in turn, so that the machine's drift falls on
 * both. An epoch has all that the training loop does with the rates: perturbing, keeping losses, the regression at its end.
 */
async function timeLanmaxEpochs(
  { engine: choice, architecture, batch, steps }: BenchOptions,
  progress: (fraction: number, detail: string) => void,
): Promise<LanmaxBench> {
  const network = buildArchitecture(architecture);
  const engine = await openEngine(choice);
  const training = trainingSchema.parse({
    epochs: EPOCHS,
    batch,
    optimizer: { kind: 'sgd', learningRate: 0.01, momentum: 0.9, weightDecay: 1e-4 },
  });
  const uniform = { method: 'uniform-bsc', trainRate: 0.01 } as const;
  const lanmax = { method: 'lanmax', ...lanmaxSchema.parse({ tradeoff: 1, until: 1 }) } as const;
  const stepsPerEpoch = Math.max(steps, network.nodes.length);
  const [uniformRates, lanmaxRates] = [uniform, lanmax].map((method) => {
    const hardware = methodHardware(profile, method);
    return faultRates({ network, profile, method, hardware, training, stepsPerEpoch, seed: BENCH_SEED });
  });
  const plan = fullPlan(network);
  const state = trainingState(network, plan, training);
  const step = trainingStepProgram({ network, plan, training, profile, ratesAsInput: true, seed: BENCH_SEED });
  const session = engine.open(state, { step }, startingState(state, initialParameters(network, BENCH_SEED)));
  const inputs = benchInputs(network, batch);

  async function timed(rates: typeof uniformRates, epoch: number, index: number): Promise<number> {
    const start = performance.now();
    const { loss } = await session.run('step', {
      ...inputs,
      ...rates.ofStep(epoch, index),
      draw: Int32Array.of(epoch * stepsPerEpoch + index),
    });
    rates.record(epoch, index, loss[0]);
    if (index === stepsPerEpoch - 1) rates.endEpoch(epoch);
    return performance.now() - start;
  }

  for (let i = 0; i < WARM_UP_STEPS; i++) await timed(uniformRates, 0, 0);
  const epochs: { uniformMs: number; lanmaxMs: number }[] = [];
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const total = { uniformMs: 0, lanmaxMs: 0 };
    for (let index = 0; index < stepsPerEpoch; index++) {
      const uniformFirst = index % 2 === 0;
      if (uniformFirst) total.uniformMs += await timed(uniformRates, epoch, index);
      total.lanmaxMs += await timed(lanmaxRates, epoch, index);
      if (!uniformFirst) total.uniformMs += await timed(uniformRates, epoch, index);
      progress((epoch + index / stepsPerEpoch) / EPOCHS, `uniform and LaNMax in turn, epoch ${epoch + 1} of ${EPOCHS}`);
    }
    epochs.push(total);
  }
  session.dispose();
  return {
    stepsPerEpoch,
    layers: Object.keys(lanmaxRates.inUse()).length,
    epochs,
    ratio: median(epochs.map(({ uniformMs, lanmaxMs }) => lanmaxMs / uniformMs)),
  };
}

serveTask(timeLanmaxEpochs);
