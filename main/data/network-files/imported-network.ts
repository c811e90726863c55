import type { Network } from '../../lab/network/network.ts';

/** Formats of other programs that bring their own architecture. */
export type NetworkFileFormat = 'onnx' | 'tfjs-layers';

/** A network of another program's file, as data of ours. */
export interface ImportedNetwork {
  readonly network: Network;
  /** By parameter name, row-major in our layouts: HWIO for convolutions, [in, out] for linear layers */
  readonly parameters: Readonly<Record<string, Float32Array>>;
  /** What was left out, folded or assumed on the way, a full sentence each; for the user to read */
  readonly notes: readonly string[];
  readonly format: NetworkFileFormat;
  /** What the file says of itself, in words of its own; empty where its format has no place for that */
  readonly metadata: Readonly<Record<string, string>>;
}
