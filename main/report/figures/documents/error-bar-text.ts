import type { Estimate } from '../../../contract/estimate.ts';
import { confidenceLevels, spreads } from '../../../contract/text/estimate-text.ts';
import { listed } from '../../../contract/text/listed.ts';
import { unique } from '../../unique.ts';

const over: Readonly<Record<Estimate['over'], string>> = {
  images: 'test images (Wilson)',
  draws: 'noise draws (Student)',
  seeds: 'seeds (Student)',
  steps: 'steps',
  resamples: 'bootstrap resamples',
};

/**
 * What the error bars of some estimates are, as a sentence: `Error bars: 95 % confidence intervals over 3 seeds (Student).`
 * Empty where there are none.
 */
export function errorBarText(estimates: readonly Estimate[]): string {
  const drawn = estimates.filter(spreads);
  if (drawn.length === 0) return '';
  const kinds = unique(drawn.map((estimate) => estimate.over)).map((kind) => {
    const counts = unique(drawn.filter((estimate) => estimate.over === kind).map(({ n }) => n)).toSorted(
      (a, b) => a - b,
    );
    const n = counts.length === 1 ? String(counts[0]) : `${counts[0]} to ${counts.at(-1)}`;
    return `${n} ${over[kind]}`;
  });
  const missing =
    drawn.length < estimates.length ? ' Points without one have a single value, whose spread is not known.' : '';
  return `Error bars: ${confidenceLevels(drawn)} confidence intervals over ${listed(kinds)}.${missing}`;
}
