import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EnergyModel } from '../../../main/contract/energy.ts';
import { checkEnergyModel } from '../../../main/lab/energy/check-energy-model.ts';
import { labErrorOf } from '../../data/support.ts';

type Points = readonly (readonly [rate: number, energy: number])[];

function table(points: Points): EnergyModel {
  return { model: 'table', warnings: [], points: points.map(([rate, energy]) => ({ rate, energy })) };
}

function complaint(points: Points): string {
  return labErrorOf(() => checkEnergyModel(table(points)), 'invalid-specification').message;
}

describe('accepts', () => {
  test.each<[string, Points]>([
    ['falling energies in any order', [[1e-3, 0.2], [1e-5, 0.6], [1e-4, 0.3]]], // prettier-ignore
    ['equal energies', [[1e-3, 0.2], [1e-2, 0.2]]], // prettier-ignore
    ['a point of rate 0 below and above 1', [[0, 0.37], [1e-4, 0.3]]], // prettier-ignore
    ['energies above 1 with a point of rate 0', [[0, 4], [1e-4, 3]]], // prettier-ignore
  ])('%s', (_, points) => expect(() => checkEnergyModel(table(points))).not.toThrow());

  test('the exponential model', () => {
    expect(() => checkEnergyModel({ model: 'exponential', a: 3 })).not.toThrow();
  });
});

describe('refuses in one sentence', () => {
  test('energy that rises with the rate, naming both points', () => {
    const sentence = 'The energy table rises with the rate, from 0.3 at rate 0.0001 to 0.4 at rate 0.001.';
    expect(complaint([[1e-3, 0.4], [1e-5, 0.6], [1e-4, 0.3]])).toBe(sentence); // prettier-ignore
  });

  test('a rise from the point of rate 0', () => {
    expect(complaint([[0, 0.3], [1e-4, 0.4]])).toContain('from 0.3 at rate 0 to 0.4 at rate 0.0001'); // prettier-ignore
  });

  test('energy above that of reliable memory, where nothing else is said of it', () => {
    expect(complaint([[1e-4, 1.2], [1e-3, 0.9]])).toContain('gives 1.2 at rate 0.0001, more than the 1 of reliable'); // prettier-ignore
  });

  test('two points of one rate', () => {
    expect(complaint([[1e-4, 0.4], [1e-3, 0.3], [1e-4, 0.5]])).toContain('two points of rate 0.0001'); // prettier-ignore
    expect(complaint([[0, 0.4], [0, 0.4]])).toContain('two points of rate 0,'); // prettier-ignore
  });

  test.each([0, -1, NaN])('an energy of %d', (energy) => {
    expect(complaint([[1e-4, 0.4], [1e-3, energy]])).toContain(`gives ${energy} at rate 0.001`); // prettier-ignore
  });
});

test('exactly the tables with a rise somewhere', () => {
  const points = fc.uniqueArray(
    fc.tuple(fc.double({ min: 1e-9, max: 0.49, noNaN: true }), fc.integer({ min: 1, max: 10 })),
    {
      selector: ([rate]) => rate,
      minLength: 2,
      maxLength: 4,
    },
  );
  fc.assert(
    fc.property(points, (chosen) => {
      const energies = chosen.toSorted(([first], [second]) => first - second).map(([, energy]) => energy);
      const rises = energies.some((energy, index) => index > 0 && energy > energies[index - 1]!);
      const check = () => checkEnergyModel(table(chosen.map(([rate, energy]) => [rate, energy / 10])));
      if (rises) expect(check).toThrow('rises with the rate');
      else expect(check).not.toThrow();
    }),
    { seed: 1, numRuns: 300 },
  );
});

test('a file must have been read', () => {
  expect(() => checkEnergyModel({ model: 'csv', path: 'energies.csv' })).toThrow(RangeError);
});
