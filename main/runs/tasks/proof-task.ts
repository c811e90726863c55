import { profileSchema } from '../../contract/profile.ts';
import { trainingSchema, type EngineChoice } from '../../contract/specification.ts';
import { LabError } from '../../contract/errors.ts';
import { glyphsTraining } from '../../data/glyphs.ts';
import { batchSource } from '../../data/batches.ts';
import { glyphsNormalisation } from '../../data/normalisation.ts';
import { allIndices } from '../../data/shuffle.ts';
import { buildArchitecture } from '../../lab/network/architectures/registry.ts';
import { initialParameters } from '../../lab/network/initialisation.ts';
import type { EngineDescription } from '../../lab/ops/engine.ts';
import { fullPlan } from '../../lab/training/plan.ts';
import { startingState, trainingState, trainingStepProgram } from '../../lab/training/step.ts';
import { openEngine } from '../job/open-engine.ts';
import { serveTask } from './run-task.ts';

export interface Proof {
  readonly engine: EngineDescription;
  readonly firstLoss: number;
  readonly lastLoss: number;
  readonly steps: number;
  readonly stepMs: number;
}

const STEPS = 8;
const BATCH = 32;
const IMAGES = 64;

/** Trains a small network for a few noisy steps on drawn characters, with momentum; its loss must fall. */
async function prove(choice: EngineChoice): Promise<Proof> {
  const engine = await openEngine(choice);
  const images = glyphsTraining(IMAGES);
  const network = buildArchitecture('lenet5', { inputShape: images.shape, classes: images.classNames.length });
  const training = trainingSchema.parse({
    epochs: 1,
    batch: BATCH,
    optimizer: { kind: 'sgd', learningRate: 0.02, momentum: 0.9 },
  });
  const plan = fullPlan(network);
  const state = trainingState(network, plan, training);
  const profile = profileSchema.parse({ weights: { noise: 'gaussian', mode: 'multiplicative', sigma: 0.05 } });
  const session = engine.open(
    state,
    {
      step: trainingStepProgram({
        network,
        plan,
        training,
        seed: 1,
        profile,
      }),
    },
    startingState(state, initialParameters(network, 1)),
  );
  const batch = batchSource({
    images,
    indices: allIndices(IMAGES),
    batch: BATCH,
    seed: 1,
    normalisation: glyphsNormalisation,
    use: 'training',
  }).read(0, 0);
  const losses: number[] = [];
  let start = performance.now();
  for (let step = 0; step < STEPS; step++) {
    const { loss } = await session.run('step', {
      images: batch.pixels.slice(),
      labels: batch.labels.slice(),
      draw: Int32Array.of(step),
      rate: Float32Array.of(0.02),
      secondMomentScale: Float32Array.of(1),
    });
    losses.push(loss[0]);
    // The first step also prepares the engine
    if (step === 0) start = performance.now();
  }
  const stepMs = (performance.now() - start) / (STEPS - 1);
  session.dispose();
  const proof = { engine: engine.description, firstLoss: losses[0], lastLoss: losses.at(-1)!, steps: STEPS, stepMs };
  if (!(proof.lastLoss < proof.firstLoss)) {
    throw new LabError(
      'engine-failed',
      `The ${engine.description.name} engine trains wrongly: the loss went from ${proof.firstLoss} to ${proof.lastLoss}.`,
      'Run `npm run setup:native` again, or use the wasm engine.',
    );
  }
  return proof;
}

serveTask(prove);
