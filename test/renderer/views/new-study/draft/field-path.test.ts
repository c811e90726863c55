import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldName as nameInProblems } from '../../../../../main/runs/specification/problem.ts';
import { fieldName, fieldPath, isUnder } from '../../../../../renderer/views/new-study/draft/field-path.ts';

test('a field of a problem is read as the path it stands at', () => {
  expect(fieldPath('methods[1].layers.k')).toEqual(['methods', 1, 'layers', 'k']);
  expect(fieldPath('profiles["5 % noise"].weights.sigma')).toEqual(['profiles', '5 % noise', 'weights', 'sigma']);
  expect(fieldPath('')).toEqual([]);
});

const label = fc.string({ minLength: 1 }).filter((text) => !text.includes('"]') && !text.includes('\n'));

test('fields are named as the specification reader names them, and read back', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(label, fc.nat(1000))), (path) => {
      expect(fieldName(path)).toBe(nameInProblems(path));
      const quoteEnd = path.some((part) => typeof part === 'string' && part.endsWith('"'));
      if (!quoteEnd) expect(fieldPath(fieldName(path))).toEqual(path);
    }),
  );
});

test('a field is under itself and under what holds it', () => {
  expect(isUnder(['profile', 'weights', 'sigma'], ['profile'])).toBe(true);
  expect(isUnder(['profile'], ['profile'])).toBe(true);
  expect(isUnder(['profiles'], ['profile'])).toBe(false);
  expect(isUnder(['methods', 1], ['methods', 1, 'rate'])).toBe(false);
});
