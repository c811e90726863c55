import { z } from 'zod';
import { memorySchema } from './memory.ts';
import { profileFitSchema } from './profile-fit.ts';

/**
 * What a sigma or a half-range is measured in. `absolute`: in units of the weights themselves. The others multiply a
 * property of the clean weights of the layer, or of each output channel: the largest magnitude, the range (max - min), or
 * the standard deviation.
 */
export const noiseReferenceSchema = z.enum([
  'absolute',
  'layerMaxAbs',
  'layerRange',
  'layerStd',
  'channelMaxAbs',
  'channelRange',
  'channelStd',
]);
export type NoiseReference = z.infer<typeof noiseReferenceSchema>;

/** Multiplicative: w (1 + n). Additive: w + n (times the reference). SAFT section 3; methods.md 2.4 for the reading. */
export const noiseModeSchema = z.enum(['multiplicative', 'additive']);
export type NoiseMode = z.infer<typeof noiseModeSchema>;

const gaussianNoiseSchema = z.strictObject({
  noise: z.literal('gaussian'),
  mode: noiseModeSchema,
  /** Standard deviation, >= 0: a fraction of the weight (multiplicative), or in units of `reference` (additive) */
  sigma: z.number().min(0).max(1e6),
  reference: noiseReferenceSchema.default('absolute'),
});

const uniformNoiseSchema = z.strictObject({
  noise: z.literal('uniform'),
  mode: noiseModeSchema,
  /** r of U[-r, r], >= 0; the standard deviation is r / sqrt(3) */
  halfRange: z.number().min(0).max(1e6),
  reference: noiseReferenceSchema.default('absolute'),
});

/**
 * Normal noise whose strength depends on the magnitude of the weight, as that of conductances does: w + n u with
 * u = max|W|, g = |w| / u and a standard deviation of n of max(0, c0 + c1 g + c2 g^2). The form of aihwkit's programming
 * noise of phase-change memory (methods.md 2.6).
 */
const conductanceNoiseSchema = z.strictObject({
  noise: z.literal('conductance'),
  /** c0, c1, c2 as far as there are any, as fractions of the largest magnitude */
  coefficients: z.array(z.number().min(-1e6).max(1e6)).min(1).max(3),
  /** Which largest magnitude of the clean weights is the largest conductance */
  reference: z.enum(['layerMaxAbs', 'channelMaxAbs']).default('layerMaxAbs'),
});
export type ConductanceNoise = z.infer<typeof conductanceNoiseSchema>;

const noNoiseSchema = z.strictObject({ noise: z.literal('none') });

export const weightNoiseSchema = z
  .discriminatedUnion('noise', [noNoiseSchema, gaussianNoiseSchema, uniformNoiseSchema, conductanceNoiseSchema])
  .refine((noise) => !('mode' in noise) || noise.mode === 'additive' || noise.reference === 'absolute', {
    message: 'multiplicative noise is relative to each weight already; a reference is for additive noise',
    path: ['reference'],
  });
export type WeightNoise = z.infer<typeof weightNoiseSchema>;

/**
 * Integer codes for weights, applied before the noise. Symmetric: q = round(w / s), s = max|w| / (2^(bits-1) - 1).
 * Affine: s = (max - min) / (2^bits - 1), zero point rounded. Both ranges include zero.
 */
const integerQuantizationSchema = z.strictObject({
  bits: z.number().int().min(2).max(16),
  scheme: z.enum(['symmetric', 'affine']).default('symmetric'),
  granularity: z.enum(['layer', 'channel']).default('layer'),
  /** Where a value lies half-way between two codes */
  rounding: z.enum(['half-even', 'half-away']).default('half-even'),
});
export type IntegerQuantization = z.infer<typeof integerQuantizationSchema>;

/**
 * One bit a weight: scale times the sign of the real weight, that of zero being +1. Trained by BinaryConnect (Courbariaux
 * et al. 2015): the gradient at the binary weight goes to the real one as it is, and the real one is clipped.
 */
const binaryQuantizationSchema = z.strictObject({
  scheme: z.literal('binary'),
  /** Of a layer: `he` is the constant sqrt(2 / fan-in) (McDonnell, arXiv:1802.08530), `mean-abs` the mean of |w| */
  scale: z.enum(['he', 'mean-abs']).default('he'),
  /** Real weights are kept in [-clip, clip] after each update */
  clip: z.number().positive().default(1),
});
export type BinaryQuantization = z.infer<typeof binaryQuantizationSchema>;

export const quantizationSchema = z.union([integerQuantizationSchema, binaryQuantizationSchema]);
export type Quantization = z.infer<typeof quantizationSchema>;

/** How a piece of hardware disturbs a network. Order of effects: quantisation, faults of stored bits, then noise. */
const profileFields = z.strictObject({
  name: z.string().min(1).optional(),
  description: z.string().optional(),
  /** Where the numbers come from */
  citation: z.string().optional(),
  /** What a reader must know before trusting the numbers */
  warnings: z.array(z.string()).default([]),
  quantization: quantizationSchema.optional(),
  /** Of the bits that quantisation leaves */
  memory: memorySchema.optional(),
  weights: weightNoiseSchema.default({ noise: 'none' }),
  /** Layers (node names) that stay ideal, for example a digital first layer */
  except: z.array(z.string()).default([]),
  /** How its numbers were found from measurements, where they were */
  fit: profileFitSchema.optional(),
});
export const profileSchema = profileFields.refine(
  ({ memory, quantization }) => memory === undefined || quantization !== undefined,
  { message: 'faults fall on stored bits: say how weights are stored in `quantization`', path: ['memory'] },
);
export type Profile = z.infer<typeof profileSchema>;

/**
 * A file of `resources/profiles`: related profiles that share a source. Referred to as `file/variant`, or as `file` where
 * there is one variant.
 */
export const profileFamilySchema = z.strictObject({
  version: z.literal(1),
  name: z.string(),
  description: z.string(),
  citation: z.string(),
  warnings: z.array(z.string()).default([]),
  variants: z.record(
    z.string(),
    profileFields.pick({
      quantization: true,
      memory: true,
      weights: true,
      except: true,
      description: true,
      warnings: true,
    }),
  ),
});
export type ProfileFamily = z.infer<typeof profileFamilySchema>;
