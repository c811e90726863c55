import type { Normalisation } from '../normalisation.ts';
import { assertNever } from '../../contract/errors.ts';
import { INPUT_NAME } from '../../lab/network/network.ts';
import type { ActivationNode, NetworkNode } from '../../lab/network/network.ts';
import { invalidNode } from '../../lab/network/rules/invalid-node.ts';
import type { Shape } from '../../lab/ops/ops.ts';
import { floatScalar, integerTensor, tensorMessage } from './export-tensors.ts';
import { attributeType, type AttributeMessage, type NodeMessage, type TensorMessage } from './onnx-messages.ts';

/** What a node of ours is in ONNX: one node or more, and the constants they read. */
export interface ExportedNode {
  readonly nodes: readonly NodeMessage[];
  readonly constants: readonly TensorMessage[];
}

export interface ExportedValues {
  /** Names the node's inputs and its output have in the file */
  readonly inputs: readonly string[];
  readonly output: string;
  /** Of the inputs, batch first, as here: [n, h, w, c] or [n, c] */
  readonly shapes: readonly Shape[];
}

const attribute = (
  name: string,
  type: keyof typeof attributeType,
  value: Partial<AttributeMessage>,
): AttributeMessage => ({
  name,
  type: attributeType[type],
  floats: [],
  ints: [],
  ...value,
});
const int = (name: string, i: number) => attribute(name, 'int', { i });
const ints = (name: string, values: readonly number[]) => attribute(name, 'ints', { ints: values });
const float = (name: string, f: number) => attribute(name, 'float', { f });

function message(
  name: string,
  opType: string,
  input: readonly string[],
  output: string,
  attributes: readonly AttributeMessage[] = [],
): NodeMessage {
  return { name, opType, input, output: [output], attribute: attributes };
}

/** [top, bottom, left, right] to ONNX's [top, left, bottom, right] */
const pads = ([top, bottom, left, right]: readonly [number, number, number, number]) =>
  ints('pads', [top, left, bottom, right]);

/** Beyond every image; the largest whole number of 64 bits is none of JavaScript's */
const theEnd = 2 ** 31 - 1;

/** The node in ONNX, by operators of version 17. @throws LabError `invalid-specification` for what ONNX computes otherwise */
export function exportNode(node: NetworkNode, values: ExportedValues): ExportedNode {
  const { inputs, output, shapes } = values;
  const { name } = node;
  const part = (suffix: string): string => `${name}/${suffix}`;
  const alone = (opType: string, ...attributes: readonly AttributeMessage[]): ExportedNode => ({
    nodes: [message(name, opType, inputs, output, attributes)],
    constants: [],
  });
  const withConstants = (opType: string, constants: readonly TensorMessage[]): ExportedNode => ({
    nodes: [message(name, opType, [...inputs, ...constants.map((constant) => constant.name!)], output)],
    constants: constants.filter((constant) => constant.name !== ''),
  });
  switch (node.op) {
    case 'convolution': {
      const { strides, padding, dilations, groups } = node.geometry;
      const { weight, bias } = node.parameters;
      const window = [int('group', groups), ints('strides', strides), ints('dilations', dilations), pads(padding)];
      const input = [...inputs, weight, ...(bias === undefined ? [] : [bias])];
      return { nodes: [message(name, 'Conv', input, output, window)], constants: [] };
    }
    case 'linear': {
      const { weight, bias } = node.parameters;
      const input = [...inputs, weight, ...(bias === undefined ? [] : [bias])];
      return { nodes: [message(name, 'Gemm', input, output, [int('transB', 1)])], constants: [] };
    }
    case 'batch-norm': {
      const { scale, shift, runningMean, runningVariance } = node.parameters;
      const input = [...inputs, scale, shift, runningMean, runningVariance];
      const numbers = [float('epsilon', node.epsilon), float('momentum', 1 - node.momentum)];
      return { nodes: [message(name, 'BatchNormalization', input, output, numbers)], constants: [] };
    }
    case 'activation':
      return exportActivation(node, values);
    case 'clip': {
      const bound = (suffix: string, value: number | undefined) =>
        floatScalar(value === undefined ? '' : part(suffix), value ?? 0);
      return withConstants('Clip', [bound('min', node.minimum), bound('max', node.maximum)]);
    }
    case 'add':
      requireOneRank(node, shapes);
      return alone(inputs.length === 2 ? 'Add' : 'Sum');
    case 'multiply': {
      requireOneRank(node, shapes);
      const [first, ...others] = inputs;
      const nodes = others.map((other, index) => {
        const isLast = index === others.length - 1;
        const step = isLast ? output : part(String(index + 1));
        return message(isLast ? name : step, 'Mul', [index === 0 ? first! : part(String(index)), other], step);
      });
      return { nodes, constants: [] };
    }
    case 'concat':
      return alone('Concat', int('axis', fileAxis(node.axis, shapes[0]!)));
    case 'pad': {
      const ordered = node.paddings.map((_, axis) => node.paddings[ownAxis(axis, shapes[0]!)]!);
      const amounts = [...ordered.map(([before]) => before), ...ordered.map(([, after]) => after)];
      return withConstants('Pad', [integerTensor(part('pads'), amounts)]);
    }
    case 'subsample':
      return withConstants('Slice', [
        integerTensor(part('starts'), [0, 0]),
        integerTensor(part('ends'), [theEnd, theEnd]),
        integerTensor(part('axes'), [2, 3]),
        integerTensor(part('steps'), [node.stride, node.stride]),
      ]);
    case 'max-pool':
    case 'average-pool': {
      const { window, strides, padding } = node.geometry;
      const attributes = [ints('kernel_shape', window), ints('strides', strides), pads(padding)];
      if (node.op === 'max-pool') return alone('MaxPool', ...attributes);
      return alone('AveragePool', ...attributes, int('count_include_pad', node.excludesPadding === true ? 0 : 1));
    }
    case 'global-average-pool': {
      if (node.keepSpatial) return alone('GlobalAveragePool');
      const pooled = message(name, 'GlobalAveragePool', inputs, part('pooled'));
      return { nodes: [pooled, message(part('flatten'), 'Flatten', [part('pooled')], output)], constants: [] };
    }
    case 'flatten':
      return alone('Flatten');
    case 'dropout':
      return withConstants('Dropout', [floatScalar(part('ratio'), node.rate)]);
    default:
      return assertNever(node);
  }
}

