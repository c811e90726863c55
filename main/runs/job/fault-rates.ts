import type { Profile } from '../../contract/profile.ts';
import type { RateUpdate } from '../../contract/run.ts';
import type { LanmaxOptions } from '../../contract/lanmax.ts';
import type { MethodSpecification, TrainingSpecification } from '../../contract/specification.ts';
import { bankedRates } from '../../lab/lanmax/banks.ts';
import { perturbedRates } from '../../lab/lanmax/perturbation.ts';
import {
  endEpoch,
  isActive,
  lanmaxFromTensors,
  lanmaxShapes,
  lanmaxTensors,
  recordStep,
  startLanmax,
} from '../../lab/lanmax/trainer.ts';
import { relativeEnergy } from '../../lab/energy/memory-report.ts';
import type { Network } from '../../lab/network/network.ts';
import { weightCount } from '../../lab/network/weight-count.ts';
import { memoryLayers, memoryRate } from '../../lab/noise/perturb.ts';
import type { StateSpecification, Values } from '../../lab/ops/engine.ts';
import type { MethodHardware } from '../../lab/training/hardware.ts';
import { learningRate } from '../../lab/training/schedule.ts';

/** Where the fault rates of stored bits come from while a network trains, and what becomes of them. */
export interface FaultRates {
  /** Inputs of the program of a training step */
  ofStep(epoch: number, step: number): Record<string, Values>;
  /** Takes note of the loss that a step had under its rates. */
  record(epoch: number, step: number, loss: number): void;
  /** Moves the rates, where the method does and has not ended doing so. */
  endEpoch(epoch: number): RateUpdate | undefined;
  /** What a checkpoint has to hold of it, besides the state of the session: tensors of {@link faultRateShapes} */
  tensors(): Readonly<Record<string, Float32Array>>;
  /** Rates the trained network is used at, by memory layer; in network order */
  inUse(): Readonly<Record<string, number>>;
  /** Memory bank of each layer, where rates were gathered into banks */
  banks(): Readonly<Record<string, number>> | undefined;
}

export interface FaultRatesRequest {
  readonly network: Network;
  /** As in the study */
  readonly profile: Profile;
  readonly method: MethodSpecification;
  readonly hardware: MethodHardware;
  readonly training: TrainingSpecification;
  readonly stepsPerEpoch: number;
  readonly seed: number;
  /** Of a checkpoint, to continue from */
  readonly tensors?: Readonly<Record<string, Float32Array>>;
}

/** The fault rates of a run: those of its profile, one for all layers, or LaNMax's. */
export function faultRates(request: FaultRatesRequest): FaultRates {
  const { hardware, method } = request;
  if (method.method === 'lanmax') return lanmaxRates(request, method);
  return fixedRates(request, hardware.uniformRates);
}

/** What the checkpoints of a method hold of its rates. */
export function faultRateShapes(
  network: Network,
  profile: Profile | undefined,
  method: MethodSpecification,
  stepsPerEpoch: number,
): StateSpecification {
  return method.method === 'lanmax' && profile !== undefined
    ? lanmaxShapes(memoryLayers(network, profile).length, stepsPerEpoch)
    : {};
}

function fixedRates({ network, hardware }: FaultRatesRequest, uniform: MethodHardware['uniformRates']): FaultRates {
  const { evaluation } = hardware;
  const layers = memoryLayers(network, evaluation);
  const training = new Float32Array(layers.length).fill(uniform?.training ?? 0);
  return {
    ofStep: () => ({ rates: training }),
    record: () => undefined,
    endEpoch: () => undefined,
    tensors: () => ({}),
    inUse: () =>
      Object.fromEntries(layers.map(({ name }) => [name, uniform?.evaluation ?? memoryRate(evaluation, name)])),
    banks: () => undefined,
  };
}

function lanmaxRates(request: FaultRatesRequest, options: LanmaxOptions): FaultRates {
  const { network, profile, training, stepsPerEpoch, seed, tensors } = request;
  const layers = memoryLayers(network, profile);
  const weights = layers.map((layer) => weightCount(network, layer));
  const energyOf = relativeEnergy(network, profile);
  let state = tensors === undefined ? startLanmax(options, layers.length, stepsPerEpoch) : lanmaxFromTensors(tensors);
  let perturbed = state.rates;
  const active = (epoch: number): boolean => isActive(options, epoch, training.epochs);
  return {
    ofStep(epoch, step) {
      perturbed = active(epoch)
        ? perturbedRates(options, seed, epoch * stepsPerEpoch + step, state.rates)
        : state.rates;
      return { rates: perturbed };
    },
    record(epoch, step, loss) {
      if (active(epoch)) state = recordStep(state, options, step, loss, energyOf(perturbed));
    },
    endEpoch(epoch) {
      if (!active(epoch)) return undefined;
      const moved = endEpoch(state, {
        options,
        seed,
        firstStep: epoch * stepsPerEpoch,
        steps: stepsPerEpoch,
        learningRateFactor: learningRate(training.schedule, 1, epoch, training.epochs),
      });
      state = moved.state;
      if (options.banks !== undefined && !active(epoch + 1)) {
        state = { ...state, rates: bankedRates(state.rates, weights, options.banks).rates };
      }
      const { rates } = state;
      return {
        epoch: epoch + 1,
        layers: layers.map(({ name }, i) => ({
          layer: name,
          rate: rates[i],
          slope: moved.slopes[i],
          standardError: moved.standardErrors[i],
        })),
        energy: energyOf(rates),
        bestLoss: state.bestLoss,
      };
    },
    tensors: () => lanmaxTensors(state),
    inUse: () => Object.fromEntries(layers.map(({ name }, i) => [name, state.rates[i]])),
    banks() {
      if (options.banks === undefined) return undefined;
      // Gathered rates are equal within a bank, so that a resumed run finds its banks in the rates
      const distinct = [...new Set(state.rates)].toSorted((a, b) => a - b);
      return Object.fromEntries(layers.map(({ name }, i) => [name, distinct.indexOf(state.rates[i])]));
    },
  };
}
