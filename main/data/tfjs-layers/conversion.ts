import type { WeightArray } from '../weights-layout.ts';
import type { KerasLayer } from './layer-list.ts';
import type { LayerConfig } from './layer-config.ts';
import type { NetworkDraft, Value } from './network-draft.ts';

/** What turning a model into a network carries along. */
export interface Conversion {
  readonly draft: NetworkDraft;
  readonly kerasVersion: string;
  readonly notes: string[];
  isOutput(layer: KerasLayer): boolean;
  /** The layer that alone reads this one, where there is just one */
  onlyReader(layer: KerasLayer): KerasLayer | undefined;
  /**
   * A weight of a layer by its role, for example `kernel`.
   * @throws LabError when it is not there or has another shape
   */
  weight(config: LayerConfig, role: string, shape: readonly number[]): Float32Array;
  optionalWeight(layer: KerasLayer, role: string): WeightArray | undefined;
}

/** @returns what the layer gives */
export type LayerConverter = (conversion: Conversion, config: LayerConfig, inputs: readonly Value[]) => Value;
