import { listed } from '../onnx-error.ts';
import { fileShape } from '../features.ts';
import type { Feature } from '../graph-values.ts';
import { intAttribute, intsAttribute, type NodeCall, refusal, textAttribute } from '../node-call.ts';

export interface WindowAttributes {
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  /** [top, bottom, left, right] */
  readonly padding: readonly [number, number, number, number];
  /** Of padding[1] and padding[3], what only `ceil_mode` adds, so that the last window fits */
  readonly overhang: readonly [number, number];
}

function pair(call: NodeCall, name: string): readonly [number, number] {
  const values = intsAttribute(call, name) ?? [1, 1];
  if (values.length !== 2) throw refusal(call, `Its ${name} are ${listed(values)}, and only images have a layer here`);
  return [values[0]!, values[1]!];
}

/**
 * Where the window of a convolution or pooling stands, all padding explicit.
 * @param window [height, width]
 */
export function windowAttributes(call: NodeCall, of: Feature, window: readonly number[]): WindowAttributes {
  const strides = pair(call, 'strides');
  const dilations = pair(call, 'dilations');
  const [, ...size] = fileShape(of);
  const extent = window.map((length, axis) => (length - 1) * dilations[axis]! + 1);
  const automatic = textAttribute(call, 'auto_pad') ?? 'NOTSET';
  const [before, after] =
    automatic === 'NOTSET' ? explicitPadding(call) : automaticPadding(call, automatic, size, extent, strides);
  const isCeiling = intAttribute(call, 'ceil_mode') === 1 && automatic === 'NOTSET';
  const overhang = [0, 1].map((axis) =>
    isCeiling ? overhangOf(size[axis]!, extent[axis]!, strides[axis]!, before[axis]!, after[axis]!) : 0,
  );
  return {
    strides,
    dilations,
    padding: [before[0]!, after[0]! + overhang[0]!, before[1]!, after[1]! + overhang[1]!],
    overhang: [overhang[0]!, overhang[1]!],
  };
}

type Padding = readonly [before: readonly number[], after: readonly number[]];

function explicitPadding(call: NodeCall): Padding {
  const pads = intsAttribute(call, 'pads') ?? [0, 0, 0, 0];
  if (pads.length !== 4) throw refusal(call, `Its pads are ${listed(pads)}, and only images have a layer here`);
  return [pads.slice(0, 2), pads.slice(2)];
}

function automaticPadding(
  call: NodeCall,
  kind: string,
  size: readonly number[],
  extent: readonly number[],
  strides: readonly number[],
): Padding {
  if (kind === 'VALID')
    return [
      [0, 0],
      [0, 0],
    ];
  if (kind !== 'SAME_UPPER' && kind !== 'SAME_LOWER')
    throw refusal(call, `Its auto_pad is ${kind}, which does not exist`);
  const total = size.map((length, axis) =>
    Math.max(0, (Math.ceil(length / strides[axis]!) - 1) * strides[axis]! + extent[axis]! - length),
  );
  const less = total.map((pixels) => Math.floor(pixels / 2));
  const more = total.map((pixels, axis) => pixels - less[axis]!);
  return kind === 'SAME_UPPER' ? [less, more] : [more, less];
}

/** Pixels after the image that a last window needs which starts within the image or the padding before it. */
function overhangOf(length: number, extent: number, stride: number, before: number, after: number): number {
  const room = length + before + after - extent;
  const isWhole = room % stride === 0;
  const start = Math.ceil(room / stride) * stride;
  return isWhole || room < 0 || start >= length + before ? 0 : start - room;
}
