import { z } from 'zod';
import { measurement } from '../measurement.ts';
import type { FrontComparison, FrontReading } from '../front-results.ts';
import { estimateSchema, memoryReportSchema } from './measured.ts';
import { mirrors } from './mirrors.ts';

const count = z.number().int();
const pair = { method: z.string(), against: z.string() };

/** Of both fronts where they are read */
const readingOfBoth = z.strictObject({ method: measurement.optional(), against: measurement.optional() });

export const seedAccuracyFields = { seed: count, runId: count, accuracy: measurement };

const frontPointSchema = z.strictObject({
  profile: z.string(),
  label: z.string(),
  architecture: z.string(),
  energy: estimateSchema,
  accuracy: estimateSchema,
  seeds: z.array(z.strictObject({ ...seedAccuracyFields, energy: measurement, draws: z.array(measurement) })),
  dominated: z.boolean(),
  dominatedByAny: z.boolean(),
  memory: memoryReportSchema.optional(),
});

export const frontComparisonSchema = mirrors<FrontComparison>()(
  z.strictObject({
    reference: z.strictObject({ architecture: z.string(), weights: count, bits: measurement }),
    network: z.string().optional(),
    fronts: z.array(
      z.strictObject({ method: z.string(), points: z.array(frontPointSchema), hypervolume: estimateSchema }),
    ),
    savings: z.array(z.strictObject({ ...pair, accuracy: measurement, factor: estimateSchema })),
    gains: z.array(z.strictObject({ ...pair, energy: measurement, gain: estimateSchema })),
    resamples: count,
  }),
);

export const frontReadingSchema = mirrors<FrontReading>()(
  z.strictObject({
    ...pair,
    saving: z
      .strictObject({
        accuracy: measurement,
        energies: readingOfBoth,
        factor: estimateSchema,
        definedShare: measurement,
      })
      .optional(),
    gain: z
      .strictObject({
        energy: measurement,
        accuracies: readingOfBoth,
        gain: estimateSchema,
        definedShare: measurement,
      })
      .optional(),
  }),
);
