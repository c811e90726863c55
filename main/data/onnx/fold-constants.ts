import { listed } from './onnx-error.ts';
import { broadcastDims, broadcastTo, combined, rearranged, requireSize, transposed } from './fold-elements.ts';
import {
  type NodeCall,
  constantAt,
  intAttribute,
  intsAttribute,
  optionalConstant,
  refusal,
  tensorAttribute,
} from './node-call.ts';
import { featureAt, fileShape } from './features.ts';
import { elementTypeName } from './read-tensor.ts';
import { turnedShape } from './turned-values.ts';
import { BATCH_SIZE, floatValues, integers, isBatchSize, isFloat, type OnnxTensor, productOf } from './onnx-tensor.ts';

/** Computes a constant from constants. */
export type Fold = (call: NodeCall) => OnnxTensor;

const first = (call: NodeCall): OnnxTensor => constantAt(call, 0, 'first input');

/** Axes given as an attribute, or as an input since version 13 of most operators; counted from the end when negative. */
export function axesOf(call: NodeCall, index: number, rank: number, name = 'axes'): readonly number[] | undefined {
  const given = intsAttribute(call, name) ?? optionalConstant(call, index, name)?.values;
  if (given === undefined) return undefined;
  return Array.from(given, (axis) => axisWithin(call, axis, rank));
}

function axisWithin(call: NodeCall, axis: number, rank: number): number {
  const counted = axis < 0 ? axis + rank : axis;
  if (Number.isInteger(counted) && counted >= 0 && counted < rank) return counted;
  throw refusal(call, `Its axis ${axis} is not one of the ${rank} axes`);
}

/** The first `axis` axes, the axis, and those after it: the shape seen as three. */
function around(dims: readonly number[], axis: number): readonly [before: number, length: number, after: number] {
  return [productOf(dims.slice(0, axis)), dims[axis]!, productOf(dims.slice(axis + 1))];
}

function reshape(call: NodeCall): OnnxTensor {
  const source = first(call);
  const wanted = Array.from(constantAt(call, 1, 'shape').values);
  const sizes = wanted.map((size, axis) =>
    size === 0 && !intAttribute(call, 'allowzero') ? source.dims[axis]! : size,
  );
  const rest = productOf(sizes.filter((size) => size !== -1));
  const dims = sizes.map((size) => (size === -1 ? source.values.length / rest : size));
  if (productOf(dims) !== source.values.length || !dims.every((size) => Number.isInteger(size) && size >= 0)) {
    throw refusal(call, `A constant of shape ${listed(source.dims)} does not have the shape ${listed(wanted)}`);
  }
  return { ...source, dims };
}

function transpose(call: NodeCall): OnnxTensor {
  const source = first(call);
  const order = intsAttribute(call, 'perm') ?? source.dims.map((_, axis) => axis).reverse();
  if (order.toSorted((a, b) => a - b).some((axis, index) => axis !== index) || order.length !== source.dims.length) {
    throw refusal(call, `Its order of axes ${listed(order)} is none of a constant with ${source.dims.length} axes`);
  }
  return transposed(source, order);
}

function squeeze(call: NodeCall): OnnxTensor {
  const source = first(call);
  const axes = axesOf(call, 1, source.dims.length);
  const dims = source.dims.filter((size, axis) => (axes === undefined ? size !== 1 : !axes.includes(axis)));
  if (productOf(dims) !== source.values.length) throw refusal(call, 'It takes away an axis that is longer than 1');
  return { ...source, dims };
}

function unsqueeze(call: NodeCall): OnnxTensor {
  const source = first(call);
  const given = intsAttribute(call, 'axes') ?? constantAt(call, 1, 'axes').values;
  const rank = source.dims.length + given.length;
  if (rank > 16) throw refusal(call, `It makes a constant with ${rank} axes`);
  const axes = new Set(Array.from(given, (axis) => axisWithin(call, axis, rank)));
  const rest = source.dims.values();
  const dims = Array.from({ length: rank }, (_, axis) => (axes.has(axis) ? 1 : (rest.next().value ?? 1)));
  return { ...source, dims };
}

