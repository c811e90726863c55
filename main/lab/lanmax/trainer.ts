import type { LanmaxOptions } from '../../contract/lanmax.ts';
import { coordinateOf } from './coordinates.ts';
import { ordinaryLeastSquares } from './least-squares.ts';
import { outerStep } from './outer-step.ts';
import { perturbedRates } from './perturbation.ts';
import { leastStepsPerEpoch, type LanmaxState } from './state.ts';
import { surrogateLoss } from './surrogate.ts';

export {
  checkStepsPerEpoch,
  lanmaxFromTensors,
  lanmaxShapes,
  lanmaxTensors,
  leastStepsPerEpoch,
  startLanmax,
  type LanmaxState,
} from './state.ts';

/** Outcome of an epoch: the moved rates, and the regression that moved them, by memory layer. */
export interface LanmaxEpoch {
  readonly state: LanmaxState;
  /** Of the surrogate loss by the layer's rate (or its logarithm), before noise decay and normalisation */
  readonly slopes: readonly number[];
  /** Infinity where nothing is known of the slope */
  readonly standardErrors: readonly number[];
}

/** Epochs in which the rates move: the first ones, fewer than `until` times all (T_LaN of arXiv:1912.10764). */
export function activeEpochs(options: Pick<LanmaxOptions, 'until'>, epochs: number): number {
  // 0.07 * 100 is a little more than 7.
  return Math.max(0, Math.ceil(options.until * epochs - 1e-9));
}

/** @param epoch counted from 0 */
export function isActive(options: Pick<LanmaxOptions, 'until'>, epoch: number, epochs: number): boolean {
  return epoch < activeEpochs(options, epochs);
}

/**
 * The state after one mini-batch. A loss that is not finite is recorded as no observation.
 *
 * @param stepOfEpoch counted from 0 in each epoch
 * @param loss of the mini-batch under the perturbed rates
 * @param relativeEnergy at the perturbed rates, relative to the same network in reliable memory
 */
export function recordStep(
  state: LanmaxState,
  options: LanmaxOptions,
  stepOfEpoch: number,
  loss: number,
  relativeEnergy: number,
): LanmaxState {
  if (!(stepOfEpoch >= 0 && stepOfEpoch < state.surrogates.length)) {
    throw new RangeError(`Step ${stepOfEpoch} of an epoch of ${state.surrogates.length} steps.`);
  }
  const usable = Number.isFinite(loss);
  const bestLoss = usable ? Math.min(state.bestLoss, Math.fround(loss)) : state.bestLoss;
  const surrogates = state.surrogates.slice();
  surrogates[stepOfEpoch] = usable ? surrogateLoss(options, loss, bestLoss, relativeEnergy) : NaN;
  return { ...state, bestLoss, surrogates };
}

/**
 * The outer step of an epoch (arXiv:1912.10764, Algorithm 1): regresses the surrogate losses on the perturbed rates, which
 * are derived again from (seed, step), and moves the rates down the slopes. Steps without a finite surrogate are left
 * out; when fewer than {@link leastStepsPerEpoch} remain, rates and velocity stay as they are.
 *
 * @param epoch.firstStep number of the epoch's first step since the training started, as given to `perturbedRates`
 * @param epoch.steps of the epoch
 * @param epoch.learningRateFactor learning rate of the weights relative to its start; used by the schedule `training`
 */
export function endEpoch(
  state: LanmaxState,
  epoch: {
    readonly options: LanmaxOptions;
    readonly seed: number;
    readonly firstStep: number;
    readonly steps: number;
    readonly learningRateFactor: number;
  },
): LanmaxEpoch {
  const { options, seed, firstStep, steps } = epoch;
  const layers = state.rates.length;
  if (steps !== state.surrogates.length) {
    throw new RangeError(`An epoch of ${steps} steps, but the state holds ${state.surrogates.length}.`);
  }
  const observed = [...state.surrogates.keys()].filter((step) => Number.isFinite(state.surrogates[step]));
  const surrogates = new Float32Array(steps).fill(NaN);
  if (observed.length < leastStepsPerEpoch(layers)) {
    const standardErrors = new Array<number>(layers).fill(Infinity);
    return { state: { ...state, surrogates }, slopes: new Array<number>(layers).fill(0), standardErrors };
  }
  const { slopes, standardErrors } = ordinaryLeastSquares(
    observed.map((step) =>
      perturbedRates(options, seed, firstStep + step, state.rates).map((rate) => coordinateOf(options, rate)),
    ),
    observed.map((step) => state.surrogates[step]!),
  );
  const factor = options.outer.schedule === 'training' ? epoch.learningRateFactor : 1;
  const moved = outerStep(options, state, slopes, options.outer.learningRate * factor);
  return { state: { ...state, ...moved, surrogates }, slopes, standardErrors };
}
