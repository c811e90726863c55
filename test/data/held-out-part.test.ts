import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holdOutTest, inTurns, testCount } from '../../main/data/held-out-part.ts';
import { allIndices } from '../../main/data/shuffle.ts';
import { labErrorOf } from './support.ts';

const labels = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 2, maxLength: 60 });
const fraction = fc.double({ min: 0.01, max: 0.99, noNaN: true });

describe('holdOutTest', () => {
  test('parts share nothing and make up all, as many as announced', () => {
    fc.assert(
      fc.property(labels, fraction, fc.integer({ min: 0, max: 99 }), (all, share, seed) => {
        const { training, validation } = holdOutTest(all, share, seed, 'set');
        expect([...training, ...validation].sort((a, b) => a - b)).toEqual([...allIndices(all.length)]);
        expect(validation).toHaveLength(testCount(all.length, share));
        expect(Math.min(training.length, validation.length)).toBeGreaterThan(0);
      }),
    );
  });

  test('a single example cannot be divided', () => {
    expect(labErrorOf(() => holdOutTest([0], 0.5, 0, 'set'), 'invalid-data-file').message).toMatch(
      /^set has one example/,
    );
  });
});

describe('inTurns', () => {
  test('keeps all, and the first ones hold every class as evenly as there are images', () => {
    fc.assert(
      fc.property(labels, (all) => {
        const order = inTurns(all, allIndices(all.length));
        expect([...order].sort((a, b) => a - b)).toEqual([...allIndices(all.length)]);
        const classes = new Set(all);
        expect(new Set([...order].slice(0, classes.size).map((index) => all[index]))).toEqual(classes);
      }),
    );
  });
});
