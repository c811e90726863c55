import { LabError } from '../../contract/errors.ts';
import type { Profile, WeightNoise } from '../../contract/profile.ts';
import type { NoiseReport } from '../../contract/run.ts';
import { matmulLayers, type MatmulNode, type Network } from '../network/network.ts';
import { weightCount } from '../network/weight-count.ts';
import { defineProgram, type EngineSession, type Program } from '../ops/engine.ts';
import type { Ops } from '../ops/ops.ts';
import { askedSigma, referenceUnit } from './analog.ts';
import { sigmaOfWeights } from './conductance.ts';
import { expectedWrongShare, hasFaults, memoryReader } from './memory-faults.ts';
import {
  cleanWeight,
  disturbedWeight,
  layerProfile,
  memoryLayers,
  noiseStreams,
  storedWeight,
  type NoiseStreams,
} from './perturb.ts';
import { storedCode } from './quantise.ts';
import { readPlanes, type BitPlane } from './stored-bits.ts';

/**
 * Root mean square of the noise actually found on the weights, in the unit it was asked in: relative to each stored weight
 * (multiplicative), or to the reference unit (additive). Weights whose unit is zero cannot be disturbed and do not count;
 * 0 where that leaves none.
 */
function measuredSigma<T>(ops: Ops<T>, weight: T, profile: Profile, disturbed: T): T {
  const stored = storedWeight(ops, weight, profile);
  const shape = ops.shapeOf(weight);
  const axes = shape.map((_, axis) => axis);
  const difference = ops.subtract(disturbed, stored);
  const unit = noiseUnit(ops, cleanWeight(ops, weight, profile), stored, profile.weights);
  if (unit === undefined) {
    return ops.squareRoot(ops.mean(ops.square(difference), axes));
  }
  const one = ops.constant(1);
  const silent = ops.broadcastTo(ops.equal(unit, ops.zeros(ops.shapeOf(unit))), shape);
  const squares = ops.square(ops.divide(difference, ops.add(unit, silent)));
  const counted = ops.maximum(ops.sum(ops.subtract(one, silent), axes), one);
  return ops.squareRoot(ops.divide(ops.sum(squares, axes), counted));
}

/** Broadcasts against the weight; `undefined` for 1. */
function noiseUnit<T>(ops: Ops<T>, clean: T, stored: T, noise: WeightNoise): T | undefined {
  if (noise.noise === 'none') {
    return undefined;
  }
  const isMultiplicative = noise.noise !== 'conductance' && noise.mode === 'multiplicative';
  return isMultiplicative ? stored : referenceUnit(ops, clean, noise.reference);
}

/**
 * What of the noise depends on the weights of a layer and has to be found beside what was measured: of conductance noise
 * the root mean square of its standard deviations, in units of its reference. Weights whose unit is zero do not count.
 */
function askedOfWeights<T>(ops: Ops<T>, weight: T, profile: Profile): T | undefined {
  const { weights: noise } = profile;
  if (noise.noise !== 'conductance') return undefined;
  const stored = storedWeight(ops, weight, profile);
  const unit = referenceUnit(ops, cleanWeight(ops, weight, profile), noise.reference)!;
  const shape = ops.shapeOf(weight);
  const axes = shape.map((_, axis) => axis);
  const one = ops.constant(1);
  const present = ops.broadcastTo(ops.subtract(one, ops.equal(unit, ops.zeros(ops.shapeOf(unit)))), shape);
  const squares = ops.multiply(present, ops.square(sigmaOfWeights(ops, noise, stored, unit)));
  const counted = ops.maximum(ops.sum(present, axes), one);
  return ops.squareRoot(ops.divide(ops.sum(squares, axes), counted));
}

/**
 * Shares of a layer's stored bits: those that are 1, and those that are read wrongly. Scalars.
 *
 * @throws RangeError without stored bits: no quantisation, or no memory
 */
export function bitShares<T>(
  ops: Ops<T>,
  weight: T,
  profile: Profile,
  streams: NoiseStreams<T>,
): { ones: T; wrong: T } {
  const { quantization, memory } = profile;
  if (quantization === undefined || memory === undefined) {
    throw new RangeError('Without stored bits there is nothing to count.');
  }
  const reader = memoryReader(ops, memory, ops.shapeOf(weight), streams) ?? ((stored: T) => stored);
  const planes = readPlanes(ops, storedCode(ops, weight, quantization), memory.encoding, reader);
  const axes = ops.shapeOf(weight).map((_, axis) => axis);
  const share = (count: (plane: BitPlane<T>) => T) =>
    ops.multiply(
      planes.map((plane) => ops.mean(count(plane), axes)).reduce((sum, mean) => ops.add(sum, mean)),
      ops.constant(1 / planes.length),
    );
  return {
    ones: share(({ stored }) => stored),
    wrong: share(({ stored, read }) => ops.absolute(ops.subtract(stored, read))),
  };
}

