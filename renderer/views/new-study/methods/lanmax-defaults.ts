import { lanmaxSchema } from '../../../../main/contract/lanmax.ts';

/** What counts for LaNMax where nothing is written. */
export const lanmaxDefaults = lanmaxSchema.parse({ tradeoff: 1 });

/** Sizes to begin with in the logarithm of the rate (methods, 8.3), where the defaults are too small to be seen. */
export const logarithmicSizes = { perturbation: { kind: 'uniform', halfRange: 1 }, learningRate: 0.2 } as const;
