import { readFileSync } from 'node:fs';
import type { Alternative } from '../../../main/lab/statistics/wilcoxon.ts';

interface Cumulative {
  readonly value: number;
  readonly cumulative: number;
}

interface Golden {
  readonly normal: readonly Cumulative[];
  readonly normalQuantile: readonly { readonly probability: number; readonly value: number }[];
  readonly student: readonly (Cumulative & { readonly freedom: number })[];
  readonly studentQuantile: readonly {
    readonly probability: number;
    readonly freedom: number;
    readonly value: number;
  }[];
  readonly incompleteBeta: readonly {
    readonly a: number;
    readonly b: number;
    readonly x: number;
    readonly value: number;
  }[];
  readonly logGamma: readonly { readonly x: number; readonly value: number }[];
  readonly logBeta: readonly { readonly a: number; readonly b: number; readonly value: number }[];
  readonly meanInterval: {
    readonly values: readonly number[];
    readonly confidence: number;
    readonly mean: number;
    readonly low: number;
    readonly high: number;
    readonly variance: number;
    readonly quantile: readonly { readonly probability: number; readonly value: number }[];
  };
  readonly wilson: readonly {
    readonly successes: number;
    readonly trials: number;
    readonly confidence: number;
    readonly low: number;
    readonly high: number;
  }[];
  readonly wilcoxon: readonly (Readonly<Record<Alternative, number>> & {
    readonly differences: readonly number[];
    readonly method: 'exact' | 'normal';
    readonly statistic: number;
  })[];
  readonly spearman: readonly {
    readonly first: readonly number[];
    readonly second: readonly number[];
    readonly value: number;
  }[];
}

/** Values of scipy and numpy; their versions are in the file. */
export const golden = JSON.parse(
  readFileSync(new URL('../../fixtures/statistics.json', import.meta.url), 'utf8'),
) as Golden;

/** |actual - expected| relative to |expected|, where that is not zero. */
export function relativeError(actual: number, expected: number): number {
  return Math.abs(actual - expected) / (expected === 0 ? 1 : Math.abs(expected));
}
