import { z } from 'zod';
import { measurement } from '../measurement.ts';
import type { Estimate } from '../estimate.ts';
import type {
  AccuracyResult,
  AccuracyStage,
  FaultAccuracy,
  MemoryReport,
  NoiseReport,
  RateUpdate,
  StepTiming,
} from '../run.ts';
import { mirrors } from './mirrors.ts';

const count = z.number().int();

export const estimateSchema = mirrors<Estimate>()(
  z.strictObject({
    value: measurement,
    low: measurement,
    high: measurement,
    confidence: measurement,
    over: z.enum(['images', 'draws', 'seeds', 'steps', 'resamples']),
    n: measurement,
  }),
);

export const accuracyStageSchema = mirrors<AccuracyStage>()(
  z.enum(['clean', 'quantised', 'noisy', 'recovered-clean', 'recovered']),
);

const measuredAccuracy = {
  accuracy: measurement,
  low: measurement,
  high: measurement,
  confidence: measurement,
  draws: z.array(measurement),
  images: count,
};

export const accuracyResultSchema = mirrors<AccuracyResult>()(
  z.strictObject({ ...measuredAccuracy, stage: accuracyStageSchema }),
);

export const faultAccuracySchema = mirrors<FaultAccuracy>()(
  z.strictObject({
    ...measuredAccuracy,
    kind: z.enum(['rate', 'layer']),
    rate: measurement,
    layer: z.string().optional(),
  }),
);

export const stepTimingSchema = mirrors<StepTiming>()(
  z.strictObject({
    forwardMs: measurement,
    noiseMs: measurement,
    inputGradientsMs: measurement,
    weightGradientsMs: measurement,
    updateMs: measurement,
    totalMs: measurement,
    fullStepMs: measurement,
    samples: measurement,
    batch: count,
  }),
);

export const noiseReportSchema = mirrors<NoiseReport>()(
  z.strictObject({
    layers: z.array(z.strictObject({ layer: z.string(), asked: measurement, measured: measurement, weights: count })),
    matmulLayers: count,
  }),
);

export const rateUpdateSchema = mirrors<RateUpdate>()(
  z.strictObject({
    epoch: measurement,
    layers: z.array(
      z.strictObject({ layer: z.string(), rate: measurement, slope: measurement, standardError: measurement }),
    ),
    energy: measurement,
    bestLoss: measurement,
  }),
);

export const memoryReportFields = {
  layers: z.array(
    z.strictObject({
      layer: z.string(),
      weights: count,
      bits: measurement,
      rate: measurement,
      energyPerBit: measurement,
      bank: count.optional(),
    }),
  ),
  energy: measurement,
  reliableEnergy: measurement,
  float16Energy: measurement,
  float32Energy: measurement,
};

export const memoryReportSchema = mirrors<MemoryReport>()(z.strictObject(memoryReportFields));
