import { z } from 'zod';
import { faultRateSchema } from './energy.ts';

/** Random amounts added to the rates of each mini-batch. The paper's set is not known; see methods. */
export const perturbationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('uniform'), halfRange: z.number().positive().max(3) }),
  /** One of these, each as likely */
  z.strictObject({ kind: z.literal('set'), values: z.array(z.number().min(-3).max(3)).min(2) }),
]);
export type Perturbation = z.infer<typeof perturbationSchema>;

/**
 * Options of LaNMax (Henwood, Leduc-Primeau and Savaria, arXiv:1912.10764, Algorithm 1). The paper's values of most are
 * not recoverable: these defaults are reconstructions that were found to work.
 */
export const lanmaxSchema = z.strictObject({
  /** lambda of equation 4: what the square root of the relative energy weighs beside the loss. Smaller: more accurate. */
  tradeoff: z.number().min(0),
  /** Equation 7 read as loss / best loss (`ratio`) or loss - best loss (`difference`); lambda has another scale in each */
  surrogate: z.enum(['ratio', 'difference']).default('ratio'),
  /** `ratio` divides by no less than this */
  bestLossFloor: z.number().positive().default(0.01),
  /**
   * What is perturbed, regressed on and moved: the rate, as in the paper, or its natural logarithm (ours), in which the
   * energy of equation 1 is linear and a perturbation is as large beside a small rate as beside a large one
   */
  space: z.enum(['linear', 'logarithmic']).default('linear'),
  perturbation: perturbationSchema.default({ kind: 'uniform', halfRange: 0.03 }),
  /** delta of the regulariser delta / 2 ||p||^2, which pulls all rates towards 0 */
  noiseDecay: z
    .strictObject({
      factor: z.number().min(0).default(0),
      /** Added to the gradient before it is brought to length 1, or after */
      at: z.enum(['before-normalisation', 'after-normalisation']).default('before-normalisation'),
    })
    .prefault({}),
  /** SGD on the rates, once an epoch, with a gradient of length 1 */
  outer: z
    .strictObject({
      learningRate: z.number().positive().default(0.02),
      momentum: z.number().min(0).lt(1).default(0.9),
      nesterov: z.boolean().default(true),
      /** `training`: falls as the learning rate of the weights does, as in the paper */
      schedule: z.enum(['training', 'constant']).default('training'),
    })
    .prefault({}),
  rates: z
    .strictObject({
      /** Where every layer starts */
      initial: faultRateSchema.default(0.01),
      minimum: faultRateSchema.default(0.001),
      maximum: faultRateSchema.default(0.45),
    })
    .prefault({})
    .refine(({ initial, minimum, maximum }) => minimum <= initial && initial <= maximum, {
      message: 'the initial rate lies between `minimum` and `maximum`',
      path: ['initial'],
    }),
  /** Fraction of the epochs after which the rates stay as they are and only the weights train on */
  until: z.number().min(0).max(1).default(0.75),
  /** Then gather the rates into so many memory banks, each with one rate (k-means) */
  banks: z.number().int().min(1).optional(),
});
export type LanmaxOptions = z.infer<typeof lanmaxSchema>;
