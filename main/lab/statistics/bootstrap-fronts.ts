import { accuracyOnFront, energyOnFront } from './front-interpolation.ts';
import { hypervolume } from './hypervolume.ts';
import { paretoFront, type EnergyAccuracy } from './pareto.ts';
import { percentileInterval, type Ends } from './percentile-interval.ts';
import { resamplePoint, type SampledSeed } from './two-level-resampling.ts';

export interface SampledFront {
  readonly method: string;
  /** Each over its finished seeds */
  readonly points: readonly { readonly seeds: readonly SampledSeed[] }[];
}

export interface BootstrapEstimate {
  /** From all data; NaN where it is not defined */
  readonly value: number;
  /** Percentile interval; NaN when a point of the fronts has one seed. May be infinite, see `bootstrapFronts` */
  readonly low: number;
  readonly high: number;
  /** Share of resamples in which the quantity exists, 0 to 1 */
  readonly defined: number;
}

export interface BootstrappedFronts {
  /** Means over all data of every point of a method, dominated ones too, in the order given */
  readonly points: (method: string) => readonly EnergyAccuracy[];
  /** Fraction of the rectangle from (0, reference accuracy) to (reference energy, 1) that is dominated */
  readonly hypervolume: (method: string, reference: EnergyAccuracy) => BootstrapEstimate;
  /** Energy of `against` by energy of `method` at an accuracy: 3 means that the method needs a third */
  readonly energyFactor: (method: string, against: string, accuracy: number) => BootstrapEstimate;
  /** Accuracy of `method` less that of `against` at an energy */
  readonly accuracyGain: (method: string, against: string, energy: number) => BootstrapEstimate;
}

export interface BootstrapOptions {
  /** How often the data are drawn anew, for example 2,000 */
  readonly resamples: number;
  /** In (0, 1), such as 0.95 */
  readonly confidence: number;
  /** Of the random streams; does not depend on the seeds of the runs */
  readonly seed: number;
}

/** Fronts of one method: of all data, and of each resample. */
interface Resampled {
  readonly points: readonly EnergyAccuracy[];
  readonly front: readonly EnergyAccuracy[];
  readonly fronts: readonly (readonly EnergyAccuracy[])[];
  readonly singleSeed: boolean;
}

/**
 * Confidence intervals of what is read off energy-accuracy fronts, by the percentiles of a two-level bootstrap (Efron
 * and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13; Davison and Hinkley, "Bootstrap Methods and
 * their Application", 1997, section 3.8): seeds are drawn with replacement, the noise draws of each with replacement,
 * and means and fronts computed anew. What is fixed: the test images and the set of configurations.
 *
 * Pairing: points with the same seeds, of whatever method, get the same seeds in a resample, so that effects common to
 * a seed cancel. Points with different sets of seeds are drawn independently. Noise draws always are.
 *
 * Few seeds: three seeds have only ten different resamples, their variance is (n - 1) / n of the right one, and a plain
 * percentile interval goes by normal instead of Student quantiles; at 95 % it covers about 75 to 80 %. Deviations due
 * to seeds are therefore stretched by sqrt(n / (n - 1)) (Rao and Wu, J. Am. Stat. Assoc. 83, 1988: with it alone about
 * 84 %) and by Student's over the normal quantile (the idea of Hesterberg's expanded percentile interval, Am. Stat. 69,
 * 2015, here on the deviations, because three seeds have no such percentiles): 2.69 for three seeds at 95 %, tending
 * to 1. The combination is ours. Simulated with normal data and 3 to 10 seeds, means are covered in 93 to 99 %,
 * hypervolumes, factors and gains in 89 to 99 % (lowest with 3 seeds and no noise draws). Two seeds have only three
 * resamples: means are covered, but what is read off fronts in as little as 60 %. A single seed has no interval.
 *
 * The variance of noise draws enters twice, since it is part of that between seeds. The shrinkage against it (Davison
 * and Hinkley, same section) differs from point to point, which would undo the pairing, so it is left out: intervals
 * are too wide by at most 10 % with 3 seeds and 32 % with 10, and that only where seeds do not matter at all.
 *
 * A front that does not reach an accuracy, or has no point as cheap as an energy, is not left out of the percentiles,
 * which would flatter it: its energy is taken as infinite, its accuracy as minus infinity. So a `low` of 0 (of a gain:
 * minus Infinity) says that the method did not reach in more than (1 - confidence) / 2 of the resamples, a `high` of
 * Infinity that `against` did not. Where both fail, the resample counts against both ends.
 *
 * @throws LabError for a point without seeds or draws, or a value that is not finite; RangeError for a wrong option,
 *   a method named twice or unknown, or a seed twice in a point
 */
export function bootstrapFronts(fronts: readonly SampledFront[], options: BootstrapOptions): BootstrappedFronts {
  const { resamples, confidence } = options;
  if (!Number.isInteger(resamples) || resamples < 1) {
    throw new RangeError(`The number of resamples is a positive integer, not ${resamples}.`);
  }
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`A confidence lies in (0, 1), not ${confidence}.`);
  const byMethod = new Map(fronts.map((front) => [front.method, resampleFront(front, options)]));
  if (byMethod.size < fronts.length) throw new RangeError('Two fronts have the same method.');

  const of = (method: string): Resampled => {
    const found = byMethod.get(method);
    if (found === undefined) throw new RangeError(`There is no front of ${method}.`);
    return found;
  };
  const estimate = (
    method: string,
    against: string,
    ends: Ends,
    quantity: (method: readonly EnergyAccuracy[], against: readonly EnergyAccuracy[]) => number,
  ): BootstrapEstimate => {
    const [first, second] = [of(method), of(against)];
    const values = first.fronts.map((front, resample) => quantity(front, second.fronts[resample]!));
    const value = quantity(first.front, second.front);
    const isDefined = (each: number): boolean => each > ends.worst && each < ends.best;
    const known = !first.singleSeed && !second.singleSeed;
    const { low, high } = known ? percentileInterval(values, confidence, ends) : { low: NaN, high: NaN };
    return { value: isDefined(value) ? value : NaN, low, high, defined: values.filter(isDefined).length / resamples };
  };

  return {
    points: (method) => of(method).points,
    hypervolume: (method, reference) =>
      estimate(method, method, { worst: -Infinity, best: Infinity }, (front) => hypervolume(front, reference).fraction),
    energyFactor: (method, against, accuracy) =>
      estimate(method, against, { worst: 0, best: Infinity }, (first, second) => {
        return (energyOnFront(second, accuracy) ?? Infinity) / (energyOnFront(first, accuracy) ?? Infinity);
      }),
    accuracyGain: (method, against, energy) =>
      estimate(method, against, { worst: -Infinity, best: Infinity }, (first, second) => {
        return (accuracyOnFront(first, energy) ?? -Infinity) - (accuracyOnFront(second, energy) ?? -Infinity);
      }),
  };
}

function resampleFront({ method, points }: SampledFront, options: BootstrapOptions): Resampled {
  const resampled = points.map(({ seeds }, index) => resamplePoint(`${method}/${index}`, seeds, options));
  const measured = resampled.map((point) => point.measured);
  const pointsOf = (index: number): EnergyAccuracy[] =>
    resampled.map(({ energies, accuracies }) => ({ energy: energies[index]!, accuracy: accuracies[index]! }));
  return {
    points: measured,
    front: paretoFront(measured),
    fronts: Array.from({ length: options.resamples }, (_value, index) => paretoFront(pointsOf(index))),
    singleSeed: points.some(({ seeds }) => seeds.length < 2),
  };
}
