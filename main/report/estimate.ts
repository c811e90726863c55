import type { Estimate } from '../contract/results.ts';
import { formatCount, formatPercent } from './format-number.ts';

/** Half the interval's width; Wilson's intervals are slightly lopsided, their half width stands for both sides. */
export function halfWidth({ low, high }: Estimate): number {
  return (high - low) / 2;
}

export function formatAccuracy(estimate: Estimate | undefined): string {
  return estimate === undefined ? '' : formatPercent(estimate.value, halfWidth(estimate));
}

const units = { images: 'test image', draws: 'noise draw', seeds: 'seed', steps: 'step' } as const;

/** `1,017 test images`, `1 seed`: what an interval is over. */
export function formatSample({ over, n }: Estimate): string {
  return `${formatCount(n)} ${units[over]}${n === 1 ? '' : 's'}`;
}

/** What `±` means in a table. */
export function intervalNote(estimates: readonly Estimate[]): string {
  const levels = [...new Set(estimates.map(({ confidence }) => `${Number((100 * confidence).toFixed(4))} %`))];
  return levels.length === 0 ? '' : `± is half of the ${levels.join(' or ')} confidence interval.`;
}
