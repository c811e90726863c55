import { describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import { fitAt, fitCurve } from '../../../main/lab/fit/fit-curve.ts';
import { fitVoltage } from '../../../main/lab/fit/voltage-fit.ts';
import { statelessNormal } from '../../../main/lab/random/stateless.ts';
import { voltages } from './measured.ts';

const volts = [0.6, 0.59, 0.58, 0.57, 0.56, 0.55, 0.54];
const line = (voltage: number) => Math.exp(-10 - 120 * (voltage - 0.57));
const coefficient = (fit: ReturnType<typeof fitVoltage>, power: number) => fit.coefficients[power]!;

describe('a line in ln p', () => {
  test('through exact rates is found exactly, without scatter', () => {
    const fit = fitVoltage(voltages(volts, volts.map(line)));
    expect(fit).toMatchObject({ degree: 1, chosenBy: 'usual', center: 0.57, nominalVoltage: 0.6, freedom: 5 });
    expect(coefficient(fit, 0).value).toBeCloseTo(-10, 8);
    expect(coefficient(fit, 1).value).toBeCloseTo(-120, 6);
    expect(fit.extraScatter).toBeLessThan(1e-6);
    expect(fit.r2).toBeCloseTo(1, 9);
  });

  test('without counts is ordinary least squares in ln p: closed form of slope and standard error', () => {
    const logs = [-13.2, -12.6, -11.0, -10.3, -8.7, -7.9, -6.1];
    const fit = fitVoltage(voltages(volts, logs.map(Math.exp)));
    const x = volts.map((voltage) => voltage - 0.57);
    const [mx, my] = [x, logs].map((each) => each.reduce((a, b) => a + b, 0) / 7) as [number, number];
    const sxx = x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
    const slope = x.reduce((sum, value, i) => sum + (value - mx) * (logs[i]! - my), 0) / sxx;
    const rss = x.reduce((sum, value, i) => sum + (logs[i]! - my - slope * (value - mx)) ** 2, 0);
    expect(coefficient(fit, 1).value).toBeCloseTo(slope, 7);
    expect(coefficient(fit, 1).standardError).toBeCloseTo(Math.sqrt(rss / 5 / sxx), 7);
    expect(fit.extraScatter).toBeCloseTo(Math.sqrt(rss / 5), 8);
    expect(fit.reducedChiSquared).toBeUndefined();
  });

  test('with counts alone behind the scatter comes back within its standard errors: 60 chips', () => {
    const bits = 2e6;
    const distances = Array.from({ length: 60 }, (_, seed) => {
      const noise = statelessNormal(volts.length, [seed, 7]);
      // Counts of 40 and more, where a Poisson count is nearly normal
      const counts = volts.map((voltage, i) => {
        const expected = 50 * bits * line(voltage);
        return Math.round(expected + Math.sqrt(expected) * noise[i]!);
      });
      const fit = fitVoltage(
        voltages(
          volts,
          counts.map((count) => count / bits / 50),
          volts.map(() => 50 * bits),
        ),
      );
      return [-10, -120].map(
        (truth, power) => (coefficient(fit, power).value - truth) / coefficient(fit, power).standardError,
      );
    });
    for (const power of [0, 1]) {
      const own = distances.map((each) => each[power]!);
      const square = own.reduce((sum, value) => sum + value ** 2, 0) / own.length;
      // Scatter is added only where chi squared is too large: a little too cautious on average
      expect(square).toBeGreaterThan(0.4);
      expect(square).toBeLessThan(1.6);
      expect(Math.max(...own.map(Math.abs))).toBeLessThan(4.5);
    }
  });

  test('scatter beyond counting is found, and each point then counts about alike', () => {
    const deviations = statelessNormal(200, [5, 5]);
    const voltage = Array.from({ length: 200 }, (_, i) => 0.54 + (0.06 * i) / 199);
    const rate = voltage.map((each, i) => Math.min(0.4, line(each) * Math.exp(0.3 * deviations[i]!)));
    const fit = fitVoltage(
      voltages(
        voltage,
        rate,
        voltage.map(() => 1e9),
      ),
    );
    expect(Math.abs(fit.extraScatter! - 0.3)).toBeLessThan((4 * 0.3) / Math.sqrt(400));
    expect(Math.abs(coefficient(fit, 1).value + 120)).toBeLessThan(4 * coefficient(fit, 1).standardError);
  });
});

describe('rates of 0', () => {
  const bits = 33_751_040;
  const counted = (pairs: readonly (readonly [number, number])[]) =>
    voltages(
      pairs.map(([voltage]) => voltage),
      pairs.map(([, errors]) => errors / bits),
      pairs.map(() => bits),
    );
  const measured = [
    [0.6, 4],
    [0.59, 24],
    [0.58, 146],
    [0.57, 772],
    [0.56, 2732],
    [0.55, 7520],
    [0.54, 23706],
  ] as const;

  test('of few bits, far above, say nothing and are not counted', () => {
    const without = fitVoltage(counted(measured), { nominalVoltage: 1 });
    const far = fitVoltage(counted([[1, 0], [0.9, 0], ...measured]), { nominalVoltage: 1 });
    expect(far.coefficients).toEqual(without.coefficients);
    expect(far.freedom).toBe(without.freedom);
    expect(far.points.map(({ used }) => used)).toEqual([false, false, ...measured.map(() => true)]);
    // 95 % of 0 counts lie below 3
    expect(far.points[0]).toMatchObject({ y: 0, low: 0, high: 3 / bits });
    expect(far.points[0]!.residual).toBeUndefined();
  });

  test('where errors were to be expected pull the rate down', () => {
    const without = fitVoltage(counted(measured), { nominalVoltage: 1 });
    const near = fitVoltage(counted([[0.61, 0], [0.605, 0], ...measured]), { nominalVoltage: 1 });
    expect(near.points[0]!.used).toBe(true);
    expect(coefficient(near, 1).value).toBeLessThan(coefficient(without, 1).value);
    expect(Math.abs(coefficient(near, 1).value - coefficient(without, 1).value)).toBeLessThan(
      2 * coefficient(without, 1).standardError,
    );
  });

  test('that contradict the fit are said', () => {
    const fit = fitVoltage(counted([[0.56, 0], ...measured.filter(([voltage]) => voltage !== 0.56)]), {
      nominalVoltage: 1,
    });
    expect(fit.warnings.join()).toMatch(/At 0.56 V no bit was wrong/);
  });

  test('without bits are left out, and it is said', () => {
    const fit = fitVoltage(voltages([0.65, ...volts], [0, ...volts.map(line)]));
    expect(fit.points[0]!.used).toBe(false);
    expect(coefficient(fit, 1).value).toBeCloseTo(-120, 6);
    expect(fit.warnings.join()).toMatch(/One point of rate 0 is left out/);
  });
});

test('the slope of a measured VC707 is that of the literature: ln p falls by about 145 a volt', () => {
  const bits = 2060 * 16384;
  const counts = [4, 24, 146, 772, 2732, 7520, 23706];
  const fit = fitVoltage(
    voltages(
      volts,
      counts.map((count) => count / bits),
      volts.map(() => bits),
    ),
    { nominalVoltage: 1 },
  );
  expect(Math.abs(coefficient(fit, 1).value + 145)).toBeLessThan(2 * coefficient(fit, 1).standardError);
  expect(fit.extraScatter).toBeGreaterThan(0.2);
});

describe('a parabola', () => {
  const bent = volts.map((voltage) => line(voltage) * Math.exp(-800 * (voltage - 0.57) ** 2));

  test('is offered where it is better, and taken where it is asked for', () => {
    const noise = statelessNormal(7, [3, 3]);
    const rates = bent.map((rate, i) => rate * Math.exp(0.02 * noise[i]!));
    const straight = fitVoltage(voltages(volts, rates));
    expect(straight.degree).toBe(1);
    expect(straight.warnings.join()).toMatch(/A parabola describes the points better/);
    const asked = fitVoltage(voltages(volts, bent), { degree: 2 });
    expect(asked).toMatchObject({ degree: 2, chosenBy: 'user' });
    expect(coefficient(asked, 2).value).toBeCloseTo(-800, 4);
    const [first, second] = asked.candidates;
    expect([first!.degree, second!.degree]).toEqual([1, 2]);
    expect(second!.aicc).toBeLessThan(first!.aicc);
  });

  test('of points on a line is said to be too much', () => {
    const noise = statelessNormal(7, [4, 4]);
    const rates = volts.map((voltage, i) => line(voltage) * Math.exp(0.1 * noise[i]!));
    expect(fitVoltage(voltages(volts, rates), { degree: 2 }).warnings.join()).toMatch(/A line describes/);
  });
});

describe('what no memory has is warned of first', () => {
  test('volts that are millivolts, or the other way round', () => {
    const of = (factor: number) =>
      fitVoltage(
        voltages(
          volts.map((voltage) => voltage * factor),
          volts.map(line),
        ),
      ).warnings;
    expect(of(1000)[0]).toMatch(/^The voltages go from 540 V to 600 V, .* as in `voltage \(mV\)`\.$/);
    expect(of(0.001)[0]).toMatch(/^The voltages go from 0\.00054 V to 0\.0006 V/);
    expect([...of(1), ...of(5)].join()).not.toMatch(/voltages go/);
  });

  test('a fit above one half', () => {
    const rates = [0.49, 0.48, 0.1, 0.01, 0.001, 0.0001, 0.00001];
    const fit = fitVoltage(voltages(volts.toReversed(), rates));
    const { fitted } = fit.points[0]!;
    expect(fitted).toBeGreaterThan(0.5);
    expect(fit.warnings[0]).toMatch(/^The fit gives fault rates above 0\.5 at 1 of 7 voltages, up to .* at 0\.54 V,/);
    expect(fit.warnings[0]).toContain(`up to ${Number(fitted.toPrecision(3))} at`);
    expect(fitVoltage(voltages(volts, volts.map(line))).warnings.join()).not.toMatch(/above 0\.5/);
  });
});

test('the curve is the rate over the voltages, with a band around it', () => {
  const fit = fitVoltage(
    voltages(
      volts,
      volts.map((voltage, i) => line(voltage) * (i % 2 === 0 ? 1.2 : 0.8)),
    ),
  );
  const curve = fitCurve(fit);
  expect([curve[0]!.x, curve.at(-1)!.x]).toEqual([0.54, 0.6]);
  expect(curve.every(({ low, fitted, high }) => low < fitted && fitted < high)).toBe(true);
  const { low, fitted, high } = fitAt(fit, 0.57);
  expect(high / fitted).toBeCloseTo(fitted / low, 9);
});

describe('what determines no fit is refused', () => {
  test.each([
    ['two rates above 0', () => fitVoltage(voltages([0.5, 0.6, 0.7], [0.1, 0.01, 0])), /2 of 3 fault rates/],
    ['two voltages', () => fitVoltage(voltages([0.5, 0.6, 0.6], [0.1, 0.01, 0.02])), undefined],
    [
      'one voltage',
      () => fitVoltage(voltages([0.5, 0.5, 0.5], [0.1, 0.01, 0.02])),
      /3 points at one voltage are too few/,
    ],
    ['a rising rate', () => fitVoltage(voltages([0.5, 0.6, 0.7], [0.001, 0.01, 0.1])), /does not fall/],
    [
      'three points for a parabola',
      () => fitVoltage(voltages([0.5, 0.6, 0.7], [0.1, 0.01, 0.001]), { degree: 2 }),
      /degree 2/,
    ],
    [
      'a voltage above the nominal one',
      () => fitVoltage(voltages(volts, volts.map(line)), { atVoltage: 0.7 }),
      /above the nominal/,
    ],
    [
      'a voltage at which a bit tells nothing',
      () => fitVoltage(voltages(volts, volts.map(line)), { atVoltage: 0.4 }),
      /tells nothing/,
    ],
  ])('%s', (_, fit, message) => {
    if (message === undefined) return expect(fit).not.toThrow();
    expect(fit).toThrow(LabError);
    expect(fit).toThrow(message);
  });
});
