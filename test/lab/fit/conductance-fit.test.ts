import { describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import { conductanceBins } from '../../../main/lab/fit/conductance-bins.ts';
import { fitConductance } from '../../../main/lab/fit/conductance-fit.ts';
import { fitAt, fitCurve } from '../../../main/lab/fit/fit-curve.ts';
import { conductances, drawnPairs } from './measured.ts';

const pcm = [0.26348, 1.965, -1.1731] as const;
const pcmSigma = (microsiemens: number) => {
  const g = microsiemens / 25;
  return pcm[0] + pcm[1] * g + pcm[2] * g ** 2;
};
const levels = Array.from({ length: 11 }, (_, index) => (25 * index) / 10);
const values = (fit: ReturnType<typeof fitConductance>) => fit.coefficients.map(({ value }) => value);

describe('standard deviations that are given', () => {
  test("aikwkit's phase-change memory is found exactly, in units of the largest conductance", () => {
    const fit = fitConductance(
      conductances(
        { form: 'deviations', conductance: levels, deviation: levels.map(pcmSigma), count: levels.map(() => 200) },
        'µS',
      ),
    );
    expect(fit).toMatchObject({
      degree: 2,
      chosenBy: 'aicc',
      fullScale: { value: 25, unit: 'µS' },
      freedom: 8,
      warnings: [],
    });
    pcm.forEach((value, power) => expect(values(fit)[power]).toBeCloseTo(value / 25, 9));
    expect(fit.r2).toBeCloseTo(1, 9);
    expect(fit.reducedChiSquared).toBeLessThan(1e-15);
  });

  test('a point of n errors is known to sigma / sqrt(2 (n - 1)): the closed form of a constant', () => {
    const deviation = [1.1, 0.9, 1.3];
    const count = [51, 201, 9];
    const fit = fitConductance(conductances({ form: 'deviations', conductance: [0, 0.5, 1], deviation, count }), {
      degree: 0,
    });
    // The errors are in proportion to the fitted values of a line, the highest degree that three points allow
    const line = fitConductance(conductances({ form: 'deviations', conductance: [0, 0.5, 1], deviation, count }), {
      degree: 1,
    });
    const weights = [0, 0.5, 1].map((x, i) => (2 * (count[i]! - 1)) / fitAt(line, x).fitted ** 2);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const expected = weights.reduce((sum, weight, i) => sum + weight * deviation[i]!, 0) / total;
    expect(values(fit)[0]).toBeCloseTo(expected, 7);
    const chiSquared = weights.reduce((sum, weight, i) => sum + weight * (deviation[i]! - expected) ** 2, 0);
    expect(fit.reducedChiSquared).toBeCloseTo(chiSquared / 2, 6);
    expect(fit.errorScale).toBeCloseTo(Math.sqrt(chiSquared / 2), 6);
    expect(fit.coefficients[0]!.standardError).toBeCloseTo(Math.sqrt(chiSquared / 2 / total), 7);
    expect(fit.points[0]!.high! - fit.points[0]!.y).toBeCloseTo(1 / Math.sqrt(weights[0]!), 7);
  });

  test('without counts the scatter gives the errors, and it is said', () => {
    const deviation = [0.1, 0.21, 0.29, 0.41, 0.5];
    const fit = fitConductance(conductances({ form: 'deviations', conductance: [1, 2, 3, 4, 5], deviation }));
    expect(fit.degree).toBe(1);
    expect(fit.reducedChiSquared).toBeUndefined();
    expect(fit.coefficients[1]!.standardError).toBeGreaterThan(0);
    expect(fit.warnings.join()).toMatch(/how many errors/);
    const squares = fit.points.reduce((sum, { standardised }) => sum + standardised! ** 2, 0);
    expect(squares).toBeCloseTo(fit.freedom, 6);
  });

  test('exact points without counts choose the lowest degree that has them', () => {
    for (const [degree, sigma] of [
      [0, () => 0.2],
      [1, (x: number) => 0.1 + x],
      [2, (x: number) => 0.1 + x ** 2],
    ] as const) {
      const conductance = Array.from({ length: 12 }, (_, i) => i / 11);
      const fit = fitConductance(conductances({ form: 'deviations', conductance, deviation: conductance.map(sigma) }));
      expect(fit.degree).toBe(degree);
    }
  });

  test('another largest conductance is another unit of the same fit', () => {
    const given = {
      form: 'deviations',
      conductance: levels,
      deviation: levels.map(pcmSigma),
      count: levels.map(() => 99),
    } as const;
    const fit = fitConductance(conductances(given), { fullScale: 50 });
    expect(values(fit)[0]).toBeCloseTo(pcm[0] / 50, 9);
    expect(values(fit)[1]).toBeCloseTo(pcm[1] / 25, 9);
    expect(values(fit)[2]).toBeCloseTo((pcm[2] / 25) * 2, 9);
    expect(fit.warnings.join()).toMatch(/above 50 % of the largest/);
    expect(fitConductance(conductances(given), { fullScale: 20 }).warnings.join()).toMatch(/lie above the one/);
  });
});

describe('pairs', () => {
  test('known coefficients come back within their standard errors: 40 devices', () => {
    const distances = Array.from({ length: 40 }, (_, seed) => {
      const fit = fitConductance(drawnPairs(3000, pcmSigma, { largest: 25, seed: seed + 1 }), {
        degree: 2,
        fullScale: 25,
      });
      return fit.coefficients.map(({ value, standardError }, power) => (value - pcm[power]! / 25) / standardError);
    });
    for (const power of [0, 1, 2]) {
      const own = distances.map((each) => each[power]!);
      const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
      const square = own.reduce((sum, value) => sum + value ** 2, 0) / own.length;
      // Of 40 standard normal values, with 4 standard errors of theirs
      expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(40));
      expect(Math.abs(square - 1)).toBeLessThan(4 * Math.sqrt(2 / 40));
      expect(Math.max(...own.map(Math.abs))).toBeLessThan(4);
    }
  });

  test.each([
    [0, () => 0.04],
    [1, (g: number) => 0.01 + 0.1 * g],
    [2, (g: number) => 0.01 + 0.2 * g - 0.15 * g ** 2],
  ] as const)('the criterion finds degree %i in most of 30 devices, and hardly ever a lower one', (degree, sigma) => {
    const found = Array.from(
      { length: 30 },
      (_, seed) => fitConductance(drawnPairs(4000, sigma, { seed: seed + 1 })).degree,
    );
    expect(found.filter((each) => each === degree).length).toBeGreaterThanOrEqual(21);
    expect(found.filter((each) => each < degree).length).toBeLessThanOrEqual(1);
  });

  test('noise in proportion goes through 0, and the residuals are those of the points', () => {
    const fit = fitConductance(
      drawnPairs(5000, (g) => 0.08 * g),
      { degree: 1 },
    );
    const [constant, slope] = fit.coefficients;
    expect(Math.abs(constant!.value)).toBeLessThan(4 * constant!.standardError);
    expect(Math.abs(slope!.value - 0.08)).toBeLessThan(4 * slope!.standardError);
    for (const { y, fitted, residual, standardised, low, high } of fit.points) {
      expect(residual).toBeCloseTo(y - fitted, 12);
      expect(standardised).toBeCloseTo((2 * (y - fitted)) / (high! - low!), 6);
    }
  });

  test('a systematic error is said, and does not enter the noise', () => {
    const fit = fitConductance(drawnPairs(4000, () => 0.02, { bias: 0.05 }));
    expect(fit.degree).toBe(0);
    expect(Math.abs(fit.coefficients[0]!.value - 0.02)).toBeLessThan(4 * fit.coefficients[0]!.standardError);
    expect(fit.warnings.join()).toMatch(/mean error is not 0 at \d+ of \d+ conductances \(up to 5/);
  });

  test('what was not measured is said to be extrapolated', () => {
    const { values: pairs } = drawnPairs(2000, () => 0.02);
    if (pairs.form !== 'pairs') throw new Error('pairs');
    const shifted = conductances({ ...pairs, conductance: pairs.conductance.map((value) => 0.4 + 0.6 * value) });
    expect(fitConductance(shifted).warnings.join()).toMatch(/below 4\d(\.\d)? % of the largest/);
  });

  test('a shape that the degree cannot have widens the errors and is said', () => {
    const fit = fitConductance(
      drawnPairs(20000, (g) => 0.02 + 0.1 * Math.abs(g - 0.5)),
      { degree: 1 },
    );
    expect(fit.errorScale).toBeGreaterThan(2);
    expect(fit.warnings.join()).toMatch(/scatter \d+\.\d times as much/);
  });
});

describe('bins', () => {
  test('are the levels, where devices are programmed to some', () => {
    const conductance = Array.from({ length: 60 }, (_, i) => (i % 4) * 5);
    const error = conductance.map((_, i) => (i % 8 < 4 ? 1 : -1));
    const bins = conductanceBins({ form: 'pairs', conductance, error });
    expect(bins.map(({ conductance: level }) => level)).toEqual(
      [0, 5, 10, 15].map((level) => expect.closeTo(level, 12)),
    );
    expect(bins.every(({ count }) => count === 15)).toBe(true);
    const counted = [8, 7].reduce((sum, each, side) => sum + each * ((side === 0 ? 1 : -1) - 1 / 15) ** 2, 0);
    expect(bins[0]!.meanError).toBeCloseTo(1 / 15, 12);
    expect(bins[0]!.deviation).toBeCloseTo(Math.sqrt(counted / 14) / (56 / 57), 12);
  });

  test('hold about as many pairs each otherwise, and part no equal conductances', () => {
    const drawn = drawnPairs(1000, () => 1).values;
    if (drawn.form !== 'pairs') throw new Error('pairs');
    const conductance = drawn.conductance.map((value, i) => (i % 3 === 0 ? 0.25 : value));
    const bins = conductanceBins({ ...drawn, conductance });
    expect(bins.length).toBeLessThanOrEqual(24);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(1000);
    expect(Math.max(...bins.map(({ count }) => count))).toBeGreaterThanOrEqual(334);
    const sorted = bins.map(({ conductance: place }) => place);
    expect(sorted).toEqual(sorted.toSorted((a, b) => a - b));
  });

  test('have the standard deviation of normal errors without bias, also where there are few', () => {
    const pairs = 5000 * 5;
    const { values: drawn } = drawnPairs(pairs, () => 1);
    if (drawn.form !== 'pairs') throw new Error('pairs');
    const found = Array.from({ length: 1000 }, (_, part) =>
      conductanceBins({
        form: 'pairs',
        conductance: Array.from({ length: 25 }, (__, i) => i % 5),
        error: drawn.error.slice(25 * part, 25 * (part + 1)),
      }),
    ).flat();
    const mean = found.reduce((sum, { deviation }) => sum + deviation, 0) / found.length;
    expect(Math.abs(mean - 1)).toBeLessThan(4 * Math.sqrt(1 / 8 / found.length) + 0.002);
  });
});

describe('the band', () => {
  test('goes from none to the largest conductance and holds the truth where it is wide enough', () => {
    const fit = fitConductance(drawnPairs(3000, pcmSigma, { largest: 25 }), { degree: 2, fullScale: 25 });
    const curve = fitCurve(fit);
    expect([curve[0]!.x, curve.at(-1)!.x]).toEqual([0, 1]);
    expect(curve.every(({ low, fitted, high }) => low <= fitted && fitted <= high)).toBe(true);
    const inside = curve.filter(({ x, low, high }) => pcmSigma(25 * x) / 25 >= low && pcmSigma(25 * x) / 25 <= high);
    expect(inside.length / curve.length).toBeGreaterThan(0.8);
  });

  test('at one place of a constant: 1.96 standard errors', () => {
    const conductance = [0, 0.5, 1, 0.25];
    const fit = fitConductance(
      conductances({
        form: 'deviations',
        conductance,
        deviation: conductance.map(() => 0.3),
        count: conductance.map(() => 33),
      }),
      { degree: 0 },
    );
    const error = 0.3 / Math.sqrt(2 * 32) / 2;
    expect(fit.coefficients[0]!.standardError).toBeCloseTo(error, 9);
    expect(fitAt(fit, 0.7).high).toBeCloseTo(0.3 + 1.959963985 * error, 8);
  });
});

describe('errors that no device has are warned of first, with the sizes', () => {
  const ofErrors = (factor: number, unit = 'µS') => {
    const deviation = levels.map((g) => factor * pcmSigma(g));
    return fitConductance(
      conductances({ form: 'deviations', conductance: levels, deviation, count: levels.map(() => 200) }, unit),
    ).warnings;
  };

  test('a million times too large', () => {
    expect(ofErrors(1e6)[0]).toBe(
      'Nothing is left of a weight with such noise: the standard deviation of the errors reaches 1080000 µS, which is 43400 times the largest conductance of 25 µS. Check the columns and their units; where these differ, the header names both, as in `conductance (uS)` and `error (nS)`.',
    );
    expect(ofErrors(1e6, '')[0]).toMatch(/reaches 1080000, which is 43400 times the largest conductance of 25\. Check/);
  });

  test('a million times too small', () => {
    expect(ofErrors(1e-6)[0]).toMatch(/^Such noise is next to nothing for a weight: .* 4\.34e-8 times the largest/);
  });

  test.each([0.01, 1, 20])('not %f times those of a phase-change memory', (factor) => {
    expect(ofErrors(factor)).toEqual([]);
  });

  test('nor where the largest is given in another unit: then both numbers are told', () => {
    const deviation = levels.map(pcmSigma);
    const given = { form: 'deviations', conductance: levels, deviation, count: levels.map(() => 200) } as const;
    const { warnings } = fitConductance(conductances(given), { fullScale: 0.025 });
    expect(warnings[0]).toMatch(/^Nothing is left of a weight/);
    expect(warnings.join()).toMatch(/up to 25, lie above the one that was given as the largest, 0\.025;/);
  });
});

describe('what determines no fit is refused', () => {
  const given = (conductance: number[], deviation: number[], count?: number[]) => () =>
    fitConductance(
      conductances({ form: 'deviations', conductance, deviation, ...(count === undefined ? {} : { count }) }),
    );

  test.each([
    ['two points', given([1, 2], [1, 2]), /2 points are too few/],
    [
      'one point',
      () =>
        fitConductance(
          conductances({
            form: 'pairs',
            conductance: Array.from({ length: 26 }, (_, i) => (i === 0 ? 1 : 2)),
            error: Array.from({ length: 26 }, (_, i) => i),
          }),
        ),
      /^One point is too few/,
    ],
    ['one conductance', given([3, 3, 3, 3], [1, 2, 3, 4]), /^All 4 rows have one conductance, 3\.$/],
    ['no conductance', given([0, 0, 0], [1, 2, 3]), /Every conductance is 0/],
    ['no scatter', given([1, 2, 3], [0, 0, 0]), /no noise to fit/],
    ['few pairs', () => fitConductance(drawnPairs(24, () => 1)), /24 pairs .* too few/],
    [
      'too high a degree',
      () =>
        fitConductance(conductances({ form: 'deviations', conductance: [1, 2, 1, 2], deviation: [1, 2, 1, 2] }), {
          degree: 2,
        }),
      /4 points at 2 conductances are too few for degree 2/,
    ],
  ])('%s', (_, fit, message) => {
    expect(fit).toThrow(LabError);
    expect(fit).toThrow(message);
  });
});

test('a fit that passes below 0 counts as 0 there, and says where', () => {
  const conductance = Array.from({ length: 9 }, (_, i) => 0.2 + i / 10);
  const fit = fitConductance(
    conductances({
      form: 'deviations',
      conductance,
      deviation: conductance.map((x) => 0.2 * (x - 0.15)),
      count: conductance.map(() => 400),
    }),
    { degree: 1, fullScale: 1 },
  );
  expect(fit.warnings.join()).toMatch(/below 0 from 0 % to 14 % of the largest/);
  expect(fitAt(fit, 0.05).fitted).toBe(0);
});
