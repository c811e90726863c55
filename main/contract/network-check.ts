import { z } from 'zod';
import { measurement } from './measurement.ts';
import { networkOriginSchema } from './network-inputs.ts';

const count = z.number().int().min(0);
const shape = z.array(count);

/** Weights that a file holds as the integers a memory stores, which stand for (code - zero point) × scale. */
export const codedWeightsReportSchema = z.strictObject({
  weights: count,
  values: count,
  /** Bits, scheme and scales; where the file does not say them, what is seen of them */
  codec: z.string(),
});
export type CodedWeightsReport = z.infer<typeof codedWeightsReportSchema>;

/**
 * What became of every parameter of a network and every tensor of a weights file. Names are the network's, shapes those of
 * the file format (torchvision's). Lists are cut at {@link listedDifferences}; the counts are whole.
 */
export const mappingReportSchema = z.strictObject({
  /** As it was given */
  weights: z.string(),
  fits: z.boolean(),
  counts: z.strictObject({
    parameters: count,
    tensors: count,
    matched: count,
    missing: count,
    unexpected: count,
    wrongShape: count,
    wrongType: count,
    notFinite: count,
  }),
  /** Weights in the parameters that matched */
  matchedWeights: count,
  differences: z.array(
    z.strictObject({
      kind: z.enum(['missing', 'unexpected', 'wrong-shape', 'wrong-type', 'not-finite']),
      name: z.string(),
      expected: shape.optional(),
      found: shape.optional(),
    }),
  ),
  /** Only where the file has integer codes; they were read as the weights that they stand for */
  codes: codedWeightsReportSchema.optional(),
  /** What would probably make it fit, a sentence or two */
  suggestion: z.string().optional(),
});
export type MappingReport = z.infer<typeof mappingReportSchema>;

/** Of each kind, so many differences are listed */
export const listedDifferences = 20;

/** A network's logits beside those that another program gave for the same images. */
export const logitsCheckSchema = z.strictObject({
  reference: z.string(),
  images: count,
  classes: count,
  engine: z.string(),
  /** Largest |difference| of a logit */
  maximumDifference: measurement,
  /** The same over the largest |logit| of the reference */
  relativeDifference: measurement,
  /** Images whose highest logit is of the same class */
  agreeing: count,
});
export type LogitsCheck = z.infer<typeof logitsCheckSchema>;

export const networkCheckSchema = z.strictObject({
  network: z.string(),
  /** What the weights file, or the network's own, says of itself; absent where it says nothing */
  origin: networkOriginSchema.optional(),
  /** Only with a weights file */
  mapping: mappingReportSchema.optional(),
  /** Only with reference logits, and weights that fit */
  logits: logitsCheckSchema.optional(),
});
export type NetworkCheck = z.infer<typeof networkCheckSchema>;
