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

/** Noise of one strength for all weights of a layer. */
export type Noisy = Extract<WeightNoise, { mode: unknown }>;

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

/** Memories that err, of every scheme, encoding and kind of fault. */
export const memoryKinds: readonly { readonly title: string; readonly profile: Profile }[] = [
  { title: 'binary', quantization: { scheme: 'binary' }, memory: { rate: 0.1 } },
  { title: 'binary, mean |w|', quantization: { scheme: 'binary', scale: 'mean-abs' }, memory: { rate: 0.1 } },
  { title: '8 bits', quantization: { bits: 8 }, memory: { rate: 0.02 } },
  {
    title: '4 bits a channel, offset, asymmetric',
    quantization: { bits: 4, granularity: 'channel' },
    memory: { rate: 0.2, encoding: 'offset', zeroToOne: 0.25 },
  },
  { title: '10 bits, affine', quantization: { bits: 10, scheme: 'affine' }, memory: { rate: 0.05, oneToZero: 0 } },
  { title: 'cells of many chips', quantization: { bits: 3 }, memory: { stuckAt: { rate: 0.1, toOne: 0.3 } } },
  {
    title: 'cells of one chip beside transient faults',
    quantization: { bits: 5, scheme: 'affine' },
    memory: { rate: 0.1, stuckAt: { rate: 0.1, chips: 'one' } },
  },
].map(({ title, ...storage }) => ({ title, profile: profileOf({ noise: 'none' }, storage) }));
