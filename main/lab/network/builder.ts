import { LabError } from '../../contract/errors.ts';
import { windowedLength } from '../ops/geometry.ts';
import type { WindowGeometry } from '../ops/geometry.ts';
import type { Shape } from '../ops/ops.ts';
import { INPUT_NAME } from './network.ts';
import type { ActivationName, Network, NetworkNode, ParameterKind, ParameterSpecification } from './network.ts';

/** A node's output as the builder knows it: its name and its shape without the batch, [h, w, c] or [c]. */
export interface Feature {
  readonly name: string;
  readonly shape: Shape;
}

export interface ConvolutionOptions {
  /** Output channels */
  readonly channels: number;
  /** Side of the square filter, pixels */
  readonly kernel: number;
  readonly stride?: number;
  /** Pixels added on every side; by default floor((kernel - 1) / 2), which keeps the size at stride 1 for odd kernels */
  readonly padding?: number;
  readonly groups?: number;
  readonly bias?: boolean;
}

export interface PoolingOptions {
  /** Side of the square window, pixels */
  readonly window: number;
  /** The window's side by default */
  readonly stride?: number;
  readonly padding?: number;
}

/**
 * Writes a {@link Network} down layer by layer. Every call appends one node that reads the current feature and makes its
 * output the current one; `feature` and `from` branch. Parameters are named as in PyTorch (`NAME.weight`, `NAME.bias`,
 * `NAME.running_mean`, `NAME.running_var`) and laid out as ours (HWIO, [in, out]).
 *
 * Misuse by an architecture (a name twice, shapes that cannot be added) is a defect and throws `Error`; an input too
 * small for a window is the user's and throws LabError 'invalid-specification'.
 */
export class NetworkBuilder {
  readonly #identity: Pick<Network, 'name' | 'inputShape' | 'classes'>;
  readonly #nodes: NetworkNode[] = [];
  readonly #names = new Set<string>([INPUT_NAME]);
  readonly #parameters: Record<string, ParameterSpecification> = {};
  #current: Feature;

  constructor(identity: Pick<Network, 'name' | 'inputShape' | 'classes'>) {
    this.#identity = identity;
    this.#current = { name: INPUT_NAME, shape: identity.inputShape };
  }

  /** The output of the node written last, or of the one set by `from` */
  get feature(): Feature {
    return this.#current;
  }

  /** Channels of an image, or length of a vector */
  get channels(): number {
    return this.#current.shape.at(-1)!;
  }

  from(feature: Feature): this {
    this.#current = feature;
    return this;
  }