function concat(call: NodeCall): OnnxTensor {
  const sources = call.inputs.map((_, index) => constantAt(call, index, `input ${index + 1}`));
  const axis = axisWithin(call, intAttribute(call, 'axis') ?? 0, sources[0]?.dims.length ?? 0);
  const shapes = sources.map(({ dims }) => dims.map((size, at) => (at === axis ? '' : size)).join());
  if (new Set(shapes).size > 1) throw refusal(call, 'It joins constants of shapes that do not fit');
  const parts = sources.map(({ dims }) => around(dims, axis));
  const length = parts.reduce((sum, [, own]) => sum + own, 0);
  const dims = sources[0]!.dims.with(axis, length);
  const values = new Float64Array(requireSize(dims, ...sources));
  const [before, , after] = parts[0]!;
  let start = 0;
  sources.forEach((source, index) => {
    const run = parts[index]![1] * after;
    for (let row = 0; row < before; row++) {
      values.set(source.values.subarray(row * run, (row + 1) * run), row * length * after + start);
    }
    start += run;
  });
  return { type: sources[0]!.type, dims, values: isFloat(sources[0]!) ? Float32Array.from(values) : values };
}

function gather(call: NodeCall): OnnxTensor {
  const source = first(call);
  const indices = constantAt(call, 1, 'indices');
  const axis = axisWithin(call, intAttribute(call, 'axis') ?? 0, source.dims.length);
  const [, length, after] = around(source.dims, axis);
  const picked = Array.from(indices.values, (index) => axisWithin(call, index, length));
  const dims = [...source.dims.slice(0, axis), ...indices.dims, ...source.dims.slice(axis + 1)];
  return rearranged(source, dims, (index) => {
    const row = Math.floor(index / after);
    return (Math.floor(row / picked.length) * length + picked[row % picked.length]!) * after + (index % after);
  });
}

/** Of one axis at a time, which is what a shape needs; backwards where the step is negative. */
function slice(call: NodeCall): OnnxTensor {
  const source = first(call);
  const starts = intsAttribute(call, 'starts') ?? Array.from(constantAt(call, 1, 'starts').values);
  const ends = intsAttribute(call, 'ends') ?? Array.from(constantAt(call, 2, 'ends').values);
  const [axis, ...more] = axesOf(call, 3, source.dims.length) ?? [0];
  const step = optionalConstant(call, 4, 'steps')?.values[0] ?? 1;
  const isOne = starts.length === 1 && ends.length === 1 && axis !== undefined && more.length === 0;
  if (!isOne || !Number.isInteger(step) || step === 0) throw refusal(call, 'It slices a constant along several axes');
  const [, length, after] = around(source.dims, axisWithin(call, axis, source.dims.length));
  const [lowest, highest] = step > 0 ? [0, length] : [-1, length - 1];
  const within = (place: number) => Math.min(highest, Math.max(lowest, place < 0 ? place + length : place));
  const [start, end] = [within(starts[0]!), within(ends[0]!)];
  const count = Math.max(0, Math.ceil((end - start) / step));
  return rearranged(source, source.dims.with(axis, count), (index) => {
    const row = Math.floor(index / after);
    return (Math.floor(row / count) * length + start + (row % count) * step) * after + (index % after);
  });
}

function expand(call: NodeCall): OnnxTensor {
  const source = first(call);
  const dims = broadcastDims(source.dims, Array.from(constantAt(call, 1, 'shape').values));
  if (dims === undefined || !dims.every(Number.isInteger)) {
    throw refusal(call, 'It repeats a constant to a shape that does not fit, or that depends on the number of images');
  }
  return broadcastTo(source, dims);
}

function cast(call: NodeCall): OnnxTensor {
  const type = elementTypeName(intAttribute(call, 'to'));
  if (type === undefined) throw refusal(call, 'It turns a constant into a type that is not read');
  return converted(call, first(call), type);
}

/** What is made from the images is float32. */
function castLike(call: NodeCall): OnnxTensor {
  const like = call.inputs[1];
  return converted(call, first(call), like?.kind === 'constant' ? like.tensor.type : 'float');
}

