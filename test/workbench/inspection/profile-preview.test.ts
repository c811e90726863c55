import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { profileSchema } from '../../../main/contract/profile.ts';
import type { ProfilePreview } from '../../../main/contract/workbench/inspection.ts';
import { needsRealData, realData } from '../../data/support.ts';
import { testInspection, turnsDuring } from './support.ts';

const { ask } = testInspection();

type WrittenProfile = z.input<typeof profileSchema>;
const model = { architecture: 'mlp-256-128' } as const;
const data = { source: 'glyphs' } as const;
/** Of mlp-256-128 on 16 x 16 glyphs */
const sizes: Readonly<Record<string, number>> = { fc1: 256 * 256, fc2: 256 * 128, fc3: 128 * 10 };

function preview(profile: WrittenProfile | string, options: { layer?: string; seed?: number } = {}) {
  return ask('profile.preview', { model, data, profile, ...options });
}

function layersOf({ layers }: ProfilePreview) {
  return Object.fromEntries(layers.map((layer) => [layer.layer, layer]));
}

/** As a noise of this variance relative to the signal's would have it, were it infinitely many weights */
const decibels = (noiseShare: number): number => -10 * Math.log10(noiseShare);

describe('the signal-to-noise ratio', () => {
  /** Five standard errors of ten log10 of an estimated variance, over weights of a normal distribution (kurtosis 3). */
  const tolerance = (weights: number, kurtosis: number): number => (5 * 10 * Math.sqrt(kurtosis / weights)) / Math.LN10;

  test.each([0.05, 0.2, 0.5])('of multiplicative Gaussian noise of %d is its -20 log10', async (sigma) => {
    const found = await preview({ weights: { noise: 'gaussian', mode: 'multiplicative', sigma } });
    for (const { layer, signalToNoiseDecibel, weights } of found.layers) {
      expect(weights).toBe(sizes[layer]);
      const off = signalToNoiseDecibel - decibels(sigma ** 2);
      // The mean of w^2 n^2 by that of w^2: both vary, with E[w^4 n^4] = 9
      expect(Math.abs(off)).toBeLessThan(tolerance(weights, 8));
      expect(off).not.toBe(0);
    }
  });

  test('of multiplicative uniform noise follows from its variance, r^2 / 3', async () => {
    const found = await preview({ weights: { noise: 'uniform', mode: 'multiplicative', halfRange: 0.3 } });
    for (const { signalToNoiseDecibel, weights } of found.layers) {
      expect(Math.abs(signalToNoiseDecibel - decibels(0.3 ** 2 / 3))).toBeLessThan(tolerance(weights, 8));
    }
  });

  test('of additive noise in standard deviations of the layer too', async () => {
    const sigma = 0.1;
    const weights = { noise: 'gaussian', mode: 'additive', sigma, reference: 'layerStd' } as const;
    for (const layer of (await preview({ weights })).layers) {
      // Initial weights have a mean of nearly nothing: their mean square is their variance
      expect(Math.abs(layer.signalToNoiseDecibel - decibels(sigma ** 2))).toBeLessThan(tolerance(layer.weights, 2));
      expect(layer.noiseRms / layer.standardDeviation).toBeCloseTo(sigma, 2);
    }
  });

  test('of absolute additive noise has its standard deviation as root mean square', async () => {
    const weights = { noise: 'gaussian', mode: 'additive', sigma: 0.01 } as const;
    for (const { noiseRms, weights: count } of (await preview({ weights })).layers) {
      expect(Math.abs(noiseRms / 0.01 - 1)).toBeLessThan(5 / Math.sqrt(2 * count));
    }
  });

  test('of quantisation alone has the error of rounding, step / sqrt(12)', async () => {
    const { layers, histogram } = await preview({ quantization: { bits: 6 } }, { layer: 'fc2' });
    for (const { noiseRms, disturbed, standardDeviation } of layers) {
      expect(disturbed).toBe(true);
      expect(noiseRms).toBeLessThan(standardDeviation / 4);
    }
    const largest = Math.max(Math.abs(histogram!.edges[0]!), Math.abs(histogram!.edges.at(-1)!));
    const fc2 = layers.find(({ layer }) => layer === 'fc2')!;
    expect(fc2.noiseRms).toBeCloseTo(largest / 31 / Math.sqrt(12), 3);
  });

  test('is infinite where nothing is disturbed', async () => {
    for (const found of [await preview('ideal'), await preview({ quantization: { scheme: 'binary' } })]) {
      for (const { signalToNoiseDecibel, noiseRms, disturbed, bitErrorRate } of found.layers) {
        expect({ signalToNoiseDecibel, noiseRms, disturbed, bitErrorRate }).toEqual({
          signalToNoiseDecibel: Infinity,
          noiseRms: 0,
          disturbed: false,
          bitErrorRate: undefined,
        });
      }
    }
  });

  test('of excepted layers too', async () => {
    const weights = { noise: 'gaussian', mode: 'multiplicative', sigma: 0.1 } as const;
    const { fc1, fc2 } = layersOf(await preview({ weights, except: ['fc1'] }));
    expect(fc1).toMatchObject({ disturbed: false, noiseRms: 0, signalToNoiseDecibel: Infinity });
    expect(fc2!.disturbed).toBe(true);
  });
});

