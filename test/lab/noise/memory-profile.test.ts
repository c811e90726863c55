import { describe, expect, test } from 'vitest';
import type { Profile } from '../../../main/contract/profile.ts';
import {
  changesByDraw,
  disturbedParameters,
  disturbedWeight,
  isRandom,
  layerProfile,
  memoryLayers,
  memoryRate,
  noiseStreams,
  storedBits,
} from '../../../main/lab/noise/perturb.ts';
import { referenceOps as ops } from '../../support/reference-ops.ts';
import { scalar } from '../../support/reference-tensor.ts';
import { mixedNetwork, referenceParameters, roughParameters } from '../training/small-networks.ts';
import { profileOf } from './profiles.ts';

const silent = { noise: 'none' };
const none = profileOf(silent);
const memoryOf = (quantization: object, memory: object, rest: object = {}): Profile =>
  profileOf(silent, { quantization, memory, ...rest });

describe('a network', () => {
  const network = mixedNetwork();
  const clean = referenceParameters(network, roughParameters(network));
  const names = (profile: Profile) => memoryLayers(network, profile).map(({ name }) => name);
  const disturb = (profile: Profile, rates?: Record<string, number>) =>
    disturbedParameters(
      ops,
      network,
      clean,
      profile,
      (layer) => noiseStreams(1, 'training', layer, scalar(0)),
      rates && Object.fromEntries(Object.entries(rates).map(([layer, rate]) => [layer, scalar(rate)])),
    );

  test('memory layers are those that are not excepted, in network order', () => {
    expect(names(memoryOf({ bits: 8 }, {}))).toEqual(['stem', 'depthwise', 'grouped', 'head']);
    expect(names(memoryOf({ bits: 8 }, {}, { except: ['head', 'stem'] }))).toEqual(['depthwise', 'grouped']);
    expect(names(none)).toEqual([]);
  });

  test('every layer has its own constant rate', () => {
    const profile = memoryOf({ scheme: 'binary' }, { rate: 0.1, layers: { stem: 0, head: 0.4 } });
    expect(['stem', 'grouped', 'head'].map((layer) => memoryRate(profile, layer))).toEqual([0, 0.1, 0.4]);
    expect(memoryRate(none, 'stem')).toBe(0);
    expect(layerProfile(profile, 'head').memory).toMatchObject({ rate: 0.4 });
    const disturbed = disturb(profile);
    for (const { name, parameters } of memoryLayers(network, profile)) {
      const alone = memoryOf({ scheme: 'binary' }, { rate: memoryRate(profile, name) });
      expect(disturbed[parameters.weight]).toEqual(
        disturbedWeight(ops, clean[parameters.weight], alone, noiseStreams(1, 'training', name, scalar(0))),
      );
    }
  });

  test('rates given by name go before those of the profile', () => {
    const profile = memoryOf({ scheme: 'binary' }, { rate: 0.1 }, { except: ['depthwise'] });
    const constant = memoryOf({ scheme: 'binary' }, { rate: 0.1, layers: { stem: 0.3 } }, { except: ['depthwise'] });
    expect(disturb(profile, { stem: 0.3, depthwise: 0.5 })).toEqual(disturb(constant));
    expect(disturb(profile, { stem: 0.3 })['depthwise.weight']).toBe(clean['depthwise.weight']);
  });
});

test('bits a weight is stored in', () => {
  expect(storedBits(none)).toBe(32);
  expect(storedBits(profileOf(silent, { quantization: { bits: 5 } }))).toBe(5);
  expect(storedBits(profileOf(silent, { quantization: { bits: 7, scheme: 'affine' } }))).toBe(7);
  expect(storedBits(profileOf(silent, { quantization: { scheme: 'binary' } }))).toBe(1);
});

test.each([
  [{}, false, false],
  [{ rate: 0.1 }, true, true],
  [{ layers: { stem: 0.1 } }, true, true],
  [{ rate: 0.1, zeroToOne: 0, oneToZero: 0 }, false, false],
  [{ stuckAt: { rate: 0.1 } }, true, true],
  [{ stuckAt: { rate: 0.1, chips: 'one' } }, true, false],
  [{ rate: 0.1, stuckAt: { rate: 0.1, chips: 'one' } }, true, true],
  [{ stuckAt: { rate: 0 } }, false, false],
])('memory %j: random %s, other in every draw %s', (memory, random, changes) => {
  const profile = memoryOf({ bits: 4 }, memory);
  expect([isRandom(profile), changesByDraw(profile)]).toEqual([random, changes]);
  const noisy = { ...profile, weights: profileOf({ noise: 'gaussian', mode: 'additive', sigma: 0.1 }).weights };
  expect([isRandom(noisy), changesByDraw(noisy)]).toEqual([true, true]);
});
