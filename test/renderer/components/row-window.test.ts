import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowWindow, wholeRows, widestTexts } from '../../../renderer/components/row-window.ts';

test('a short table is drawn whole', () => {
  const whole = { start: 0, end: wholeRows, before: 0, after: 0 };
  expect(rowWindow({ rows: wholeRows, scrollTop: 900, viewport: 240, rowHeight: 25 })).toEqual(whole);
});

test('of a long one what can be seen is drawn, and the rest has its room', () => {
  const request = fc.record({
    rows: fc.integer({ min: wholeRows + 1, max: 50_000 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    viewport: fc.integer({ min: 100, max: 900 }),
    rowHeight: fc.integer({ min: 20, max: 40 }),
  });
  fc.assert(
    fc.property(request, ({ rows, share, viewport, rowHeight }) => {
      const scrollTop = share * (rows * rowHeight - viewport);
      const { start, end, before, after } = rowWindow({ rows, scrollTop, viewport, rowHeight });
      expect(before + (end - start) * rowHeight + after).toBe(rows * rowHeight);
      expect(before).toBeLessThanOrEqual(Math.max(0, scrollTop));
      expect(before + (end - start) * rowHeight).toBeGreaterThanOrEqual(
        Math.min(rows * rowHeight, scrollTop + viewport),
      );
      expect(end - start).toBeLessThanOrEqual(Math.ceil(viewport / rowHeight) + 40);
    }),
  );
});

test('a table that has become shorter than it is scrolled shows its end', () => {
  const { start, end } = rowWindow({ rows: 300, scrollTop: 1e6, viewport: 240, rowHeight: 24 });
  expect(end).toBe(300);
  expect(start).toBe(250);
});

test('columns are as wide as their longest text', () => {
  const rows = Array.from({ length: 1000 }, (_, index) => [String(index), index === 500 ? 'the longest' : 'short']);
  expect(widestTexts(rows, 2, (row, column) => row[column]!)).toEqual(['100', 'the longest']);
  expect(widestTexts([], 2, () => '')).toEqual(['', '']);
});
