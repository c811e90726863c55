import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { importOnnxBytes } from '../../../main/data/onnx/import-onnx.ts';
import { tensorMessage } from '../../../main/data/onnx/export-tensors.ts';
import type { NodeMessage, TensorMessage } from '../../../main/data/onnx/onnx-messages.ts';
import { graph, wasm } from '../../lab/training/engine-cases.ts';
import { floats, modelFile, type ModelInWords, node, numbers, whole } from './model-files.ts';
import { channelsFirst, logitsOf, randomImages, relativeDifference, sizeOf } from './onnx-networks.ts';

/** Values without order: a wrong place of one shows in the logits. */
function scattered(name: string, ...dims: readonly number[]): TensorMessage {
  const values = Float32Array.from({ length: sizeOf(dims) }, (_, index) => Math.sin(7 + 3.7 * index * (index + 1)));
  return tensorMessage(name, 'float', dims, values);
}

/** Logits by onnxruntime, which reads images in the file's order, and by our engines. */
async function requireAgreement(words: ModelInWords): Promise<ReturnType<typeof importOnnxBytes>> {
  const file = modelFile(words);
  const imported = importOnnxBytes(file, 'words');
  const { network, parameters, notes } = imported;
  const images = randomImages(network, 3);
  const isTurned = notes.join().includes('channels last');
  const [, ...dims] = words.input as readonly number[];
  const read = isTurned ? images : channelsFirst(images, network.inputShape);
  const session = await InferenceSession.create(file, { logSeverityLevel: 3 });
  const [output] = Object.values(await session.run({ x: new Tensor('float32', read, [3, ...dims]) }));
  await session.release();
  const theirs = output!.data as Float32Array;
  for (const engine of [wasm, graph].filter(({ missing }) => !missing)) {
    const ours = await logitsOf(engine, network, parameters, images);
    expect(relativeDifference(ours, theirs), engine.title).toBeLessThan(1e-5);
  }
  return imported;
}

const transposed = (from: string, to: string): NodeMessage => node('Transpose', from, to, { perm: [0, 2, 3, 1] });
const back = (from: string, to: string): NodeMessage => node('Transpose', from, to, { perm: [0, 3, 1, 2] });
const dense = [node('Flatten', 'z', 'flat'), node('MatMul', 'flat head', 'y')];
const conv = [scattered('w', 2, 2, 3, 3)];
const window = { pads: [1, 1, 1, 1] };

describe('images of another order give the logits of onnxruntime', () => {
  const cases: readonly (readonly [
    string,
    readonly NodeMessage[],
    readonly Partial<TensorMessage>[],
    readonly number[],
  ])[] = [
    ['turned where the network begins', [back('x', 'a'), node('Conv', 'a w', 'z', window)], conv, [4, 5, 2]],
    ['flattened with channels last', [node('Conv', 'x w', 'a', window), transposed('a', 'z')], conv, [2, 4, 5]],
    ['flattened as they come', [node('Identity', 'x', 'z')], [], [7, 4, 3]],
    ['turned twice', [transposed('x', 'a'), node('Relu', 'a', 'b'), back('b', 'z')], [], [2, 4, 5]],
    [
      'with sums and constants while they are turned',
      [
        back('x', 'a'),
        node('Conv', 'a w', 'b', window),
        transposed('b', 'c'),
        node('Mul', 'c factors', 'd'),
        node('Sigmoid', 'd', 'e'),
        node('Add', 'c e', 'f'),
        node('Sub', 'f offsets', 'z'),
      ],
      [...conv, scattered('factors', 2), scattered('offsets', 1, 1, 1, 2)],
      [4, 5, 2],
    ],
    [
      'averaged over rows and columns, and scaled before it',
      [
        node('Mul', 'x factors', 'a'),
        back('a', 'b'),
        node('Conv', 'b w', 'c', window),
        transposed('c', 'd'),
        node('ReduceMean', 'd', 'z', { axes: [1, 2], keepdims: 0 }),
      ],
      [...conv, scattered('factors', 1, 1, 2)],
      [4, 5, 2],
    ],
    [
      'averaged to one pixel, squeezed',
      [
        back('x', 'b'),
        node('Conv', 'b w', 'c', window),
        transposed('c', 'd'),
        node('ReduceMean', 'd', 'e', { axes: [-3, -2] }),
        node('Squeeze', 'e axes', 'z'),
      ],
      [...conv, whole('axes', 1, 2)],
      [4, 5, 2],
    ],
    [
      'of one channel, turned by a reshape',
      [node('Reshape', 'x shape', 'a'), node('Conv', 'a one', 'b', window), node('Tanh', 'b', 'z')],
      [whole('shape', -1, 1, 4, 5), scattered('one', 2, 1, 3, 3)],
      [4, 5, 1],
    ],
    [
      'flattened by their shape, then a batch norm of the vector',
      [
        transposed('x', 'a'),
        node('Reshape', 'a shape', 'b'),
        node('BatchNormalization', 'b s s s v', 'c'),
        node('Relu', 'c', 'z'),
      ],
      [whole('shape', 0, -1), scattered('s', 40), { ...floats('v', 40) }],
      [2, 4, 5],
    ],
  ];

  test.each(cases)('%s', async (_, nodes, weights, dims) => {
    const begin = { nodes, weights, input: ['batch', ...dims] };
    const size = sizeOfOutput(nodes, weights, dims);
    await requireAgreement({
      ...begin,
      nodes: [...nodes, ...dense],
      weights: [...weights, scattered('head', size, 3)],
    });
  });

  test('a product with a transposed matrix', async () => {
    const nodes = [transposed('x', 'a'), node('Flatten', 'a', 'b'), node('Gemm', 'b m c', 'y', { transB: 1 })];
    const { network } = await requireAgreement({
      nodes,
      weights: [scattered('m', 3, 40), scattered('c', 3)],
      input: ['batch', 2, 4, 5],
    });
    expect(network.nodes.map(({ op }) => op)).toEqual(['flatten', 'linear']);
  });
});

