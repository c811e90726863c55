import { forwardPass } from '../../../main/lab/network/forward.ts';
import type { MatmulNode, Network } from '../../../main/lab/network/network.ts';
import { referenceOps } from '../../support/reference-ops.ts';
import { tensor, valueAt, type ReferenceTensor } from '../../support/reference-tensor.ts';
import { referenceParameters } from '../training/small-networks.ts';

export interface LayerInput {
  readonly node: MatmulNode;
  /** The clean network's input of the layer */
  readonly input: ReferenceTensor;
  readonly output: ReferenceTensor;
  readonly weight: ReferenceTensor;
}

/** What every matmul layer of the clean network reads and gives. */
export function layerInputs(
  network: Network,
  parameters: Readonly<Record<string, Float32Array>>,
  images: Float32Array,
): LayerInput[] {
  const state = referenceParameters(network, parameters);
  const pixels = tensor(images, [images.length / network.inputShape.reduce((a, b) => a * b, 1), ...network.inputShape]);
  const layers: LayerInput[] = [];
  forwardPass(referenceOps, network, state, pixels, { batchStatistics: new Set() }, (node, [input], output) => {
    if (node.op === 'linear' || node.op === 'convolution') {
      layers.push({ node, input, output, weight: state[node.parameters.weight] });
    }
  });
  return layers;
}

/**
 * im2col: for each output place (image and pixel), what the weights of one output channel are multiplied with, in the
 * order of that channel's weights.
 */
export function patchesOf({ node, input, output, weight }: LayerInput, channel: number): number[][] {
  if (node.op === 'linear') {
    const [rows, length] = input.shape;
    return Array.from({ length: rows }, (_, n) => Array.from({ length }, (_x, i) => valueAt(input, [n, i])));
  }
  const { strides, padding, dilations, groups } = node.geometry;
  const [height, width, perGroup, outputs] = weight.shape;
  const firstChannel = Math.floor(channel / (outputs / groups)) * perGroup;
  const pixel = (n: number, y: number, x: number, c: number) =>
    y < 0 || y >= input.shape[1] || x < 0 || x >= input.shape[2] ? 0 : valueAt(input, [n, y, x, c]);
  const patches: number[][] = [];
  for (let n = 0; n < output.shape[0]; n++) {
    for (let row = 0; row < output.shape[1]; row++) {
      for (let column = 0; column < output.shape[2]; column++) {
        const patch: number[] = [];
        for (let ky = 0; ky < height; ky++) {
          for (let kx = 0; kx < width; kx++) {
            for (let c = 0; c < perGroup; c++) {
              const y = row * strides[0] - padding[0] + ky * dilations[0];
              const x = column * strides[1] - padding[2] + kx * dilations[1];
              patch.push(pixel(n, y, x, firstChannel + c));
            }
          }
        }
        patches.push(patch);
      }
    }
  }
  return patches;
}

/**
 * Expected square of a layer's SAFT score: the mean over places n and output channels o of sum_i x_ni^2 v_io, v_io being
 * the variance of the noise on weight i of channel o (peers.md 5.2). The same noise meets every place, so that the mean
 * difference, which the standard deviation takes away, has a variance of its own: (1/O^2) sum_io mean_n(x_ni)^2 v_io.
 */
export function expectedSquare(layer: LayerInput, variance: (weight: number, channel: number) => number): number {
  const channels = layer.weight.shape.at(-1)!;
  const values = layer.weight.values;
  let meanSquare = 0;
  let squareOfMean = 0;
  let count = 0;
  for (let channel = 0; channel < channels; channel++) {
    const patches = patchesOf(layer, channel);
    const length = patches[0].length;
    count += patches.length;
    for (let i = 0; i < length; i++) {
      const v = variance(values[i * channels + channel], channel);
      const mean = patches.reduce((sum, patch) => sum + patch[i], 0) / patches.length;
      const squares = patches.reduce((sum, patch) => sum + patch[i] ** 2, 0) / patches.length;
      meanSquare += (squares * v) / channels;
      squareOfMean += (mean ** 2 * v) / channels ** 2;
    }
  }
  return ((meanSquare - squareOfMean) * count) / (count - 1);
}

/**
 * Expected square of a layer's SAFT score where binary weights pass a binary symmetric channel: each w becomes -w with
 * probability p, a difference of mean -2 p w and variance 4 p (1 - p) w^2. The mean moves every output y by -2 p y, so that
 * E[S^2] = {@link expectedSquare} of the variance + 4 p^2 Var(y), Var(y) over places and output channels, the layer's bias
 * left out: biases do not pass the channel.
 */
export function expectedSquareOfChannel(layer: LayerInput, rate: number): number {
  const channels = layer.weight.shape.at(-1)!;
  const outputs = Array.from({ length: channels }, (_, channel) =>
    patchesOf(layer, channel).map((patch) =>
      patch.reduce((sum, x, i) => sum + x * layer.weight.values[i * channels + channel], 0),
    ),
  ).flat();
  const mean = outputs.reduce((sum, y) => sum + y, 0) / outputs.length;
  const variance = outputs.reduce((sum, y) => sum + (y - mean) ** 2, 0) / (outputs.length - 1);
  return expectedSquare(layer, (weight) => 4 * rate * (1 - rate) * weight ** 2) + 4 * rate ** 2 * variance;
}
