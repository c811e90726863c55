import { isMapping } from '../draft/written.ts';

export const noiseKinds = ['none', 'gaussian', 'uniform', 'conductance'] as const;
export type NoiseKind = (typeof noiseKinds)[number];
export const noiseModes = ['multiplicative', 'additive'] as const;
export type NoiseModeName = (typeof noiseModes)[number];

/** Which noise stands under `weights`, as a name of its variant: `none`, `conductance`, `gaussian-additive`, ... */
export function noiseVariant(weights: unknown): string {
  const { noise, mode } = isMapping(weights) ? weights : {};
  if (noise === undefined || noise === 'none') return 'none';
  return noise === 'conductance' ? 'conductance' : `${String(noise)}-${String(mode)}`;
}

/** What another noise starts with: about as strong as the one before. */
export function firstNoise(kind: NoiseKind, mode: NoiseModeName, before: unknown): unknown {
  if (kind === 'none') return undefined;
  const { sigma, halfRange, coefficients, reference } = isMapping(before) ? before : {};
  const constant: unknown = Array.isArray(coefficients) ? coefficients[0] : undefined;
  const strength = [sigma, halfRange, constant].find((value) => typeof value === 'number') ?? 0.05;
  if (kind === 'conductance') return { noise: kind, coefficients: [strength] };
  return {
    noise: kind,
    mode,
    ...(kind === 'gaussian' ? { sigma: strength } : { halfRange: strength }),
    ...(mode === 'additive' ? { reference: reference ?? 'layerMaxAbs' } : {}),
  };
}

/** How weights are stored, as a name: `none` for 32-bit numbers, `integer`, `binary`. */
export function quantizationVariant(quantization: unknown): 'none' | 'integer' | 'binary' {
  if (!isMapping(quantization)) return 'none';
  return quantization.scheme === 'binary' ? 'binary' : 'integer';
}

export const firstQuantization = { none: undefined, integer: { bits: 8 }, binary: { scheme: 'binary' } } as const;

/** `exponential` also where nothing is said; `shipped` for a name. */
export function energyVariant(energy: unknown): 'exponential' | 'shipped' | 'csv' | 'table' {
  if (typeof energy === 'string') return 'shipped';
  const model = isMapping(energy) ? energy.model : undefined;
  return model === 'csv' || model === 'table' ? model : 'exponential';
}

export const conductanceReferenceTitles: readonly { readonly value: string; readonly label: string }[] = [
  { value: 'layerMaxAbs', label: 'largest |w| of the layer' },
  { value: 'channelMaxAbs', label: 'largest |w| of each channel' },
];

export const referenceTitles: readonly { readonly value: string; readonly label: string }[] = [
  { value: 'absolute', label: 'absolute, units of the weights' },
  { value: 'layerMaxAbs', label: 'largest |w| of the layer' },
  { value: 'layerRange', label: 'max − min of the layer' },
  { value: 'layerStd', label: 'standard deviation of the layer' },
  { value: 'channelMaxAbs', label: 'largest |w| of each channel' },
  { value: 'channelRange', label: 'max − min of each channel' },
  { value: 'channelStd', label: 'standard deviation of each channel' },
];
