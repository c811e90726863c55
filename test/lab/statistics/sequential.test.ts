import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import { randomStream } from '../../../main/lab/random/stream.ts';
import { drawsUntilNarrow, feedDraw } from '../../../main/lab/statistics/sequential.ts';
import type { DrawRule, DrawState } from '../../../main/lab/statistics/sequential.ts';
import { meanInterval } from '../../../main/lab/statistics/student-t.ts';

const rule: DrawRule = { confidence: 0.95, halfWidth: 0.5, minimumDraws: 8, maximumDraws: 200 };

function runToEnd(given: DrawRule, next: () => number): DrawState {
  let state = drawsUntilNarrow(given);
  while (state.verdict === 'continue') state = feedDraw(state, next());
  return state;
}

function coverage(given: DrawRule, trials: number): number {
  const stream = randomStream(7, 'sequential coverage', given.minimumDraws);
  let covered = 0;
  for (let trial = 0; trial < trials; trial++) {
    const { low, high } = runToEnd(given, () => 3 + stream.nextNormal()).interval!;
    if (low <= 3 && high >= 3) covered++;
  }
  return covered / trials;
}

describe('feedDraw', () => {
  test('carries the interval of all values so far', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 25 }),
        (values) => {
          let state = drawsUntilNarrow({ ...rule, halfWidth: 1e-300, minimumDraws: 50, maximumDraws: 50 });
          for (const value of values) state = feedDraw(state, value);
          const expected = meanInterval(values, 0.95);
          expect(state.verdict).toBe('continue');
          expect(state.interval!.n).toBe(values.length);
          expect(Math.abs(state.interval!.mean - expected.mean)).toBeLessThan(1e-9);
          expect(Math.abs(state.interval!.halfWidth - expected.halfWidth)).toBeLessThan(1e-9);
        },
      ),
      { seed: 1 },
    );
  });

  test('ends at the first narrow interval from the minimum on, or at the maximum', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10_000 }), fc.double({ min: 0.1, max: 2, noNaN: true }), (draw, halfWidth) => {
        const given = { ...rule, halfWidth, minimumDraws: 4, maximumDraws: 30 };
        const stream = randomStream(1, 'sequential', draw);
        const values: number[] = [];
        const state = runToEnd(given, () => {
          values.push(stream.nextNormal());
          return values.at(-1)!;
        });
        const narrowAt = (n: number) => meanInterval(values.slice(0, n), 0.95).halfWidth <= halfWidth;
        for (let n = 4; n < values.length; n++) expect(narrowAt(n)).toBe(false);
        expect(state.verdict).toBe(narrowAt(values.length) ? 'enough' : 'limit');
        expect(state.draws).toBe(values.length);
        if (state.verdict === 'limit') expect(state.draws).toBe(30);
        else expect(state.draws).toBeGreaterThanOrEqual(4);
      }),
      { seed: 2, numRuns: 50 },
    );
  });

  test('equal draws are enough at the minimum; the state before is untouched', () => {
    const states = [drawsUntilNarrow(rule)];
    while (states.at(-1)!.verdict === 'continue') states.push(feedDraw(states.at(-1)!, 0.9));
    expect(states.at(-1)).toMatchObject({ verdict: 'enough', draws: 8 });
    expect(states.at(-1)!.interval!.halfWidth).toBe(0);
    expect(states.map((state) => state.draws)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('survives being stored as JSON', () => {
    const state = feedDraw(feedDraw(drawsUntilNarrow(rule), 1), 2);
    const restored = JSON.parse(JSON.stringify(state)) as DrawState;
    expect(feedDraw(restored, 4)).toEqual(feedDraw(state, 4));
  });

  test('refuses NaN and a value after the end', () => {
    expect(() => feedDraw(drawsUntilNarrow(rule), NaN)).toThrow(LabError);
    expect(() =>
      feedDraw(
        runToEnd(rule, () => 1),
        1,
      ),
    ).toThrow(RangeError);
  });
});

describe('coverage', () => {
  test('is close to nominal with 8 draws at least', () => {
    const share = coverage(rule, 2500);
    // 0.936 in a simulation of 4,000; the standard error here is 0.005.
    expect(share).toBeGreaterThan(0.92);
    expect(share).toBeLessThan(0.96);
  });

  test('suffers when two draws may be enough', () => {
    expect(coverage({ ...rule, minimumDraws: 2 }, 1500)).toBeLessThan(0.91);
  });
});

test.each([
  { confidence: 95 },
  { confidence: 0 },
  { halfWidth: 0 },
  { halfWidth: NaN },
  { minimumDraws: 1 },
  { minimumDraws: 2.5 },
  { maximumDraws: 7 },
])('refuses %o', (change) => {
  expect(() => drawsUntilNarrow({ ...rule, ...change })).toThrow(LabError);
});
