import type { Ops } from '../ops/ops.ts';
import { INPUT_NAME } from './network.ts';
import type { Network, NetworkNode } from './network.ts';
import { parameterRoles, parametersByRole } from './node-parameters.ts';
import type { ForwardMode, RuleForward } from './rule.ts';
import { ruleOf } from './rules/layer-rules.ts';

/** What a forward pass leaves for the backward pass. */
export interface Tape<T> {
  readonly mode: ForwardMode<T>;
  /** Outputs by node name, and the images under `input` */
  readonly values: ReadonlyMap<string, T>;
  readonly forwards: ReadonlyMap<string, RuleForward<T>>;
  /** New running statistics by parameter name, from batch-norms that used the batch's */
  readonly statistics: Readonly<Record<string, T>>;
  /** Output of the last node: the logits [n, classes] */
  readonly output: T;
}

/** Sees each node's inputs and output right after it was computed. */
export type ForwardObserver<T> = (node: NetworkNode, inputs: readonly T[], output: T) => void;

/**
 * Computes every node of a network, in order.
 *
 * @param parameters by parameter name, clean or with noise on them
 * @param images [n, height, width, channels]
 */
export function forwardPass<T>(
  ops: Ops<T>,
  network: Network,
  parameters: Readonly<Record<string, T>>,
  images: T,
  mode: ForwardMode<T>,
  observe?: ForwardObserver<T>,
): Tape<T> {
  let output = ops.narrow(images);
  const values = new Map<string, T>([[INPUT_NAME, output]]);
  const forwards = new Map<string, RuleForward<T>>();
  const statistics: Record<string, T> = {};
  for (const node of network.nodes) {
    const inputs = node.inputs.map((name) => values.get(name)!);
    const forward = ruleOf(node).forward(ops, node, inputs, parametersByRole(node, parameters), mode);
    output = forward.output;
    values.set(node.name, output);
    forwards.set(node.name, forward);
    for (const [role, name] of parameterRoles(node)) {
      const moved = forward.statistics?.[role];
      if (moved !== undefined) statistics[name] = moved;
    }
    observe?.(node, inputs, output);
  }
  return { mode, values, forwards, statistics, output };
}
