import type * as Core from '@tensorflow/tfjs-core';
import type { Shape } from '../ops.ts';

/** tfjs-core, handed in by whoever loaded a backend: a thread must have one instance of it. Only its types are imported here. */
export type TensorFlowCore = typeof Core;

export type Tensor = Core.Tensor;

/** The shape as a plain list: tfjs types it as a tuple of unknown rank. */
export function shapeOf(x: Tensor): Shape {
  return x.shape;
}
