import { type NodeCall, refusal } from './node-call.ts';
import type { ExternalData } from './external-data.ts';
import { attributeType } from './onnx-messages.ts';
import { integers, type OnnxTensor } from './onnx-tensor.ts';
import { readTensor } from './read-tensor.ts';

/** The value of a Constant node, in whichever of its attributes it is. */
export function constantNode(call: NodeCall, external: ExternalData | undefined): OnnxTensor {
  for (const [name, attribute] of call.attributes) {
    const { type, t, f, i, floats, ints } = attribute;
    if (name === 'value' && type === attributeType.tensor && t !== undefined) return readTensor(t, external);
    if (name === 'value_float') return { type: 'float', dims: [], values: Float32Array.of(f ?? 0) };
    if (name === 'value_int') return integers([i ?? 0], []);
    if (name === 'value_floats') return { type: 'float', dims: [floats.length], values: Float32Array.from(floats) };
    if (name === 'value_ints') return integers(ints);
  }
  throw refusal(call, 'It is a constant of a kind that is not read');
}
