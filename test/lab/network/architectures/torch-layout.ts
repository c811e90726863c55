import type { ParameterSpecification } from '../../../../main/lab/network/network.ts';

/** A parameter's shape as PyTorch has it: convolutions OIHW, linear [out, in]. */
export function torchShape({ kind, shape }: ParameterSpecification): readonly number[] {
  if (kind === 'convolution-weight') return [shape[3], shape[2], shape[0], shape[1]];
  if (kind === 'linear-weight') return [shape[1], shape[0]];
  return shape;
}

/** Values in PyTorch's order to ours: OIHW to HWIO, [out, in] to [in, out]. */
export function fromTorch(values: Float32Array, { kind, shape }: ParameterSpecification): Float32Array {
  if (kind !== 'convolution-weight' && kind !== 'linear-weight') return values;
  const [inputs, outputs] = shape.slice(-2);
  const pixels = values.length / (inputs * outputs);
  const ours = new Float32Array(values.length);
  for (let output = 0, index = 0; output < outputs; output++) {
    for (let input = 0; input < inputs; input++) {
      for (let pixel = 0; pixel < pixels; pixel++, index++) {
        ours[(pixel * inputs + input) * outputs + output] = values[index];
      }
    }
  }
  return ours;
}
