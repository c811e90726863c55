import { z } from 'zod';
import { measurement } from '../measurement.ts';
import type { SensitivityResult } from '../results.ts';
import type { SensitivityScore, TrainingPlan } from '../run.ts';
import { sensitivityMetricSchema } from '../specification.ts';
import { noiseReportSchema } from './measured.ts';
import { mirrors } from './mirrors.ts';

const names = z.array(z.string());

export const sensitivityScoreSchema = mirrors<SensitivityScore>()(
  z.strictObject({
    metric: sensitivityMetricSchema,
    layer: z.string(),
    value: measurement,
    standardError: measurement,
    n: measurement,
    seed: z.number().int(),
    seconds: measurement,
  }),
);

export const trainingPlanSchema = mirrors<TrainingPlan>()(
  z.strictObject({
    trained: names,
    frozen: names,
    trainedBatchNorms: names,
    reason: z.string(),
    speedupBound: measurement,
  }),
);

export const sensitivityResultSchema = mirrors<SensitivityResult>()(
  z.strictObject({
    architecture: z.string(),
    batch: z.number().int(),
    draws: z.number().int(),
    profiles: z.array(
      z.strictObject({
        label: z.string(),
        scores: z.array(sensitivityScoreSchema),
        chosen: z.array(z.strictObject({ metric: sensitivityMetricSchema, layers: names, reason: z.string() })),
        noise: noiseReportSchema.optional(),
      }),
    ),
  }),
);
