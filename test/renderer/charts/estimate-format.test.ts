import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeInterval, formatEstimate } from '../../../renderer/charts/estimate-format.ts';
import type { EstimateKind } from '../../../renderer/charts/number-format.ts';

const nan = Number.NaN;
const full = (...given: Parameters<typeof formatEstimate>): string =>
  formatEstimate(...given).full.replaceAll('\u202f', ' ');

describe('estimates', () => {
  test.each<[string, number, number, number, EstimateKind, string]>([
    ['symmetric', 0.9143, 0.911, 0.9176, 'percent', '91.43 ± 0.33 %'],
    ['slightly lopsided', 0.9123, 0.909, 0.9157, 'percent', '91.23 ± 0.33 %'],
    ['not symmetric', 0.9143, 0.9109, 0.9189, 'percent', '91.43 % (91.09 to 91.89)'],
    ['lopsided by more than a tenth', 184.3, 156, 216, 'milliseconds', '184 ms (156 to 216)'],
    ['one digit where the uncertainty begins with 355 to 949', 0.9143, 0.9103, 0.9183, 'percent', '91.4 ± 0.4 %'],
    ['two digits where the uncertainty begins with 100 to 354', 3.1234, 2.9934, 3.2534, 'factor', '3.12 ± 0.13×'],
    ['wide', 184.3, 160, 208.6, 'milliseconds', '184 ± 24 ms'],
    ['open above', 3.12, 2.81, Infinity, 'factor', '3.12× (above 2.81)'],
    ['open below', 3.12, nan, 3.43, 'factor', '3.12× (below 3.43)'],
    ['spread not known', 0.9143, nan, nan, 'percent', '91.43 %'],
    ['no spread', 0.9143, 0.9143, 0.9143, 'percent', '91.43 ± 0 %'],
    ['value not known', nan, nan, nan, 'percent', 'not known'],
    ['unbounded', Infinity, 3, Infinity, 'factor', 'unbounded'],
    ['in seconds', 61.23, 60.9, 61.56, 'seconds', '61.23 ± 0.33 s'],
    ['small numbers', 0.00012, 0.0001, 0.00014, 'number', '0.000120 ± 0.000020'],
  ])('%s', (_, value, low, high, kind, text) => {
    expect(full({ value, low, high }, kind)).toBe(text);
  });

  test('differences are signed, of percent in points', () => {
    expect(full({ value: 0.0123, low: 0.0091, high: 0.0155 }, 'percent', { difference: true })).toBe(
      '+1.23 ± 0.32 points',
    );
    expect(full({ value: -0.012, low: -0.02, high: -0.005 }, 'percent', { difference: true })).toBe(
      '\u22121.2 points (\u22122.0 to \u22120.5)',
    );
  });

  test('take a unit of their own', () => {
    expect(full({ value: 3.12, low: 2.82, high: 3.42 }, 'number', { unit: 'µJ' })).toBe('3.12 ± 0.30 µJ');
  });

  test('the parts make the whole', () => {
    for (const high of [0.9176, 0.9189, nan]) {
      const { head, spread, tail, full } = formatEstimate({ value: 0.9143, low: 0.911, high }, 'percent');
      expect(`${head}${spread === undefined ? '' : ` ${spread}`}${tail}`).toBe(full);
    }
  });

  test('never show more digits than the uncertainty supports', () => {
    const value = fc.double({ noNaN: true, min: -1000, max: 1000 });
    const side = fc.double({ noNaN: true, min: 1e-6, max: 500 });
    const kind = fc.constantFrom<EstimateKind>('percent', 'factor', 'seconds', 'milliseconds', 'number');
    fc.assert(
      fc.property(value, side, side, kind, (center, below, above, kind) => {
        const scale = kind === 'percent' ? 100 : 1;
        const { value: shown } = formatEstimate({ value: center, low: center - below, high: center + above }, kind);
        const decimals = /\.(\d+)/.exec(shown)?.[1]!.length ?? 0;
        // A unit in the last place is at least a thirty-fifth of the smaller side
        if (decimals > 0) expect(10 ** -decimals).toBeGreaterThan((Math.min(below, above) * scale) / 37.5);
        if (decimals > 0) expect(10 ** -decimals).toBeLessThanOrEqual(Math.min(below, above) * scale * 1.12);
      }),
      { numRuns: 1000 },
    );
  });
});

test('intervals are explained', () => {
  const plain = (text: string): string => text.replaceAll('\u202f', ' ');
  expect(plain(describeInterval({ confidence: 0.95, over: 'seeds', n: 5 }))).toBe(
    '95 % confidence interval over 5 seeds',
  );
  expect(plain(describeInterval({ over: 'images', n: 10_000 }))).toBe('interval over 10,000 test images');
  expect(describeInterval({})).toBe('interval');
});