export function noisyLayers(network: Network, profile: Profile): readonly MatmulNode[] {
  return matmulLayers(network).filter((layer) => !profile.except.includes(layer.name));
}

/** Does the report count bits? Then the memory can err, at its own rates, in some layer. */
function reportsBits(network: Network, profile: Profile): boolean {
  return memoryLayers(network, profile).some(({ name }) => {
    const { memory } = layerProfile(profile, name);
    return memory !== undefined && hasFaults(memory);
  });
}

/**
 * Measures what a profile really does to each layer, one value per noisy layer. Where its memory errs, outputs `ones` and
 * `wrong`, shares of the stored bits, and analog noise is left out; otherwise output `sigma`, of the analog noise, and
 * `asked` where what is asked for depends on the weights.
 */
export function noiseReportProgram(network: Network, profile: Profile, seed: number): Program {
  const bits = reportsBits(network, profile);
  return defineProgram({
    inputs: { draw: { shape: [], type: 'int32' } },
    build<T>(ops: Ops<T>, inputs: Readonly<Record<string, T>>, state: Readonly<Record<string, T>>) {
      const perLayer = noisyLayers(network, profile).map(({ name, parameters }): Record<string, T> => {
        const weight = state[parameters.weight];
        const ofLayer = layerProfile(profile, name);
        const streams = noiseStreams(seed, 'report', name, inputs['draw']);
        if (bits) return { ...bitShares(ops, weight, ofLayer, streams) };
        const asked = askedOfWeights(ops, weight, ofLayer);
        return {
          sigma: measuredSigma(ops, weight, ofLayer, disturbedWeight(ops, weight, ofLayer, streams)),
          ...(asked === undefined ? {} : { asked }),
        };
      });
      const output = (name: string) =>
        ops.concat(
          perLayer.map((values) => ops.reshape(values[name], [1])),
          0,
        );
      return { outputs: Object.fromEntries(Object.keys(perLayer[0]).map((name) => [name, output(name)])) };
    },
  });
}

/**
 * Runs {@link noiseReportProgram} (opened in the session as `name`): measured beside asked, per layer. Where the profile's
 * memory errs, the share of stored bits that are read wrongly: expected of the codes as they are (the fault rate, for a
 * symmetric channel without stuck cells), and found. Otherwise sigma, of the analog noise.
 */
export async function measureNoise(
  session: EngineSession,
  name: string,
  network: Network,
  profile: Profile,
): Promise<NoiseReport> {
  const outputs = await session.run(name, { draw: Int32Array.of(0) });
  const bits = reportsBits(network, profile);
  return {
    matmulLayers: matmulLayers(network).length,
    layers: noisyLayers(network, profile).map((layer, i) => {
      const { memory } = layerProfile(profile, layer.name);
      return {
        layer: layer.name,
        asked: bits
          ? expectedWrongShare(memory!, outputs['ones'][i])
          : (outputs['asked']?.[i] ?? askedSigma(profile.weights)),
        measured: outputs[bits ? 'wrong' : 'sigma'][i],
        weights: weightCount(network, layer),
      };
    }),
  };
}

function refuseUnknown(network: Network, names: readonly string[], does: string): void {
  const known = matmulLayers(network).map((layer) => layer.name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new LabError(
      'unknown-layer',
      `The profile ${does} layer '${unknown}', which ${network.name} does not have as a convolution or linear layer`,
      `Use one of: ${known.join(', ')}.`,
    );
  }
}

/**
 * @throws LabError when a profile excepts layers that the network does not have, or all of them, or gives layers a memory
 *   that it does not have or that stay ideal
 */
export function checkProfile(network: Network, profile: Profile): void {
  const rated = Object.keys(profile.memory?.layers ?? {});
  refuseUnknown(network, profile.except, 'excepts');
  refuseUnknown(network, rated, 'gives a fault rate to');
  const ideal = rated.find((name) => profile.except.includes(name));
  if (ideal !== undefined) {
    throw new LabError(
      'invalid-specification',
      `The profile gives a fault rate to layer '${ideal}', which it excepts`,
      'Remove the layer from `except` or from `memory.layers`.',
    );
  }
  if (matmulLayers(network).every(({ name }) => profile.except.includes(name))) {
    throw new LabError(
      'invalid-specification',
      `The profile excepts every layer of ${network.name}, so nothing would be disturbed`,
      'Remove at least one layer from `except`.',
    );
  }
}
