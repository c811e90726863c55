import type { Tensor } from '@tensorflow/tfjs-core';
import type { Attribute, Attributes } from '../../lab/ops/tensorflow/emitter.ts';
import type { ExecuteOperation } from '../../lab/ops/tensorflow/eager-emitter.ts';
import type { NativeAttribute, NativeBinding } from './native-binding.ts';
import type { TensorFlowCore } from './tensorflow-core.ts';

interface NativeBackend {
  executeMultipleOutputs(
    name: string,
    attributes: readonly NativeAttribute[],
    inputs: readonly Tensor[],
    outputCount: number,
  ): Tensor[];
}

/** The door to TensorFlow's eager kernels behind tfjs's `tensorflow` backend, which must be the current one. */
export function createExecuteOperation(tf: TensorFlowCore, binding: NativeBinding): ExecuteOperation {
  const backend = tf.backend() as unknown as NativeBackend;
  return (operation, inputs, attributes, outputCount) =>
    backend.executeMultipleOutputs(operation, nativeAttributes(binding, attributes), inputs, outputCount);
}

function nativeAttributes(binding: NativeBinding, attributes: Attributes): NativeAttribute[] {
  return Object.entries(attributes).map(([name, attribute]) => ({ name, ...nativeAttribute(binding, attribute) }));
}

function nativeAttribute(binding: NativeBinding, attribute: Attribute): Omit<NativeAttribute, 'name'> {
  switch (attribute.kind) {
    case 'type':
      return { type: binding.TF_ATTR_TYPE, value: dataType(binding, attribute.value) };
    case 'int':
    case 'ints':
      return { type: binding.TF_ATTR_INT, value: attribute.value };
    case 'float':
      return { type: binding.TF_ATTR_FLOAT, value: attribute.value };
    case 'bool':
      return { type: binding.TF_ATTR_BOOL, value: attribute.value };
    case 'string':
      return { type: binding.TF_ATTR_STRING, value: attribute.value };
  }
}

function dataType(binding: NativeBinding, type: string): number {
  switch (type) {
    case 'float32':
      return binding.TF_FLOAT;
    case 'int32':
      return binding.TF_INT32;
    case 'int64':
      return binding.TF_INT64;
    case 'bool':
      return binding.TF_BOOL;
    default:
      throw new TypeError(`The eager engine has no ${type}`);
  }
}
