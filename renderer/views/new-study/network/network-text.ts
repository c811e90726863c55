import type { NetworkDescription } from '../../../../main/contract/workbench/inspection.ts';
import { sizeText } from '../../../components/size-text.ts';
import type { GraphNode } from './graph-layout.ts';

const operations: Readonly<Record<string, string>> = {
  convolution: 'convolution',
  linear: 'linear',
  'batch-norm': 'batch norm',
  activation: 'activation',
  clip: 'clip',
  add: 'add',
  multiply: 'multiply',
  concat: 'concatenate',
  pad: 'pad channels',
  subsample: 'subsample',
  'max-pool': 'max pooling',
  'average-pool': 'average pooling',
  'global-average-pool': 'global average',
  flatten: 'flatten',
  dropout: 'dropout',
};

export function operationTitle(op: string): string {
  return operations[op] ?? op;
}

/** How a node is marked: weights in noisy hardware, parameters that stay exact, a meeting of branches, or neither. */
export function nodeMark({ isMatmul, parameters, op }: GraphNode): 'weights' | 'exact' | 'join' | 'plain' {
  if (isMatmul) return 'weights';
  if (parameters.length > 0) return 'exact';
  return op === 'add' || op === 'multiply' || op === 'concat' ? 'join' : 'plain';
}

/** Running statistics, which no optimiser changes */
const isStatistic = (role: string): boolean => role === 'runningMean' || role === 'runningVariance';

export interface NetworkTotals {
  /** Without running statistics */
  readonly parameters: number;
  readonly weights: number;
  readonly matmulLayers: number;
  readonly multiplyAccumulates: number;
}

export function totalsOf(nodes: readonly GraphNode[]): NetworkTotals {
  const sum = (of: (node: GraphNode) => number): number => nodes.reduce((total, node) => total + of(node), 0);
  return {
    parameters: sum(({ parameters }) =>
      parameters.reduce((total, { role, count }) => (isStatistic(role) ? total : total + count), 0),
    ),
    weights: sum(({ weights }) => weights),
    matmulLayers: nodes.filter(({ isMatmul }) => isMatmul).length,
    multiplyAccumulates: sum(({ multiplyAccumulates }) => multiplyAccumulates),
  };
}

/** Rows of the table beside the graph. */
export function networkTable({ nodes }: NetworkDescription): readonly Record<string, string | number>[] {
  return nodes.map((node) => ({
    name: node.name,
    operation: operationTitle(node.op),
    shape: sizeText(node.outputShape),
    inputs: node.inputs.join(', '),
    parameters: totalsOf([node]).parameters,
    weights: node.weights,
    multiplyAccumulates: node.multiplyAccumulates,
    fanIn: node.fanIn ?? '',
  }));
}
