import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance, nearNames } from '../../../../main/lab/network/architectures/near-names.ts';

test.each([
  ['kitten', 'sitting', 3],
  ['', 'abc', 3],
  ['resnet18', 'resnet-18', 1],
  ['same', 'same', 0],
])('%s and %s are %i apart', (from, to, distance) => {
  expect(editDistance(from, to)).toBe(distance);
});

test('the edit distance is a metric', () => {
  const word = fc.string({ maxLength: 8 });
  fc.assert(
    fc.property(word, word, word, (a, b, c) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b) === 0).toBe(a === b);
      expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
    }),
  );
});

test('near names come nearest first, and far ones not at all', () => {
  expect(nearNames('Resnet35', ['vgg16', 'resnet50', 'resnet34'])).toEqual(['resnet34', 'resnet50']);
  expect(nearNames('resnet20', ['resnet50', 'resnet18', 'resnet20-cifar'], 2)).toEqual(['resnet20-cifar', 'resnet50']);
  expect(nearNames('xyz', ['resnet50'])).toEqual([]);
});
