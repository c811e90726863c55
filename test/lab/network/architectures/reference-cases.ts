import { readFileSync } from 'node:fs';
import { buildArchitecture } from '../../../../main/lab/network/architectures/registry.ts';
import type { Network, ParameterSpecification } from '../../../../main/lab/network/network.ts';
import { fromTorch, torchShape } from './torch-layout.ts';

/** A network with known weights and images, and the logits that PyTorch gives in float64. */
export interface ReferenceCase {
  readonly network: Network;
  readonly parameters: Readonly<Record<string, Float32Array>>;
  /** [n, height, width, channels] */
  readonly images: Float32Array;
  readonly logits: readonly (readonly number[])[];
}

const fixtures: Readonly<Record<string, { inputShape: [number, number, number]; logits: number[][] }>> = JSON.parse(
  readFileSync(new URL('../../../fixtures/architectures/logits.json', import.meta.url), 'utf8'),
);

export const referenceNames: readonly string[] = Object.keys(fixtures);

/** Weights and images by the formulas of test/fixtures/architectures/make_reference.py. */
export function referenceCase(name: string): ReferenceCase {
  const { inputShape, logits } = fixtures[name];
  const network = buildArchitecture(name, { inputShape, classes: logits[0].length });
  const parameters = Object.entries(network.parameters).map(([parameter, specification]) => [
    parameter,
    fromTorch(parameterValues(parameter, specification), specification),
  ]);
  return {
    network,
    parameters: Object.fromEntries(parameters),
    images: referenceImages(inputShape, logits.length),
    logits,
  };
}

function referenceImages([height, width, channels]: readonly [number, number, number], count: number): Float32Array {
  const pixels = height * width;
  const planes = uniform('input', count * channels * pixels);
  return Float32Array.from(planes, (_, index) => {
    const channel = index % channels;
    const pixel = Math.floor(index / channels) % pixels;
    const image = Math.floor(index / (channels * pixels));
    return planes[(image * channels + channel) * pixels + pixel] * Math.sqrt(3);
  });
}

function parameterValues(name: string, specification: ParameterSpecification): Float32Array {
  const shape = torchShape(specification);
  const size = shape.reduce((product, length) => product * length, 1);
  const fanIn = size / shape[0];
  const value: Record<ParameterSpecification['kind'], (u: number) => number> = {
    'convolution-weight': (u) => u * Math.sqrt(6 / fanIn),
    'linear-weight': (u) => u * Math.sqrt(6 / fanIn),
    'running-variance': (u) => 1 + 0.5 * u,
    scale: (u) => 1 + 0.25 * u,
    bias: (u) => 0.1 * u,
    shift: (u) => 0.1 * u,
    'running-mean': (u) => 0.1 * u,
  };
  return new Float32Array(uniform(name, size).map(value[specification.kind]));
}

/** 32-bit FNV-1a of the name, xor (index + 1) * 0x9e3779b1, through murmur3's finaliser; to [-1, 1). */
function uniform(name: string, count: number): Float64Array {
  let key = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) key = Math.imul(key ^ byte, 0x01000193);
  const values = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    let x = key ^ Math.imul(index + 1, 0x9e3779b1);
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
    values[index] = ((x ^ (x >>> 16)) >>> 0) / 2 ** 31 - 1;
  }
  return values;
}
