import type { Quantization } from '../../contract/profile.ts';
import { matmulLayers, type Network } from '../../lab/network/network.ts';
import { weightCodes, type WeightCodes } from '../../lab/noise/weight-codes.ts';
import type { Tensor } from '../safetensors.ts';
import { encodeSafetensors } from '../safetensors-writer.ts';
import { weightToTorch } from '../weights-layout.ts';

/** Integer codes of weights, by the names of the parameters. */
export type CodedWeights = Readonly<Record<string, WeightCodes>>;

/** How weights are stored, and the layers that are not. */
export interface StoredWeights {
  readonly quantization: Quantization;
  /** Names of layers */
  readonly except: readonly string[];
}

/** The integer codes of the weights of a network's convolution and linear layers. */
export function codedWeights(
  network: Network,
  parameters: Readonly<Record<string, Float32Array>>,
  { quantization, except }: StoredWeights,
): CodedWeights {
  const stored = matmulLayers(network).filter(({ name }) => !except.includes(name));
  return Object.fromEntries(
    stored.map(({ parameters: { weight } }) => [
      weight,
      weightCodes(parameters[weight]!, network.parameters[weight]!.shape, quantization),
    ]),
  );
}

/**
 * The weights of a network as a safetensors file, in torchvision's names and layout. Of a weight with codes there are
 * `NAME.codes` (I8, U8, I16 or U16) and `NAME.scale` (F32: one, or one for each output channel), and of affine ones
 * `NAME.zero_point` of the codes' type: NAME = (codes - zero point) × scale.
 *
 * @param parameters by name, in our layout
 * @returns the bytes, one part after another
 */
export function weightsSafetensors(
  network: Network,
  parameters: Readonly<Record<string, Float32Array>>,
  metadata: Readonly<Record<string, string>>,
  coded: CodedWeights = {},
): readonly Uint8Array[] {
  const tensors = new Map<string, Tensor>();
  for (const [name, { kind, shape }] of Object.entries(network.parameters)) {
    if (!Object.hasOwn(coded, name)) {
      tensors.set(name, weightToTorch(kind, { shape, values: parameters[name]! }));
      continue;
    }
    const { codes, scale, zeroPoint } = coded[name]!;
    // Codes of at most 16 bits go through float32 unchanged
    const turned = weightToTorch(kind, { shape, values: Float32Array.from(codes) });
    const Held = codes.constructor as new (values: ArrayLike<number>) => typeof codes;
    tensors.set(`${name}.codes`, { shape: turned.shape, values: new Held(turned.values) });
    tensors.set(`${name}.scale`, { shape: [scale.length], values: scale });
    if (zeroPoint !== undefined) tensors.set(`${name}.zero_point`, { shape: [zeroPoint.length], values: zeroPoint });
  }
  return encodeSafetensors(tensors, { format: 'pt', architecture: network.name, ...metadata });
}
