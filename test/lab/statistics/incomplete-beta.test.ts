import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logBeta, logGamma, regularizedIncompleteBeta } from '../../../main/lab/statistics/incomplete-beta.ts';
import { golden, relativeError } from './golden.ts';

describe('logGamma and logBeta', () => {
  test.each(golden.logGamma)('ln Gamma($x)', ({ x, value }) => {
    expect(Math.abs(logGamma(x) - value)).toBeLessThan(1e-13 * Math.max(1, Math.abs(value)));
  });

  test.each(golden.logBeta)('ln B($a, $b)', ({ a, b, value }) => {
    expect(relativeError(logBeta(a, b), value)).toBeLessThan(1e-12);
    expect(logBeta(b, a)).toBe(logBeta(a, b));
  });

  test('B(a, b) obeys its recurrence B(a + 1, b) = B(a, b) a / (a + b)', () => {
    const argument = fc.double({ min: 0.05, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(argument, argument, (a, b) => {
        const step = Math.log(a / (a + b));
        expect(Math.abs(logBeta(a + 1, b) - logBeta(a, b) - step)).toBeLessThan(1e-12 * Math.max(10, -logBeta(a, b)));
      }),
      { seed: 1 },
    );
  });
});

describe('regularizedIncompleteBeta', () => {
  test.each(golden.incompleteBeta)('I_$x($a, $b)', ({ a, b, x, value }) => {
    expect(relativeError(regularizedIncompleteBeta(a, b, x), value)).toBeLessThan(1e-10);
  });

  test('is reflected by I_x(a, b) = 1 - I_(1-x)(b, a) and stays in [0, 1]', () => {
    const argument = fc.double({ min: 0.1, max: 500, noNaN: true });
    fc.assert(
      fc.property(argument, argument, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, x) => {
        const value = regularizedIncompleteBeta(a, b, x);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
        expect(Math.abs(value + regularizedIncompleteBeta(b, a, 1 - x, x) - 1)).toBeLessThan(1e-11);
      }),
      { seed: 2 },
    );
  });

  test('I_x(1, b) = 1 - (1 - x)^b', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 50, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (b, x) => {
        expect(Math.abs(regularizedIncompleteBeta(1, b, x) - (1 - (1 - x) ** b))).toBeLessThan(1e-12);
      }),
      { seed: 3 },
    );
  });
});
