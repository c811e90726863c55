import { describe, expect, test } from 'vitest';
import type { Profile } from '../../../main/contract/profile.ts';
import { energyPerBit, largestRate } from '../../../main/lab/energy/energy-curve.ts';
import { shippedEnergyModel } from '../../../main/runs/energy-models.ts';
import { shippedProfile, shippedProfiles } from '../../../main/runs/profiles/shipped-profiles.ts';

const withMemory = [...shippedProfiles()].filter(([, { memory }]) => memory !== undefined);

function family(name: string): readonly (readonly [string, Profile])[] {
  return withMemory
    .filter(([full]) => full.startsWith(`${name}/`))
    .map(([full, profile]) => [full.slice(name.length + 1), profile] as const);
}

test.each(withMemory)('%s stores binary weights at a rate that its energy model knows', (_, { memory, ...profile }) => {
  const { energy, rate } = memory!;
  const model = typeof energy === 'string' ? shippedEnergyModel(energy) : energy;
  expect(profile).toMatchObject({ quantization: { scheme: 'binary' }, weights: { noise: 'none' }, except: [] });
  expect(rate).toBeLessThanOrEqual(largestRate(model));
  expect(energyPerBit(model, rate)).toBeGreaterThan(0);
});

test('the name of a binary symmetric channel says its rate', () => {
  const channels = family('bsc');
  expect(channels.length).toBeGreaterThan(4);
  for (const [name, { memory }] of channels) {
    expect(memory).toMatchObject({ rate: Number(name), zeroToOne: 1, oneToZero: 1 });
    expect(memory).not.toHaveProperty('stuckAt');
  }
});

describe('asymmetric channels', () => {
  test.each([
    ['one-to-zero', 0, 1],
    ['zero-to-one', 1, 0],
    ['mostly-one-to-zero', 0.5, 1],
    ['mostly-zero-to-one', 1, 0.5],
  ])('%s', (direction, zeroToOne, oneToZero) => {
    const found = family('asymmetric-bsc').filter(([name]) => name.replace(/-[\d.]+$/, '') === direction);
    expect(found).toHaveLength(2);
    for (const [name, { memory }] of found) {
      expect(memory).toMatchObject({ rate: Number(/[\d.]+$/.exec(name)![0]), zeroToOne, oneToZero });
    }
  });
});

test('the name of stuck cells says their share, which way, and on how many chips', () => {
  const found = family('stuck-at');
  expect(found.length).toBeGreaterThan(4);
  for (const [name, { memory, warnings }] of found) {
    const toOne = name.startsWith('to-zero') ? 0 : name.startsWith('to-one') ? 1 : 0.5;
    const chips = name.startsWith('one-chip') ? 'one' : 'many';
    expect(memory).toMatchObject({ rate: 0, stuckAt: { rate: Number(/[\d.]+$/.exec(name)![0]), toOne, chips } });
    expect(warnings.join(' ')).toContain('as much as in reliable memory');
  }
});

test('the exponential memory is that of the paper and leaves the rate to the method', () => {
  const { memory, citation, warnings } = shippedProfile('sram-exponential');
  expect(memory).toMatchObject({ rate: 0, energy: { model: 'exponential', a: 12.8 } });
  expect(citation).toContain('1912.10764');
  expect(warnings.join(' ')).toContain("authors' code");
});
