import type { NetworkDescription } from '../../contract/workbench/inspection.ts';
import { networkCost } from '../../lab/network/cost.ts';
import { isTrainableKind, matmulLayers, type Network } from '../../lab/network/network.ts';
import { parameterRoles } from '../../lab/network/node-parameters.ts';
import { inferShapes } from '../../lab/network/shapes.ts';
import { weightCount } from '../../lab/network/weight-count.ts';

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** What an optimiser may change: running statistics do not count. */
export function parameterCount(network: Network, names: Iterable<string> = Object.keys(network.parameters)): number {
  return sum(
    [...names]
      .map((name) => network.parameters[name]!)
      .filter(({ kind }) => isTrainableKind(kind))
      .map(({ shape }) => product(shape)),
  );
}

/** A network laid out for looking at. */
export function describeNetwork(network: Network): NetworkDescription {
  const shapes = inferShapes(network, 1);
  const costs = new Map(networkCost(network, new Set()).layers.map(({ name, forward }) => [name, forward]));
  const layers = new Map(matmulLayers(network).map((layer) => [layer.name, layer]));
  const nodes = network.nodes.map((node) => {
    const layer = layers.get(node.name);
    const weight = layer && network.parameters[layer.parameters.weight]!;
    return {
      name: node.name,
      op: node.op,
      inputs: [...node.inputs],
      outputShape: shapes.get(node.name)!.slice(1),
      parameters: parameterRoles(node).map(([role, name]) => {
        const { shape } = network.parameters[name]!;
        return { name, role, shape: [...shape], count: product(shape) };
      }),
      isMatmul: layer !== undefined,
      weights: layer === undefined ? 0 : weightCount(network, layer),
      multiplyAccumulates: costs.get(node.name) ?? 0,
      // Output channels come last, whatever the groups
      ...(weight === undefined ? {} : { fanIn: product(weight.shape.slice(0, -1)) }),
    };
  });
  return {
    architecture: network.name,
    input: [...network.inputShape],
    classes: network.classes,
    nodes,
    parameters: parameterCount(network),
    weights: sum(nodes.map(({ weights }) => weights)),
    multiplyAccumulates: sum(nodes.map(({ multiplyAccumulates }) => multiplyAccumulates)),
  };
}
