import { describe, expect, test } from 'vitest';
import { isSameRate, noiseInjectionAt, profileRate, untrainedAt, usedRate } from '../../main/contract/fault-rate.ts';
import { memorySchema } from '../../main/contract/memory.ts';
import type { ProfileComparison } from '../../main/contract/results.ts';
import { methodSchema, type MethodSpecification } from '../../main/contract/specification.ts';
import { comparison, noiseInjection } from '../report/comparison-fixture.ts';

const memory = memorySchema.parse({ rate: 0.003 });
const method = (written: Record<string, unknown>): MethodSpecification => methodSchema.parse(written);
const layers = { by: 'std', k: 1 };

describe('the rate that a method is used at', () => {
  test.each([
    [{ method: 'noise-injection' }, 0.003],
    [{ method: 'noise-injection', rate: 0.01 }, 0.01],
    [{ method: 'saft', layers }, 0.003],
    [{ method: 'saft', layers, rate: 0.02 }, 0.02],
    [{ method: 'plain' }, 0.003],
    [{ method: 'reliable' }, 0],
    [{ method: 'uniform-bsc', trainRate: 0.1 }, 0.1],
    [{ method: 'uniform-bsc', trainRate: 0.1, testRate: 0.01 }, 0.01],
    [{ method: 'lanmax', tradeoff: 1 }, 'chosen'],
  ])('of %j in a memory of 0.003 is %s', (written, rate) => {
    expect(usedRate({ memory }, method(written))).toBe(rate);
  });

  test('is the profile’s where it has a rate for a layer, or no memory', () => {
    const byLayer = memorySchema.parse({ rate: 0.003, layers: { conv1: 0 } });
    expect(profileRate({ memory: byLayer })).toBe('as-profile');
    expect(usedRate({ memory: byLayer }, method({ method: 'noise-injection' }))).toBe('as-profile');
    expect(usedRate({ memory: byLayer }, method({ method: 'noise-injection', rate: 0.01 }))).toBe(0.01);
    expect(usedRate({}, method({ method: 'reliable' }))).toBe('as-profile');
    expect(usedRate({ memory }, undefined)).toBe(0.003);
  });

  test('is nobody else’s where the method chose it', () => {
    expect(isSameRate('chosen', 'chosen')).toBe(false);
    expect(isSameRate('as-profile', 'as-profile')).toBe(true);
    expect(isSameRate(0.003, 0.0003)).toBe(false);
  });
});

test('what is compared at a rate was measured at it', () => {
  const [first] = comparison.profiles;
  const injections = [0.0003, 0.003].map((rate) => ({
    ...noiseInjection,
    label: `noise injection p=${rate}`,
    configuration: method({ method: 'noise-injection', rate }),
  }));
  const profile: ProfileComparison = { ...first!, profile: { ...first!.profile, memory }, methods: injections };
  expect(noiseInjectionAt(profile, 0.003)?.label).toBe('noise injection p=0.003');
  expect(noiseInjectionAt(profile, 0.01)).toBeUndefined();
  expect(untrainedAt(profile, 0.003)?.value).toBe(0.8823);
  expect(untrainedAt(profile, 0.0003)).toBeUndefined();
  expect(untrainedAt(first!, 'as-profile')?.value).toBe(0.8823);
});
