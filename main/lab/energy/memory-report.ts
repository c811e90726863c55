import type { Profile } from '../../contract/profile.ts';
import type { MemoryReport } from '../../contract/run.ts';
import { matmulLayers, type Network } from '../network/network.ts';
import { memoryLayers, memoryRate, storedBits } from '../noise/perturb.ts';
import { energyCurve, type EnergyCurve } from './energy-curve.ts';
import { weightCount } from '../network/weight-count.ts';

const floatBits = 32;

/**
 * What the weights of a network are stored in under a profile, and what that costs: E = sum of n_l b e(p_l) over layers
 * (Henwood, Leduc-Primeau and Savaria, arXiv:1912.10764, equation 3), in bits of reliable memory. Only weights of
 * convolution and linear layers count, as there: biases and batch-norm parameters are not in the memory that fails.
 * Excepted layers are 32-bit numbers in reliable memory, and so are all layers of a profile without quantisation.
 *
 * @param rates fault rates of memory layers by name; of those that are not in it, the profile's
 * @param banks memory bank by layer name, from 0, where rates were gathered into banks
 * @throws LabError `invalid-specification` for a rate beyond the profile's energy table
 * @throws RangeError for a rate of what is no memory layer, and for an energy model that is still a name or a path
 */
export function memoryReport(
  network: Network,
  profile: Profile,
  rates: Readonly<Record<string, number>>,
  banks: Readonly<Record<string, number>> = {},
): MemoryReport {
  const inMemory = new Set(memoryLayers(network, profile).map(({ name }) => name));
  const stranger = [...Object.keys(rates), ...Object.keys(banks)].find((name) => !inMemory.has(name));
  if (stranger !== undefined) throw new RangeError(`${stranger} is no memory layer of ${network.name}`);
  const energyAt = memoryEnergyCurve(profile);
  const layers = matmulLayers(network).map((layer) => {
    const { name } = layer;
    const rate = inMemory.has(name) ? (rates[name] ?? memoryRate(profile, name)) : 0;
    const bank = banks[name];
    return {
      layer: name,
      weights: weightCount(network, layer),
      bits: profile.except.includes(name) ? floatBits : storedBits(profile),
      rate,
      energyPerBit: inMemory.has(name) ? energyAt(rate) : 1,
      ...(bank === undefined ? {} : { bank }),
    };
  });
  const total = (energyOf: (layer: (typeof layers)[number]) => number): number =>
    layers.reduce((sum, layer) => sum + layer.weights * energyOf(layer), 0);
  return {
    layers,
    energy: total(({ bits, energyPerBit }) => bits * energyPerBit),
    reliableEnergy: total(({ bits }) => bits),
    float16Energy: total(() => 16),
    float32Energy: total(() => floatBits),
  };
}

/**
 * Energy of the weights in a profile's memory, relative to the same weights at rate 0: what LaNMax weighs against the loss.
 * Excepted layers do not count; no choice of rates changes them.
 *
 * @returns a function of the rates of the memory layers in network order, which throws RangeError for another number of
 * them and LabError `invalid-specification` beyond the profile's energy table
 * @throws RangeError without memory layers, and for an energy model that is still a name or a path
 */
export function relativeEnergy(network: Network, profile: Profile): (rates: ArrayLike<number>) => number {
  const weights = memoryLayers(network, profile).map((layer) => weightCount(network, layer));
  if (weights.length === 0) throw new RangeError(`${network.name} has no memory layers under this profile`);
  const energyAt = memoryEnergyCurve(profile);
  const reliable = weights.reduce((sum, count) => sum + count, 0) * energyAt(0);
  return (rates) => {
    if (rates.length !== weights.length) throw new RangeError(`${rates.length} rates for ${weights.length} layers`);
    return weights.reduce((sum, count, layer) => sum + count * energyAt(rates[layer]!), 0) / reliable;
  };
}

function memoryEnergyCurve({ memory }: Profile): EnergyCurve {
  if (memory === undefined) return () => 1;
  if (typeof memory.energy === 'string')
    throw new RangeError(`The energy model ${memory.energy} has not been looked up`);
  return energyCurve(memory.energy);
}
