import { z } from 'zod';
import { measurement } from '../measurement.ts';
import { sensitivityResultSchema, sensitivityScoreSchema, trainingPlanSchema } from '../result-schemas/layers.ts';
import { networkChoice } from './inspection.ts';
import { batchNormPlanSchema, dataSchema, layerChoiceSchema, specificationSchema } from '../specification.ts';

/** As a YAML text says it: not checked, defaults left out. The wizard edits this. */
export const writtenSpecificationSchema = z.record(z.string(), z.unknown());
export type WrittenSpecification = z.infer<typeof writtenSpecificationSchema>;

export const specificationProblemSchema = z.strictObject({
  /** From 1 */
  line: z.number().int(),
  /** For example `methods[1].layers.k`; empty for the text as a whole */
  field: z.string(),
  message: z.string(),
  allowed: z.string().optional(),
});
export type SpecificationProblem = z.infer<typeof specificationProblemSchema>;

export const plannedRunSchema = z.strictObject({
  kind: z.enum(['pretrain', 'prepare', 'train']),
  /** As the queue will call it */
  title: z.string(),
  seed: z.number().int(),
  profile: z.string().optional(),
  method: z.string().optional(),
  /** Steps of training; 0 for preparing */
  steps: z.number().int(),
});

export const checkedSpecificationSchema = z.strictObject({
  /** Of the text, also where it has problems; absent where it is not YAML at all */
  written: writtenSpecificationSchema.optional(),
  problems: z.array(specificationProblemSchema),
  /** Normalised, defaults filled in; only without problems */
  specification: specificationSchema.optional(),
  runs: z.array(plannedRunSchema),
  /** A study of this workspace that asks for the same: launching continues it */
  sameStudy: z.strictObject({ id: z.number().int(), name: z.string() }).optional(),
  hash: z.string().optional(),
});
export type CheckedSpecification = z.infer<typeof checkedSpecificationSchema>;

const text = z.string().max(1_000_000);

/** Milliseconds or seconds, with how far off it may be. */
const rangeSchema = z.strictObject({ value: measurement, low: measurement, high: measurement });
export type TimeRange = z.infer<typeof rangeSchema>;

export const probeSchema = z.strictObject({
  engine: z.string(),
  precision: z.string(),
  /** A line for each different training of the study */
  parts: z.array(
    z.strictObject({
      title: z.string(),
      /** Median of a step and its quartiles */
      stepMs: rangeSchema,
      steps: z.number().int(),
      runs: z.number().int(),
      seconds: rangeSchema,
      kind: z.enum(['pretrain', 'train']),
      architecture: z.string(),
      /** Multiply-accumulates of a step by those of one that trains every layer */
      arithmeticFraction: measurement,
    }),
  ),
  /** Scoring, evaluating, loading: of all runs */
  otherSeconds: rangeSchema,
  totalSeconds: rangeSchema,
});
export type Probe = z.infer<typeof probeSchema>;

export const planDescriptionSchema = z.strictObject({
  plan: trainingPlanSchema,
  trainedParameters: z.number().int(),
  parameters: z.number().int(),
  trainedWeights: z.number().int(),
  weights: z.number().int(),
  /** Multiply-accumulates of a training step and image, with these layers trained, by those with all */
  arithmeticFraction: measurement,
});
export type PlanDescription = z.infer<typeof planDescriptionSchema>;

export const specificationMethods = {
  /** Relative paths are looked for in `folder`, then where the workbench was started */
  'specification.check': {
    input: z.strictObject({ text, folder: z.string().optional() }),
    output: checkedSpecificationSchema,
  },
  /** YAML of what the wizard holds; fields it does not know stay as they are */
  'specification.write': {
    input: z.strictObject({ written: writtenSpecificationSchema }),
    output: z.strictObject({ text: z.string() }),
  },
  'specification.open': {
    input: z.strictObject({ path: z.string() }),
    output: z.strictObject({ text: z.string(), folder: z.string() }),
  },
  /** Times one batch of each training and of the evaluation on the engine that will run them. Long: progress, cancel */
  'study.probe': {
    input: z.strictObject({
      text,
      folder: z.string().optional(),
      /** Those that are known, by profile. Otherwise layers are chosen by one draw */
      scores: z.array(z.strictObject({ label: z.string(), scores: z.array(sensitivityScoreSchema) })).default([]),
    }),
    output: probeSchema,
  },
  /** Scores of every layer under every profile, nothing is stored. Long: progress, cancel */
  'sensitivity.compute': {
    input: z.strictObject({ text, folder: z.string().optional() }),
    output: sensitivityResultSchema,
  },
  /** What a choice of layers would train. Quick: while a slider moves */
  'plan.describe': {
    input: z.strictObject({
      ...networkChoice,
      data: dataSchema,
      folder: z.string().optional(),
      choice: layerChoiceSchema,
      batchNorm: batchNormPlanSchema.default('frozen'),
      scores: z.array(sensitivityScoreSchema).default([]),
    }),
    output: planDescriptionSchema,
  },
} as const;
