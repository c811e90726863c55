import { LabError } from '../../contract/errors.ts';
import type { FitPoint, ProfileFit } from '../../contract/profile-fit.ts';
import { median } from '../statistics/summary.ts';
import { correctedAkaike, leastCriterion } from './akaike.ts';
import { conductanceBins } from './conductance-bins.ts';
import { conductanceWarnings } from './conductance-warnings.ts';
import type { ConductanceMeasurements } from './measurements.ts';
import { polynomialAt, powers } from './polynomial.ts';
import { weightedLeastSquares, type WeightedFit } from './weighted-least-squares.ts';

export interface ConductanceFitOptions {
  /** By the corrected Akaike criterion where absent */
  readonly degree?: 0 | 1 | 2;
  /** Conductance of the largest weight, in the unit of the measurements; the largest that was measured where absent */
  readonly fullScale?: number;
}

/** A standard deviation, and how well it is known; conductances as fractions of the largest. */
export interface DeviationPoint {
  readonly x: number;
  readonly y: number;
  /** Errors behind it */
  readonly count?: number;
  readonly meanError?: number;
}

const severalConductances = 'Measure at several conductances.';

/** Weighted squares a point below which a fit is exact, so that rounding chooses no degree. */
const exact = 1e-20;

/**
 * Standard deviation of the error of a conductance as a polynomial of it, both as fractions of the largest: weighted least
 * squares over the standard deviations of bins (`conductanceBins`), or those that are given. A standard deviation of n normal
 * errors is known to sigma / sqrt(2 (n - 1)); sigma there is the fitted one of the highest degree, iterated, since by the
 * found ones those that are small by chance would count most. All degrees are compared under the same errors.
 *
 * @returns the fit with its points; the standard errors are widened where points scatter more than their counts explain
 * @throws LabError 'invalid-argument' for what determines no fit: too few points, one conductance alone, no scatter
 */
export function fitConductance(measured: ConductanceMeasurements, options: ConductanceFitOptions = {}): ProfileFit {
  const fullScale = options.fullScale ?? measured.values.conductance.reduce((most, value) => Math.max(most, value), 0);
  if (!(fullScale > 0)) refuse('Every conductance is 0', 'Check which column holds the conductances.');
  const { conductance } = measured.values;
  if (conductance.length > 2 && new Set(conductance).size === 1) {
    refuse(`All ${conductance.length} rows have one conductance, ${conductance[0]}`, severalConductances);
  }
  const points = deviationPoints(measured, fullScale);
  const different = new Set(points.map(({ x }) => x)).size;
  if (different < 2) refuse('All points have one conductance', severalConductances);
  const degrees = [0, 1, 2].filter((degree) => degree < different && degree < points.length - 1);
  if (options.degree !== undefined && !degrees.includes(options.degree)) {
    const step = 'Measure at more conductances, or ask for a lower degree.';
    refuse(`${points.length} points at ${different} conductances are too few for degree ${options.degree}`, step);
  }
  const errors = errorsOf(points, Math.max(...degrees));
  const hasCounts = points.every(({ count }) => count !== undefined);
  const fits = degrees.map((degree) => {
    const fit = fitted(points, errors, degree);
    const { length } = points;
    const aicc = hasCounts
      ? correctedAkaike(fit.chiSquared, degree + 1, length)
      : correctedAkaike(length * Math.log(Math.max(fit.chiSquared / length, exact)), degree + 2, length);
    return { degree, aicc, fit };
  });
  const asked = fits.find(({ degree }) => degree === options.degree);
  const { degree, fit } = asked ?? leastCriterion(fits)!;
  return withWarnings(
    {
      kind: 'conductance',
      source: { ...measured.source },
      columns: measured.columns.map((column) => ({ ...column })),
      model: `sigma(g) = ${['c0', 'c1 g', 'c2 g^2'].slice(0, degree + 1).join(' + ')}, at least 0; g = conductance / largest`,
      degree,
      chosenBy: asked === undefined ? 'aicc' : 'user',
      ...estimates(fit, points.length, hasCounts),
      center: 0,
      fullScale: { value: fullScale, unit: measured.unit },
      r2: fit.r2,
      candidates: fits
        .filter(({ aicc }) => Number.isFinite(aicc))
        .map(({ degree: each, aicc }) => ({ degree: each, aicc })),
      points: fitPoints(points, errors, fit, hasCounts),
      warnings: [],
    },
    fullScale,
    measured,
  );
}

