import { listed } from '../onnx-error.ts';
import type { LinearNode } from '../../../lab/network/network.ts';
import { weightFromTorch, type WeightArray } from '../../weights-layout.ts';
import { featureAt } from '../features.ts';
import type { Feature } from '../graph-values.ts';
import { constantAt, floatAttribute, intAttribute, type NodeCall, optionalConstant, refusal } from '../node-call.ts';
import { floatValues, type OnnxTensor } from '../onnx-tensor.ts';
import { finite, layerWithWeights, vector } from './layer-parameters.ts';

function vectorAt(call: NodeCall): Feature {
  const feature = featureAt(call, 0);
  if (feature.shape.length === 1) return feature;
  throw refusal(
    call,
    'It multiplies images by a matrix; only vectors have a layer here',
    'Flatten the images before it.',
  );
}

/** A matrix [in, out], or [out, in] when it is to be transposed, as ours. */
function matrix(call: NodeCall, tensor: OnnxTensor, isTransposed: boolean, factor: number): WeightArray {
  if (tensor.dims.length !== 2)
    throw refusal(call, `Its weight has the shape ${listed(tensor.dims)}, which is no matrix`);
  const values = finite(call, 'weight', floatValues(tensor));
  const scaled = factor === 1 ? values : values.map((value) => value * factor);
  const weight = { shape: tensor.dims, values: scaled };
  return isTransposed ? weightFromTorch('linear-weight', weight) : { ...weight, values: scaled.slice() };
}

function appendLinear(call: NodeCall, of: Feature, weight: WeightArray, bias?: WeightArray): Feature {
  const name = layerWithWeights(call, 1);
  const parameters = { weight: `${name}.weight`, ...(bias && { bias: `${name}.bias` }) };
  const node: LinearNode = { op: 'linear', name, inputs: [of.node], parameters };
  return call.assembly.append(node, {
    [parameters.weight]: { kind: 'linear-weight', ...weight },
    ...(bias && { [`${name}.bias`]: { kind: 'bias', ...bias } }),
  });
}

/** Gemm: alpha A B + beta C with constant B and C, transposed or not. */
export function gemm(call: NodeCall): Feature {
  const of = vectorAt(call);
  if (intAttribute(call, 'transA')) throw refusal(call, 'It transposes the images (transA)');
  const alpha = floatAttribute(call, 'alpha') ?? 1;
  const beta = floatAttribute(call, 'beta') ?? 1;
  const weight = matrix(call, constantAt(call, 1, 'weight'), Boolean(intAttribute(call, 'transB')), alpha);
  const added = optionalConstant(call, 2, 'bias');
  const bias = added && vector(call, 'bias', added, weight.shape[1]!);
  if (alpha !== 1)
    call.assembly.notes.push(`The factor alpha ${alpha} of ${call.name} was multiplied into its weights.`);
  return appendLinear(call, of, weight, bias && { ...bias, values: bias.values.map((value) => value * beta) });
}

/** MatMul with a constant matrix; an Add of a constant after it becomes its bias. */
export function matMul(call: NodeCall): Feature {
  return appendLinear(call, vectorAt(call), matrix(call, constantAt(call, 1, 'weight'), false, 1));
}
