import { z } from 'zod';
import { measurement } from '../measurement.ts';
import { networkOriginSchema } from '../network-inputs.ts';
import { profileSchema } from '../profile.ts';
import { histogramOfLayerSchema } from './weights.ts';
import { dataSchema, modelSchema } from '../specification.ts';

const profileReference = z.union([z.string().min(1), profileSchema]);
const count = z.number().int().min(0);
/** Where relative paths are looked for that do not lead anywhere from where the workbench was started */
const folder = z.string().optional();

/** Which network: one of the two */
export const networkChoice = { architecture: z.string().optional(), file: z.string().optional() };

/** A network laid out for looking at. Shapes without the batch, in the order height, width, channels. */
export const networkDescriptionSchema = z.strictObject({
  architecture: z.string(),
  input: z.array(count),
  classes: count,
  nodes: z.array(
    z.strictObject({
      name: z.string(),
      op: z.string(),
      inputs: z.array(z.string()),
      outputShape: z.array(count),
      parameters: z.array(z.strictObject({ name: z.string(), role: z.string(), shape: z.array(count), count })),
      /** Convolution or linear: its weights sit in the noisy hardware */
      isMatmul: z.boolean(),
      /** Weights of a matmul layer, without bias; 0 otherwise */
      weights: count,
      /** For one image; 0 for layers that are none */
      multiplyAccumulates: z.number(),
      /** Inputs that one output sums over; absent for other than matmul layers */
      fanIn: count.optional(),
    }),
  ),
  /** Without running statistics, which no optimiser changes */
  parameters: count,
  weights: count,
  multiplyAccumulates: z.number(),
  /** Of a network that another program's file brought along */
  file: z
    .strictObject({
      path: z.string(),
      format: z.enum(['onnx', 'tfjs-layers']),
      /** SHA-256, hex */
      checksum: z.string(),
      /** What was left out, folded or assumed on the way, a sentence each */
      notes: z.array(z.string()),
      /** What the file says of how it came about; absent where it says nothing */
      origin: networkOriginSchema.optional(),
      /** Why it cannot be used with the data: it is shown at its own size all the same */
      misfit: z.strictObject({ message: z.string(), nextStep: z.string() }).optional(),
    })
    .optional(),
});
export type NetworkDescription = z.infer<typeof networkDescriptionSchema>;

export const dataDescriptionSchema = z.strictObject({
  title: z.string(),
  /** [height, width, channels]; of features [1, 1, features] */
  input: z.array(count),
  classes: z.array(z.string()),
  parts: z.array(
    z.strictObject({
      part: z.enum(['train', 'validation', 'test']),
      images: count,
      /** Of each class, after limits */
      classCounts: z.array(count),
      /** SHA-256, hex */
      checksum: z.string(),
    }),
  ),
  /** What is odd about the set and was left so, a sentence each */
  notices: z.array(z.string()).optional(),
  /** Of rows of features, which have no thumbnails */
  features: z
    .strictObject({
      count,
      /** Of the first ones: what their columns are called, and their mean and standard deviation in the training part */
      columns: z.array(z.strictObject({ name: z.string(), mean: measurement, standardDeviation: measurement })),
      /** A few of each class, from the training part, as they were read; a value for each of `columns` */
      rows: z.array(z.strictObject({ label: count, values: z.array(z.number()) })),
    })
    .optional(),
  /** A few of each class, from the training part */
  thumbnails: z.array(
    z.strictObject({
      label: count,
      width: count,
      height: count,
      /** RGBA bytes, base64 */
      pixels: z.string(),
    }),
  ),
});
export type DataDescription = z.infer<typeof dataDescriptionSchema>;

/** What a profile does to the weights of a network, one draw. */
export const profilePreviewSchema = z.strictObject({
  /** Weights are pretrained, or (where there are none) drawn as training would begin with */
  weightsFrom: z.enum(['file', 'initial']),
  seed: z.number().int(),
  layers: z.array(
    z.strictObject({
      layer: z.string(),
      weights: count,
      /** Of the clean weights; those of a binary network are its binary ones */
      standardDeviation: measurement,
      /** Root mean square of what was added to them, integer quantisation included */
      noiseRms: measurement,
      /** 10 log10 of the mean square of the clean weights by that of the disturbance; Infinity where there is none */
      signalToNoiseDecibel: measurement,
      /** Share of stored bits that were read wrong; absent without a memory */
      bitErrorRate: measurement.optional(),
      /** The profile does something to it, whatever this draw shows */
      disturbed: z.boolean(),
    }),
  ),
  /** Of the layer that was asked for */
  histogram: histogramOfLayerSchema.optional(),
});
export type ProfilePreview = z.infer<typeof profilePreviewSchema>;

export const inspectionMethods = {
  'network.describe': {
    input: z.strictObject({ ...networkChoice, data: dataSchema, folder }),
    output: networkDescriptionSchema,
  },
  'data.describe': {
    input: z.strictObject({ data: dataSchema, folder, thumbnailsPerClass: z.number().int().min(0).max(20).default(4) }),
    output: dataDescriptionSchema,
  },
  'profile.preview': {
    input: z.strictObject({
      model: modelSchema,
      data: dataSchema,
      folder,
      profile: profileReference,
      layer: z.string().optional(),
      bins: z.number().int().min(8).max(400).default(80),
      seed: z.number().int().min(0).default(1),
    }),
    output: profilePreviewSchema,
  },
} as const;
