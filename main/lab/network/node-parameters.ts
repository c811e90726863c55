import { LabError } from '../../contract/errors.ts';
import type { NetworkNode } from './network.ts';

/** Pairs of role and parameter name, e.g. ['weight', 'layer1.0.conv1.weight']. */
export function parameterRoles(node: NetworkNode): readonly (readonly [role: string, name: string])[] {
  if (!('parameters' in node)) return [];
  return Object.entries(node.parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
}

/**
 * A node's values by role, picked from the network's values by parameter name.
 * @throws LabError `weights-mismatch` when one is missing
 */
export function parametersByRole<V>(node: NetworkNode, values: Readonly<Record<string, V>>): Record<string, V> {
  return Object.fromEntries(
    parameterRoles(node).map(([role, name]) => {
      if (!Object.hasOwn(values, name)) {
        throw new LabError(
          'weights-mismatch',
          `Node ${node.name} has no values for its ${role}, the parameter ${name}.`,
          'Give the network all its parameters.',
        );
      }
      return [role, values[name]];
    }),
  );
}
