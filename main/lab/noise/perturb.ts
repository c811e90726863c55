import type { Memory } from '../../contract/memory.ts';
import type { Profile } from '../../contract/profile.ts';
import { matmulLayers, type MatmulNode, type Network } from '../network/network.ts';
import type { Ops } from '../ops/ops.ts';
import { isNoisy, withAnalogNoise } from './analog.ts';
import { hasFaults, memoryReader } from './memory-faults.ts';
import { quantise, storedCode } from './quantise.ts';
import { readCode } from './stored-bits.ts';
import type { NoiseStreams } from './streams.ts';

export { noiseStreams, type NoisePurpose, type NoiseStreams } from './streams.ts';

/** Is there anything random in the profile: analog noise, faults of stored bits in any layer, or stuck cells? */
export function isRandom(profile: Profile): boolean {
  return isNoisy(profile.weights) || (profile.memory !== undefined && hasFaults(worstMemory(profile.memory)));
}

/** Does a draw differ from the one before? Not where all that is random are the stuck cells of one chip. */
export function changesByDraw(profile: Profile): boolean {
  const { memory } = profile;
  const onlyChip = memory?.stuckAt?.chips === 'one' ? { ...memory, stuckAt: undefined } : memory;
  return isRandom({ ...profile, memory: onlyChip });
}

/** With the highest rate of any layer as that of all. */
function worstMemory(memory: Memory): Memory {
  return { ...memory, rate: Math.max(memory.rate, ...Object.values(memory.layers)) };
}

/** Layers whose weights lie in the memory of the profile, in network order; none without a memory. */
export function memoryLayers(network: Network, profile: Profile): readonly MatmulNode[] {
  return profile.memory === undefined
    ? []
    : matmulLayers(network).filter((layer) => !profile.except.includes(layer.name));
}

/** Constant fault rate of a layer's memory, 0 to 0.5; 0 without a memory. */
export function memoryRate({ memory }: Profile, layer: string): number {
  return memory?.layers[layer] ?? memory?.rate ?? 0;
}

/** Bits a weight is stored in: 32 where nothing is quantised. */
export function storedBits({ quantization }: Profile): number {
  if (quantization === undefined) {
    return 32;
  }
  return quantization.scheme === 'binary' ? 1 : quantization.bits;
}

/** The profile as one layer has it: the rate of its memory is that of the layer. */
export function layerProfile(profile: Profile, layer: string): Profile {
  return profile.memory === undefined
    ? profile
    : { ...profile, memory: { ...profile.memory, rate: memoryRate(profile, layer) } };
}

/** What is stored of a weight, before anything disturbs it: the very same tensor without quantisation. */
export function storedWeight<T>(ops: Ops<T>, weight: T, { quantization }: Profile): T {
  return quantization === undefined ? weight : quantise(ops, weight, quantization);
}

/**
 * The weight of the clean network: the real one; of a binary network the binary one, of which the real one is but the
 * trainer's shadow.
 */
export function cleanWeight<T>(ops: Ops<T>, weight: T, profile: Profile): T {
  return profile.quantization?.scheme === 'binary' ? storedWeight(ops, weight, profile) : weight;
}

/** Parameters of the clean network: the weights of matmul layers as {@link cleanWeight}, all others as they are. */
export function cleanParameters<T>(
  ops: Ops<T>,
  network: Network,
  parameters: Readonly<Record<string, T>>,
  profile: Profile,
): Record<string, T> {
  const clean = { ...parameters };
  for (const { name, parameters: names } of matmulLayers(network)) {
    if (!profile.except.includes(name)) clean[names.weight] = cleanWeight(ops, parameters[names.weight], profile);
  }
  return clean;
}

/** The weight as its memory gives it: quantised, with faults of its bits. */
function readWeight<T>(ops: Ops<T>, weight: T, profile: Profile, streams: NoiseStreams<T>, rate?: T): T {
  const { quantization, memory } = profile;
  const reader = memory && memoryReader(ops, memory, ops.shapeOf(weight), streams, rate);
  if (quantization === undefined || memory === undefined || reader === undefined) {
    return storedWeight(ops, weight, profile);
  }
  const stored = storedCode(ops, weight, quantization);
  return stored.value(readCode(ops, stored, memory.encoding, reader));
}

/**
 * One weight as the hardware gives it: quantised, then with faults of its stored bits, then with analog noise (see
 * `memoryReader` and `withAnalogNoise`). What cannot disturb anything leaves the weight bit for bit as it was; without
 * quantisation, faults and noise the very same tensor is returned.
 *
 * @param weight output channels last
 * @param rate fault rate of the layer's memory, scalar; that of the profile's memory where absent (of one layer: see
 *   {@link layerProfile})
 */
export function disturbedWeight<T>(ops: Ops<T>, weight: T, profile: Profile, streams: NoiseStreams<T>, rate?: T): T {
  const read = readWeight(ops, weight, profile, streams, rate);
  if (!isNoisy(profile.weights)) {
    return read;
  }
  return withAnalogNoise(ops, read, cleanWeight(ops, weight, profile), profile.weights, streams('noise'));
}

/**
 * Parameters as the hardware gives them: the weights of matmul layers disturbed, all others as they are.
 *
 * @param rates fault rates of layers' memories by layer name, scalars; the profile's where absent
 */
export function disturbedParameters<T>(
  ops: Ops<T>,
  network: Network,
  parameters: Readonly<Record<string, T>>,
  profile: Profile,
  streams: (layer: string) => NoiseStreams<T>,
  rates: Readonly<Record<string, T>> = {},
): Record<string, T> {
  const disturbed = { ...parameters };
  for (const { name: layer, parameters: names } of matmulLayers(network)) {
    if (!profile.except.includes(layer)) {
      const ofLayer = layerProfile(profile, layer);
      disturbed[names.weight] = disturbedWeight(ops, parameters[names.weight], ofLayer, streams(layer), rates[layer]);
    }
  }
  return disturbed;
}
