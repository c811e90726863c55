import type { Profile } from '../../contract/profile.ts';
import type { Network } from '../network/network.ts';
import { disturbedParameters, memoryLayers, noiseStreams, type NoisePurpose } from '../noise/perturb.ts';
import type { InputSpecification } from '../ops/engine.ts';
import type { Ops } from '../ops/ops.ts';

/** What a program computes on: a profile, or where there is none the network as it is. */
export interface ProgramHardware {
  readonly network: Network;
  readonly profile?: Profile;
  /** The input `rates` has the fault rate of each memory layer; otherwise they are the profile's */
  readonly ratesAsInput?: boolean;
  readonly seed: number;
}

/** The input `rates`: fault rates of the memory layers, in network order. None where the rates are the profile's. */
export function rateInputs({ network, profile, ratesAsInput }: ProgramHardware): Record<string, InputSpecification> {
  const layers = ratesAsInput && profile !== undefined ? memoryLayers(network, profile).length : 0;
  return layers === 0 ? {} : { rates: { shape: [layers], type: 'float32' } };
}

/**
 * The parameters as the hardware gives them, at each draw anew.
 *
 * @param inputs of the program: `draw`, and `rates` of {@link rateInputs}
 */
export function hardwareParameters<T>(
  ops: Ops<T>,
  { network, profile, seed }: ProgramHardware,
  purpose: NoisePurpose,
  state: Readonly<Record<string, T>>,
  { draw, rates }: Readonly<Record<string, T>>,
): Readonly<Record<string, T>> {
  if (profile === undefined) return state;
  const streams = (layer: string) => noiseStreams(seed, purpose, layer, draw);
  const byLayer = rates === undefined ? undefined : ratesByLayer(ops, network, profile, rates);
  return disturbedParameters(ops, network, state, profile, streams, byLayer);
}

/** The input `rates` as a scalar for each memory layer, by its name. */
function ratesByLayer<T>(ops: Ops<T>, network: Network, profile: Profile, rates: T): Record<string, T> {
  return Object.fromEntries(
    memoryLayers(network, profile).map(({ name }, i) => [name, ops.reshape(ops.slice(rates, [i], [1]), [])]),
  );
}
