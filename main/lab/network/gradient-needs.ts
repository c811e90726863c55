import { LabError } from '../../contract/errors.ts';
import { INPUT_NAME, isTrainableKind } from './network.ts';
import type { Network } from './network.ts';
import { parameterRoles } from './node-parameters.ts';
import type { BackwardNeeds } from './rule.ts';

/** Names of all parameters an optimiser may change. */
export function trainableParameters(network: Network): ReadonlySet<string> {
  return new Set(
    Object.entries(network.parameters).flatMap(([name, { kind }]) => (isTrainableKind(kind) ? [name] : [])),
  );
}

/**
 * Which gradients a backward pass computes, by node; nodes that compute none are absent. An input's gradient is needed
 * only if something trainable lies upstream of that input, and a node's at all only if the output depends on it.
 *
 * @param trainable parameter names; running statistics among them are passed over
 * @throws LabError `unknown-layer` when the network has no such parameter
 */
export function gradientNeeds(network: Network, trainable: ReadonlySet<string>): ReadonlyMap<string, BackwardNeeds> {
  for (const name of trainable) {
    if (!Object.hasOwn(network.parameters, name)) {
      throw new LabError(
        'unknown-layer',
        `The network ${network.name} has no parameter ${name} to train.`,
        `Choose from the parameters of the network, such as ${Object.keys(network.parameters)[0] ?? 'none'}.`,
      );
    }
  }
  const used = nodesUsed(network);
  const trained = new Set<string>();
  const needs = new Map<string, BackwardNeeds>();
  for (const node of network.nodes) {
    const roles = parameterRoles(node)
      .filter(([, name]) => trainable.has(name) && isTrainableKind(network.parameters[name].kind))
      .map(([role]) => role);
    const inputs = node.inputs.map((name) => trained.has(name));
    if (roles.length === 0 && !inputs.includes(true)) continue;
    trained.add(node.name);
    if (used.has(node.name)) needs.set(node.name, { inputs, parameters: new Set(roles) });
  }
  return needs;
}

/** Nodes the last one depends on, itself included. */
function nodesUsed(network: Network): ReadonlySet<string> {
  const used = new Set<string>();
  for (const node of network.nodes.toReversed()) {
    if (used.size > 0 && !used.has(node.name)) continue;
    for (const name of [node.name, ...node.inputs]) if (name !== INPUT_NAME) used.add(name);
  }
  return used;
}
