import type { Shape } from '../../lab/ops/ops.ts';
import type { OnnxTensor } from './onnx-tensor.ts';

/** What a node of ours computes, for one image: [h, w, c] (in the file [c, h, w]) or [c]. */
export interface Feature {
  readonly kind: 'feature';
  readonly node: string;
  readonly shape: Shape;
}

export interface Constant {
  readonly kind: 'constant';
  /** In the file, which often names a layer */
  readonly name: string;
  readonly tensor: OnnxTensor;
}

/**
 * A part of an activation that a file spells out in several nodes, of the feature x, and which has no layer of its own:
 *
 * - `affine`: factor x + offset
 * - `error-function`: factor erf(x / sqrt 2) + offset
 * - `gate`: factor clip(x + 3, 0, 6)
 * - `gelu`: factor x (1 + erf(x / sqrt 2))
 * - `hard-swish`: factor x clip(x + 3, 0, 6)
 */
export interface ActivationPart {
  readonly kind: 'activation-part';
  readonly form: 'affine' | 'error-function' | 'gate' | 'gelu' | 'hard-swish';
  readonly of: Feature;
  /** Of the layer, should this part be one */
  readonly name: string;
  readonly factor: number;
  readonly offset: number;
}

/** Every `step`-th row (axis 2) or column (axis 3): half of what a subsampling layer does. */
export interface HalfSubsampled {
  readonly kind: 'half-subsampled';
  readonly of: Feature;
  readonly axis: 2 | 3;
  readonly step: number;
}

/** factor x + offset of the feature x, with numbers for each channel. It becomes a layer where it is read. */
export interface ChannelAffine {
  readonly kind: 'channel-affine';
  readonly of: Feature;
  /** Of the layer */
  readonly name: string;
  readonly factor: Float64Array;
  readonly offset: Float64Array;
}

/** What the file has in another order: images [n, h, w, c], or vectors that such images were flattened to. */
export interface Turned {
  readonly kind: 'turned';
  readonly of: Feature | ActivationPart | ChannelAffine;
  /** Of a vector: for each of our places, the file's */
  readonly order?: Int32Array;
}

export type Value = Feature | Constant | ActivationPart | ChannelAffine | HalfSubsampled | Turned;

/** The feature behind a value, which may be read by other names too. */
export function featureBehind(value: Value): Feature | undefined {
  if (value.kind === 'constant') return undefined;
  if (value.kind === 'feature') return value;
  return value.kind === 'turned' ? featureBehind(value.of) : value.of;
}
