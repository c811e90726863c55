import { z } from 'zod';
import { measurement } from './measurement.ts';

/** How images (or rows of features) are prepared before a network reads them: (value - mean) / standardDeviation. */
export const networkInputsSchema = z.strictObject({
  /** One for each channel */
  mean: z.array(measurement),
  standardDeviation: z.array(measurement),
  /** Before that: `unit` are bytes divided by 255, `own` numbers as they are */
  range: z.enum(['unit', 'own']),
  /** What the channels are, in their order, where that is known */
  channels: z.array(z.string()).optional(),
  /** In the order of the logits */
  classNames: z.array(z.string()).optional(),
});
export type NetworkInputs = z.infer<typeof networkInputsSchema>;

/** What a file of a network, or of its weights, says of how it came about. */
export const networkOriginSchema = z.strictObject({
  /** Name and value, for people to read */
  facts: z.array(z.tuple([z.string(), z.string()])),
  inputs: networkInputsSchema.optional(),
  /** The network normalises its images itself */
  normalises: z.boolean(),
  /** What is different about the data in question, a sentence each */
  warnings: z.array(z.string()),
});
export type NetworkOrigin = z.infer<typeof networkOriginSchema>;
