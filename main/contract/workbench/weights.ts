import { z } from 'zod';
import { measurement } from '../measurement.ts';

/** Two distributions of one layer's weights over the same bins. */
export const histogramOfLayerSchema = z.strictObject({
  layer: z.string(),
  /** Edges of equal bins, one more than there are counts */
  edges: z.array(measurement),
  before: z.array(z.number().int().min(0)),
  after: z.array(z.number().int().min(0)),
});
export type LayerHistogram = z.infer<typeof histogramOfLayerSchema>;