/** What {@link normalisationNodes} give. No node here has a name with a slash. */
export const normalisedName = `${INPUT_NAME}/normalised`;

/** Images [n, c, h, w] less the mean of their channel, by its deviation. */
export function normalisationNodes({ mean, standardDeviation }: Normalisation): ExportedNode {
  const centred = `${INPUT_NAME}/centred`;
  const byChannel = (name: string, values: readonly number[]) =>
    tensorMessage(name, 'float', [1, values.length, 1, 1], Float32Array.from(values));
  const [subtrahend, divisor] = [
    byChannel(`${INPUT_NAME}/mean`, mean),
    byChannel(`${INPUT_NAME}/std`, standardDeviation),
  ];
  return {
    nodes: [
      message(centred, 'Sub', [INPUT_NAME, subtrahend.name!], centred),
      message(normalisedName, 'Div', [centred, divisor.name!], normalisedName),
    ],
    constants: [subtrahend, divisor],
  };
}

function exportActivation(node: ActivationNode, { inputs, output }: ExportedValues): ExportedNode {
  const { name, activation } = node;
  const part = (suffix: string): string => `${name}/${suffix}`;
  const alone = (opType: string, ...attributes: readonly AttributeMessage[]): ExportedNode => ({
    nodes: [message(name, opType, inputs, output, attributes)],
    constants: [],
  });
  switch (activation) {
    case 'relu':
      return alone('Relu');
    case 'relu6': {
      const bounds = [floatScalar(part('min'), 0), floatScalar(part('max'), 6)];
      return { nodes: [message(name, 'Clip', [...inputs, part('min'), part('max')], output)], constants: bounds };
    }
    case 'hard-swish':
      return alone('HardSwish');
    case 'hard-sigmoid':
      return alone('HardSigmoid', float('alpha', 1 / 6), float('beta', 0.5));
    case 'tanh':
      return alone('Tanh');
    case 'sigmoid':
      return alone('Sigmoid');
    case 'gelu': {
      // An operator of its own only since version 20
      const [x] = inputs;
      return {
        nodes: [
          message(part('scaled'), 'Div', [x!, part('root_of_2')], part('scaled')),
          message(part('erf'), 'Erf', [part('scaled')], part('erf')),
          message(part('plus'), 'Add', [part('erf'), part('one')], part('plus')),
          message(part('product'), 'Mul', [x!, part('plus')], part('product')),
          message(name, 'Mul', [part('product'), part('half')], output),
        ],
        constants: [
          floatScalar(part('root_of_2'), Math.SQRT2),
          floatScalar(part('one'), 1),
          floatScalar(part('half'), 0.5),
        ],
      };
    }
    default:
      return assertNever(activation);
  }
}

/** Our axis of [n, h, w, c] as that of [n, c, h, w]; vectors have the same axes. */
function fileAxis(axis: number, shape: Shape): number {
  return shape.length === 4 ? [0, 2, 3, 1][axis]! : axis;
}

function ownAxis(axis: number, shape: Shape): number {
  return shape.length === 4 ? [0, 3, 1, 2][axis]! : axis;
}

function requireOneRank(node: NetworkNode, shapes: readonly Shape[]): void {
  if (new Set(shapes.map(({ length }) => length)).size > 1) {
    throw invalidNode(node, 'It combines images with vectors, which ONNX aligns otherwise.');
  }
}
