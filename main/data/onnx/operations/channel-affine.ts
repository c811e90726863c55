import { asFeature, fileShape } from '../features.ts';
import type { ChannelAffine, Feature, Value } from '../graph-values.ts';
import { type NodeCall, refusal } from '../node-call.ts';
import { listed } from '../onnx-error.ts';
import type { OnnxTensor } from '../onnx-tensor.ts';

/** Whether a constant broadcasts to a feature as one value for each channel. */
export function isByChannel(feature: Feature, { dims, values }: OnnxTensor): boolean {
  const [channels, ...pixels] = fileShape(feature);
  const padded = [...Array<number>(Math.max(0, pixels.length + 1 - dims.length)).fill(1), ...dims];
  return values.length === channels && padded.at(-1 - pixels.length) === channels;
}

/**
 * factor x + offset with one number for all channels or one for each, after what x is already.
 *
 * @throws LabError for constants of another shape, or that are not finite
 */
export function channelAffine(
  call: NodeCall,
  value: Value,
  factor: OnnxTensor | number,
  offset: OnnxTensor | number,
): ChannelAffine {
  const before = affineOf(call, value);
  const [times, plus] = [factor, offset].map((operand) => byChannel(call, before.of, operand)) as [
    Float64Array,
    Float64Array,
  ];
  return {
    ...before,
    name: call.name,
    factor: before.factor.map((each, channel) => each * times[channel]!),
    offset: before.offset.map((each, channel) => each * times[channel]! + plus[channel]!),
  };
}

/** Any value as one that is scaled and shifted by channel, perhaps by 1 and 0. */
function affineOf(call: NodeCall, value: Value): ChannelAffine {
  if (value.kind === 'channel-affine') return value;
  const isAffine = value.kind === 'activation-part' && value.form === 'affine';
  const of = isAffine ? value.of : asFeature(call, value);
  const [factor, offset] = isAffine ? [value.factor, value.offset] : [1, 0];
  const channels = of.shape.at(-1)!;
  return {
    kind: 'channel-affine',
    of,
    name: call.name,
    factor: new Float64Array(channels).fill(factor),
    offset: new Float64Array(channels).fill(offset),
  };
}

function byChannel(call: NodeCall, of: Feature, operand: OnnxTensor | number): Float64Array {
  const channels = of.shape.at(-1)!;
  if (typeof operand === 'number') return new Float64Array(channels).fill(operand);
  const isOne = operand.values.length === 1;
  if (!isOne && !isByChannel(of, operand)) {
    throw refusal(
      call,
      `It combines values of shape ${listed(['images', ...fileShape(of)])} with a constant of shape ` +
        `${listed(operand.dims)}; only of one number, or one for each channel, is there a layer`,
    );
  }
  return isOne ? new Float64Array(channels).fill(operand.values[0]!) : Float64Array.from(operand.values);
}
