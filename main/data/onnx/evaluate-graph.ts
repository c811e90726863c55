import type { ExternalData } from './external-data.ts';
import { folds, shapeOf } from './fold-constants.ts';
import { constantNode } from './constant-node.ts';
import { featureBehind, type Value } from './graph-values.ts';
import type { NetworkAssembly } from './network-assembly.ts';
import { type NodeCall, nodeTitle, type Operation, refusal } from './node-call.ts';
import { invalidOnnx, quoted } from './onnx-error.ts';
import type { GraphMessage, NodeMessage, TensorMessage } from './onnx-messages.ts';
import { lastOnly, operations } from './operations.ts';
import type { OnnxModel } from './read-model.ts';
import { readTensor } from './read-tensor.ts';
import { carriedOutTurned } from './turned-values.ts';
import { LabError } from '../../contract/errors.ts';

/**
 * Values that constants computed from others may have together: some, and more for weights that are there, which may be
 * turned from codes, transposed and cast.
 */
const computedValues = { always: 2 ** 24, perByte: 4 };

const isStandard = (domain = ''): boolean => domain === '' || domain === 'ai.onnx';

/** Node and position of everything the output depends on, in the order of the file. */
function neededNodes(graph: GraphMessage, output: string): (readonly [node: NodeMessage, position: number])[] {
  const needed = new Set([output]);
  const nodes: (readonly [NodeMessage, number])[] = [];
  for (const [index, node] of [...graph.node.entries()].reverse()) {
    if (!node.output.some((name) => name !== '' && needed.has(name))) continue;
    for (const name of node.input) if (name !== '') needed.add(name);
    nodes.push([node, index + 1]);
  }
  return nodes.reverse();
}

/**
 * Carries the nodes of a graph over into a network, in their order, as far as its output depends on them.
 *
 * @param first what the input of the graph is
 * @returns what its output is
 * @throws LabError naming the node that cannot be carried over
 */
export function evaluateGraph(
  { byteLength, graph, opset, input, output }: OnnxModel,
  assembly: NetworkAssembly,
  first: Value,
  external: ExternalData | undefined,
): Value {
  const nodes = neededNodes(graph, output);
  const readers = countReaders(nodes, output);
  const stored = storedTensors(graph);
  const values = new Map<string, Value>([[input.name, first]]);

  const valueOf = (name: string): Value | undefined => {
    const value = values.get(name);
    const message = value === undefined ? stored.get(name) : undefined;
    if (message === undefined) return value;
    const constant: Value = { kind: 'constant', name, tensor: readTensor(message, external) };
    values.set(name, constant);
    return constant;
  };

  // A node hands its input on under another name at times, so that what it computes has more readers than either name
  const readersOfNode = new Map<string, number>();
  const count = (name: string, value: Value): void => {
    const feature = featureBehind(value);
    if (feature === undefined) return;
    readersOfNode.set(feature.node, Math.max(readersOfNode.get(feature.node) ?? 0, readers.get(name) ?? 0));
  };
  const readersOf = (name: string, value: Value | undefined): number => {
    const feature = value && featureBehind(value);
    return Math.max(readers.get(name) ?? 0, feature === undefined ? 0 : readersOfNode.get(feature.node)!);
  };
  count(input.name, first);

  let computed = 0;
  for (const [node, position] of nodes) {
    const title = nodeTitle(node, position, graph.node.length);
    const inputs = node.input.map((name) => {
      const value = name === '' ? undefined : valueOf(name);
      if (name !== '' && value === undefined) {
        throw invalidOnnx(`is damaged: ${title} reads ${quoted(name)}, which nothing before it gives`);
      }
      return value;
    });
    const [result, ...others] = node.output;
    if (others.some((name) => readers.has(name))) {
      throw invalidOnnx(`needs more than the first output of ${title}, for which there is no layer here`, nextStep);
    }
    if (result === undefined || valueOf(result) !== undefined) {
      throw invalidOnnx(`is damaged: ${title} gives ${quoted(result ?? '')}, which is there already`);
    }
    const call: NodeCall = {
      operation: node.opType ?? '',
      name: node.name || result,
      position,
      nodeCount: graph.node.length,
      inputs,
      readers: node.input.map((name, index) => readersOf(name, inputs[index])),
      attributes: new Map(node.attribute.map((attribute) => [attribute.name ?? '', attribute])),
      opset,
      batch: input.batch,
      assembly,
    };
    requireKnown(node, title);
    if (lastOnly.has(call.operation) && result !== output)
      throw refusal(call, 'It is not the last step of the network');
    const value = carriedOver(call, external);
    if (value.kind === 'constant') computed += value.tensor.values.length;
    if (computed > computedValues.always + computedValues.perByte * (byteLength + (external?.bytes ?? 0))) {
      throw refusal(call, 'The constants computed up to here take more memory than the weights of the file explain');
    }
    values.set(result, value.kind === 'constant' ? { ...value, name: result } : value);
    count(result, value);
  }
  const last = valueOf(output);
  if (last === undefined) throw invalidOnnx(`has the output ${quoted(output)}, which no node gives`);
  const left = graph.node.length - nodes.length;
  if (left > 0)
    assembly.notes.push(`${left} of ${graph.node.length} nodes were left out: the output does not depend on them.`);
  return last;
}

