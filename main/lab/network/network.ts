import type { ConvolutionGeometry, PoolingGeometry } from '../ops/geometry.ts';
import type { Shape } from '../ops/ops.ts';

/** How a parameter is laid out and initialised. Shapes are ours (HWIO, [in, out]); files keep torchvision's. */
export type ParameterKind =
  'convolution-weight' | 'linear-weight' | 'bias' | 'scale' | 'shift' | 'running-mean' | 'running-variance';

export interface ParameterSpecification {
  readonly kind: ParameterKind;
  readonly shape: Shape;
}

interface NodeBase {
  readonly name: string;
  /** Names of the nodes (or `input`) this one reads */
  readonly inputs: readonly string[];
}

/** Roles of a node's parameters to the names they have in a weights file, e.g. weight -> layer1.0.conv1.weight */
export interface ConvolutionNode extends NodeBase {
  readonly op: 'convolution';
  readonly geometry: ConvolutionGeometry;
  readonly parameters: { readonly weight: string; readonly bias?: string };
}

export interface LinearNode extends NodeBase {
  readonly op: 'linear';
  readonly parameters: { readonly weight: string; readonly bias?: string };
}

export interface BatchNormNode extends NodeBase {
  readonly op: 'batch-norm';
  readonly epsilon: number;
  /** Share of a new batch in the running statistics (PyTorch's momentum, 0.1 by default) */
  readonly momentum: number;
  readonly parameters: {
    readonly scale: string;
    readonly shift: string;
    readonly runningMean: string;
    readonly runningVariance: string;
  };
}

export type ActivationName = 'relu' | 'relu6' | 'hard-swish' | 'hard-sigmoid' | 'gelu' | 'tanh' | 'sigmoid';

export interface ActivationNode extends NodeBase {
  readonly op: 'activation';
  readonly activation: ActivationName;
}

/** Every value limited to a range; a bound that is absent does not limit. Of `minimum` and `maximum` one is there at least. */
export interface ClipNode extends NodeBase {
  readonly op: 'clip';
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Elementwise; inputs broadcast (squeeze-and-excitation multiplies [n,1,1,c] into [n,h,w,c]). */
export interface ArithmeticNode extends NodeBase {
  readonly op: 'add' | 'multiply';
}

export interface ConcatNode extends NodeBase {
  readonly op: 'concat';
  readonly axis: number;
}

export interface PadNode extends NodeBase {
  readonly op: 'pad';
  /** [before, after] for each axis, batch included */
  readonly paddings: readonly (readonly [number, number])[];
}

/** Every `stride`-th pixel, starting with the first: the parameter-free shortcut of CIFAR ResNets (option A). */
export interface SubsampleNode extends NodeBase {
  readonly op: 'subsample';
  readonly stride: number;
}

export interface PoolingNode extends NodeBase {
  readonly op: 'max-pool' | 'average-pool';
  readonly geometry: PoolingGeometry;
  /** Of an average: whether each window is divided by its pixels of the image alone. By default padding counts as zeros. */
  readonly excludesPadding?: boolean;
}

/** Mean over all pixels; [n, c], or [n, 1, 1, c] when kept spatial. */
export interface GlobalAveragePoolNode extends NodeBase {
  readonly op: 'global-average-pool';
  readonly keepSpatial: boolean;
}

/** In the order of channels, rows, columns, as PyTorch does, so that dense weights of such networks fit. */
export interface FlattenNode extends NodeBase {
  readonly op: 'flatten';
}

export interface DropoutNode extends NodeBase {
  readonly op: 'dropout';
  /** Probability that a value is zeroed in training, in [0, 1) */
  readonly rate: number;
}

export type NetworkNode =
  | ConvolutionNode
  | LinearNode
  | BatchNormNode
  | ActivationNode
  | ClipNode
  | ArithmeticNode
  | ConcatNode
  | PadNode
  | SubsampleNode
  | PoolingNode
  | GlobalAveragePoolNode
  | FlattenNode
  | DropoutNode;

export type NodeOp = NetworkNode['op'];

/** A network as data: what is computed, in topological order, and which parameters it takes. */
export interface Network {
  readonly name: string;
  /** [height, width, channels] of one image */
  readonly inputShape: readonly [number, number, number];
  readonly classes: number;
  /** Topological order; the last node gives the logits [n, classes] */
  readonly nodes: readonly NetworkNode[];
  readonly parameters: Readonly<Record<string, ParameterSpecification>>;
}

/** The name every network gives its images. */
export const INPUT_NAME = 'input';

export type MatmulNode = ConvolutionNode | LinearNode;

/** Layers whose weights sit in the noisy hardware: convolution and linear. SAFT, section 3 and Table 4's counting. */
export function matmulLayers(network: Network): readonly MatmulNode[] {
  return network.nodes.filter((node) => node.op === 'convolution' || node.op === 'linear');
}

/** Parameters an optimiser may change: all but running statistics. */
export function isTrainableKind(kind: ParameterKind): boolean {
  return kind !== 'running-mean' && kind !== 'running-variance';
}

export function parameterNames(node: NetworkNode): readonly string[] {
  return 'parameters' in node ? Object.values(node.parameters).filter((name) => name !== undefined) : [];
}
