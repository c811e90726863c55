import { affineLayer } from './affine-layer.ts';
import type { ActivationPart, Feature, Value } from './graph-values.ts';
import { activation, type NodeCall, refusal } from './node-call.ts';

/** Factors of a file are float32, and some are written with few digits. */
const isNear = (value: number, wanted: number): boolean => Math.abs(value - wanted) <= 1e-5 * Math.abs(wanted);

/** Factor at which a part of an activation is a layer of ours. */
const whole = {
  gelu: { factor: 1 / 2, name: 'gelu' },
  'hard-swish': { factor: 1 / 6, name: 'hard-swish' },
  gate: { factor: 1 / 6, name: 'hard-sigmoid' },
} as const;

/** A part of an activation that needs nothing more is a layer; a gate may still become a hard-swish. */
export function completed(call: NodeCall, part: ActivationPart): Value {
  if (part.form !== 'gelu' && part.form !== 'hard-swish') return part;
  return isNear(part.factor, whole[part.form].factor) ? activation(call, part.of, whole[part.form].name) : part;
}

/** The feature an input is. @throws LabError unless it is one, or what is missing of an activation is there */
export function featureAt(call: NodeCall, index: number): Feature {
  const value = call.inputs[index];
  if (value === undefined) throw refusal(call, `It has no input ${index + 1}`);
  return asFeature(call, value);
}

export function asFeature(call: NodeCall, value: Value): Feature {
  switch (value.kind) {
    case 'feature':
      return value;
    case 'constant':
      throw refusal(call, 'It computes with a constant where a value made from the images is needed');
    case 'half-subsampled':
      throw refusal(call, 'It reads every so many rows or columns alone; only both together, with one step, are read');
    case 'turned':
      throw refusal(
        call,
        value.order === undefined
          ? 'It reads images whose channels come last, for which there is no layer here'
          : 'It reads a vector in the order rows, columns, channels, for which there is no layer here',
        'Export the network for images with their channels first (of tf2onnx: --inputs-as-nchw).',
      );
    case 'channel-affine':
      return affineLayer(call.assembly, value, call.position);
    case 'activation-part': {
      if (value.form === 'affine') return affineLayer(call.assembly, value, call.position);
      if (value.form === 'gate' && isNear(value.factor, whole.gate.factor)) {
        return activation(call, value.of, 'hard-sigmoid', value.name);
      }
      throw refusal(
        call,
        'It reads a part of an activation that is spelt out, for which there is no layer here',
        'Replace the activation in the network and export it again; docs/networks.md lists what is read.',
      );
    }
  }
}

/** An image [h, w, c]. */
export function imageAt(call: NodeCall, index: number): Feature {
  const feature = featureAt(call, index);
  if (feature.shape.length === 3) return feature;
  throw refusal(call, `It reads a vector of ${feature.shape[0]} values where images are needed`);
}

/** Number of axes in the file, the images' own included. */
export const rankOf = ({ shape }: Feature): number => shape.length + 1;

/** A feature's shape as the file has it, without the images: [c, h, w] or [c]. */
export function fileShape({ shape }: Feature): readonly number[] {
  return shape.length === 3 ? [shape[2]!, shape[0]!, shape[1]!] : shape;
}

/** An axis of the file's [n, c, h, w] or [n, c], counted from the end when negative, as one of ours. */
export function ownAxis(call: NodeCall, feature: Feature, axis: number): number {
  const rank = rankOf(feature);
  const counted = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(counted) || counted < 0 || counted >= rank) {
    throw refusal(call, `Its axis ${axis} is not one of the ${rank} axes`);
  }
  return rank === 2 ? counted : [0, 3, 1, 2][counted]!;
}
