import type { FitPoint, ProfileFit } from '../../contract/profile-fit.ts';

/** Digits of coefficients, and of what is only shown. */
const [computed, shown] = [9, 6];

const to = (digits: number) => (value: number) => Number(value.toPrecision(digits));
const optional = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : to(shown)(value);

/** A fit with numbers as a file shows them. Coefficients keep digits far beyond their standard errors. */
export function roundedFit(fit: ProfileFit): ProfileFit {
  const kept = {
    reducedChiSquared: optional(fit.reducedChiSquared),
    errorScale: optional(fit.errorScale),
    extraScatter: optional(fit.extraScatter),
  };
  return {
    ...fit,
    coefficients: fit.coefficients.map((each) => ({
      ...each,
      value: to(computed)(each.value),
      standardError: to(shown)(each.standardError),
    })),
    covariance: fit.covariance.map((row) => row.map(to(computed))),
    r2: to(shown)(fit.r2),
    candidates: fit.candidates.map(({ degree, aicc }) => ({ degree, aicc: to(shown)(aicc) })),
    points: fit.points.map(roundedPoint),
    ...withoutAbsent(kept),
  };
}

function roundedPoint({ used, count, ...numbers }: FitPoint): FitPoint {
  const { x, y, fitted, ...rest } = numbers;
  const others = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, optional(value)]));
  return {
    x: to(shown)(x),
    y: to(shown)(y),
    fitted: to(shown)(fitted),
    ...withoutAbsent(others),
    ...(count === undefined ? {} : { count }),
    used,
  };
}

function withoutAbsent<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}
