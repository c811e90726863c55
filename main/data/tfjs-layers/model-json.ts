import { z } from 'zod';
import { readWholeFile } from '../read-file.ts';
import { invalidTfjs } from './tfjs-error.ts';

/** Topologies of thousands of layers take a few megabytes. */
export const maximumModelBytes = 50_000_000;

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const weightSchema = z.object({
  name: z.string(),
  shape: z.array(count).max(8),
  dtype: z.string(),
  quantization: z.object({ dtype: z.string(), scale: z.number().optional(), min: z.number().optional() }).optional(),
});
export type WeightEntry = z.infer<typeof weightSchema>;

const manifestSchema = z.array(
  z.object({ paths: z.array(z.string()).max(100_000), weights: z.array(weightSchema).max(100_000) }),
);
export type WeightsManifest = z.infer<typeof manifestSchema>;

/** Keras describes every object as the class it is of and its configuration. */
const describedSchema = z.object({ class_name: z.string(), config: z.unknown() });

const modelSchema = z.object({
  format: z.string().optional(),
  modelTopology: z.unknown(),
  weightsManifest: manifestSchema,
});

export interface ModelJson {
  /** `Sequential`, `Functional` or `Model` */
  readonly className: string;
  readonly config: unknown;
  /** Empty where the file does not say */
  readonly kerasVersion: string;
  readonly manifest: WeightsManifest;
}

/**
 * Reads the `model.json` of a tfjs layers model, as tfjs itself saves it or its converter writes it (the model is in
 * `model_config` then).
 *
 * @throws LabError `missing-file`; `invalid-weights-file` for anything else
 */
export function readModelJson(path: string): ModelJson {
  const bytes = readWholeFile(path, 'tfjs model', 'invalid-weights-file', maximumModelBytes);
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw invalidTfjs(path, 'is not JSON', { cause: error });
  }
  const { success, data } = modelSchema.safeParse(parsed);
  if (!success) throw invalidTfjs(path, 'has no `modelTopology` with a `weightsManifest`, as a tfjs layers model has');
  const { format, modelTopology, weightsManifest: manifest } = data;
  if (format === 'graph-model' || (isRecord(modelTopology) && 'node' in modelTopology)) {
    throw invalidTfjs(path, 'is a tfjs graph model, of which only the operations are left and no layers');
  }
  const topology = isRecord(modelTopology) ? modelTopology : {};
  const described = describedSchema.safeParse(topology.model_config ?? topology);
  if (!described.success) throw invalidTfjs(path, 'describes no Keras model in its `modelTopology`');
  return {
    className: described.data.class_name,
    config: described.data.config,
    kerasVersion: typeof topology.keras_version === 'string' ? topology.keras_version : '',
    manifest,
  };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
