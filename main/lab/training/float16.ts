import { matmulLayers, type Network } from '../network/network.ts';

/**
 * The weights of matmul layers as IEEE 754 half-precision numbers hold them, rounded half to even; beyond +-65504 they
 * would be infinite and are kept at the largest. Other parameters are as they are.
 */
export function float16Weights(
  network: Network,
  parameters: Readonly<Record<string, Float32Array>>,
): Record<string, Float32Array> {
  const largest = 65504;
  return Object.fromEntries(
    matmulLayers(network).map(({ parameters: { weight } }) => [
      weight,
      parameters[weight].map((value) => Math.f16round(Math.max(-largest, Math.min(largest, value)))),
    ]),
  );
}
