import type { Ops } from '../ops/ops.ts';
import type { Tape } from './forward.ts';
import { gradientNeeds } from './gradient-needs.ts';
import type { Network } from './network.ts';
import { parameterRoles, parametersByRole } from './node-parameters.ts';
import type { BackwardNeeds } from './rule.ts';
import { ruleOf } from './rules/layer-rules.ts';

export interface BackwardOptions {
  /** False leaves out the parameters' gradients and computes the rest as if they were wanted, to time it; default true */
  readonly parameterGradients?: boolean;
}

export interface NetworkGradients<T> {
  /** By parameter name, in the type of parameters; exactly the trainable ones the output depends on */
  readonly parameters: Readonly<Record<string, T>>;
  /** Every gradient with respect to a node's output that was computed; to demand them in a measurement */
  readonly values: readonly T[];
}

const noParameters: ReadonlySet<string> = new Set();

/**
 * Walks a network backwards. Nothing is computed before the first trainable layer.
 *
 * @param parameters those of the forward pass: with noise, the gradient is taken at the noisy weights
 * @param gradient of the loss with respect to the last node's output, in the type of activations
 * @param trainable names of the parameters whose gradients are wanted
 * @throws LabError `unknown-layer` when the network has no such parameter
 */
export function backwardPass<T>(
  ops: Ops<T>,
  network: Network,
  parameters: Readonly<Record<string, T>>,
  tape: Tape<T>,
  gradient: T,
  trainable: ReadonlySet<string>,
  options: BackwardOptions = {},
): NetworkGradients<T> {
  const needsByNode = gradientNeeds(network, trainable);
  const parameterGradients: Record<string, T> = {};
  const values: T[] = [];
  const pending = new Map<string, T>([[network.nodes[network.nodes.length - 1].name, gradient]]);
  const accumulate = (earlier: T | undefined, part: T) => (earlier === undefined ? part : ops.add(earlier, part));

  for (const node of network.nodes.toReversed()) {
    const wanted = restrict(needsByNode.get(node.name), options.parameterGradients ?? true);
    if (wanted === undefined) continue;
    const gradients = ruleOf(node).backward(ops, {
      node,
      inputs: node.inputs.map((name) => tape.values.get(name)!),
      parameters: parametersByRole(node, parameters),
      forward: tape.forwards.get(node.name)!,
      mode: tape.mode,
      gradient: pending.get(node.name)!,
      needs: wanted,
    });
    pending.delete(node.name);
    node.inputs.forEach((name, index) => {
      const part = gradients.inputs[index];
      if (part === undefined) return;
      values.push(part);
      pending.set(name, accumulate(pending.get(name), part));
    });
    for (const [role, name] of parameterRoles(node)) {
      const part = gradients.parameters[role];
      if (part !== undefined) parameterGradients[name] = accumulate(parameterGradients[name], part);
    }
  }
  return { parameters: parameterGradients, values };
}

function restrict(needs: BackwardNeeds | undefined, parameterGradients: boolean): BackwardNeeds | undefined {
  if (needs === undefined || parameterGradients) return needs;
  return needs.inputs.includes(true) ? { inputs: needs.inputs, parameters: noParameters } : undefined;
}
