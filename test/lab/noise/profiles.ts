import {
  noiseReferenceSchema,
  profileSchema,
  type NoiseReference,
  type Profile,
  type WeightNoise,
} from '../../../main/contract/profile.ts';

/** A profile as it comes from a specification, defaults filled in. */
export function profileOf(weights: object, rest: object = {}): Profile {
  return profileSchema.parse({ weights, ...rest });
}

const references: readonly NoiseReference[] = noiseReferenceSchema.options;

export type Noisy = Exclude<WeightNoise, { noise: 'none' }>;

/** Every family, mode and reference there is, of standard deviation 0.1 (gaussian) and half-range 0.2 (uniform). */
export const noiseKinds: readonly { readonly title: string; readonly noise: Noisy }[] = [
  { noise: 'gaussian', sigma: 0.1 } as const,
  { noise: 'uniform', halfRange: 0.2 } as const,
].flatMap((family) => [
  {
    title: `multiplicative ${family.noise}`,
    noise: { ...family, mode: 'multiplicative', reference: 'absolute' } as const,
  },
  ...references.map((reference) => ({
    title: `additive ${family.noise}, ${reference}`,
    noise: { ...family, mode: 'additive', reference } as const,
  })),
]);
