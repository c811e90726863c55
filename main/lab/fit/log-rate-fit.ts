import { polynomialAt, powers } from './polynomial.ts';
import { weightedLeastSquares } from './weighted-least-squares.ts';

/** A fault rate at a voltage. */
export interface RatePoint {
  readonly voltage: number;
  readonly rate: number;
  /** Bits that were read; absent where nobody says, and then the rate is above 0 */
  readonly bits?: number;
}

export interface LogRateFit {
  readonly coefficients: readonly number[];
  readonly covariance: readonly (readonly number[])[];
  /** Standard deviation of ln p around the fit that counting does not explain */
  readonly extraScatter: number;
  /** Reduced chi squared by the errors of counting alone; NaN without counts */
  readonly countingChiSquared: number;
  readonly r2: number;
  /** -2 ln of the likelihood, up to a constant: normal in ln p, that of no count at all for a rate of 0 */
  readonly deviance: number;
}

/** Below this variance of ln p nothing is told apart. */
const leastVariance = 1e-18;
const mostPasses = 200;
/** So that far from all that was measured a variance stays a number. */
const leastRate = 1e-200;
/** Errors that a fit has to expect before none of them says anything. */
const tellingCount = 0.1;

/**
 * ln p as a polynomial of (voltage - center), by weighted least squares with the variance of ln p of each point: that of its
 * count, (1 - p) / (p bits) with p as fitted, and a scatter that is the same for all and as large as the residuals ask for
 * (Paule and Mandel, "Consensus values and weighting factors", J. Res. NBS 87, 1982); without counts it is all of the
 * variance. Where bits were read and none was wrong, ln p has no value: the point counts as one step of Fisher's scoring
 * for a Poisson count of 0 does, ln(expected rate) - 1 with the variance 1 / expected count, so that a few bits without a
 * fault say nothing and many say that the rate is lower (McCullagh and Nelder, Generalized Linear Models, 2nd ed., 2.5).
 *
 * @param points with a rate above 0, or with bits; at more voltages than coefficients
 */
export function fitLogRates(points: readonly RatePoint[], center: number, degree: number): LogRateFit {
  const places = points.map(({ voltage }) => voltage - center);
  const design = places.map((place) => powers(place, degree));
  const freedom = points.length - degree - 1;
  let coefficients = startOf(points, places, degree);
  let scatter = 0;
  for (let pass = 0; ; pass++) {
    const logs = places.map((place) => polynomialAt(coefficients, place));
    const counting = points.map(({ bits }, index) => countingVariance(logs[index]!, bits));
    const response = points.map(({ rate }, index) => (rate > 0 ? Math.log(rate) : logs[index]! - 1));
    const squares = response.map((value, index) => (value - logs[index]!) ** 2);
    scatter = scatterOf(squares, counting, freedom);
    const variances = counting.map((variance) => Math.max(variance + scatter, leastVariance));
    const weights = variances.map((variance) => 1 / variance);
    const fit = weightedLeastSquares(design, response, weights);
    const change = Math.max(...fit.fitted.map((value, index) => Math.abs(value - logs[index]!)));
    coefficients = [...fit.coefficients];
    if (change > 1e-10 && pass < mostPasses) continue;
    const isCounted = points.every(({ bits }) => bits !== undefined);
    return {
      coefficients,
      covariance: fit.covariance,
      extraScatter: Math.sqrt(scatter),
      countingChiSquared: isCounted && freedom > 0 ? weighted(squares, counting) / freedom : NaN,
      r2: fit.r2,
      deviance: points.reduce((sum, point, index) => {
        if (point.rate === 0) return sum + 2 * point.bits! * Math.exp(logs[index]!);
        return sum + squares[index]! / variances[index]! + Math.log(variances[index]!);
      }, 0),
    };
  }
}

/**
 * The points that say something: rates above 0, and those of 0 where a line through the others expects a tenth of an error and
 * more. Voltages far above would only feign degrees of freedom.
 */
export function tellingPoints(points: readonly RatePoint[]): readonly RatePoint[] {
  const center = points[0]?.voltage ?? 0;
  const line = startOf(
    points,
    points.map(({ voltage }) => voltage - center),
    1,
  );
  return points.filter(
    ({ rate, bits = 0, voltage }) => rate > 0 || bits * Math.exp(polynomialAt(line, voltage - center)) >= tellingCount,
  );
}

/** An unweighted fit of the rates above 0; a level one where these are at too few voltages. */
function startOf(points: readonly RatePoint[], places: readonly number[], degree: number): number[] {
  const positive = points.flatMap(({ rate }, index) =>
    rate > 0 ? [{ log: Math.log(rate), place: places[index]! }] : [],
  );
  const different = new Set(positive.map(({ place }) => place)).size;
  const within = Math.min(degree, different - 1);
  const fit = weightedLeastSquares(
    positive.map(({ place }) => powers(place, within)),
    positive.map(({ log }) => log),
    positive.map(() => 1),
  );
  return [...fit.coefficients];
}

/** Of ln p by counting so many bits at the rate exp(log); 0 where nobody says how many. */
function countingVariance(log: number, bits: number | undefined): number {
  if (bits === undefined) return 0;
  const rate = Math.min(Math.max(Math.exp(log), leastRate), 0.999);
  return (1 - rate) / (rate * bits);
}

const weighted = (squares: readonly number[], variances: readonly number[]): number =>
  squares.reduce((sum, square, index) => sum + square / Math.max(variances[index]!, leastVariance), 0);

/** The variance that, added to all, makes chi squared what it is expected to be; 0 where it is no larger without. */
function scatterOf(squares: readonly number[], variances: readonly number[], freedom: number): number {
  const excess = (scatter: number): number =>
    weighted(
      squares,
      variances.map((variance) => variance + scatter),
    ) - freedom;
  if (freedom <= 0 || excess(0) <= 0) return 0;
  let [low, high] = [0, Math.max(...squares)];
  while (excess(high) > 0) high *= 2;
  for (let step = 0; step < 200 && high - low > 1e-14 * high; step++) {
    const middle = (low + high) / 2;
    if (excess(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
