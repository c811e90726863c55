import { expect, test } from 'vitest';
import { architectureFamilies, findArchitecture } from '../../../../../main/lab/network/architectures/registry.ts';
import { namePattern, numbersOf } from '../../../../../renderer/views/new-study/network/architecture-pattern.ts';

test.each(architectureFamilies.flatMap(({ pattern, examples }) => examples.map((name) => [pattern, name] as const)))(
  'names of %s are taken apart and put together: %s',
  (pattern, name) => {
    const parts = namePattern(pattern);
    const numbers = numbersOf(parts, name);
    expect(numbers?.length).toBeGreaterThan(0);
    expect(parts.make(numbers!)).toBe(name);
    expect(findArchitecture(parts.make(numbers!)).name).toBe(name);
  },
);

test('the numbers have names', () => {
  expect(namePattern('wide-resnet-DEPTH-WIDTH')).toMatchObject({ fields: ['depth', 'width'], repeats: false });
  expect(namePattern('resnetDEPTH-cifar')).toMatchObject({ fields: ['depth'], repeats: false });
  expect(namePattern('mlp-WIDTH-WIDTH-...')).toMatchObject({ fields: ['width'], repeats: true });
});

test('a repeated number is written in several ways', () => {
  for (const pattern of ['mlp-WIDTH-WIDTH-...', 'mlp-WIDTH[-WIDTH...]']) {
    const parts = namePattern(pattern);
    expect(numbersOf(parts, 'mlp-64')).toEqual([64]);
    expect(numbersOf(parts, 'MLP_64_32_16')).toEqual([64, 32, 16]);
    expect(parts.make([8, 4])).toBe('mlp-8-4');
  }
});

test('a name of another family has no such numbers', () => {
  const perceptrons = namePattern('mlp-WIDTH-WIDTH-...');
  expect(numbersOf(perceptrons, 'mlp-bn-64')).toBeUndefined();
  expect(numbersOf(namePattern('resnetDEPTH-cifar'), 'wide-resnet-28-10')).toBeUndefined();
});
