import { normalQuantile } from './normal.ts';

/** A proportion with its two-sided confidence interval, which is not centred on it. */
export interface ProportionInterval {
  readonly proportion: number;
  readonly low: number;
  readonly high: number;
  /** Half of high - low. */
  readonly halfWidth: number;
  readonly n: number;
}

/**
 * Wilson's score interval for a proportion, such as the accuracy on n test images (the uncertainty from the finite
 * test set, not from noise draws). E. B. Wilson, "Probable inference, the law of succession, and statistical
 * inference", J. Am. Stat. Assoc. 22, 1927; recommended over the normal interval by Brown, Cai, DasGupta, Stat. Sci.
 * 16, 2001.
 *
 * @param successes integer in [0, trials]
 * @param trials integer, at least 1
 * @param confidence in (0, 1)
 * @throws RangeError outside these ranges
 */
export function wilsonInterval(successes: number, trials: number, confidence: number): ProportionInterval {
  if (!Number.isInteger(trials) || trials < 1) throw new RangeError(`Trials are a positive integer, not ${trials}.`);
  if (!Number.isInteger(successes) || successes < 0 || successes > trials) {
    throw new RangeError(`Successes are an integer from 0 to the ${trials} trials, not ${successes}.`);
  }
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`A confidence lies in (0, 1), not ${confidence}.`);
  const z = normalQuantile((1 + confidence) / 2);
  const proportion = successes / trials;
  const shrink = 1 + (z * z) / trials;
  const centre = (proportion + (z * z) / (2 * trials)) / shrink;
  const halfWidth =
    (z / shrink) * Math.sqrt((proportion * (1 - proportion)) / trials + (z * z) / (4 * trials * trials));
  const low = successes === 0 ? 0 : Math.max(0, centre - halfWidth);
  const high = successes === trials ? 1 : Math.min(1, centre + halfWidth);
  return { proportion, low, high, halfWidth: 0.5 * (high - low), n: trials };
}