function withWarnings(fit: ProfileFit, fullScale: number, { values }: ConductanceMeasurements): ProfileFit {
  return { ...fit, warnings: [...conductanceWarnings(fit, fullScale, values)] };
}

function deviationPoints({ values }: ConductanceMeasurements, fullScale: number): readonly DeviationPoint[] {
  const points: readonly DeviationPoint[] =
    values.form === 'pairs'
      ? conductanceBins(values).map(({ conductance, deviation, count, meanError }) => ({
          x: conductance / fullScale,
          y: deviation / fullScale,
          count,
          meanError: meanError / fullScale,
        }))
      : values.conductance.map((conductance, row) => ({
          x: conductance / fullScale,
          y: values.deviation[row]! / fullScale,
          ...(values.count === undefined ? {} : { count: values.count[row]! }),
        }));
  if (points.length < 3)
    refuse(
      `${points.length === 1 ? 'One point is' : `${points.length} points are`} too few for a fit`,
      'Measure at three conductances at least.',
    );
  if (points.every(({ y }) => y === 0))
    refuse('Every error is the same, so there is no noise to fit', 'Check the columns.');
  return points;
}

/** Standard errors of the points; where counts are not known, in proportion to the standard deviations. */
function errorsOf(points: readonly DeviationPoint[], degree: number): readonly number[] {
  const typical = median(points.map(({ y }) => y)) || Math.max(...points.map(({ y }) => y));
  const relative = points.map(({ count }) => (count === undefined ? 1 : 1 / Math.sqrt(2 * (count - 1))));
  let sigma: readonly number[] = points.map(({ y }) => y);
  for (let pass = 0; pass < 30; pass++) {
    // A fit may pass below 0, where no error is known so well
    const floored = sigma.map((value, index) => Math.max(value, points[index]!.y / 10, typical / 1000));
    const errors = floored.map((value, index) => value * relative[index]!);
    const next = fitted(points, errors, degree).fitted;
    const change = Math.max(...next.map((value, index) => Math.abs(value - sigma[index]!)));
    sigma = next;
    if (change < 1e-12 * typical) return errors;
  }
  return sigma.map((value, index) => Math.max(value, points[index]!.y / 10, typical / 1000) * relative[index]!);
}

function fitted(points: readonly DeviationPoint[], errors: readonly number[], degree: number): WeightedFit {
  return weightedLeastSquares(
    points.map(({ x }) => powers(x, degree)),
    points.map(({ y }) => y),
    errors.map((error) => 1 / error ** 2),
  );
}

function estimates(
  { coefficients, covariance, chiSquared }: WeightedFit,
  observations: number,
  hasCounts: boolean,
): Pick<ProfileFit, 'coefficients' | 'covariance' | 'freedom' | 'reducedChiSquared' | 'errorScale'> {
  const freedom = observations - coefficients.length;
  const reduced = freedom > 0 ? chiSquared / freedom : 0;
  // Without counts the scatter itself is all that is known of the errors
  const widening = hasCounts ? Math.max(1, Math.sqrt(reduced)) : Math.sqrt(reduced);
  const scaled = covariance.map((row) => row.map((value) => value * widening ** 2));
  return {
    coefficients: coefficients.map((value, power) => ({
      name: `c${power}`,
      value,
      standardError: Math.sqrt(scaled[power]![power]!),
      unit: 'of the largest',
    })),
    covariance: scaled,
    freedom,
    ...(hasCounts ? { reducedChiSquared: reduced } : {}),
    ...(hasCounts && widening > 1 ? { errorScale: widening } : {}),
  };
}

function fitPoints(
  points: readonly DeviationPoint[],
  errors: readonly number[],
  { coefficients, chiSquared }: WeightedFit,
  hasCounts: boolean,
): FitPoint[] {
  const scale = hasCounts ? 1 : Math.sqrt(chiSquared / (points.length - coefficients.length));
  return points.map((point, index) => {
    const error = errors[index]! * scale;
    const value = polynomialAt(coefficients, point.x);
    return {
      ...point,
      ...(error > 0 ? { low: Math.max(0, point.y - error), high: point.y + error } : {}),
      fitted: Math.max(0, value),
      residual: point.y - value,
      ...(error > 0 ? { standardised: (point.y - value) / error } : {}),
      used: true,
    };
  });
}

function refuse(cause: string, nextStep: string): never {
  throw new LabError('invalid-argument', `${cause}.`, nextStep);
}
