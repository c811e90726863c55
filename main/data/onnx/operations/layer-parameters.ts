import { LabError } from '../../../contract/errors.ts';
import type { WeightArray } from '../../weights-layout.ts';
import { layerNameWithWeights } from '../layer-names.ts';
import { type NodeCall, refusal } from '../node-call.ts';
import { listed, quoted } from '../onnx-error.ts';
import { floatValues, type OnnxTensor } from '../onnx-tensor.ts';

/** A name for a layer with weights, from the name of the constant at `index` or from the node's. */
export function layerWithWeights(call: NodeCall, index: number): string {
  const value = call.inputs[index];
  const weight = value?.kind === 'constant' ? value.name : '';
  return call.assembly.uniqueName(layerNameWithWeights(call.name, weight), call.position);
}

/** @throws LabError `not-finite` naming the node */
export function finite(call: NodeCall, role: string, values: Float32Array): Float32Array {
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index < 0) return values;
  throw new LabError(
    'not-finite',
    `In the ONNX file, the ${role} of node ${call.position}, ${quoted(call.name)}, holds ${values[index]} at index ${index}.`,
    'Use weights of a training that did not diverge, or export them again.',
  );
}

/** One value a channel. A single value stands for all channels. */
export function vector(call: NodeCall, role: string, tensor: OnnxTensor, channels: number): WeightArray {
  const { dims, values } = tensor;
  const isVector = values.length === channels && dims.filter((size) => size !== 1).length <= 1;
  if (!isVector && values.length !== 1) {
    throw refusal(call, `Its ${role} has the shape ${listed(dims)} where ${channels} values are needed`);
  }
  const all = values.length === channels ? floatValues(tensor).slice() : new Float32Array(channels).fill(values[0]!);
  return { shape: [channels], values: finite(call, role, all) };
}