describe('faults of stored bits', () => {
  const rate = 0.02;

  test('are as frequent as the memory says', async () => {
    const found = await preview({ quantization: { bits: 8 }, memory: { rate, layers: { fc2: 0.1 } } });
    for (const { layer, bitErrorRate, weights } of found.layers) {
      const expected = layer === 'fc2' ? 0.1 : rate;
      const standardError = Math.sqrt((expected * (1 - expected)) / (8 * weights));
      expect(Math.abs(bitErrorRate! - expected)).toBeLessThan(5 * standardError);
    }
  });

  test('of binary weights turn signs: four times their share of the mean square', async () => {
    const found = await preview({ quantization: { scheme: 'binary' }, memory: { rate } }, { layer: 'fc1' });
    for (const { bitErrorRate, signalToNoiseDecibel } of found.layers) {
      expect(signalToNoiseDecibel).toBeCloseTo(decibels(4 * bitErrorRate!), 4);
    }
    const { before, after } = found.histogram!;
    // The clean weights of a binary network are its binary ones
    expect(before.filter((count) => count > 0)).toHaveLength(2);
    expect(after.filter((count) => count > 0)).toHaveLength(2);
  });

  test('are counted, zero of them, where the memory makes none', async () => {
    const { fc1 } = layersOf(await preview('sram-exponential'));
    expect(fc1).toMatchObject({ bitErrorRate: 0, disturbed: false });
  });
});

describe('a preview', () => {
  const weights = { noise: 'gaussian', mode: 'multiplicative', sigma: 0.1 } as const;

  test('is one draw: the same for the same seed, another for another', async () => {
    const [first, again, other] = [
      await preview({ weights }, { layer: 'fc3', seed: 3 }),
      await preview({ weights }, { layer: 'fc3', seed: 3 }),
      await preview({ weights }, { layer: 'fc3', seed: 4 }),
    ];
    expect(again).toEqual(first);
    expect(other.layers[0]!.noiseRms).not.toBe(first.layers[0]!.noiseRms);
    expect(first).toMatchObject({ weightsFrom: 'initial', seed: 3 });
  });

  test('has the histogram of the layer that is asked for', async () => {
    const { histogram } = await preview({ weights }, { layer: 'fc2' });
    const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
    expect(histogram!.layer).toBe('fc2');
    expect(histogram!.edges).toHaveLength(81);
    expect(sum(histogram!.before)).toBe(sizes['fc2']);
    expect(sum(histogram!.after)).toBe(sizes['fc2']);
    expect(histogram!.after).not.toEqual(histogram!.before);
    await expect(preview({ weights })).resolves.not.toHaveProperty('histogram');
  });

  test('refuses what it does not know', async () => {
    const missing = { model: { ...model, weights: 'none.safetensors' }, data, profile: 'ideal' };
    await expect(preview({ weights }, { layer: 'conv9' })).rejects.toMatchObject({ code: 'unknown-layer' });
    await expect(preview({ weights, except: ['conv9'] })).rejects.toMatchObject({ code: 'unknown-layer' });
    await expect(preview('bsc/0.3')).rejects.toMatchObject({ code: 'invalid-specification' });
    await expect(ask('profile.preview', missing)).rejects.toMatchObject({ code: 'missing-file' });
  });

  test('is drawn while others have their turn, and can be withdrawn', async () => {
    const large = { model: { architecture: 'mlp-600-300' }, data, profile: { weights } };
    expect(await turnsDuring(ask('profile.preview', large))).toBeGreaterThan(10);
    const stop = new AbortController();
    const asked = ask('profile.preview', large, { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(asked).rejects.toMatchObject({ code: 'stopped' });
    await expect(preview('ideal')).resolves.toMatchObject({ weightsFrom: 'initial' });
  });
});

const pretrained = realData('pretrained', 'resnet20_cifar10_akamaster.safetensors');

test.skipIf(pretrained.absent)(`weights are those of the file ${needsRealData}`, async () => {
  const found = await ask('profile.preview', {
    model: { architecture: 'resnet20-cifar', weights: pretrained.path },
    data: { source: 'cifar10', path: realData('cifar10').path },
    profile: { weights: { noise: 'gaussian', mode: 'multiplicative', sigma: 0.1 } },
  });
  expect(found.weightsFrom).toBe('file');
  expect(found.layers).toHaveLength(20);
  expect(found.layers[0]).toMatchObject({ layer: 'conv1', weights: 432 });
  for (const { signalToNoiseDecibel } of found.layers) expect(signalToNoiseDecibel).toBeCloseTo(20, -0.5);
});
