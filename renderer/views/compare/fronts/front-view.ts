import type { FrontComparison } from '../../../../main/contract/front-results.ts';
import { fewSeedsNote } from '../../../../main/contract/text/few-seeds-note.ts';
import { rangeOf, type Range } from '../../../charts/front-axis.ts';
import { formatCount } from '../../../charts/number-format.ts';
import { confidenceText } from '../text/estimate-text.ts';
import type { ComparedPoint } from './compared-points.ts';

/** Energies are that of an exponential model: from this factor on between them the logarithm shows more. */
const wide = 4;

/** Whether the energy axis is logarithmic where nobody has chosen. */
export function usuallyLogarithmic(points: readonly Pick<ComparedPoint, 'energy'>[]): boolean {
  const range = rangeOf(points.map(({ energy: { value } }) => ({ value, low: value, high: value })));
  return range !== undefined && range.min > 0 && range.max / range.min >= wide;
}

/** A logarithmic axis has no place for an energy of 0. */
export function canBeLogarithmic(points: readonly Pick<ComparedPoint, 'energy'>[]): boolean {
  return points.every(({ energy }) => energy.value > 0);
}

/** What an energy of 100 % is, for the axis. */
export function energyName({ reference: { architecture, weights, bits } }: Pick<FrontComparison, 'reference'>): string {
  const size = `${formatCount(weights)} weights × ${bits} ${bits === 1 ? 'bit' : 'bits'}`;
  return `Memory energy (% of ${architecture}: ${size}, in reliable memory)`;
}

/** The same as a sentence. */
export function referenceSentence({ reference, network }: FrontComparison): string {
  const { architecture, weights, bits } = reference;
  const only = network === undefined ? '' : ` Only points of ${network}.`;
  return `Energy is that of the memory which holds the weights. 100\u202f%: ${formatCount(weights)} weights of ${bits} ${bits === 1 ? 'bit' : 'bits'} (${architecture}) in reliable memory.${only}`;
}

/** What is to be known under the chart. */
export function chartNote(comparison: FrontComparison): string {
  const level = confidenceText(comparison.fronts.map(({ hypervolume }) => hypervolume));
  return `${referenceSentence(comparison)} Bars are ${level} intervals over seeds, or over noise draws where there is one seed. A click on a point pins its label${comparison.fronts.length > 1 ? '; the two dashed lines can be dragged' : ''}.`;
}

/** What the brackets of savings, gains and hypervolumes mean. */
export function bootstrapNote({ fronts, resamples }: FrontComparison): string {
  const level = confidenceText(fronts.map(({ hypervolume }) => hypervolume));
  const few = fewSeedsNote(fronts);
  return `[low, high] is the ${level} interval of ${formatCount(resamples)} bootstrap resamples of seeds and noise draws; none where a configuration has one seed. Between points a front is linear. Where it says at least or at most, or the low end of a factor is 0, a front does not reach so far in some of them.${few === '' ? '' : ` ${few}`}`;
}

/** The part of the chart that holds some of the points with room around them; undefined for none. */
export function windowAround(
  points: readonly ComparedPoint[],
  indices: readonly number[],
  logarithmic: boolean,
): { readonly x: Range; readonly y: Range } | undefined {
  const chosen = indices.flatMap((index) => points[index] ?? []);
  const x = rangeOf(
    chosen.map(({ energy }) => energy),
    logarithmic,
  );
  const y = rangeOf(chosen.map(({ accuracy }) => accuracy));
  if (x === undefined || y === undefined) return undefined;
  const share = 0.12;
  const across = (x.max - x.min) * share || x.max * share;
  const up = (y.max - y.min) * share || 0.01;
  return {
    x: logarithmic
      ? { min: x.min / (x.max / x.min) ** share / 1.02, max: x.max * (x.max / x.min) ** share * 1.02 }
      : { min: Math.max(0, x.min - across), max: x.max + across },
    y: { min: Math.max(0, y.min - up), max: Math.min(1.005, y.max + up) },
  };
}
