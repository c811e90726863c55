import { z } from 'zod';

/** Probability that a stored bit is read wrongly. Beyond one half the bit would say the opposite, so 0 to 0.5. */
export const faultRateSchema = z.number().min(0).max(0.5);

const exponentialEnergySchema = z.strictObject({
  model: z.literal('exponential'),
  /** a of p = exp(-a E); 12.8 in Henwood et al., arXiv:1912.10764, equation 1 (value from the authors' FaultyMemory) */
  a: z.number().positive().default(12.8),
});

export const energyTableSchema = z.strictObject({
  model: z.literal('table'),
  /** What it describes, for tables */
  name: z.string().optional(),
  /** Where the numbers come from */
  citation: z.string().optional(),
  warnings: z.array(z.string()).default([]),
  /** Fault rate and the energy of a bit there, relative to the bit of reliable memory, in any order */
  points: z.array(z.strictObject({ rate: z.number().min(0).lt(0.5), energy: z.number().min(0).max(1e6) })).min(2),
});

/** Columns `rate` and `energy`, with a header. Read into a table when the specification is read. */
const energyFileSchema = z.strictObject({ model: z.literal('csv'), path: z.string().min(1) });

/** Energy of one stored bit as a function of its fault rate, relative to the bit of reliable memory. */
export const energyModelSchema = z.discriminatedUnion('model', [
  exponentialEnergySchema,
  energyTableSchema,
  energyFileSchema,
]);
export type EnergyModel = z.infer<typeof energyModelSchema>;
export type EnergyTable = z.infer<typeof energyTableSchema>;

/** A model, or the name of a file in `resources/energy`. */
export const energyReferenceSchema = z.union([z.string().min(1), energyModelSchema]);

/** A file of `resources/energy`: a model that was measured, with its source. */
export const shippedEnergySchema = z.strictObject({
  version: z.literal(1),
  name: z.string(),
  description: z.string(),
  energy: z.discriminatedUnion('model', [exponentialEnergySchema, energyTableSchema]),
});
