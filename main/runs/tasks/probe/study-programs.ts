import { memoryLayers } from '../../../lab/noise/perturb.ts';
import type { Network } from '../../../lab/network/network.ts';
import type { Program, StateSpecification, Values } from '../../../lab/ops/engine.ts';
import { evaluationProgram } from '../../../lab/training/evaluation.ts';
import { fullPlan } from '../../../lab/training/plan.ts';
import { trainingState, trainingStepProgram } from '../../../lab/training/step.ts';
import { testData, trainingBatches, type Material } from '../../job/material.ts';
import type { EvaluationWork } from './study-evaluations.ts';
import type { StepWork } from './study-work.ts';

/** A program of a session, and how one batch of it is run. */
export interface ProbedProgram {
  readonly label: string;
  readonly program: Program;
  /** What its session has to hold */
  readonly state: StateSpecification;
  inputs(index: number): Record<string, Values>;
}

/** Fault rates where a program is given them: which, does not matter for the time. */
function rates({ network, profile, ratesAsInput }: StepWork | EvaluationWork): Record<string, Values> {
  const layers = ratesAsInput && profile !== undefined ? memoryLayers(network, profile).length : 0;
  return layers === 0 ? {} : { rates: new Float32Array(layers).fill(0.01) };
}

/** Of a session that trains nothing */
export function parameterState(network: Network): StateSpecification {
  return Object.fromEntries(Object.entries(network.parameters).map(([name, { shape }]) => [name, shape]));
}

/** A training step on real images, with a learning rate of 0: so that it can be repeated. */
export function stepProgram(work: StepWork, material: Material, seed: number): ProbedProgram {
  const { network, plan, training, profile, ratesAsInput, title } = work;
  const source = trainingBatches(material, training, seed);
  return {
    label: `training step: ${title}`,
    program: trainingStepProgram({ network, plan, training, profile, ratesAsInput, seed }),
    state: trainingState(network, fullPlan(network), training),
    inputs(index) {
      const { pixels, labels } = source.read(0, index % source.batchesPerEpoch);
      return {
        ...rates(work),
        images: pixels,
        labels,
        draw: Int32Array.of(index),
        rate: Float32Array.of(0),
        secondMomentScale: Float32Array.of(1),
      };
    },
  };
}

/** A batch of an evaluation on test images. */
export function evaluatedProgram(
  work: EvaluationWork,
  material: Material,
  batch: number,
  seed: number,
  limit?: number,
): ProbedProgram {
  const { network, profile, ratesAsInput } = work;
  const data = testData(material, batch, limit);
  return {
    label: profile === undefined ? 'evaluation' : 'evaluation under noise',
    program: evaluationProgram(network, batch, seed, profile, { ratesAsInput }),
    state: parameterState(network),
    inputs(index) {
      const { pixels, labels } = data.read(index % data.batches);
      return { ...rates(work), images: pixels, labels, draw: Int32Array.of(index) };
    },
  };
}
