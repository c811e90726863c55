import { describe, expect, test } from 'vitest';
import type { LabelledImages } from '../../main/data/labelled-images.ts';
import {
  cifar10Normalisation,
  measureNormalisation,
  normalisationTable,
  normalise,
} from '../../main/data/normalisation.ts';
import { labErrorOf } from './support.ts';

function images(pixels: readonly number[], channels: number): LabelledImages {
  return {
    name: 'few',
    pixels: Uint8Array.from(pixels),
    labels: new Uint8Array(1),
    shape: [1, pixels.length / channels, channels],
    classNames: ['a'],
    checksum: '0'.repeat(64),
  };
}

describe('normalise', () => {
  test('is (pixel / 255 - mean) / standardDeviation for each channel', () => {
    const values = normalise(Uint8Array.of(0, 128, 255, 59, 62, 63), 3, cifar10Normalisation);
    const expected = [
      (0 - 0.485) / 0.229,
      (128 / 255 - 0.456) / 0.224,
      (1 - 0.406) / 0.225,
      (59 / 255 - 0.485) / 0.229,
      (62 / 255 - 0.456) / 0.224,
      (63 / 255 - 0.406) / 0.225,
    ];
    expect([...values]).toEqual(expected.map(Math.fround));
  });

  test.each([
    [{ mean: [0.5], standardDeviation: [0.5] }],
    [{ mean: [0.5, 0.5], standardDeviation: [0.5] }],
    [{ mean: [0.5, 0.5], standardDeviation: [0.5, 0] }],
    [{ mean: [0.5, Number.NaN], standardDeviation: [0.5, 0.5] }],
  ])('refuses %j for two channels', (normalisation) => {
    labErrorOf(() => normalisationTable(normalisation, 2), 'invalid-argument');
  });
});

describe('measureNormalisation', () => {
  test('closed form: 0 and 255 have mean and deviation one half', () => {
    expect(measureNormalisation(images([0, 255, 255, 0], 1))).toEqual({ mean: [0.5], standardDeviation: [0.5] });
  });

  test('measures channels apart, and normalising with it gives mean 0 and deviation 1', () => {
    const set = images([10, 200, 30, 100, 20, 0, 60, 7], 2);
    const measured = measureNormalisation(set);
    expect(measured.mean[0]).toBeCloseTo(30 / 255, 12);
    expect(measured.mean[1]).toBeCloseTo(307 / 4 / 255, 12);
    const values = normalise(set.pixels, 2, measured);
    for (const channel of [0, 1]) {
      const own = [...values].filter((_, position) => position % 2 === channel);
      expect(own.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 5);
      expect(own.reduce((sum, value) => sum + value * value, 0) / 4).toBeCloseTo(1, 5);
    }
  });

  test('a constant channel is refused', () => {
    const error = labErrorOf(() => measureNormalisation(images([1, 5, 2, 5], 2)), 'invalid-data-file');
    expect(error.message).toContain('Channel 1');
  });
});
