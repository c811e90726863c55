import { listed } from '../onnx-error.ts';
import { type NodeCall, constantAt, intAttribute, intsAttribute, optionalConstant, refusal } from '../node-call.ts';
import { weightFromTorch } from '../../weights-layout.ts';
import { imageAt } from '../features.ts';
import type { Feature } from '../graph-values.ts';
import { floatValues } from '../onnx-tensor.ts';
import { finite, layerWithWeights, vector } from './layer-parameters.ts';
import { windowAttributes } from './window-attributes.ts';

/** Conv: of images, with any groups, dilations and padding. */
export function convolution(call: NodeCall): Feature {
  const of = imageAt(call, 0);
  const weight = constantAt(call, 1, 'weight');
  const { dims } = weight;
  if (dims.length !== 4)
    throw refusal(call, `Its weight has the shape ${listed(dims)}, and only images have a layer here`);
  const kernel = intsAttribute(call, 'kernel_shape') ?? dims.slice(2);
  if (kernel.join() !== dims.slice(2).join()) {
    throw refusal(call, `Its kernel_shape ${listed(kernel)} is not that of its weight, ${listed(dims)}`);
  }
  const { strides, dilations, padding } = windowAttributes(call, of, kernel);
  const groups = intAttribute(call, 'group') ?? 1;
  const bias = optionalConstant(call, 2, 'bias');
  const name = layerWithWeights(call, 1);
  const ours = weightFromTorch('convolution-weight', {
    shape: dims,
    values: finite(call, 'weight', floatValues(weight)),
  });
  const names = { weight: `${name}.weight`, ...(bias && { bias: `${name}.bias` }) };
  return call.assembly.append(
    {
      op: 'convolution',
      name,
      inputs: [of.node],
      geometry: { strides, padding, dilations, groups },
      parameters: names,
    },
    {
      [names.weight]: { kind: 'convolution-weight', ...ours },
      ...(bias && { [`${name}.bias`]: { kind: 'bias', ...vector(call, 'bias', bias, dims[0]!) } }),
    },
  );
}
