import { unknown } from '../../../../main/contract/text/digits.ts';
import * as rules from '../../../../main/contract/text/estimate-text.ts';
import { typographicNumbers } from '../../../../main/contract/text/number-signs.ts';
import type { Estimate } from '../../../../main/contract/estimate.ts';
import { significant, withUncertainty } from '../../../charts/digits.ts';

type Interval = Pick<Estimate, 'value' | 'low' | 'high'>;

/** A fraction in per cent, for a column whose title has the unit: `96.82 ± 0.34`. */
export function percentText(estimate: Interval | undefined): string {
  return estimate === undefined ? '' : withUncertainty(100 * estimate.value, 100 * rules.halfWidth(estimate));
}

/** The same with its unit: `96.82 ± 0.34 %`. */
export function accuracyText(estimate: Interval | undefined): string {
  const text = percentText(estimate);
  return text === '' || text === unknown ? text : `${text}\u202f%`;
}

/** Energies that do not differ between seeds are exact: four digits, no interval. */
export function energyText(energy: Interval): string {
  return rules.spreads(energy) ? percentText(energy) : significant(100 * energy.value, 4);
}

/** A difference of accuracies in points, with its sign: `+0.31 ± 0.04`. */
export function pointsText(difference: Interval): string {
  const text = withUncertainty(100 * difference.value, 100 * rules.halfWidth(difference));
  return difference.value > 0 && text !== unknown ? `+${text}` : text;
}

/** `3.31 [2.92, 3.80]`, or with one end where the other is not known: the rule of exports. */
export const intervalText = (interval: Interval, scale = 1): string =>
  typographicNumbers(rules.formatInterval(interval, scale));

/** A factor is never below 0: with no bound above, that is no bound at all. */
export function factorText(factor: Interval): string {
  const isUnbounded = factor.low === 0 && factor.high === Infinity;
  return intervalText(isUnbounded ? { ...factor, low: -Infinity } : factor);
}

/** `95 %`, or the levels there are. */
export const confidenceText = (estimates: readonly Pick<Estimate, 'confidence'>[]): string =>
  typographicNumbers(rules.confidenceLevels(estimates));

/** What `±` means in a table, and what the intervals of it are over. */
export function intervalNote(estimates: readonly Estimate[]): string {
  const known = estimates.filter((estimate) => Number.isFinite(rules.halfWidth(estimate)));
  return typographicNumbers(rules.intervalsNote('± is half of the', known));
}
