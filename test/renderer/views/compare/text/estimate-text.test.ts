import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Estimate } from '../../../../../main/contract/estimate.ts';
import { formatInterval, halfWidth } from '../../../../../main/contract/text/estimate-text.ts';
import { formatRate, formatSignificant } from '../../../../../main/contract/text/digits.ts';
import * as numbers from '../../../../../main/report/format-number.ts';
import { percentCell } from '../../../../../main/report/tables/cells.ts';
import { plainCell } from '../../../../../main/report/tables/shown-cell.ts';
import { fixed, rateText, significant } from '../../../../../renderer/charts/digits.ts';
import {
  accuracyText,
  energyText,
  factorText,
  intervalNote,
  intervalText,
  percentText,
  pointsText,
} from '../../../../../renderer/views/compare/text/estimate-text.ts';

const plain = (text: string): string => text.replaceAll('\u2212', '-').replaceAll('\u202f', ' ');
const seeds = { confidence: 0.95, over: 'seeds', n: 3 } as const;
const bound = fc.oneof(fc.double({ noNaN: true, min: -3, max: 3 }), fc.constantFrom(NaN, Infinity, -Infinity));
const estimates = fc
  .record({ value: fc.oneof(fc.double({ noNaN: true, min: -3, max: 3 }), fc.constant(NaN)), low: bound, high: bound })
  .map((interval): Estimate => ({ ...interval, ...seeds }));

describe('the same digits as the command line', () => {
  test('of accuracies', () => {
    fc.assert(fc.property(estimates, (each) => plain(percentText(each)) === (plainCell(percentCell(each)) || '–')));
    fc.assert(
      fc.property(
        estimates,
        (each) => plain(accuracyText(each)) === numbers.formatPercent(each.value, halfWidth(each)),
      ),
    );
  });

  test('of intervals', () => {
    const scales = fc.constantFrom(1, 100);
    fc.assert(
      fc.property(estimates, scales, (each, scale) => plain(intervalText(each, scale)) === formatInterval(each, scale)),
    );
  });

  test('of differences', () => {
    fc.assert(
      fc.property(estimates, (each) =>
        [plain(pointsText(each)), '–'].includes(
          numbers.formatPercentPoints(each.value, halfWidth(each)).replace(/ points$/, ''),
        ),
      ),
    );
  });

  test('of numbers and rates', () => {
    fc.assert(fc.property(fc.double(), (value) => plain(significant(value)) === formatSignificant(value)));
    fc.assert(fc.property(fc.double({ min: 0, max: 1 }), (rate) => plain(rateText(rate)) === formatRate(rate)));
  });
});

describe('texts', () => {
  test('an energy is exact where seeds do not differ', () => {
    expect(energyText({ value: 0.305627, low: 0.305627, high: 0.305627 })).toBe('30.56');
    expect(energyText({ value: 0.282, low: 0.2727, high: 0.2913 })).toBe('28.2 ± 0.9');
    expect(energyText({ value: 1, low: -Infinity, high: Infinity })).toBe('100.0');
  });

  test('a factor without bounds stands alone, one with a floor says so', () => {
    expect(factorText({ value: 1.14, low: 0, high: Infinity })).toBe('1.14');
    expect(factorText({ value: 1.14, low: 1.02, high: Infinity })).toBe('1.14, at least 1.02');
    expect(factorText({ value: 1.09, low: 1.06, high: 1.24 })).toBe('1.09 [1.06, 1.24]');
  });

  test('signs are typographic and zero has none', () => {
    expect(pointsText({ value: -0.0033, low: -0.0038, high: -0.0028 })).toBe('\u22120.33 ± 0.05');
    expect(pointsText({ value: 0.0031, low: 0.003, high: 0.0032 })).toBe('+0.310 ± 0.010');
    expect(fixed(-0.0001, 2)).toBe('0.00');
  });

  test('the note names what intervals are over, and nothing where none is known', () => {
    const over = (n: number, kind: Estimate['over']): Estimate => ({
      value: 1,
      low: 0,
      high: 2,
      confidence: 0.95,
      over: kind,
      n,
    });
    expect(plain(intervalNote([over(3, 'seeds'), over(1017, 'images'), over(3, 'seeds')]))).toBe(
      '± is half of the 95 % confidence interval, over 3 seeds and 1,017 test images.',
    );
    expect(plain(intervalNote([over(8, 'draws'), over(9, 'draws'), over(10, 'draws'), over(11, 'draws')]))).toContain(
      'over noise draws.',
    );
    expect(intervalNote([{ ...over(1, 'seeds'), low: -Infinity, high: Infinity }])).toBe('');
  });
});
