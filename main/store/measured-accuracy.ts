import type { MeasuredAccuracy } from '../contract/run.ts';
import { fromNullable } from './measurement.ts';

/** Columns of every accuracy that was measured; NULL stands for NaN. */
export interface MeasuredAccuracyRow {
  readonly accuracy: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly confidence: number | null;
  readonly images: number;
}

/** @param draws accuracies of the draws, in order */
export function measuredAccuracy(
  row: MeasuredAccuracyRow,
  draws: readonly { readonly accuracy: number | null }[],
): MeasuredAccuracy {
  return {
    accuracy: fromNullable(row.accuracy),
    low: fromNullable(row.low),
    high: fromNullable(row.high),
    confidence: fromNullable(row.confidence),
    draws: draws.map(({ accuracy }) => fromNullable(accuracy)),
    images: row.images,
  };
}
