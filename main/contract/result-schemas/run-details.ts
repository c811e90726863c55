import { z } from 'zod';
import { measurement } from '../measurement.ts';
import { networkInputsSchema } from '../network-inputs.ts';
import { profileSchema } from '../profile.ts';
import type { MemorySummary, RunDetails, RunSummary } from '../results.ts';
import type { MetricPoint, Provenance, RunConfiguration, RunKind, RunProgress } from '../run.ts';
import { serializedErrorSchema } from '../rpc/messages.ts';
import { methodSchema, specificationSchema } from '../specification.ts';
import { sensitivityScoreSchema, trainingPlanSchema } from './layers.ts';
import {
  accuracyResultSchema,
  faultAccuracySchema,
  memoryReportFields,
  noiseReportSchema,
  rateUpdateSchema,
  stepTimingSchema,
} from './measured.ts';
import { mirrors } from './mirrors.ts';

const count = z.number().int();
const texts = z.record(z.string(), z.string());

export const runStatusSchema = z.enum(['queued', 'running', 'finished', 'failed', 'stopped', 'lost']);
const runKindSchema = mirrors<RunKind>()(z.enum(['pretrain', 'prepare', 'train']));

export const runProgressSchema = mirrors<RunProgress>()(
  z.strictObject({
    phase: z.enum(['loading', 'evaluating', 'scoring', 'training', 'timing', 'saving']),
    fraction: measurement,
    detail: z.string(),
    secondsLeft: measurement.optional(),
  }),
);

const runSummaryFields = {
  id: count,
  studyId: count,
  studyName: z.string(),
  kind: runKindSchema,
  profile: z.string().optional(),
  method: z.string().optional(),
  seed: count,
  status: runStatusSchema,
  fraction: measurement,
  startedAt: z.string().optional(),
  durationSeconds: measurement.optional(),
  accuracy: accuracyResultSchema.optional(),
  error: serializedErrorSchema.optional(),
};

export const runSummarySchema = mirrors<RunSummary>()(z.strictObject(runSummaryFields));

export const memorySummarySchema = mirrors<MemorySummary>()(
  z.strictObject({ ...memoryReportFields, geometricMeanRate: measurement.optional() }),
);

const { version, data, model, sensitivity, training, evaluation, engine } = specificationSchema.shape;

export const runConfigurationSchema = mirrors<RunConfiguration>()(
  z.strictObject({
    kind: runKindSchema,
    study: z.strictObject({ version, data, model, sensitivity, training, evaluation, engine }),
    seed: count,
    profile: z.strictObject({ label: z.string(), profile: profileSchema }).optional(),
    method: methodSchema.optional(),
  }),
);

export const provenanceSchema = mirrors<Provenance>()(
  z.strictObject({
    engine: z.string(),
    precision: z.string(),
    versions: texts,
    checksums: texts,
    data: z.strictObject({ shape: z.array(count), classes: count }).optional(),
    inputs: networkInputsSchema.optional(),
    application: z.string(),
    commit: z.string().optional(),
    node: z.string(),
    platform: z.string(),
    processor: z.string(),
    cores: count,
    memoryBytes: measurement,
    command: z.string(),
  }),
);

export const metricSeriesSchema = z.enum([
  'loss',
  'accuracy',
  'learning-rate',
  'validation-loss',
  'validation-accuracy',
  'step-ms',
]);

const metricPointSchema = mirrors<MetricPoint>()(
  z.strictObject({
    series: metricSeriesSchema,
    step: count,
    value: measurement,
  }),
);

export const runDetailsSchema = mirrors<RunDetails>()(
  z.strictObject({
    ...runSummaryFields,
    configuration: runConfigurationSchema,
    hash: z.string(),
    provenance: provenanceSchema.optional(),
    accuracies: z.array(accuracyResultSchema),
    sensitivity: z.array(sensitivityScoreSchema),
    plan: trainingPlanSchema.optional(),
    timing: stepTimingSchema.optional(),
    noise: noiseReportSchema.optional(),
    memory: memorySummarySchema.optional(),
    rateUpdates: z.array(rateUpdateSchema),
    faultAccuracies: z.array(faultAccuracySchema),
    checkpoints: z.array(
      z.strictObject({
        position: z.strictObject({ epoch: count, step: count }),
        sha256: z.string(),
        bytes: count,
        final: z.boolean(),
      }),
    ),
    latestMetrics: z.array(metricPointSchema),
  }),
);
