import { expect, test } from 'vitest';
import { profileSchema } from '../../../../../main/contract/profile.ts';
import {
  energyVariant,
  firstNoise,
  firstQuantization,
  noiseKinds,
  noiseModes,
  noiseVariant,
  quantizationVariant,
  referenceTitles,
} from '../../../../../renderer/views/new-study/hardware/profile-variants.ts';
import { noiseReferenceSchema } from '../../../../../main/contract/profile.ts';

test.each(noiseKinds.flatMap((kind) => noiseModes.map((mode) => [kind, mode] as const)))(
  'what %s %s noise begins with is a valid profile, as strong as the one before',
  (kind, mode) => {
    const weights = firstNoise(kind, mode, { noise: 'gaussian', mode: 'additive', sigma: 0.2, reference: 'layerStd' });
    const parsed = profileSchema.safeParse({ weights });
    expect(parsed.error).toBeUndefined();
    expect(noiseVariant(weights)).toBe(kind === 'none' || kind === 'conductance' ? kind : `${kind}-${mode}`);
    if (kind !== 'none') expect(Object.values(weights as object).flat()).toContain(0.2);
    expect(firstNoise('gaussian', mode, weights)).toMatchObject({ sigma: kind === 'none' ? 0.05 : 0.2 });
  },
);

test('every way to store weights begins with a valid profile', () => {
  for (const [variant, quantization] of Object.entries(firstQuantization)) {
    expect(profileSchema.safeParse({ quantization }).error).toBeUndefined();
    expect(quantizationVariant(quantization)).toBe(variant);
  }
});

test('an energy model is known by how it is written', () => {
  expect(energyVariant(undefined)).toBe('exponential');
  expect(energyVariant('bram-28nm-kc705')).toBe('shipped');
  expect(energyVariant({ model: 'csv', path: 'energy.csv' })).toBe('csv');
  expect(energyVariant({ model: 'table', points: [] })).toBe('table');
});

test('every reference has words', () => {
  expect(referenceTitles.map(({ value }) => value)).toEqual(noiseReferenceSchema.options);
});
