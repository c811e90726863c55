import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import { correctedAkaike, leastCriterion } from '../../../main/lab/fit/akaike.ts';
import { polynomialAt, polynomialErrorAt, powers } from '../../../main/lab/fit/polynomial.ts';
import { weightedLeastSquares } from '../../../main/lab/fit/weighted-least-squares.ts';

const fitOf = (x: readonly number[], y: readonly number[], weights: readonly number[], degree: number) =>
  weightedLeastSquares(
    x.map((each) => powers(each, degree)),
    y,
    weights,
  );

describe('weighted least squares', () => {
  test('of a constant is the weighted mean, with variance 1 / total weight', () => {
    const fit = fitOf([1, 2, 3], [2, 4, 9], [1, 2, 5], 0);
    expect(fit.coefficients[0]).toBeCloseTo(55 / 8, 12);
    expect(fit.covariance[0]![0]).toBeCloseTo(1 / 8, 14);
    expect(fit.chiSquared).toBeCloseTo((2 - 6.875) ** 2 + 2 * (4 - 6.875) ** 2 + 5 * (9 - 6.875) ** 2, 10);
    expect(fit.r2).toBeCloseTo(0, 12);
  });

  test('of a line has the closed form of slope, intercept and their covariance', () => {
    const [x, y, w] = [
      [0, 1, 3, 4],
      [1.2, 2.9, 7.4, 8.8],
      [4, 1, 2, 3],
    ] as readonly [number[], number[], number[]];
    const sum = (term: (i: number) => number) => x.reduce((total, _, i) => total + term(i), 0);
    const [s, sx, sy] = [sum((i) => w[i]!), sum((i) => w[i]! * x[i]!), sum((i) => w[i]! * y[i]!)];
    const [sxx, sxy] = [sum((i) => w[i]! * x[i]! ** 2), sum((i) => w[i]! * x[i]! * y[i]!)];
    const determinant = s * sxx - sx ** 2;
    const fit = fitOf(x, y, w, 1);
    expect(fit.coefficients[0]).toBeCloseTo((sxx * sy - sx * sxy) / determinant, 12);
    expect(fit.coefficients[1]).toBeCloseTo((s * sxy - sx * sy) / determinant, 12);
    expect(fit.covariance[0]![0]).toBeCloseTo(sxx / determinant, 12);
    expect(fit.covariance[1]![1]).toBeCloseTo(s / determinant, 12);
    expect(fit.covariance[0]![1]).toBeCloseTo(-sx / determinant, 12);
    expect(fit.covariance[1]![0]).toBeCloseTo(-sx / determinant, 12);
  });

  test("agrees with NIST's Norris, all weights 1: slope, intercept, standard errors, residual deviation", () => {
    // https://www.itl.nist.gov/div898/strd/lls/data/Norris.shtml, certified values
    const y = [
      0.1, 338.8, 118.1, 888.0, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1, 668.8, 339.3, 448.9,
      10.8, 557.7, 228.3, 998.0, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888.0, 998.5, 778.9, 10.2, 117.6, 228.9, 668.4,
      449.2, 0.2,
    ];
    const x = [
      0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4, 0.6, 775.5, 666.9, 338.0, 447.5,
      11.6, 556.0, 228.1, 995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2, 999.0, 779.0, 11.1, 118.3, 229.2, 669.1,
      448.9, 0.5,
    ];
    const fit = fitOf(
      x,
      y,
      y.map(() => 1),
      1,
    );
    const deviation = Math.sqrt(fit.chiSquared / 34);
    expect(fit.coefficients[0]).toBeCloseTo(-0.262323073774029, 10);
    expect(fit.coefficients[1]).toBeCloseTo(1.00211681802045, 12);
    expect(deviation).toBeCloseTo(0.884796396144373, 10);
    expect(deviation * Math.sqrt(fit.covariance[0]![0]!)).toBeCloseTo(0.232818234301152, 10);
    expect(deviation * Math.sqrt(fit.covariance[1]![1]!)).toBeCloseTo(0.429796848199937e-3, 12);
    expect(fit.r2).toBeCloseTo(0.999993745883712, 12);
  });

  test('finds any parabola through exact points, whatever the weights', () => {
    const number = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(
        fc.tuple(number, number, number),
        fc.uniqueArray(fc.integer({ min: -20, max: 20 }), { minLength: 4, maxLength: 12 }),
        fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 12, maxLength: 12 }),
        (coefficients, places, weights) => {
          const x = places.map((place) => place / 10);
          const fit = fitOf(
            x,
            x.map((each) => polynomialAt(coefficients, each)),
            weights.slice(0, x.length),
            2,
          );
          coefficients.forEach((value, power) => expect(Math.abs(fit.coefficients[power]! - value)).toBeLessThan(1e-7));
        },
      ),
    );
  });

  test('as many points as coefficients leave nothing', () => {
    const fit = fitOf([1, 2], [3, 5], [1, 1], 1);
    expect(fit.coefficients[0]).toBeCloseTo(1, 12);
    expect(fit.chiSquared).toBeLessThan(1e-20);
  });

  test.each([
    [[1, 2], [1, 2], 2],
    [[3, 3, 3], [1, 2, 3], 1],
    [[1, 2, 1, 2], [1, 2, 3, 4], 2],
  ])('refuses points at %j for a polynomial of too high a degree', (x, y, degree) => {
    expect(() =>
      fitOf(
        x,
        y,
        x.map(() => 1),
        degree,
      ),
    ).toThrow(LabError);
  });

  test('refuses weights that are none', () => {
    for (const weight of [0, -1, NaN, Infinity])
      expect(() => fitOf([1, 2], [1, 2], [1, weight], 1)).toThrow(RangeError);
  });
});

test('the standard error of a polynomial is that of its coefficients, by the covariance', () => {
  const covariance = [
    [0.04, -0.01],
    [-0.01, 0.09],
  ];
  expect(polynomialErrorAt(covariance, 0)).toBeCloseTo(0.2, 14);
  expect(polynomialErrorAt(covariance, 2)).toBeCloseTo(Math.sqrt(0.04 - 0.04 + 0.36), 14);
});

test('the corrected Akaike criterion, and what is left where it says nothing', () => {
  expect(correctedAkaike(10, 2, 8)).toBeCloseTo(10 + 4 + 12 / 5, 12);
  expect(correctedAkaike(10, 3, 4)).toBe(Infinity);
  expect(leastCriterion([{ aicc: 3 }, { aicc: 1 }, { aicc: 1, later: true }])).toEqual({ aicc: 1 });
  expect(leastCriterion([{ aicc: Infinity }, { aicc: Infinity, later: true }])).toEqual({ aicc: Infinity });
  expect(leastCriterion([])).toBeUndefined();
});
