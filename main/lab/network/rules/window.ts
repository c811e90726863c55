import type { WindowGeometry } from '../../ops/geometry.ts';
import type { Shape } from '../../ops/ops.ts';
import type { NetworkNode } from '../network.ts';
import { formatShape, invalidNode } from './invalid-node.ts';

/** Throws unless strides are whole and positive and padding is whole and not negative. */
export function requireWindow(node: NetworkNode, geometry: WindowGeometry): void {
  if (!geometry.strides.every((stride) => Number.isInteger(stride) && stride >= 1)) {
    throw invalidNode(node, `Its strides ${formatShape(geometry.strides)} are not whole numbers of at least 1.`);
  }
  if (!geometry.padding.every((pixels) => Number.isInteger(pixels) && pixels >= 0)) {
    throw invalidNode(node, `Its padding ${formatShape(geometry.padding)} is not in whole pixels of at least 0.`);
  }
}

/** The output shape, unless the window fits nowhere. */
export function requirePixels(node: NetworkNode, input: Shape, output: Shape): Shape {
  if (!(output[1] >= 1 && output[2] >= 1)) {
    throw invalidNode(node, `Its window is larger than its padded input of shape ${formatShape(input)}.`);
  }
  return output;
}