/** Tests change no size but by averaging. */
function sizeOfOutput(
  nodes: readonly NodeMessage[],
  weights: readonly Partial<TensorMessage>[],
  dims: readonly number[],
): number {
  const isAveraged = nodes.some(({ opType }) => opType === 'ReduceMean');
  const isOne = weights.some(({ name }) => name === 'one');
  if (isAveraged) return 2;
  return isOne ? 40 : sizeOf(dims);
}

describe('scaling and shifting by constants gives the logits of onnxruntime', () => {
  const channels = [scattered('a', 2, 1, 1), scattered('b', 1, 2, 1, 1), numbers('n', 0.3)];

  test.each<[string, readonly NodeMessage[], number]>([
    [
      'the normalisation of images',
      [node('Sub', 'x a', 'p'), node('Div', 'p b', 'q'), node('Conv', 'q w', 'z', window)],
      1,
    ],
    ['one number for all', [node('Mul', 'x n', 'p'), node('Add', 'p n', 'q'), node('Conv', 'q w', 'z', window)], 1],
    ['numbers and channels', [node('Mul', 'n x', 'p'), node('Add', 'a p', 'q'), node('Sub', 'n q', 'z')], 1],
    ['a difference from a constant', [node('Sub', 'a x', 'z')], 1],
    ['after a convolution', [node('Conv', 'x w', 'p', window), node('Mul', 'p a', 'q'), node('Add', 'q b', 'z')], 1],
    ['read twice', [node('Mul', 'x a', 'p'), node('Relu', 'p', 'q'), node('Mul', 'p q', 'z')], 1],
    ['around an activation', [node('Mul', 'x a', 'p'), node('Tanh', 'p', 'q'), node('Div', 'q n', 'z')], 2],
    ['by 1 and 0, which is nothing', [node('Mul', 'x one', 'p'), node('Add', 'p zero', 'z')], 0],
  ])('%s', async (_, nodes, layers) => {
    const { network } = await requireAgreement({
      nodes: [...nodes, ...dense],
      weights: [...conv, ...channels, numbers('one', 1), numbers('zero', 0), scattered('head', 40, 3)],
      input: ['batch', 2, 4, 5],
    });
    expect(network.nodes.filter(({ op }) => op === 'batch-norm')).toHaveLength(layers);
  });

  test('at the end', async () => {
    const { network } = await requireAgreement({
      nodes: [node('Flatten', 'x', 'flat'), node('MatMul', 'flat head', 'p'), node('Mul', 'p n', 'y')],
      weights: [scattered('head', 40, 3), numbers('n', 0.3)],
      input: ['batch', 2, 4, 5],
    });
    expect(network.nodes.at(-1)!.op).toBe('batch-norm');
  });

  test('constants that are not finite are refused', () => {
    const words = {
      nodes: [node('Div', 'x zero', 'z'), ...dense],
      weights: [numbers('zero', 0), scattered('head', 40, 3)],
      input: ['batch', 2, 4, 5],
    };
    expect(() => importOnnxBytes(modelFile(words), 'words')).toThrow('"div-of-z" scales and shifts by are not finite');
  });
});
