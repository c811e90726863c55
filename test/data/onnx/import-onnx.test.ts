import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import { externalFiles } from '../../../main/data/onnx/external-files.ts';
import { importOnnx, importOnnxBytes } from '../../../main/data/onnx/import-onnx.ts';
import type { NodeMessage, TensorMessage } from '../../../main/data/onnx/onnx-messages.ts';
import { floats, head, modelFile, type ModelInWords, node, numbers, value, whole } from './model-files.ts';

function importWords(words: ModelInWords) {
  return importOnnxBytes(modelFile(words), 'file');
}

/** A network of some nodes from `x` [n, 2, 4, 4] to `z`, then flattened and multiplied to 3 classes. */
function before(
  nodes: readonly NodeMessage[],
  weights: readonly Partial<TensorMessage>[],
  size = 32,
  more: Partial<ModelInWords> = {},
) {
  const end = head('z', size);
  return importWords({ ...more, nodes: [...nodes, ...end.nodes], weights: [...weights, ...end.weights!] });
}

function refusalOf(action: () => unknown): LabError {
  try {
    action();
  } catch (error) {
    if (error instanceof LabError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

const opsOf = ({ network }: ReturnType<typeof importWords>) => network.nodes.map(({ op }) => op);

describe('operations', () => {
  test.each([
    [
      'Clip from 0 to 6 as relu6',
      [node('Clip', 'x low high', 'z')],
      [numbers('low', 0), numbers('high', 6)],
      'activation',
    ],
    ['Clip of the old kind', [node('Clip', 'x', 'z', { min: 0.5, max: 1.5 })], [], 'clip'],
    ['Dropout', [node('Dropout', 'x ratio', 'z mask')], [numbers('ratio', 0.25)], 'dropout'],
    [
      'MaxPool of one pixel',
      [node('MaxPool', 'x', 'z', { kernel_shape: [1, 1], strides: [2, 2] })],
      [],
      'subsample',
      8,
    ],
    ['GlobalMaxPool', [node('GlobalMaxPool', 'x', 'z')], [], 'max-pool', 2],
    [
      'AveragePool beside padding',
      [node('AveragePool', 'x', 'z', { kernel_shape: [2, 2], pads: [1, 1, 1, 1] })],
      [],
      'average-pool',
      50,
    ],
    ['Concat by rows', [node('Concat', 'x x', 'z', { axis: 2 })], [], 'concat', 64],
    ['Pad of channels', [node('Pad', 'x pads', 'z')], [whole('pads', 0, 1, 0, 0, 0, 0, 0, 0)], 'pad', 48],
    ['Sum', [node('Sum', 'x x x', 'z')], [], 'add'],
  ] as const)('%s', (_, nodes, weights, op, size: number = 32) => {
    expect(opsOf(before(nodes, weights, size))[0]).toBe(op);
  });

  test.each(['SAME_UPPER', 'SAME_LOWER', 'VALID'])('auto_pad %s', (auto_pad) => {
    const conv = node('Conv', 'x w', 'z', { auto_pad, strides: [3, 1], kernel_shape: [2, 2] });
    const sizes = { SAME_UPPER: 16, SAME_LOWER: 16, VALID: 6 } as Record<string, number>;
    const { network } = before([conv], [floats('w', 2, 2, 2, 2)], sizes[auto_pad]!);
    const expected = { SAME_UPPER: [0, 1, 0, 1], SAME_LOWER: [1, 0, 1, 0], VALID: [0, 0, 0, 0] } as Record<
      string,
      number[]
    >;
    // Four rows in steps of three: one pixel more than two windows of two pixels need
    const [top, bottom, ...columns] = expected[auto_pad]!;
    expect(network.nodes[0]).toMatchObject({ geometry: { padding: [top, bottom, ...columns] } });
  });

  test('Gemm with factors, untransposed, and a bias added after a convolution', () => {
    const { network, parameters, notes } = importWords({
      nodes: [
        node('Conv', 'x conv.weight', 'c'),
        node('Add', 'c offset', 'z'),
        node('Flatten', 'z', 'flat'),
        node('Gemm', 'flat matrix row', 'y', { alpha: 2, beta: 0.5, transB: 0 }),
      ],
      weights: [
        floats('conv.weight', 2, 2, 1, 1),
        { ...floats('offset', 2, 1, 1) },
        floats('matrix', 32, 3),
        floats('row', 1, 3),
      ],
    });
    expect(network.nodes.map(({ name, op }) => [name, op])).toEqual([
      ['conv', 'convolution'],
      ['flatten-of-flat', 'flatten'],
      ['gemm-of-y', 'linear'],
    ]);
    expect([...parameters['conv.bias']!]).toEqual([Math.fround(0.1), Math.fround(0.2)]);
    expect([...parameters['conv.weight']!].map((weight) => Number(weight.toFixed(3)))).toEqual([0.1, 0.3, 0.2, 0.4]);
    expect(parameters['gemm-of-y.weight']![1]).toBeCloseTo(0.4);
    expect(parameters['gemm-of-y.bias']![2]).toBeCloseTo(0.15);
    expect(notes[0]).toContain('alpha 2');
  });

  test('a convolution read twice keeps the constant added to one of its readers out', () => {
    const nodes = [node('Conv', 'x conv.weight', 'c'), node('Add', 'c offset', 'd'), node('Add', 'c d', 'z')];
    const { network, parameters } = before(nodes, [floats('conv.weight', 2, 2, 1, 1), floats('offset', 2, 1, 1)]);
    expect(network.nodes.map(({ op }) => op)).toEqual(['convolution', 'batch-norm', 'add', 'flatten', 'linear']);
    expect(network.nodes[0]!.op === 'convolution' && network.nodes[0].parameters.bias).toBeUndefined();
    expect([...parameters['add-of-d.bias']!]).toEqual([Math.fround(0.1), Math.fround(0.2)]);
  });

  test('a convolution that Identity hands on to a second reader keeps it out too', () => {
    const nodes = [
      node('Conv', 'x conv.weight', 'c'),
      node('Identity', 'c', 'same'),
      node('Add', 'same offset', 'd'),
      node('Mul', 'c d', 'z'),
    ];
    const { network } = before(nodes, [floats('conv.weight', 2, 2, 1, 1), floats('offset', 2, 1, 1)]);
    expect(network.nodes.map(({ op }) => op)).toEqual(['convolution', 'batch-norm', 'multiply', 'flatten', 'linear']);
  });

  test('vectors as input, unused nodes, old weights among the inputs', () => {
    const { network, notes } = importWords({
      nodes: [node('Relu', 'x', 'unused'), node('Sigmoid', 'x', 'a'), node('MatMul', 'a m', 'y')],
      weights: [floats('m', 5, 3)],
      input: [4, 5],
      graph: { input: [value('m', [5, 3]), value('x', [4, 5])] },
    });
    expect(network).toMatchObject({ name: 'words', inputShape: [1, 1, 5], classes: 3 });
    expect(notes).toEqual([
      'The network reads vectors of 5 values; here they are images of one pixel with as many channels.',
      'The file is made for 4 images at a time; here any number will do.',
      '1 of 3 nodes were left out: the output does not depend on them.',
    ]);
  });

  test('names that are taken or that JavaScript knows', () => {
    const nodes = ['input', 'constructor', 'same', 'same', 'a b/c'].map((name, index) => ({
      ...node('Relu', index === 0 ? 'x' : `v${index}`, index === 4 ? 'z' : `v${index + 1}`),
      name,
    }));
    const { network } = before(nodes, []);
    expect(network.nodes.slice(0, 5).map(({ name }) => name)).toEqual([
      'layer_1',
      'layer_2',
      'same',
      'same_2',
      'a_b_c',
    ]);
  });
});

describe('what cannot be read is refused by name and position', () => {
  const w = floats('w', 2, 2, 1, 1);
  test.each<[string, readonly NodeMessage[], readonly Partial<TensorMessage>[], string]>([
    [
      'an operation',
      [node('Relu', 'x', 'a'), node('Softplus', 'a', 'z')],
      [],
      'the operation "Softplus", for which there is no layer here, in node 2 of 4, "softplus-of-z"',
    ],
    [
      'another domain',
      [{ ...node('FusedConv', 'x', 'z'), domain: 'com.microsoft' }],
      [],
      '"com.microsoft.FusedConv" of no standard',
    ],
    ['a control structure', [node('If', 'x', 'z')], [], 'the operation "If"'],
    [
      'a second output',
      [node('MaxPool', 'x', 'p i', { kernel_shape: [1, 1] }), node('Add', 'p i', 'z')],
      [],
      'more than the first output of node 1',
    ],
    ['weights made from images', [node('Conv', 'x x', 'z')], [], 'Its weight is computed from the images'],
    ['a kernel of another shape', [node('Conv', 'x w', 'z', { kernel_shape: [3, 3] })], [w], 'kernel_shape [3, 3]'],
    [
      'channels that do not fit',
      [node('Conv', 'x w', 'z', { group: 2 })],
      [w],
      'In the ONNX file, node 1 of 3, "conv-of-z" (Conv): Node w: Its weight'.replace('Node w', 'Node conv-of-z'),
    ],
    ['another slope', [node('HardSigmoid', 'x', 'z')], [], 'the slope 0.2'],
    ['approximate GELU', [node('Gelu', 'x', 'z', { approximate: 'tanh' })], [], 'by tanh'],
    ['softmax in between', [node('Softmax', 'x', 'z')], [], 'not the last step'],
    ['LeakyRelu', [node('LeakyRelu', 'x', 'z')], [], 'the operation "LeakyRelu", for which there is no layer here'],
    ['half of a GELU', [node('Mul', 'x c', 'a'), node('Erf', 'a', 'z')], [numbers('c', Math.SQRT1_2)], 'spelt out'],
    ['a constant for each pixel', [node('Mul', 'x c', 'z')], [floats('c', 4, 4)], 'a constant of shape [4, 4]'],
    ['more channels by a constant', [node('Add', 'x c', 'z')], [floats('c', 5, 1, 1)], 'a constant of shape [5, 1, 1]'],
    ['a quotient by the images', [node('Div', 'c x', 'z')], [numbers('c', 2)], 'the divisor is a constant'],
    ['a mean over one axis', [node('ReduceMean', 'x', 'z', { axes: [2] })], [], 'over the axes [2]'],
    [
      'reflection',
      [node('Pad', 'x', 'z', { mode: 'reflect', pads: [0, 0, 1, 1, 0, 0, 1, 1] })],
      [],
      'other than zeros',
    ],
    [
      'negative padding',
      [node('Pad', 'x', 'z', { pads: [0, 0, -1, 0, 0, 0, 0, 0] })],
      [],
      'whole numbers of at least 0',
    ],
    ['a cut', [node('Slice', 'x', 'z', { starts: [1], ends: [4], axes: [2] })], [], 'cuts a part out'],
    [
      'one axis subsampled',
      [node('Slice', 'x s e a t', 'z')],
      [whole('s', 0), whole('e', 9), whole('a', 2), whole('t', 2)],
      'together',
    ],
    [
      'another order of axes',
      [node('Transpose', 'x', 'z', { perm: [0, 1, 3, 2] })],
      [],
      'the axes in the order [0, 1, 3, 2]',
    ],
    [
      'an order of axes of another rank',
      [node('Flatten', 'x', 'f'), node('Transpose', 'f', 'z', { perm: [1, 0] })],
      [],
      'the axes in the order [1, 0]',
    ],
    [
      'a layer of images with channels last',
      [node('Transpose', 'x', 't', { perm: [0, 2, 3, 1] }), node('MaxPool', 't', 'z', { kernel_shape: [2, 2] })],
      [],
      'images whose channels come last',
    ],
    [
      'a sum of images in two orders',
      [node('Transpose', 'x', 't', { perm: [0, 2, 3, 1] }), node('Add', 'x t', 'z')],
      [],
      'with values in another',
    ],
    [
      'a constant for each pixel of images with channels last',
      [node('Transpose', 'x', 't', { perm: [0, 2, 3, 1] }), node('Add', 't c', 'z')],
      [floats('c', 4, 1)],
      'a constant of shape [1, 1, 1, 4]',
    ],
    ['dilated pooling', [node('MaxPool', 'x', 'z', { kernel_shape: [2, 2], dilations: [2, 2] })], [], 'dilated'],
    [
      'ambiguous averages',
      [node('AveragePool', 'x', 'z', { kernel_shape: [3, 3], strides: [2, 2], ceil_mode: 1, count_include_pad: 1 })],
      [],
      'ceil_mode',
    ],
    [
      'training',
      [node('BatchNormalization', 'x s s s s', 'z', { training_mode: 1 })],
      [floats('s', 2)],
      'training_mode',
    ],
    ['a missing value', [node('Add', 'x nowhere', 'z')], [], '"nowhere", which nothing before it gives'],
    ['a value twice', [node('Relu', 'x', 'z'), node('Tanh', 'x', 'z')], [], '"z", which is there already'],
    [
      'an attribute of another type',
      [node('Concat', 'x x', 'z', { axis: 'one' })],
      [],
      'the attribute "axis" of node 1 is not of its type',
    ],
    ['a huge image', [node('Pad', 'x', 'z', { pads: [0, 0, 0, 0, 0, 0, 1e8, 1e8] })], [], 'values for one image'],
    ['a reshape to images', [node('Reshape', 'x s', 'z')], [whole('s', -1, 8, 2, 2)], 'the shape [-1, 8, 2, 2]'],
  ])('%s', (_, nodes, weights, sentence) => {
    const error = refusalOf(() => before(nodes, weights));
    expect(error.code).toBe('invalid-weights-file');
    expect(error.message).toContain(sentence);
    expect(error.nextStep).not.toBe('');
  });

  test.each<[string, ModelInWords, string]>([
    ['two inputs', { nodes: [], graph: { input: [value('a', [1, 2]), value('b', [1, 2])] } }, '2 inputs ("a", "b")'],
    ['two outputs', { nodes: [], graph: { output: [value('a', [1, 2]), value('b', [1, 2])] } }, '2 outputs'],
    ['a sequence', { nodes: [], graph: { input: [{ name: 'x', type: {} }] } }, 'a sequence or an optional value'],
    ['open image sizes', { nodes: [], input: ['n', 3, 'h', 'w'] }, '["n", 3, "h", "w"]'],
    ['sound', { nodes: [], input: ['n', 3, 100] }, '["n", 3, 100]'],
    ['old operators', { nodes: [], opset: 6 }, 'version 6'],
    ['no layer', { nodes: [], output: 'x' }, 'not one value for each class'],
    ['images as the output', { nodes: [node('Relu', 'x', 'y')] }, 'not one value for each class'],
    ['sparse weights', { nodes: [], graph: { sparseInitializer: [{}] } }, 'sparse'],
    ['no graph', { nodes: [], model: { graph: undefined } }, 'no graph'],
  ])('%s', (_, words, sentence) => {
    expect(refusalOf(() => importWords(words)).message).toContain(sentence);
  });

  test('weights that are not finite, of another size, or of no type', () => {
    const conv = [node('Conv', 'x w', 'z')];
    const w = floats('w', 2, 2, 1, 1);
    const infinite = { ...w, rawData: new Uint8Array(Float32Array.of(1, Infinity, 0, 0).buffer) };
    expect(refusalOf(() => before(conv, [infinite]))).toMatchObject({
      code: 'not-finite',
      message: expect.stringContaining('Infinity at index 1') as string,
    });
    expect(() => before(conv, [{ ...w, rawData: w.rawData!.subarray(0, 12) }])).toThrow(
      '12 bytes where its shape needs 16',
    );
    expect(() => before(conv, [{ ...w, dims: [2, 2, 2 ** 40, 1] }])).toThrow('where its shape needs');
    expect(() => before(conv, [{ ...w, dims: [-1, 2, 1, 1] }])).toThrow('[-1, 2, 1, 1]');
    expect(() => before(conv, [{ ...w, dataType: 17 }])).toThrow('element type 17');
    expect(() => before(conv, [w, w])).toThrow('"w" twice');
  });
});

test('constants that grow out of a small file are refused before they fill the memory', () => {
  const grown = Array.from({ length: 200 }, (_, index) => node('Expand', 'one size', `e${index}`));
  const joined = node('Concat', grown.map(({ output }) => output[0]).join(' '), 'w', { axis: 0 });
  const conv = node('Conv', 'x w', 'z');
  const before = process.memoryUsage().arrayBuffers;
  const refused = refusalOf(() =>
    importWords({ nodes: [...grown, joined, conv], weights: [numbers('one', 1), whole('size', 2 ** 21)], output: 'z' }),
  );
  expect(refused.message).toContain('node 9 of 202');
  expect(refused.message).toContain('more memory');
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(200e6);
  const huge = [node('Expand', 'one size', 'w'), conv];
  expect(
    refusalOf(() => importWords({ nodes: huge, weights: [numbers('one', 1), whole('size', 2 ** 40)], output: 'z' }))
      .message,
  ).toContain('a constant of 1099511627776 values');
});

describe('element types', () => {
  const of = (w: Partial<TensorMessage>) =>
    before([node('Conv', 'x w', 'z')], [{ name: 'w', dims: [1, 2, 1, 1], ...w }], 16);
  const bytes = (values: Float64Array | Uint16Array) => new Uint8Array(values.buffer);
  test.each<[string, Partial<TensorMessage>]>([
    ['float in its field', { dataType: 1, floatData: [1.5, -2] }],
    ['double in its field', { dataType: 11, doubleData: [1.5, -2] }],
    ['double as bytes', { dataType: 11, rawData: bytes(Float64Array.of(1.5, -2)) }],
    ['float16 in its field', { dataType: 10, int32Data: [0x3e00, 0xc000] }],
    ['float16 as bytes', { dataType: 10, rawData: bytes(Uint16Array.of(0x3e00, 0xc000)) }],
    ['bfloat16 as bytes', { dataType: 16, rawData: bytes(Uint16Array.of(0x3fc0, 0xc000)) }],
  ])('%s', (_, w) => {
    expect([...Object.values(of(w).parameters)[0]!]).toEqual([1.5, -2]);
  });
});

describe('weights in other files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-onnx-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'in'));
  writeFileSync(join(folder, 'outside.bin'), new Uint8Array(64));
  writeFileSync(join(folder, 'in', 'weights.bin'), new Uint8Array(Float32Array.of(9, 9, 1, 2, 3, 4).buffer));
  symlinkSync('../outside.bin', join(folder, 'in', 'link.bin'));

  function importWith(entries: Readonly<Record<string, string>>) {
    const path = join(folder, 'in', 'network.onnx');
    const externalData = Object.entries(entries).map(([key, text]) => ({ key, value: text }));
    const w = { name: 'c.weight', dims: [2, 2, 1, 1], dataType: 1, dataLocation: 1, externalData };
    const end = head('z', 32);
    writeFileSync(
      path,
      modelFile({ nodes: [node('Conv', 'x c.weight', 'z'), ...end.nodes], weights: [w, ...end.weights!] }),
    );
    return importOnnx(path);
  }

  test('are read from their place', () => {
    const { parameters } = importWith({ location: 'weights.bin', offset: '8', length: '16' });
    expect([...parameters['c.weight']!]).toEqual([1, 3, 2, 4]);
    expect(externalFiles(join(folder, 'in', 'network.onnx'))).toEqual([join(folder, 'in', 'weights.bin')]);
  });

  test.each<[Readonly<Record<string, string>>, string]>([
    [{ location: '../outside.bin' }, 'outside its own folder'],
    [{ location: 'x/../../outside.bin' }, 'outside its own folder'],
    [{ location: '..\\outside.bin' }, 'outside its own folder'],
    [{ location: join(folder, 'outside.bin') }, 'outside its own folder'],
    [{ location: 'link.bin' }, 'outside its own folder'],
    [{}, 'outside its own folder'],
    [{ location: 'missing.bin' }, 'There is no file of ONNX weights'],
    [{ location: 'weights.bin', offset: '12' }, 'at bytes 12 to 28'],
    [{ location: 'weights.bin', offset: '-8' }, 'at the place "-8"'],
    [{ location: 'weights.bin', offset: '1e3' }, 'at the place "1e3"'],
    [{ location: 'weights.bin', length: '8' }, '8 bytes'],
  ])('%o is refused', (entries, sentence) => {
    expect(refusalOf(() => importWith(entries)).message).toContain(sentence);
  });

  test('what is refused of a file names it', () => {
    const [cut, odd] = [join(folder, 'cut.onnx'), join(folder, 'odd.onnx')];
    writeFileSync(cut, new Uint8Array(500).fill(255));
    writeFileSync(odd, modelFile({ nodes: [node('Einsum', 'x', 'y')] }));
    expect(refusalOf(() => importOnnx(cut)).message).toContain(`The ONNX file ${cut} is damaged`);
    expect(refusalOf(() => importOnnx(odd)).message).toMatch(
      /^The ONNX file .*odd\.onnx has the operation "Einsum", .* in node 1 of 1/,
    );
  });

  test('a file that is not there, and bytes that are no file', () => {
    expect(refusalOf(() => importOnnx(join(folder, 'nothing.onnx'))).code).toBe('missing-file');
    for (const bytes of [
      new Uint8Array(),
      new TextEncoder().encode('{"format": "layers-model"}'),
      new Uint8Array(500).fill(255),
    ]) {
      expect(refusalOf(() => importOnnxBytes(bytes, 'x')).code).toBe('invalid-weights-file');
    }
  });
});
