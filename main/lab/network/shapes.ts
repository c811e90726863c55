import { LabError } from '../../contract/errors.ts';
import type { Shape } from '../ops/ops.ts';
import { INPUT_NAME } from './network.ts';
import type { Network, NetworkNode, NodeOp, ParameterKind } from './network.ts';
import { parameterRoles } from './node-parameters.ts';
import { formatShape, invalidNode } from './rules/invalid-node.ts';
import { ruleOf } from './rules/layer-rules.ts';

const kindsByRole: Partial<Record<NodeOp, Readonly<Record<string, ParameterKind>>>> = {
  convolution: { weight: 'convolution-weight', bias: 'bias' },
  linear: { weight: 'linear-weight', bias: 'bias' },
  'batch-norm': {
    scale: 'scale',
    shift: 'shift',
    runningMean: 'running-mean',
    runningVariance: 'running-variance',
  },
};

/**
 * Output shapes of all nodes by name (and of the images, under `input`), batch first. Checks the whole network on the
 * way: names, order, parameters, shapes.
 *
 * @param batch number of images, at least 1
 * @throws LabError `invalid-specification` naming the node that does not fit
 */
export function inferShapes(network: Network, batch: number): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>([[INPUT_NAME, [batch, ...network.inputShape]]]);
  const usedParameters = new Set<string>();
  for (const node of network.nodes) {
    if (shapes.has(node.name)) throw invalidNode(node, 'Another node has the same name.');
    const inputs = node.inputs.map((name) => {
      const shape = shapes.get(name);
      if (shape === undefined) throw invalidNode(node, `It reads ${name}, which no earlier node computes.`);
      return shape;
    });
    for (const [, name] of parameterRoles(node)) usedParameters.add(name);
    shapes.set(node.name, ruleOf(node).shape(node, inputs, parameterShapes(network, node)));
  }
  checkOutput(network, shapes, batch);
  for (const name of Object.keys(network.parameters)) {
    if (!usedParameters.has(name)) throw invalidNetwork(network, `No node uses the parameter ${name}.`);
  }
  return shapes;
}

/** Shapes of a node's parameters by role. */
export function parameterShapes(
  network: Pick<Network, 'parameters'>,
  node: NetworkNode,
): Readonly<Record<string, Shape>> {
  const shapes: Record<string, Shape> = {};
  for (const [role, name] of parameterRoles(node)) {
    if (!Object.hasOwn(network.parameters, name)) {
      throw invalidNode(node, `Its ${role}, the parameter ${name}, is not among the network's parameters.`);
    }
    const { kind, shape } = network.parameters[name];
    const wanted = kindsByRole[node.op]?.[role];
    if (kind !== wanted) throw invalidNode(node, `The kind of its ${role} is ${kind} where ${wanted} is needed.`);
    shapes[role] = shape;
  }
  return shapes;
}

function checkOutput(network: Network, shapes: ReadonlyMap<string, Shape>, batch: number): void {
  const last = network.nodes.at(-1);
  if (last === undefined) throw invalidNetwork(network, 'It has no nodes.');
  const output = shapes.get(last.name)!;
  if (output.length !== 2 || output[0] !== batch || output[1] !== network.classes) {
    const wanted = formatShape([batch, network.classes]);
    throw invalidNode(last, `It is the last one and gives ${formatShape(output)} where ${wanted} is needed.`);
  }
}

function invalidNetwork(network: Network, cause: string): LabError {
  return new LabError('invalid-specification', `Network ${network.name}: ${cause}`, 'Correct the network.');
}
