import { LabError } from '../../../contract/errors.ts';
import type { Shape } from '../../ops/ops.ts';
import type { NetworkNode } from '../network.ts';

/** The error for a node that cannot be what it says. `cause` is a full sentence. */
export function invalidNode(node: Pick<NetworkNode, 'name'>, cause: string): LabError {
  return new LabError(
    'invalid-specification',
    `Node ${node.name}: ${cause}`,
    'Correct this node, the one it reads or its parameters in the network.',
  );
}

export function formatShape(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

/** Throws unless the node reads `count` values of the given ranks. */
export function requireInputs(
  node: NetworkNode,
  inputs: readonly Shape[],
  count: number,
  ranks: readonly number[],
): void {
  if (inputs.length !== count) throw invalidNode(node, `It reads ${inputs.length} values where ${count} are needed.`);
  for (const shape of inputs) {
    if (ranks.length > 0 && !ranks.includes(shape.length)) {
      throw invalidNode(
        node,
        `It reads a value of shape ${formatShape(shape)} where rank ${ranks.join(' or ')} is needed.`,
      );
    }
  }
}

/** Throws unless a parameter has the wanted shape. */
export function requireParameterShape(node: NetworkNode, role: string, shape: Shape, wanted: Shape): void {
  if (shape.length !== wanted.length || shape.some((length, axis) => length !== wanted[axis])) {
    throw invalidNode(node, `Its ${role} has shape ${formatShape(shape)} where ${formatShape(wanted)} is needed.`);
  }
}
