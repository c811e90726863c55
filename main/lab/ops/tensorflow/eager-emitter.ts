import type * as Core from '@tensorflow/tfjs-core';
import type { Attributes, Emitter, TensorFlowType, TensorType } from './emitter.ts';

/** Executes one TensorFlow operation at once on tfjs tensors. Provided by whoever loaded the native library. */
export type ExecuteOperation = (
  operation: string,
  inputs: readonly Core.Tensor[],
  attributes: Attributes,
  outputCount: number,
) => Core.Tensor[];

/** tfjs's names of the types an eager tensor can have. */
const TYPES: Readonly<Partial<Record<TensorFlowType, Core.DataType>>> = {
  float32: 'float32',
  int32: 'int32',
  bool: 'bool',
};

/** Carries operations out one by one through tfjs's `tensorflow` backend. float32 only. */
export function createEagerEmitter(tf: typeof Core, execute: ExecuteOperation): Emitter<Core.Tensor> {
  return {
    emit: (operation, inputs, attributes, outputs) => execute(operation, inputs, attributes, outputs.length),
    typeOf: (x): TensorType => ({ shape: x.shape, type: x.dtype as TensorFlowType }),
    constant(values, { shape, type }) {
      const dtype = TYPES[type];
      if (dtype === undefined) {
        throw new TypeError(`The eager engine has no ${type}`);
      }
      return tf.tensor(values, [...shape], dtype);
    },
  };
}
