import { z } from 'zod';
import { measurement } from '../measurement.ts';
import { profileSchema } from '../profile.ts';
import type { MethodComparison, ProfileComparison, StudyComparison } from '../results.ts';
import { methodSchema, sensitivityMetricSchema } from '../specification.ts';
import { frontComparisonSchema, seedAccuracyFields } from './fronts.ts';
import { sensitivityScoreSchema, trainingPlanSchema } from './layers.ts';
import {
  accuracyStageSchema,
  estimateSchema,
  noiseReportSchema,
  rateUpdateSchema,
  stepTimingSchema,
} from './measured.ts';
import { mirrors } from './mirrors.ts';
import { memorySummarySchema, runStatusSchema, runSummarySchema } from './run-details.ts';

const count = z.number().int();

const pairedTestSchema = z.strictObject({
  against: z.string(),
  pairs: count,
  n: count,
  pValue: measurement,
  smallestPossiblePValue: measurement,
  exact: z.boolean(),
  holmPValue: measurement.optional(),
  difference: estimateSchema,
});

const methodComparisonSchema = mirrors<MethodComparison>()(
  z.strictObject({
    method: z.string(),
    label: z.string(),
    configuration: methodSchema.optional(),
    recovered: estimateSchema,
    recoveredClean: estimateSchema.optional(),
    seeds: z.array(z.strictObject(seedAccuracyFields)),
    plan: trainingPlanSchema.optional(),
    chosenBy: sensitivityMetricSchema.optional(),
    timing: stepTimingSchema.optional(),
    speedup: estimateSchema.optional(),
    pairedTest: pairedTestSchema.optional(),
    choiceTests: z.array(pairedTestSchema).optional(),
  }),
);

const profileComparisonSchema = mirrors<ProfileComparison>()(
  z.strictObject({
    label: z.string(),
    profile: profileSchema,
    ladder: z.array(
      z.strictObject({ stage: accuracyStageSchema, label: z.string().optional(), accuracy: estimateSchema }),
    ),
    sensitivity: z.array(sensitivityScoreSchema),
    noise: noiseReportSchema.optional(),
    methods: z.array(methodComparisonSchema),
  }),
);

export const studyComparisonSchema = mirrors<StudyComparison>()(
  z.strictObject({
    study: z.strictObject({
      id: count,
      name: z.string(),
      createdAt: z.string(),
      hash: z.string(),
      runs: z.partialRecord(runStatusSchema, count),
    }),
    architecture: z.string(),
    data: z.string(),
    engines: z.array(z.string()),
    profiles: z.array(profileComparisonSchema),
    fronts: frontComparisonSchema.optional(),
    faultCurves: z.array(
      z.strictObject({
        profile: z.string(),
        label: z.string(),
        method: z.string(),
        kind: z.enum(['rate', 'layer']),
        points: z.array(z.strictObject({ rate: measurement, layer: z.string().optional(), accuracy: estimateSchema })),
      }),
    ),
    rateHistories: z.array(
      z.strictObject({
        profile: z.string(),
        label: z.string(),
        seed: count,
        runId: count,
        updates: z.array(rateUpdateSchema),
        memory: memorySummarySchema.optional(),
      }),
    ),
    unfinished: z.array(runSummarySchema),
  }),
);
