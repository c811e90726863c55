import { listed } from '../onnx-error.ts';
import { asFeature, featureAt, fileShape, imageAt, ownAxis, rankOf } from '../features.ts';
import { axesOf } from '../fold-constants.ts';
import type { Feature, Value } from '../graph-values.ts';
import {
  constantAt,
  intAttribute,
  intsAttribute,
  nameOf,
  type NodeCall,
  optionalConstant,
  refusal,
  scalarAt,
  textAttribute,
  floatAttribute,
} from '../node-call.ts';
import { isBatchSize, productOf } from '../onnx-tensor.ts';
import { flattenedTurned, turnedShape } from '../turned-values.ts';

/** To a vector for each image, whatever the order. */
function flattenedValue(call: NodeCall, value: Value): Value {
  return value.kind === 'turned' ? flattenedTurned(call, value) : flattened(call, asFeature(call, value));
}

function valueAt(call: NodeCall): Value {
  const [value] = call.inputs;
  if (value === undefined) throw refusal(call, 'It has no input');
  return value.kind === 'turned' ? value : asFeature(call, value);
}

/** To a vector for each image. A global average that is read here alone gives the vector itself. */
function flattened(call: NodeCall, of: Feature): Feature {
  if (of.shape.length === 1) return of;
  const node = call.assembly.nodeOf(of);
  if (node?.op === 'global-average-pool' && call.readers[0] === 1) {
    return call.assembly.replace({ ...node, keepSpatial: false });
  }
  return call.assembly.append({ op: 'flatten', name: nameOf(call), inputs: [of.node] });
}

export function flatten(call: NodeCall): Value {
  const value = valueAt(call);
  const rank = turnedShape(call, value).length + 1;
  const axis = intAttribute(call, 'axis') ?? 1;
  if (axis !== 1 && axis !== 1 - rank)
    throw refusal(call, `It flattens from axis ${axis}; only from 1 is there a layer`);
  return flattenedValue(call, value);
}

/** Reshape to one vector for each image, to the shape there is, or of images of one channel between its first and last place. */
export function reshape(call: NodeCall): Value {
  const value = valueAt(call);
  const target = intsAttribute(call, 'shape') ?? Array.from(constantAt(call, 1, 'shape').values);
  const own = turnedShape(call, value);
  const size = productOf(own);
  const copied = target.map((length, axis) =>
    length === 0 && !intAttribute(call, 'allowzero') && axis > 0 ? (own[axis - 1] ?? 0) : length,
  );
  const [images, ...rest] = copied;
  const known = productOf(rest.filter((length) => length !== -1));
  const shape = rest.map((length) => (length === -1 ? size / known : length));
  const keepsImages =
    images !== undefined && (isBatchSize(images) || images === 0 || images === -1 || images === call.batch);
  if (keepsImages && productOf(shape) === size) {
    if (shape.join() === own.join()) return value;
    if (shape.length === 1) return flattenedValue(call, value);
    const turned = channelTurned(value, own, shape);
    if (turned !== undefined) return turned;
  }
  const shown = target.map((length) => (isBatchSize(length) ? 'images' : length));
  throw refusal(
    call,
    `It gives values of shape ${listed(['images', ...own])} the shape ${listed(shown)}; only to vectors, [images, ${size}], is there a layer`,
  );
}

/** An only channel brought from the last place to the first, or back, which leaves all values where they are. */
function channelTurned(value: Value, own: readonly number[], shape: readonly number[]): Value | undefined {
  if (shape.length !== 3 || own.length !== 3) return undefined;
  const [first, second, third] = own;
  if (value.kind === 'turned') return third === 1 && shape.join() === [1, first, second].join() ? value.of : undefined;
  const isTurned = value.kind === 'feature' && first === 1 && shape.join() === [second, third, 1].join();
  return isTurned ? { kind: 'turned', of: value } : undefined;
}

/** Squeeze of both rows and columns of images of one pixel. */
export function squeeze(call: NodeCall): Feature {
  const [value] = call.inputs;
  const isTurned = value?.kind === 'turned' && value.order === undefined;
  const of = isTurned ? asFeature(call, value.of) : imageAt(call, 0);
  const axes = axesOf(call, 1, 4);
  if (axes?.toSorted().join() !== (isTurned ? '1,2' : '2,3') || of.shape[0] !== 1 || of.shape[1] !== 1) {
    throw refusal(call, 'It takes away axes other than those of rows and columns, both of length 1');
  }
  return flattened(call, of);
}

/** Pad with zeros on any axis but that of the images. */
export function pad(call: NodeCall): Value {
  const of = featureAt(call, 0);
  const rank = rankOf(of);
  const mode = textAttribute(call, 'mode') ?? 'constant';
  const value = floatAttribute(call, 'value') ?? scalarAt(call, 2, 'value') ?? 0;
  if (mode !== 'constant' || value !== 0) throw refusal(call, 'It pads with something other than zeros');
  const pads = intsAttribute(call, 'pads') ?? Array.from(constantAt(call, 1, 'pads').values);
  const axes = axesOf(call, 3, rank) ?? Array.from({ length: rank }, (_, axis) => axis);
  if (pads.length !== 2 * axes.length) throw refusal(call, `It has ${pads.length} pads for ${axes.length} axes`);
  const paddings = Array.from({ length: rank }, () => [0, 0] as readonly [number, number]);
  axes.forEach((axis, index) => {
    paddings[ownAxis(call, of, axis)] = [pads[index]!, pads[index + axes.length]!];
  });
  if (paddings.every(([before, after]) => before === 0 && after === 0)) return of;
  return call.assembly.append({ op: 'pad', name: nameOf(call), inputs: [of.node], paddings });
}

/** Slice that keeps every so many rows and columns from the first, in one node or in two. */
export function slice(call: NodeCall): Value {
  const [value] = call.inputs;
  const of = value?.kind === 'half-subsampled' ? value.of : imageAt(call, 0);
  const axes = axesOf(call, 3, 4) ?? [0, 1, 2, 3];
  const starts = intsAttribute(call, 'starts') ?? constantAt(call, 1, 'starts').values;
  const ends = intsAttribute(call, 'ends') ?? constantAt(call, 2, 'ends').values;
  const steps = optionalConstant(call, 4, 'steps')?.values ?? axes.map(() => 1);
  const whole = [1, ...fileShape(of)];
  const perAxis = new Map(value?.kind === 'half-subsampled' ? [[value.axis as number, value.step]] : []);
  axes.forEach((axis, index) => {
    const step = steps[index]!;
    const isWhole = starts[index] === 0 && (ends[index]! >= whole[axis]! || (axis === 0 && ends[index] === call.batch));
    const isAllowed =
      isWhole && Number.isInteger(step) && step >= 1 && (axis >= 2 ? !perAxis.has(axis) || step === 1 : step === 1);
    if (!isAllowed)
      throw refusal(call, 'It cuts a part out; only keeping every so many rows and columns from the first has a layer');
    if (step > 1) perAxis.set(axis, step);
  });
  const [vertical, horizontal] = [perAxis.get(2) ?? 1, perAxis.get(3) ?? 1];
  if (vertical === horizontal) {
    return vertical === 1
      ? of
      : call.assembly.append({ op: 'subsample', name: nameOf(call), inputs: [of.node], stride: vertical });
  }
  if (vertical > 1 && horizontal > 1) throw refusal(call, 'It keeps rows and columns by different steps');
  return { kind: 'half-subsampled', of, axis: vertical > 1 ? 2 : 3, step: Math.max(vertical, horizontal) };
}
