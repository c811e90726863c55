import type { NetworkNode, NodeOp } from '../network.ts';
import type { LayerRule } from '../rule.ts';
import { activationRule } from './activation.ts';
import { addRule, multiplyRule } from './arithmetic.ts';
import { batchNormRule } from './batch-norm.ts';
import { clipRule } from './clip.ts';
import { concatRule } from './concat.ts';
import { convolutionRule } from './convolution.ts';
import { dropoutRule } from './dropout.ts';
import { flattenRule } from './flatten.ts';
import { globalAveragePoolRule } from './global-average-pool.ts';
import { linearRule } from './linear.ts';
import { padRule } from './pad.ts';
import { averagePoolRule, maxPoolRule } from './pooling.ts';
import { subsampleRule } from './subsample.ts';

type NodeWith<Op extends NodeOp, N = NetworkNode> = N extends { readonly op: infer P }
  ? Op extends P
    ? N
    : never
  : never;

const layerRules: { readonly [Op in NodeOp]: LayerRule<NodeWith<Op> & NetworkNode> } = {
  convolution: convolutionRule,
  linear: linearRule,
  'batch-norm': batchNormRule,
  activation: activationRule,
  clip: clipRule,
  add: addRule,
  multiply: multiplyRule,
  concat: concatRule,
  pad: padRule,
  subsample: subsampleRule,
  'max-pool': maxPoolRule,
  'average-pool': averagePoolRule,
  'global-average-pool': globalAveragePoolRule,
  flatten: flattenRule,
  dropout: dropoutRule,
};

/** The rule by which a node computes. */
export function ruleOf(node: NetworkNode): LayerRule<NetworkNode> {
  return layerRules[node.op] as LayerRule<NetworkNode>;
}
