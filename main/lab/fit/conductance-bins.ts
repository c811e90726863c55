import { LabError } from '../../contract/errors.ts';
import { mean, standardDeviation } from '../statistics/summary.ts';
import type { ConductancePairs } from './measurements.ts';

/** Errors of conductances that are alike. */
export interface ConductanceBin {
  /** Root mean square of the conductances: where a spread in proportion to them is that of the bin */
  readonly conductance: number;
  /** Of the errors around their mean, without the bias of few values */
  readonly deviation: number;
  readonly count: number;
  readonly meanError: number;
}

/** Fewest errors that a standard deviation is taken of here. */
const fewestInBin = 5;
const fewestBins = 5;
const mostBins = 24;

/**
 * Gathers pairs into bins: a bin for each conductance where there are few different ones, as of devices that are programmed
 * to levels; otherwise bins of about as many pairs each by rising conductance. Equal conductances are never parted. Between 5
 * and 24 bins of 20 pairs and more where there are as many, of 5 at least.
 *
 * @param pairs as they are, in any order
 * @throws LabError 'invalid-argument' for too few pairs, or too few different conductances
 */
export function conductanceBins({ conductance, error }: ConductancePairs): readonly ConductanceBin[] {
  const pairs = conductance.length;
  if (pairs < fewestInBin * fewestBins) {
    throw new LabError(
      'invalid-argument',
      `${pairs === 1 ? 'One pair of a conductance and an error is' : `${pairs} pairs of a conductance and an error are`} too few to find a standard deviation by conductance.`,
      `Measure ${fewestInBin * fewestBins} at least, or give standard deviations with their counts.`,
    );
  }
  const order = Array.from(conductance.keys()).sort((first, second) => conductance[first]! - conductance[second]!);
  const levels = endsOfLevels(order, conductance);
  const ends = isOfLevels(levels) ? levels : mergedEnds(levels, pairs);
  const bins = ends.map((end, bin) => order.slice(ends[bin - 1] ?? 0, end));
  return bins
    .filter(({ length }) => length >= fewestInBin)
    .map((members) => {
      const errors = members.map((index) => error[index]!);
      return {
        conductance: Math.sqrt(mean(members.map((index) => conductance[index]! ** 2))),
        deviation: standardDeviation(errors) / deviationBias(members.length),
        count: members.length,
        meanError: mean(errors),
      };
    });
}

/** Where runs of equal conductances end, in rising order. */
function endsOfLevels(order: readonly number[], conductance: readonly number[]): readonly number[] {
  const ends: number[] = [];
  for (let place = 1; place <= order.length; place++) {
    if (place === order.length || conductance[order[place]!] !== conductance[order[place - 1]!]) ends.push(place);
  }
  return ends;
}

const isOfLevels = (ends: readonly number[]): boolean =>
  ends.length <= 2 * mostBins && ends.every((end, level) => end - (ends[level - 1] ?? 0) >= fewestInBin);

/** Ends of levels so that each bin has its share of the pairs, or more where a level has; a smaller rest joins the last. */
function mergedEnds(levels: readonly number[], pairs: number): readonly number[] {
  const share = pairs / Math.min(mostBins, Math.max(fewestBins, Math.floor(pairs / 20)));
  const ends: number[] = [];
  for (const end of levels) {
    if (end - (ends.at(-1) ?? 0) >= Math.floor(share)) ends.push(end);
  }
  return [...ends.slice(0, -1), pairs];
}

/** c4 of quality control: what the standard deviation of n normal values is too small by, to 0.2 % for n of 5 and more. */
function deviationBias(count: number): number {
  return (4 * count - 4) / (4 * count - 3);
}
