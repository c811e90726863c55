import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstIndices, splitTraining } from '../../main/data/splits.ts';
import { labErrorOf } from './support.ts';

function countByClass(labels: readonly number[], indices: Int32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const index of indices) counts.set(labels[index]!, (counts.get(labels[index]!) ?? 0) + 1);
  return counts;
}

const anyLabels = fc.array(fc.nat(4), { minLength: 2, maxLength: 200 });

describe('splitTraining', () => {
  test('divides everything, ascending, without overlap, each class within one of its share', () => {
    fc.assert(
      fc.property(anyLabels, fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(), (labels, share, seed) => {
        const validation = Math.floor(share * labels.length);
        const split = splitTraining(labels, { validation, seed });
        expect(split.validation.length).toBe(validation);
        const all = [...split.training, ...split.validation];
        expect([...new Set(all)].length).toBe(labels.length);
        expect(split.training).toEqual(split.training.slice().sort());
        expect(split.validation).toEqual(split.validation.slice().sort());
        const totals = countByClass(labels, Int32Array.from(all));
        const taken = countByClass(labels, split.validation);
        for (const [label, total] of totals) {
          expect(Math.abs((taken.get(label) ?? 0) - (total * validation) / labels.length)).toBeLessThan(1);
        }
      }),
    );
  });

  test('a limit keeps the validation images and takes a part of the same training images', () => {
    const labels = Array.from({ length: 1000 }, (_, index) => index % 10);
    const whole = splitTraining(labels, { validation: 100, seed: 3 });
    const limited = splitTraining(labels, { validation: 100, trainingLimit: 200, seed: 3 });
    expect(limited.validation).toEqual(whole.validation);
    expect(limited.training.length).toBe(200);
    const members = new Set(whole.training);
    expect(limited.training.every((index) => members.has(index))).toBe(true);
    expect([...countByClass(labels, limited.training).values()]).toEqual(new Array(10).fill(20));
  });

  test('classes are drawn apart: their validation images do not stand in the same places', () => {
    const labels = Array.from({ length: 200 }, (_, index) => index % 2);
    const { validation } = splitTraining(labels, { validation: 100, seed: 1 });
    const places = (label: number) =>
      [...validation].filter((index) => labels[index] === label).map((index) => Math.floor(index / 2));
    expect(places(0)).not.toEqual(places(1));
  });

  test('the seed decides', () => {
    const labels = Array.from({ length: 100 }, (_, index) => index % 2);
    const one = splitTraining(labels, { validation: 50, seed: 1 });
    expect(splitTraining(labels, { validation: 50, seed: 1 })).toEqual(one);
    expect(splitTraining(labels, { validation: 50, seed: 2 })).not.toEqual(one);
  });

  test.each([
    [{ validation: 10, seed: 1 }, /number of validation images is 10.*0 to 9/],
    [{ validation: -1, seed: 1 }, /is -1/],
    [{ validation: 1.5, seed: 1 }, /is 1.5/],
    [{ validation: 1, trainingLimit: 0, seed: 1 }, /limit of training images is 0/],
    [{ validation: 1, trainingLimit: 11, seed: 1 }, /is 11/],
  ])('refuses %j', (options, sentence) => {
    expect(labErrorOf(() => splitTraining(new Uint8Array(10), options), 'invalid-argument').message).toMatch(sentence);
  });

  test('a limit that validation leaves no room for takes what is left', () => {
    expect(splitTraining(new Uint8Array(10), { validation: 4, trainingLimit: 8, seed: 1 }).training.length).toBe(6);
  });
});

describe('firstIndices', () => {
  test('are the first', () => {
    expect([...firstIndices(5, 3)]).toEqual([0, 1, 2]);
    expect([...firstIndices(2)]).toEqual([0, 1]);
  });

  test.each([0, 6, 1.5])('%s of 5 is refused', (limit) => {
    labErrorOf(() => firstIndices(5, limit), 'invalid-argument');
  });
});
