import { describe, expect, test } from 'vitest';
import type { NoiseReference } from '../../../main/contract/profile.ts';
import { askedSigma, referenceUnit } from '../../../main/lab/noise/analog.ts';
import {
  disturbedParameters,
  disturbedWeight,
  isRandom,
  noiseStreams,
  type NoisePurpose,
} from '../../../main/lab/noise/perturb.ts';
import { statelessNormal, statelessUniform } from '../../../main/lab/random/stateless.ts';
import { streamKey } from '../../../main/lab/random/stream.ts';
import { normalCumulative } from '../../../main/lab/statistics/normal.ts';
import { referenceOps as ops } from '../../support/reference-ops.ts';
import { scalar, tensor, type ReferenceTensor } from '../../support/reference-tensor.ts';
import {
  kolmogorovLimit,
  rawMoments,
  scaledCorrelation,
  scaledKolmogorovDistance,
} from '../random/distribution-checks.ts';
import { mixedNetwork, referenceParameters, roughParameters } from '../training/small-networks.ts';
import { noiseKinds, profileOf, type Noisy } from './profiles.ts';

const channels = 40;
const shape = [5, 5, 8, channels];
const size = 8000;

/** Off centre, and each output channel on a scale of its own: no two references give the same unit. */
const weight = tensor(
  statelessNormal(size, [4, 4]).map((value, index) => (0.5 + value) * (1 + (index % channels) / 10)),
  shape,
);

const source = (layer = 'conv', draw = 0, seed = 1, purpose: NoisePurpose = 'training') =>
  noiseStreams(seed, purpose, layer, scalar(draw));

function spreadOf(group: readonly number[], reference: NoiseReference): number {
  if (reference.endsWith('MaxAbs')) return Math.max(...group.map(Math.abs));
  if (reference.endsWith('Range')) return Math.max(...group) - Math.min(...group);
  const mean = group.reduce((sum, value) => sum + value, 0) / group.length;
  return Math.sqrt(group.reduce((sum, value) => sum + (value - mean) ** 2, 0) / group.length);
}

/** The unit of each output channel, from loops over plain arrays. */
function unitsOf(reference: NoiseReference): number[] {
  const all = Array.from(weight.values);
  return Array.from({ length: channels }, (_, channel) => {
    if (reference === 'absolute') return 1;
    const layer = reference.startsWith('layer');
    return spreadOf(layer ? all : all.filter((_value, index) => index % channels === channel), reference);
  });
}

/** The noise in the unit it was asked in. */
function noiseOf(noise: Noisy, disturbed: ReferenceTensor): Float64Array {
  const units = unitsOf(noise.reference);
  const unit = (index: number) => (noise.mode === 'multiplicative' ? weight.values[index] : units[index % channels]);
  return disturbed.values.map((value, index) => (value - weight.values[index]) / unit(index));
}

describe.each(noiseKinds)('$title', ({ noise }) => {
  const found = noiseOf(noise, disturbedWeight(ops, weight, profileOf(noise), source()));

  test('is the stream of its seed, purpose, layer and draw, scaled', () => {
    const seed = [streamKey(1, 'noise:training:conv'), 0] as const;
    const expected =
      noise.noise === 'gaussian'
        ? Float64Array.from(statelessNormal(size, seed), (value) => noise.sigma * value)
        : Float64Array.from(statelessUniform(size, seed), (value) => noise.halfRange * (2 * value - 1));
    found.forEach((value, index) => expect(Math.abs(value - expected[index])).toBeLessThan(1e-12));
  });

  test('has the moments and the distribution asked for', () => {
    const sigma = askedSigma(noise);
    const [first, second, third, fourth] = rawMoments(found.map((value) => value / sigma));
    const moments = noise.noise === 'gaussian' ? [1, 3, 15, 105] : [1, 1.8, 27 / 7, 9];
    const [m2, m4, m6, m8] = moments;
    expect(Math.abs(first)).toBeLessThan(4 * Math.sqrt(m2 / size));
    expect(Math.abs(second - m2)).toBeLessThan(4 * Math.sqrt((m4 - m2 ** 2) / size));
    expect(Math.abs(third)).toBeLessThan(4 * Math.sqrt(m6 / size));
    expect(Math.abs(fourth - m4)).toBeLessThan(4 * Math.sqrt((m8 - m4 ** 2) / size));
    const cumulative =
      noise.noise === 'gaussian'
        ? (value: number) => normalCumulative(value / noise.sigma)
        : (value: number) => Math.min(1, Math.max(0, (value / noise.halfRange + 1) / 2));
    expect(scaledKolmogorovDistance(found, cumulative)).toBeLessThan(kolmogorovLimit);
  });

  if (noise.noise === 'uniform') {
    test('never exceeds r, and comes close to it', () => {
      const largest = found.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      expect(largest).toBeLessThanOrEqual(noise.halfRange * (1 + 1e-12));
      expect(largest).toBeGreaterThan(noise.halfRange * (1 - 20 / size));
    });
  }
});