  /** 2-D convolution, without bias by default (batch-norm follows in nearly all networks) */
  convolution(name: string, options: ConvolutionOptions): this {
    const { channels, kernel, stride = 1, groups = 1, bias = false } = options;
    const padding = options.padding ?? Math.floor((kernel - 1) / 2);
    if (this.channels % groups !== 0 || channels % groups !== 0) {
      throw new Error(`${name}: ${this.channels} to ${channels} channels cannot be split into ${groups} groups.`);
    }
    const geometry = { ...squareWindow(stride, padding), dilations: [1, 1], groups } as const;
    const shape = this.#windowed(name, kernel, geometry, channels);
    const weight = this.#parameter(name, 'weight', 'convolution-weight', [
      kernel,
      kernel,
      this.channels / groups,
      channels,
    ]);
    const parameters = bias ? { weight, bias: this.#parameter(name, 'bias', 'bias', [channels]) } : { weight };
    return this.#append({ op: 'convolution', name, inputs: [this.#current.name], geometry, parameters }, shape);
  }

  /** Dense layer on a vector, with bias by default */
  linear(name: string, features: number, options: { readonly bias?: boolean } = {}): this {
    if (this.#current.shape.length !== 1) throw new Error(`${name}: a linear layer reads a vector.`);
    const weight = this.#parameter(name, 'weight', 'linear-weight', [this.channels, features]);
    const parameters =
      (options.bias ?? true) ? { weight, bias: this.#parameter(name, 'bias', 'bias', [features]) } : { weight };
    return this.#append({ op: 'linear', name, inputs: [this.#current.name], parameters }, [features]);
  }

  batchNorm(name: string, options: { readonly epsilon?: number; readonly momentum?: number } = {}): this {
    const { epsilon = 1e-5, momentum = 0.1 } = options;
    const shape = [this.channels];
    const parameters = {
      scale: this.#parameter(name, 'weight', 'scale', shape),
      shift: this.#parameter(name, 'bias', 'shift', shape),
      runningMean: this.#parameter(name, 'running_mean', 'running-mean', shape),
      runningVariance: this.#parameter(name, 'running_var', 'running-variance', shape),
    };
    return this.#append(
      { op: 'batch-norm', name, inputs: [this.#current.name], epsilon, momentum, parameters },
      this.#current.shape,
    );
  }

  activation(name: string, activation: ActivationName): this {
    return this.#append({ op: 'activation', name, inputs: [this.#current.name], activation }, this.#current.shape);
  }

  relu(name: string): this {
    return this.activation(name, 'relu');
  }

  /** Current feature + other, of the same shape */
  add(name: string, other: Feature): this {
    if (String(other.shape) !== String(this.#current.shape)) {
      throw new Error(`${name}: [${String(this.#current.shape)}] and [${String(other.shape)}] cannot be added.`);
    }
    return this.#append({ op: 'add', name, inputs: [this.#current.name, other.name] }, other.shape);
  }

  /** Other × the current feature, one factor [1, 1, c] per channel: the scaling of squeeze-and-excitation */
  scaleChannels(name: string, other: Feature): this {
    if (String(this.#current.shape) !== `1,1,${other.shape.at(-1)}`) {
      throw new Error(`${name}: [${String(this.#current.shape)}] does not scale [${String(other.shape)}].`);
    }
    return this.#append({ op: 'multiply', name, inputs: [other.name, this.#current.name] }, other.shape);
  }

  /** Adds channels of zeros before and after the given ones */
  padChannels(name: string, before: number, after: number): this {
    const [height, width] = this.#current.shape;
    const paddings = [...Array.from({ length: 3 }, () => [0, 0] as const), [before, after] as const];
    const shape = [height, width, before + this.channels + after];
    return this.#append({ op: 'pad', name, inputs: [this.#current.name], paddings }, shape);
  }

  subsample(name: string, stride: number): this {
    const [height, width] = this.#current.shape;
    const shape = [Math.ceil(height / stride), Math.ceil(width / stride), this.channels];
    return this.#append({ op: 'subsample', name, inputs: [this.#current.name], stride }, shape);
  }

  pool(name: string, op: 'max-pool' | 'average-pool', options: PoolingOptions): this {
    const { window, stride = window, padding = 0 } = options;
    const geometry = { ...squareWindow(stride, padding), window: [window, window] } as const;
    const shape = this.#windowed(name, window, geometry, this.channels);
    return this.#append({ op, name, inputs: [this.#current.name], geometry }, shape);
  }

  /** To a vector [c], or to [1, 1, c] when kept spatial */
  globalAveragePool(name: string, options: { readonly keepSpatial?: boolean } = {}): this {
    const { keepSpatial = false } = options;
    const shape = keepSpatial ? [1, 1, this.channels] : [this.channels];
    return this.#append({ op: 'global-average-pool', name, inputs: [this.#current.name], keepSpatial }, shape);
  }

  flatten(name: string): this {
    const size = this.#current.shape.reduce((product, length) => product * length, 1);
    return this.#append({ op: 'flatten', name, inputs: [this.#current.name] }, [size]);
  }

  /** Appends nothing when the rate is 0. */
  dropout(name: string, rate: number): this {
    if (rate === 0) return this;
    return this.#append({ op: 'dropout', name, inputs: [this.#current.name], rate }, this.#current.shape);
  }

  build(): Network {
    const { name, classes } = this.#identity;
    if (String(this.#current.shape) !== String([classes])) {
      throw new Error(`${name} ends in [${String(this.#current.shape)}], not in ${classes} classes.`);
    }
    return { ...this.#identity, nodes: [...this.#nodes], parameters: { ...this.#parameters } };
  }

  #append(node: NetworkNode, shape: Shape): this {
    if (this.#names.has(node.name)) throw new Error(`${this.#identity.name} has two nodes named ${node.name}.`);
    this.#names.add(node.name);
    this.#nodes.push(node);
    this.#current = { name: node.name, shape };
    return this;
  }

  #parameter(node: string, suffix: string, kind: ParameterKind, shape: Shape): string {
    const name = `${node}.${suffix}`;
    this.#parameters[name] = { kind, shape };
    return name;
  }

  #windowed(node: string, size: number, geometry: WindowGeometry, channels: number): Shape {
    const { shape } = this.#current;
    if (shape.length !== 3) throw new Error(`${node}: a window slides over an image, not over a vector.`);
    const [top, bottom, left, right] = geometry.padding;
    const height = windowedLength(shape[0], size, geometry.strides[0], top, bottom);
    const width = windowedLength(shape[1], size, geometry.strides[1], left, right);
    if (height < 1 || width < 1) {
      const input = this.#identity.inputShape.slice(0, 2).join(' × ');
      throw new LabError(
        'invalid-specification',
        `Images of ${input} pixels are too small for ${this.#identity.name}: nothing is left at ${node}.`,
        'Use larger images, or an architecture with fewer or smaller windows.',
      );
    }
    return [height, width, channels];
  }
}

function squareWindow(stride: number, padding: number): WindowGeometry {
  return { strides: [stride, stride], padding: [padding, padding, padding, padding] };
}
