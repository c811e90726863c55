import { describe, expect, test } from 'vitest';
import { profileSchema, type Profile } from '../../../../main/contract/profile.ts';
import type { ShippedProfile } from '../../../../main/contract/workbench/catalogue.ts';
import {
  energyAt,
  energyReference,
  profilesWithEnergy,
  readOffRows,
} from '../../../../renderer/views/profiles/energy-facts.ts';
import { networkChoices } from '../../../../renderer/views/profiles/preview-networks.ts';
import { profileFacts } from '../../../../renderer/views/profiles/profile-facts.ts';

const factsOf = (written: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    profileFacts(profileSchema.parse(written), (name) => `title of ${name}`).map(({ name, text }) => [name, text]),
  );

describe('what a profile does', () => {
  test('to nothing', () => {
    expect(factsOf({})).toEqual({
      'Stored as': '32-bit numbers, as they are.',
      Memory: 'Makes no errors.',
      Noise: 'None.',
    });
  });

  test('with noise is told with its unit and its standard deviation', () => {
    const noise = (weights: unknown): string => factsOf({ weights })['Noise']!;
    expect(noise({ noise: 'gaussian', mode: 'multiplicative', sigma: 0.05 })).toMatch(
      /w becomes w \(1 \+ n\), n normal, standard deviation σ = 0.05,/,
    );
    expect(noise({ noise: 'gaussian', mode: 'additive', sigma: 0.038, reference: 'layerMaxAbs' })).toMatch(
      /w \+ n, .* 0.038 times the largest \|w\| of the layer/,
    );
    // r / sqrt(3)
    expect(noise({ noise: 'uniform', mode: 'additive', halfRange: 0.1 })).toMatch(
      /±0.1, standard deviation 0.0577 in the units of the weights/,
    );
  });

  test('with bits', () => {
    expect(factsOf({ quantization: { bits: 4, scheme: 'affine', granularity: 'channel' } })['Stored as']).toMatch(
      /^4-bit integers, affine: .* of each channel; halves go to even codes\.$/,
    );
    expect(factsOf({ quantization: { scheme: 'binary', scale: 'mean-abs' } })['Stored as']).toMatch(
      /the mean of \|w\|/,
    );
  });

  test('with a memory, in the directions in which it errs', () => {
    const memory = (fields: object): Readonly<Record<string, string>> =>
      factsOf({ quantization: { scheme: 'binary' }, memory: fields });
    expect(memory({ rate: 0.01 })['Memory']).toMatch(/^Each stored bit is read wrong with probability 0.01,/);
    expect(memory({ rate: 0.01, zeroToOne: 0 })['Memory']).toMatch(/^A stored 1 .* 0.01, a stored 0 never wrong/);
    expect(memory({ rate: 0.01, oneToZero: 0 })['Memory']).toMatch(/^A stored 0 .* 0.01, a stored 1 never wrong/);
    expect(memory({ rate: 0.02, oneToZero: 0.5 })['Memory']).toMatch(/^A stored 0 .* 0.02, a 1 as 0 with 0.01,/);
    expect(memory({ layers: { fc1: 0.1 } })['Memory']).toMatch(/fc1 0.1/);
    expect(memory({})['Memory']).toMatch(/^No bit is read wrong/);
    expect(memory({ stuckAt: { rate: 0.001, chips: 'one' } })['Stuck cells']).toMatch(
      /0.001, 50 % of them 1\. .* same chip/,
    );
    expect(memory({})['Energy of a bit']).toBe('exponential, a = 12.8.');
    expect(memory({ energy: 'bram' })['Energy of a bit']).toBe('title of bram (bram).');
  });

  test('not to layers that stay ideal', () => {
    expect(factsOf({ except: ['conv1', 'fc3'] })['Ideal layers']).toMatch(/^conv1, fc3: /);
  });
});

describe('an energy read off a curve', () => {
  const curve = [
    { rate: 0, energy: 1 },
    { rate: 1e-4, energy: 0.8 },
    { rate: 1e-2, energy: 0.4 },
  ];

  test('is linear in the logarithm of the rate between points, and that of rate 0 below them', () => {
    expect(energyAt(curve, 0)).toBe(1);
    expect(energyAt(curve, 1e-5)).toBe(1);
    expect(energyAt(curve, 1e-4)).toBe(0.8);
    expect(energyAt(curve, 1e-3)).toBeCloseTo(0.6, 12);
    expect(energyAt(curve, 1e-2)).toBe(0.4);
  });

  test('is not known beyond the last point', () => {
    expect(energyAt(curve, 0.02)).toBeUndefined();
    expect(energyAt([{ rate: 0, energy: 1 }], 0.1)).toBeUndefined();
    expect(energyAt(curve.slice(1), 1e-6)).toBeUndefined();
  });

  test('is told at usual rates, or point by point where there are few', () => {
    expect(readOffRows(curve, [1e-3])).toEqual(curve);
    const fine = Array.from({ length: 20 }, (_, index) => ({ rate: 1e-4 * 1.5 ** index, energy: 1 - index / 20 }));
    expect(readOffRows(fine, [1e-4, 1])).toEqual([{ rate: 1e-4, energy: 1 }]);
  });
});

test('an energy model is named in a profile, or written as the formula it is', () => {
  expect(energyReference('bram-28nm-kc705')).toBe('memory:\n  energy: bram-28nm-kc705\n');
  expect(energyReference('exponential')).toContain('a: 12.8');
});

test('profiles are found by what their memory costs', () => {
  const shipped = (name: string, profile: unknown): ShippedProfile => ({
    name,
    family: 'f',
    familyTitle: 'F',
    profile: profileSchema.parse(profile) satisfies Profile,
  });
  const quantization = { scheme: 'binary' };
  const points = [
    { rate: 0.001, energy: 0.5 },
    { rate: 0.01, energy: 0.4 },
  ];
  const profiles = [
    shipped('noise', {}),
    shipped('default', { quantization, memory: {} }),
    shipped('steeper', { quantization, memory: { energy: { model: 'exponential', a: 5 } } }),
    shipped('by name', { quantization, memory: { energy: 'bram' } }),
    shipped('inline', { quantization, memory: { energy: { model: 'table', name: 'Block memory', points } } }),
  ];
  expect(profilesWithEnergy(profiles, { name: 'exponential', title: 'Exponential' })).toEqual(['default']);
  expect(profilesWithEnergy(profiles, { name: 'bram', title: 'Block memory' })).toEqual(['by name', 'inline']);
});

test('a profile is seen on the network of the last draft, otherwise on a built-in one', () => {
  const draft = (id: number, updatedAt: string, model: unknown) => ({
    id,
    name: `draft ${id}`,
    written: { model, data: { source: 'glyphs' } },
    wizard: { folder: '/somewhere', step: 'data' },
    updatedAt,
  });
  const drafts = [
    draft(1, '2026-01-01T00:00:00Z', { architecture: 'lenet5', weights: 'a/w.safetensors' }),
    draft(2, '2026-01-03T00:00:00Z', {}),
    draft(3, '2026-01-02T00:00:00Z', { architecture: 'mlp-8' }),
  ];
  const [first, second, third] = networkChoices(drafts);
  expect(first).toMatchObject({
    value: 'draft 3',
    description: 'Initial weights',
    network: { model: { architecture: 'mlp-8' }, folder: '/somewhere' },
  });
  expect(second).toMatchObject({ value: 'draft 1', description: 'Weights of w.safetensors' });
  expect(third!.label).toBe('mlp-128-64 on glyphs');
  expect(networkChoices([])[0]).toEqual(third);
});