test('uniform noise of the smallest and the largest draw stays within [-r, r]', () => {
  const noise = profileOf({ noise: 'uniform', mode: 'additive', halfRange: 0.3 });
  const at = (uniform: number) => {
    const rigged = { ...ops, randomUniform: () => tensor([uniform], [1]) };
    return disturbedWeight(rigged, tensor([0], [1]), noise, source()).values[0];
  };
  expect(at(0)).toBe(-0.3);
  expect(at(1 - 2 ** -23)).toBeLessThan(0.3);
  expect(at(0.5)).toBe(0);
});

describe('the unit', () => {
  // Output channels last: channel 0 is 1, -3, 2; channel 1 is 10, 5, 0
  const small = tensor([1, 10, -3, 5, 2, 0], [3, 2]);
  const deviation = (values: number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  };

  test.each([
    ['layerMaxAbs', [10]],
    ['layerRange', [13]],
    ['layerStd', [deviation([1, 10, -3, 5, 2, 0])]],
    ['channelMaxAbs', [3, 10]],
    ['channelRange', [5, 10]],
    ['channelStd', [deviation([1, -3, 2]), deviation([10, 5, 0])]],
  ] as const)('%s', (reference, expected) => {
    const unit = referenceUnit(ops, small, reference)!;
    expect(unit.shape).toEqual(expected.length === 1 ? [1, 1] : [1, 2]);
    expected.forEach((value, channel) => expect(unit.values[channel]).toBeCloseTo(value, 12));
  });

  test('absolute is none', () => {
    expect(referenceUnit(ops, small, 'absolute')).toBeUndefined();
  });

  test('is that of the clean weights, also where they are quantised', () => {
    const noise = { noise: 'gaussian', mode: 'additive', sigma: 0.1, reference: 'layerStd' } as const;
    const quantization = { bits: 2 };
    const seed = source();
    const quantised = disturbedWeight(ops, weight, profileOf({ noise: 'none' }, { quantization }), seed);
    const both = disturbedWeight(ops, weight, profileOf(noise, { quantization }), seed);
    const alone = disturbedWeight(ops, weight, profileOf(noise), seed);
    both.values.forEach((value, index) => {
      const expected = quantised.values[index] + alone.values[index] - weight.values[index];
      expect(Math.abs(value - expected)).toBeLessThan(1e-12);
    });
  });
});

