import { expect, test } from 'vitest';
import { fewSeedsNote } from '../../../main/contract/text/few-seeds-note.ts';
import { fronts } from '../../report/memory-fixture.ts';

/** Fronts of one point each, with so many seeds. */
const withSeeds = (...counts: readonly number[]) =>
  counts.map((count) => {
    const [point] = fronts.fronts[0]!.points;
    return { points: [{ ...point!, seeds: Array.from({ length: count }, () => point!.seeds[0]!) }] };
  });

test.each([
  [2, 3],
  [3, 10],
  [4, 35],
  [5, 126],
])('%i seeds can be drawn in %i ways', (seeds, ways) => {
  expect(fewSeedsNote(withSeeds(seeds, 8))).toMatch(
    new RegExp(`^With ${seeds} seeds intervals are coarse: .* drawn in ${ways} ways only, .*\\.$`),
  );
});

test('nothing is said of enough seeds, nor of a single one, which has no interval', () => {
  expect(fewSeedsNote(withSeeds(6, 10))).toBe('');
  expect(fewSeedsNote(withSeeds(1))).toBe('');
  expect(fewSeedsNote([])).toBe('');
});
