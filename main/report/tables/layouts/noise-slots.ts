import type { ProfileComparison } from '../../../contract/results.ts';
import type { NoiseMode, WeightNoise } from '../../../contract/profile.ts';

export type NoiseFamily = 'gaussian' | 'uniform';

/** Analog noise on the weights, as SAFT's tables are split by it (arXiv:2306.03076). */
export type AnalogNoise = Extract<WeightNoise, { readonly noise: NoiseFamily }>;

export function analogNoise({ profile }: ProfileComparison): AnalogNoise | undefined {
  const { weights } = profile;
  return weights.noise === 'gaussian' || weights.noise === 'uniform' ? weights : undefined;
}

/** Standard deviation of Gaussian, half of the range of uniform noise. */
export function noiseStrength(noise: AnalogNoise): number {
  return noise.noise === 'gaussian' ? noise.sigma : noise.halfRange;
}

/** SAFT's tables are for studies of analog noise or SAFT; one of memories alone has its fronts instead. */
export function isOfSaft({ methods }: Pick<ProfileComparison, 'methods'>): boolean {
  return methods.length === 0 || methods.some(({ method }) => method === 'saft' || method === 'noise-injection');
}

/** Profiles that stand in one row: one of each mode, as far as there are. */
export type NoiseRow = Readonly<Partial<Record<NoiseMode, ProfileComparison>>>;

const modes = ['multiplicative', 'additive'] as const;

/** The modes that a table has columns for. */
export function modesOf(rows: readonly NoiseRow[]): readonly NoiseMode[] {
  return modes.filter((mode) => rows.some((row) => row[mode] !== undefined));
}

/** The first multiplicative profile beside the first additive one, the second beside the second, and so on. */
export function noiseRows(profiles: readonly ProfileComparison[], family: NoiseFamily): readonly NoiseRow[] {
  const of = (mode: NoiseMode): readonly ProfileComparison[] =>
    profiles.filter((profile) => {
      const noise = analogNoise(profile);
      return noise?.noise === family && noise.mode === mode;
    });
  const [multiplicative, additive] = modes.map(of);
  const count = Math.max(multiplicative!.length, additive!.length);
  return Array.from({ length: count }, (_, index) => ({
    ...(multiplicative![index] === undefined ? {} : { multiplicative: multiplicative![index] }),
    ...(additive![index] === undefined ? {} : { additive: additive![index] }),
  }));
}

/** `σ = 0.05` or `r = 0.01 of the largest |w| of the layer`. */
export function strengthText(noise: AnalogNoise): string {
  const symbol = noise.noise === 'gaussian' ? 'σ' : 'r';
  const reference = referenceText(noise.reference);
  return `${symbol} = ${noiseStrength(noise)}${reference === '' ? '' : ` of ${reference}`}`;
}

/** What additive noise is measured in; empty where it is the weights' own units. */
export function referenceText(reference: AnalogNoise['reference']): string {
  return {
    absolute: '',
    layerMaxAbs: 'the largest |w| of the layer',
    layerRange: 'the range of w in the layer',
    layerStd: 'the standard deviation of w in the layer',
    channelMaxAbs: 'the largest |w| of the channel',
    channelRange: 'the range of w in the channel',
    channelStd: 'the standard deviation of w in the channel',
  }[reference];
}