describe('draws', () => {
  const noise: Noisy = { noise: 'gaussian', mode: 'additive', sigma: 1, reference: 'absolute' };
  const mask = (...stream: Parameters<typeof source>) =>
    noiseOf(noise, disturbedWeight(ops, weight, profileOf(noise), source(...stream)));

  test('of the same seed, purpose, layer and draw are the same', () => {
    expect(mask('conv', 3, 2, 'evaluation')).toEqual(mask('conv', 3, 2, 'evaluation'));
  });

  test('of different layers, draws, seeds and purposes are independent', () => {
    const masks = [
      mask('conv', 0),
      mask('conv2', 0),
      mask('layer1.0.conv1', 0),
      mask('conv', 1),
      mask('conv', 2),
      mask('conv', 0, 2),
      mask('conv', 0, 3),
      mask('conv', 0, 1, 'evaluation'),
      mask('conv', 0, 1, 'sensitivity'),
      mask('conv', 0, 1, 'report'),
    ];
    masks.forEach((first, i) => {
      masks.slice(i + 1).forEach((second) => {
        // 45 pairs: 4.2 standard deviations are exceeded by chance in one of 800 such tests
        expect(Math.abs(scaledCorrelation(first, second))).toBeLessThan(4.2);
        expect(Math.abs(scaledCorrelation(first.map(Math.abs), second.map(Math.abs)))).toBeLessThan(4.2);
      });
    });
  });

  test('of neighbouring weights are independent', () => {
    const base = mask();
    for (const lag of [1, 2, channels]) {
      expect(Math.abs(scaledCorrelation(base.subarray(lag), base.subarray(0, size - lag)))).toBeLessThan(4);
    }
  });
});

describe('no noise', () => {
  const silent = [
    { noise: 'none' },
    { noise: 'gaussian', mode: 'multiplicative', sigma: 0 },
    { noise: 'gaussian', mode: 'additive', sigma: 0, reference: 'channelStd' },
    { noise: 'uniform', mode: 'multiplicative', halfRange: 0 },
    { noise: 'uniform', mode: 'additive', halfRange: 0, reference: 'layerMaxAbs' },
  ];

  test.each(silent)('$noise $mode: the very same tensor, and nothing is drawn', (noise) => {
    const profile = profileOf(noise);
    expect(isRandom(profile)).toBe(false);
    expect(askedSigma(profile.weights)).toBe(0);
    expect(disturbedWeight(ops, weight, profile, source())).toBe(weight);
  });
});

test('sigma asked', () => {
  expect(askedSigma(profileOf({ noise: 'gaussian', mode: 'additive', sigma: 0.07 }).weights)).toBe(0.07);
  const uniform = profileOf({ noise: 'uniform', mode: 'additive', halfRange: 0.3 }).weights;
  expect(askedSigma(uniform)).toBeCloseTo(0.3 / Math.sqrt(3), 15);
});

describe('the parameters of a network', () => {
  const network = mixedNetwork();
  const clean = referenceParameters(network, roughParameters(network));
  const noise = { noise: 'gaussian', mode: 'multiplicative', sigma: 0.1 };
  const disturb = (except: string[]) =>
    disturbedParameters(ops, network, clean, profileOf(noise, { except }), (layer) => source(layer));
  const changed = (parameters: Readonly<Record<string, ReferenceTensor>>) =>
    Object.keys(clean).filter((name) => parameters[name] !== clean[name]);

  test('only weights of convolutions and linear layers are disturbed: no bias, no batch-norm', () => {
    const disturbed = disturb([]);
    expect(Object.keys(disturbed)).toEqual(Object.keys(clean));
    expect(changed(disturbed)).toEqual(['stem.weight', 'depthwise.weight', 'grouped.weight', 'head.weight']);
    expect(clean).toEqual(referenceParameters(network, roughParameters(network)));
  });

  test('all but those excepted, whose absence does not change the noise of the others', () => {
    const disturbed = disturb(['stem', 'head']);
    expect(changed(disturbed)).toEqual(['depthwise.weight', 'grouped.weight']);
    expect(disturbed['grouped.weight']).toEqual(disturb([])['grouped.weight']);
  });

  test('every layer has noise of its own, named by it', () => {
    const disturbed = disturb([]);
    for (const layer of ['stem', 'depthwise', 'grouped', 'head']) {
      const name = `${layer}.weight`;
      const expected = disturbedWeight(ops, clean[name], profileOf(noise), source(layer));
      expect(disturbed[name]).toEqual(expected);
    }
  });
});
