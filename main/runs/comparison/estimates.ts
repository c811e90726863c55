import type { Estimate } from '../../contract/estimate.ts';
import type { MeasuredAccuracy } from '../../contract/run.ts';
import type { BootstrapEstimate } from '../../lab/statistics/bootstrap-fronts.ts';
import { meanInterval } from '../../lab/statistics/student-t.ts';

/** Student's interval over seeds; unbounded for a single value. @throws LabError when there is none */
export function overSeeds(values: readonly number[], confidence: number): Estimate {
  const { mean, low, high, n } = meanInterval(values, confidence);
  return { value: mean, low, high, confidence, over: 'seeds', n };
}

/** An interval over noise draws where there were some, otherwise over test images. */
export function ofResult(result: MeasuredAccuracy): Estimate {
  const drawn = result.draws.length > 1;
  return {
    value: result.accuracy,
    low: result.low,
    high: result.high,
    confidence: result.confidence,
    over: drawn ? 'draws' : 'images',
    n: drawn ? result.draws.length : result.images,
  };
}

/** Over seeds where there are several; otherwise the one run's own interval. @throws LabError when there is none */
export function combined(results: readonly MeasuredAccuracy[], confidence: number): Estimate {
  return results.length === 1
    ? ofResult(results[0]!)
    : overSeeds(
        results.map(({ accuracy }) => accuracy),
        confidence,
      );
}

/** An interval over bootstrap resamples. */
export function overResamples(
  { value, low, high }: BootstrapEstimate,
  confidence: number,
  resamples: number,
): Estimate {
  return { value, low, high, confidence, over: 'resamples', n: resamples };
}