function converted(call: NodeCall, source: OnnxTensor, type: OnnxTensor['type']): OnnxTensor {
  const target: OnnxTensor = { type, dims: source.dims, values: source.values };
  if (isFloat(target)) {
    if (!isFloat(source) && source.values.some(isBatchSize))
      throw refusal(call, 'It computes with the number of images');
    return { ...target, values: floatValues(source) };
  }
  if (!isFloat(source)) return { ...target, values: Float64Array.from(source.values) };
  if (!source.values.every(Number.isFinite)) throw refusal(call, 'It makes a whole number of one that is not finite');
  return { ...target, values: Float64Array.from(source.values, Math.trunc) };
}

/** (code - zero point) scale, in float32: weights that are stored as whole numbers. */
function dequantizeLinear(call: NodeCall): OnnxTensor {
  const codes = first(call);
  const scale = constantAt(call, 1, 'scale');
  const zeroPoint = optionalConstant(call, 2, 'zero point');
  if (isFloat(codes) || !isFloat(scale) || intAttribute(call, 'block_size')) {
    throw refusal(call, 'Only whole numbers with one scale, or one a channel, are read');
  }
  const perLayer = scale.values.length === 1;
  const axis = perLayer ? 0 : axisWithin(call, intAttribute(call, 'axis') ?? 1, codes.dims.length);
  const [, length, after] = perLayer ? [1, 1, codes.values.length] : around(codes.dims, axis);
  if (scale.values.length !== length || (zeroPoint ?? scale).values.length !== length) {
    throw refusal(call, `It has ${scale.values.length} scales for ${length} channels`);
  }
  const values = Float32Array.from(codes.values, (code, index) => {
    const channel = Math.floor(index / after) % length;
    return (code - (zeroPoint?.values[channel] ?? 0)) * scale.values[channel]!;
  });
  return { type: 'float', dims: codes.dims, values };
}

function constantOfShape(call: NodeCall): OnnxTensor {
  const dims = Array.from(first(call).values);
  const count = requireSize(dims);
  if (!dims.every((size) => Number.isInteger(size) && size >= 0))
    throw refusal(call, 'Its shape depends on the images');
  const fill = tensorAttribute(call, 'value');
  const type = fill?.type ?? 'float';
  const values = isFloat({ type }) ? new Float32Array(count) : new Float64Array(count);
  return { type, dims, values: values.fill(fill?.values[0] ?? 0) };
}

const binary =
  (combine: (a: number, b: number) => number): Fold =>
  (call) =>
    combined(first(call), constantAt(call, 1, 'second input'), combine);

/** Operations that are carried out while a file is read where all their inputs are constants. */
export const folds: ReadonlyMap<string, Fold> = new Map<string, Fold>([
  ['Add', binary((a, b) => a + b)],
  ['Sub', binary((a, b) => a - b)],
  ['Mul', binary((a, b) => a * b)],
  ['Div', binary((a, b) => a / b)],
  ['Cast', cast],
  ['CastLike', castLike],
  ['Concat', concat],
  ['ConstantOfShape', constantOfShape],
  ['DequantizeLinear', dequantizeLinear],
  ['Expand', expand],
  ['Gather', gather],
  ['Identity', first],
  ['Reshape', reshape],
  ['Slice', slice],
  ['Squeeze', squeeze],
  ['Transpose', transpose],
  ['Unsqueeze', unsqueeze],
]);

function shapeInFile(call: NodeCall): readonly number[] {
  const [value] = call.inputs;
  return value === undefined ? fileShape(featureAt(call, 0)) : turnedShape(call, value);
}

/** The shape of a value as a constant. In that of one made from the images the number of images is open. */
export function shapeOf(call: NodeCall): OnnxTensor {
  const [value] = call.inputs;
  const whole = value?.kind === 'constant' ? value.tensor.dims : [BATCH_SIZE, ...shapeInFile(call)];
  return integers(whole.slice(intAttribute(call, 'start') ?? 0, intAttribute(call, 'end') ?? whole.length));
}
