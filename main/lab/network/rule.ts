import type { Ops, RandomSource, Shape } from '../ops/ops.ts';
import type { NetworkNode } from './network.ts';

/** What a forward pass is for. */
export interface ForwardMode<T> {
  /** Batch-norm nodes that normalise by the batch and move their running statistics; all others use the stored ones */
  readonly batchStatistics: ReadonlySet<string>;
  /** Mask source of a dropout node; absent when dropout is off */
  readonly dropout?: (node: string) => RandomSource<T>;
}

export interface RuleForward<T> {
  readonly output: T;
  /** What `backward` needs besides inputs, parameters and output */
  readonly saved: readonly T[];
  /** New running statistics by role, only from a batch-norm that uses batch statistics */
  readonly statistics?: Readonly<Record<string, T>>;
}

export interface BackwardNeeds {
  /** One per input: is its gradient wanted? */
  readonly inputs: readonly boolean[];
  /** Roles whose gradient is wanted */
  readonly parameters: ReadonlySet<string>;
}

export interface BackwardArguments<N, T> {
  readonly node: N;
  readonly inputs: readonly T[];
  readonly parameters: Readonly<Record<string, T>>;
  readonly forward: RuleForward<T>;
  readonly mode: ForwardMode<T>;
  /** Gradient of the loss with respect to the output */
  readonly gradient: T;
  /** Only what is asked for is computed */
  readonly needs: BackwardNeeds;
}

export interface RuleGradients<T> {
  readonly inputs: readonly (T | undefined)[];
  readonly parameters: Readonly<Record<string, T>>;
}

/** How one kind of node computes, and what it costs. */
export interface LayerRule<N extends NetworkNode> {
  /** Output shape from input shapes (batch first) and parameter shapes by role */
  shape(node: N, inputs: readonly Shape[], parameters: Readonly<Record<string, Shape>>): Shape;
  forward<T>(
    ops: Ops<T>,
    node: N,
    inputs: readonly T[],
    parameters: Readonly<Record<string, T>>,
    mode: ForwardMode<T>,
  ): RuleForward<T>;
  backward<T>(ops: Ops<T>, args: BackwardArguments<N, T>): RuleGradients<T>;
  /** Multiply-accumulates of one forward pass; 0 where it does not matter beside convolutions */
  multiplyAccumulates?(output: Shape, parameters: Readonly<Record<string, Shape>>): number;
}