function countReaders(nodes: readonly (readonly [NodeMessage, number])[], output: string): ReadonlyMap<string, number> {
  const readers = new Map([[output, 1]]);
  for (const [node] of nodes) for (const name of node.input) readers.set(name, (readers.get(name) ?? 0) + 1);
  return readers;
}

function storedTensors(graph: GraphMessage): ReadonlyMap<string, TensorMessage> {
  const stored = new Map<string, TensorMessage>();
  for (const tensor of graph.initializer) {
    const { name = '' } = tensor;
    if (name === '' || stored.has(name))
      throw invalidOnnx(`is damaged: it has the weights ${quoted(name)} twice, or without a name`);
    stored.set(name, tensor);
  }
  return stored;
}

const nextStep =
  'Replace this operation in the network before it is exported, by one of those that docs/networks.md lists.';

const constants: ReadonlySet<string> = new Set(['Constant', 'Shape']);

function requireKnown({ domain, opType = '', attribute }: NodeMessage, title: string): void {
  if (!isStandard(domain)) {
    throw invalidOnnx(
      `has the operation ${quoted(`${domain}.${opType}`)} of no standard, which is not read, in ${title}`,
      nextStep,
    );
  }
  if (!operations.has(opType) && !folds.has(opType) && !constants.has(opType)) {
    throw invalidOnnx(`has the operation ${quoted(opType)}, for which there is no layer here, in ${title}`, nextStep);
  }
  if (attribute.some(({ refAttrName }) => refAttrName))
    throw invalidOnnx(`is damaged: ${title} belongs into a function`);
}

/** As a constant where all it reads is, otherwise by the rule for its operation. */
function carriedOver(call: NodeCall, external: ExternalData | undefined): Value {
  const constant = (tensor: ReturnType<typeof shapeOf>): Value => ({ kind: 'constant', name: '', tensor });
  if (call.operation === 'Constant') return constant(constantNode(call, external));
  if (call.operation === 'Shape') return constant(shapeOf(call));
  const fold = folds.get(call.operation);
  const isOfConstants =
    call.inputs.length > 0 && call.inputs.every((value) => value === undefined || value.kind === 'constant');
  if (fold !== undefined && (isOfConstants || call.operation === 'CastLike')) return constant(fold(call));
  const operation: Operation | undefined = operations.get(call.operation);
  if (operation === undefined) throw refusal(call, 'It has a layer only where all it reads are constants');
  try {
    return carriedOutTurned(call, operation);
  } catch (error) {
    // A rule of the network's own says which layer does not fit, not where in the file that is
    if (!(error instanceof LabError) || error.code !== 'invalid-specification') throw error;
    throw refusal(call, error.message.replace(/\.$/, ''), 'Check the network, and export it again.');
  }
}
