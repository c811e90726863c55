import { featureAt } from '../features.ts';
import type { Feature } from '../graph-values.ts';
import { constantAt, floatAttribute, intAttribute, type NodeCall, refusal } from '../node-call.ts';
import { layerWithWeights, vector } from './layer-parameters.ts';

const roles = [
  ['scale', 'weight', 'scale'],
  ['shift', 'bias', 'shift'],
  ['runningMean', 'running_mean', 'running-mean'],
  ['runningVariance', 'running_var', 'running-variance'],
] as const;

/** BatchNormalization by stored statistics. The momentum here is the new batch's share, in ONNX it is the old one's. */
export function batchNormalization(call: NodeCall): Feature {
  const of = featureAt(call, 0);
  if (intAttribute(call, 'training_mode') || intAttribute(call, 'spatial') === 0) {
    throw refusal(
      call,
      'It normalises by the batch (training_mode), or each pixel by itself',
      'Export the network in evaluation mode.',
    );
  }
  const channels = of.shape.at(-1)!;
  const name = layerWithWeights(call, 1);
  const values = roles.map(([role, suffix, kind], index) => {
    const tensor = constantAt(call, index + 1, role);
    return [`${name}.${suffix}`, { kind, ...vector(call, role, tensor, channels) }] as const;
  });
  const variance = values[3]![1].values;
  if (variance.some((value) => value < 0))
    throw refusal(call, 'It has a negative variance', 'Export the network again.');
  const [scale, shift, runningMean, runningVariance] = values.map(([parameter]) => parameter);
  return call.assembly.append(
    {
      op: 'batch-norm',
      name,
      inputs: [of.node],
      epsilon: floatAttribute(call, 'epsilon') ?? 1e-5,
      momentum: Number((1 - (floatAttribute(call, 'momentum') ?? 0.9)).toPrecision(6)),
      parameters: { scale: scale!, shift: shift!, runningMean: runningMean!, runningVariance: runningVariance! },
    },
    Object.fromEntries(values),
  );
}
