import { LabError } from '../../contract/errors.ts';
import type { LanmaxOptions } from '../../contract/lanmax.ts';
import { leastRows } from './least-squares.ts';
import { clipRate, rateBounds } from './rate-bounds.ts';

/** Everything LaNMax carries from step to step. All of it is float32, so that a checkpoint holds it exactly. */
export interface LanmaxState {
  /** Fault rates before perturbation, one a memory layer */
  readonly rates: Float32Array;
  /** Of the outer optimiser, one a memory layer */
  readonly velocity: Float32Array;
  /** Least loss of a mini-batch so far; Infinity before the first */
  readonly bestLoss: number;
  /** Surrogate losses of the current epoch by step; NaN where there is none yet */
  readonly surrogates: Float32Array;
}

/** Steps an epoch must have for the regression on so many memory layers. */
export function leastStepsPerEpoch(layers: number): number {
  return leastRows(layers);
}

/** @throws LabError when an epoch has too few steps for the regression */
export function checkStepsPerEpoch(layers: number, stepsPerEpoch: number): void {
  const least = leastStepsPerEpoch(layers);
  if (stepsPerEpoch >= least) return;
  throw new LabError(
    'invalid-specification',
    `LaNMax chooses the rates of ${layers} layers from the steps of an epoch and needs at least ${least}, not ${stepsPerEpoch}`,
    'Use a smaller batch size or more training samples.',
  );
}

/** The state before the first step. @throws LabError when an epoch has too few steps for the regression */
export function startLanmax(options: LanmaxOptions, layers: number, stepsPerEpoch: number): LanmaxState {
  checkStepsPerEpoch(layers, stepsPerEpoch);
  return {
    rates: new Float32Array(layers).fill(clipRate(options.rates.initial, rateBounds(options))),
    velocity: new Float32Array(layers),
    bestLoss: Infinity,
    surrogates: new Float32Array(stepsPerEpoch).fill(NaN),
  };
}

/** The state as tensors of a checkpoint; {@link lanmaxFromTensors} turns them back, bit by bit. */
export function lanmaxTensors(state: LanmaxState): Record<string, Float32Array> {
  return {
    'lanmax.rates': state.rates.slice(),
    'lanmax.velocity': state.velocity.slice(),
    'lanmax.bestLoss': Float32Array.of(state.bestLoss),
    'lanmax.surrogates': state.surrogates.slice(),
  };
}

/** Shapes of {@link lanmaxTensors}. */
export function lanmaxShapes(layers: number, stepsPerEpoch: number): Record<string, readonly number[]> {
  return {
    'lanmax.rates': [layers],
    'lanmax.velocity': [layers],
    'lanmax.bestLoss': [1],
    'lanmax.surrogates': [stepsPerEpoch],
  };
}

/**
 * @param tensors of {@link lanmaxShapes}; others may be among them
 * @throws RangeError when one is missing
 */
export function lanmaxFromTensors(tensors: Readonly<Record<string, Float32Array>>): LanmaxState {
  const tensor = (name: string): Float32Array => {
    const values = tensors[name];
    if (values === undefined) throw new RangeError(`The state of LaNMax has no tensor '${name}'.`);
    return values.slice();
  };
  return {
    rates: tensor('lanmax.rates'),
    velocity: tensor('lanmax.velocity'),
    bestLoss: tensor('lanmax.bestLoss')[0]!,
    surrogates: tensor('lanmax.surrogates'),
  };
}
