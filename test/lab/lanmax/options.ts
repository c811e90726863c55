import { lanmaxSchema, type LanmaxOptions } from '../../../main/contract/lanmax.ts';
import type { z } from 'zod';

/** Options with the defaults of the contract. */
export function lanmaxOptions(options: Partial<z.input<typeof lanmaxSchema>> = {}): LanmaxOptions {
  return lanmaxSchema.parse({ tradeoff: 1, ...options });
}
