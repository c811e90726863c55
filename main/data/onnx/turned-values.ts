import { flattenedOrder, reorderedRows, sameOrder } from '../tfjs-layers/feature-order.ts';
import { asFeature, fileShape } from './features.ts';
import { rearranged, transposed } from './fold-elements.ts';
import type { Feature, Turned, Value } from './graph-values.ts';
import { intAttribute, intsAttribute, type NodeCall, nameOf, type Operation, refusal } from './node-call.ts';
import { attributeType } from './onnx-messages.ts';
import { floatValues, type OnnxTensor } from './onnx-tensor.ts';

/** Operations that do the same to every value, wherever it stands, constants of a channel aside. */
const elementwise: ReadonlySet<string> = new Set([
  'Add',
  'BatchNormalization',
  'Cast',
  'Clip',
  'Div',
  'Dropout',
  'Erf',
  'Gelu',
  'HardSigmoid',
  'HardSwish',
  'Identity',
  'Mul',
  'Relu',
  'Sigmoid',
  'Sub',
  'Sum',
  'Tanh',
]);

/** Axes of the file's [n, h, w, c], in the order that networks here have in a file, [n, c, h, w]. */
const channelsFirst = [0, 3, 1, 2];

const isTurned = (value: Value | undefined): value is Turned => value?.kind === 'turned';

/**
 * Carries out an operation that may read values in another order than ours: on the values as we have them, with constants
 * brought into our order.
 *
 * @throws LabError for an operation for which the order matters, and values of several orders
 */
export function carriedOutTurned(call: NodeCall, operation: Operation): Value {
  const turned = call.inputs.find(isTurned);
  if (turned === undefined) return operation(call);
  const { of, order } = turned;
  const isImage = order === undefined;
  if (elementwise.has(call.operation) && !(isImage && call.operation === 'BatchNormalization')) {
    const inputs = call.inputs.map((value) => inOurOrder(call, value, turned));
    return turnedAgain(operation({ ...call, inputs }), order);
  }
  if (isImage && call.operation === 'ReduceMean')
    return meanOfPixels({ ...call, inputs: [of, ...call.inputs.slice(1)] }, operation);
  const weight = call.inputs[1];
  const multiplies = call.operation === 'MatMul' || call.operation === 'Gemm';
  if (!isImage && multiplies && call.inputs[0] === turned && weight?.kind === 'constant') {
    const tensor = rowsInOurOrder(call, weight.tensor, order);
    return operation({ ...call, inputs: [of, { ...weight, tensor }, ...call.inputs.slice(2)] });
  }
  return operation(call);
}

function turnedAgain(value: Value, order: Int32Array | undefined): Value {
  if (value.kind === 'feature' || value.kind === 'activation-part' || value.kind === 'channel-affine') {
    return { kind: 'turned', of: value, ...(order && { order }) };
  }
  return value;
}

function inOurOrder(call: NodeCall, value: Value | undefined, turned: Turned): Value | undefined {
  if (value === undefined) return undefined;
  if (value.kind === 'constant') return { ...value, tensor: constantInOurOrder(value.tensor, turned) };
  if (isTurned(value) && sameOrder(value.order, turned.order)) return value.of;
  throw refusal(call, 'It combines values in the order rows, columns, channels with values in another');
}

/** A constant that broadcasts to the turned value, as it broadcasts to ours. */
function constantInOurOrder(tensor: OnnxTensor, { order }: Turned): OnnxTensor {
  const { dims, values } = tensor;
  if (values.length === 1) return tensor;
  if (order !== undefined) {
    if (dims.at(-1) !== order.length || values.length !== order.length) return tensor;
    return rearranged(tensor, dims, (index) => order[index]!);
  }
  if (dims.length > 4) return tensor;
  const whole = [...Array<number>(4 - dims.length).fill(1), ...dims];
  return transposed({ ...tensor, dims: whole }, channelsFirst);
}

/** The rows of a matrix, or the columns where it is transposed, which belong to the values of the vector. */
function rowsInOurOrder(call: NodeCall, tensor: OnnxTensor, order: Int32Array): OnnxTensor {
  const { dims } = tensor;
  const isTransposed = Boolean(intAttribute(call, 'transB'));
  if (dims.length !== 2 || dims[isTransposed ? 1 : 0] !== order.length) return tensor;
  if (!isTransposed) return { ...tensor, type: 'float', values: reorderedRows(floatValues(tensor), order) };
  return rearranged(tensor, dims, (index) => {
    const column = index % order.length;
    return index - column + order[column]!;
  });
}

/** ReduceMean over rows and columns, by the axes that they have in our files. */
function meanOfPixels(call: NodeCall, operation: Operation): Value {
  const given = call.inputs[1]?.kind === 'constant' ? [...call.inputs[1].tensor.values] : intsAttribute(call, 'axes');
  const counted = (given ?? []).map((axis) => (axis < 0 ? axis + 4 : axis));
  if (counted.toSorted().join() !== '1,2') throw refusal(call, 'It takes a mean over other axes than rows and columns');
  const ints = { name: 'axes', type: attributeType.ints, floats: [], ints: [2, 3] };
  const attributes = new Map([...call.attributes, ['axes', ints]]);
  const mean = operation({ ...call, inputs: [call.inputs[0]], attributes }) as Feature;
  return mean.shape.length === 1 ? mean : { kind: 'turned', of: mean };
}

/** Transpose of images between [n, c, h, w] and [n, h, w, c], or to the order there is. */
export function transpose(call: NodeCall): Value {
  const [value] = call.inputs;
  if (value === undefined) throw refusal(call, 'It has no input');
  const axes = Array.from({ length: turnedShape(call, value).length + 1 }, (_, axis) => axis);
  const order = intsAttribute(call, 'perm') ?? axes.toReversed();
  if (order.join() === axes.join()) return value;
  const isImage = value.kind === 'turned' && value.order === undefined;
  if (isImage && order.join() === '0,3,1,2') return value.of;
  if (value.kind !== 'turned' && axes.length === 4 && order.join() === '0,2,3,1') {
    return { kind: 'turned', of: asFeature(call, value) };
  }
  throw refusal(
    call,
    `It puts the axes in the order [${order.slice(0, 8).join(', ')}]; only between channels first and channels last is one read`,
  );
}

/** A turned image as one vector for each image: the order of its values is kept in mind where it is not ours. */
export function flattenedTurned(call: NodeCall, turned: Turned): Value {
  const of = asFeature(call, turned.of);
  if (of.shape.length === 1) return turned;
  const order = flattenedOrder(of.shape);
  const flat = call.assembly.append({ op: 'flatten', name: nameOf(call), inputs: [of.node] });
  return order === undefined ? flat : { kind: 'turned', of: flat, order };
}

/** Shape in the file of anything made from the images, without the images. */
export function turnedShape(call: NodeCall, value: Value): readonly number[] {
  if (value.kind === 'turned') {
    const [channels, ...pixels] = fileShape(value.of.kind === 'feature' ? value.of : value.of.of);
    return value.order === undefined ? [...pixels, channels!] : [channels!];
  }
  if (value.kind === 'activation-part' || value.kind === 'channel-affine') return fileShape(value.of);
  return fileShape(asFeature(call, value));
}
