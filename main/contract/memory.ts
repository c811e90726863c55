import { z } from 'zod';
import { energyReferenceSchema, faultRateSchema } from './energy.ts';

const share = z.number().min(0).max(1);

/**
 * The memory that holds the stored bits of the weights: what goes wrong in it, and what a bit costs. Faults fall on each
 * bit independently, after quantisation and before analog noise.
 */
export const memorySchema = z.strictObject({
  /**
   * Fault rate of a bit when it is read, drawn afresh at every read: a binary symmetric channel (arXiv:1912.10764,
   * equation 2). Methods that choose rates take their own instead.
   */
  rate: faultRateSchema.default(0),
  /** Layers (node names) whose rate differs from `rate` */
  layers: z.record(z.string(), faultRateSchema).default({}),
  /** Share of the rate at which a stored 0 is read as 1; below 1 the channel is asymmetric */
  zeroToOne: share.default(1),
  /** Share of the rate at which a stored 1 is read as 0 */
  oneToZero: share.default(1),
  /** How signed integer codes are stored; unsigned and binary ones are as they are */
  encoding: z.enum(['twos-complement', 'offset']).default('twos-complement'),
  /** Permanent faults: cells that always read the same, drawn once for each chip */
  stuckAt: z
    .strictObject({
      /** Probability that a cell is stuck */
      rate: faultRateSchema,
      /** Share of stuck cells that read 1 */
      toOne: share.default(0.5),
      /** `many`: each training step and each evaluation draw is another chip. `one`: trained for the chip it is evaluated on */
      chips: z.enum(['many', 'one']).default('many'),
    })
    .optional(),
  /** Of one bit, by its fault rate */
  energy: energyReferenceSchema.prefault({ model: 'exponential' }),
});
export type Memory = z.infer<typeof memorySchema>;
