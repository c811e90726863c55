import type { Augmentation } from '../../main/data/augmentation.ts';

/** The usual one for CIFAR. */
export const padCropFlip: Augmentation = { padding: 4, fill: 'black', flipProbability: 0.5 };
