import type { RandomSource } from '../ops/ops.ts';
import { streamKey } from '../random/stream.ts';

/** What draws are for; each purpose has masks of its own. */
export type NoisePurpose = 'training' | 'evaluation' | 'sensitivity' | 'report';

/** Analog noise; faults of a bit when it is read; cells stuck on a chip of this draw, and on the only chip there is. */
export type NoiseEffect = 'noise' | 'bit-faults' | 'stuck-at' | 'stuck-at-chip';

/** The masks of one layer, by effect, and by bit (0 for the least significant) for all but analog noise. */
export type NoiseStreams<T> = (effect: NoiseEffect, bit?: number) => RandomSource<T>;

/**
 * The masks of one layer: the same seed, purpose, layer and draw give the same noise on every engine. Those of
 * `stuck-at-chip` are the same for every purpose, and the caller has to give them a constant draw.
 *
 * @param draw int32 scalar
 */
export function noiseStreams<T>(seed: number, purpose: NoisePurpose, layer: string, draw: T): NoiseStreams<T> {
  return (effect, bit = 0) => ({ key: streamKey(seed, streamName(effect, purpose, layer, bit)), draw });
}

function streamName(effect: NoiseEffect, purpose: NoisePurpose, layer: string, bit: number): string {
  switch (effect) {
    case 'noise':
      return `noise:${purpose}:${layer}`;
    case 'bit-faults':
    case 'stuck-at':
      return `${effect}:${purpose}:${layer}:${bit}`;
    case 'stuck-at-chip':
      return `stuck-at:chip:${layer}:${bit}`;
  }
}
