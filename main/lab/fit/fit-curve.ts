import type { ProfileFit } from '../../contract/profile-fit.ts';
import { normalQuantile } from '../statistics/normal.ts';
import { studentQuantile } from '../statistics/student-t.ts';
import { polynomialAt, polynomialErrorAt } from './polynomial.ts';

/** A place of a fitted curve with the interval that the curve itself lies in. */
export interface CurvePlace {
  readonly x: number;
  readonly fitted: number;
  readonly low: number;
  readonly high: number;
}

/** Of the band around a fitted curve. */
export const bandConfidence = 0.95;

const steps = 80;

/** Half the width of a band, in standard errors: Student's where the scatter of the points says what the errors are. */
function bandFactor({ freedom, reducedChiSquared, extraScatter = 0, errorScale = 1 }: ProfileFit): number {
  const isFromScatter = reducedChiSquared === undefined || extraScatter > 0 || errorScale > 1;
  const probability = (1 + bandConfidence) / 2;
  return isFromScatter && freedom > 0 ? studentQuantile(probability, freedom) : normalQuantile(probability);
}

/** A fit at one place: the standard deviation at a fraction of the largest conductance, or the fault rate at a voltage. */
export function fitAt(fit: ProfileFit, x: number): CurvePlace {
  const coefficients = fit.coefficients.map(({ value }) => value);
  const value = polynomialAt(coefficients, x - fit.center);
  const half = bandFactor(fit) * polynomialErrorAt(fit.covariance, x - fit.center);
  if (fit.kind === 'conductance') {
    return { x, fitted: Math.max(0, value), low: Math.max(0, value - half), high: Math.max(0, value + half) };
  }
  return { x, fitted: Math.exp(value), low: Math.exp(value - half), high: Math.exp(value + half) };
}

/** The fitted curve for drawing: conductances from none to the largest, voltages from the lowest that counts to the highest. */
export function fitCurve(fit: ProfileFit): readonly CurvePlace[] {
  const places = [
    ...fit.points.filter(({ used }) => used).map(({ x }) => x),
    ...(fit.kind === 'conductance' ? [0, 1] : []),
    ...(fit.atVoltage === undefined ? [] : [fit.atVoltage]),
  ];
  const [from, to] = [Math.min(...places), Math.max(...places)];
  return Array.from({ length: steps + 1 }, (_, step) => fitAt(fit, from + ((to - from) * step) / steps));
}
