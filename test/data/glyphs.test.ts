import { describe, expect, test } from 'vitest';
import { glyphSize } from '../../main/data/glyph-drawing.ts';
import { glyphsTest, glyphsTraining } from '../../main/data/glyphs.ts';
import type { LabelledImages } from '../../main/data/labelled-images.ts';
import { glyphsNormalisation, measureNormalisation } from '../../main/data/normalisation.ts';
import { labErrorOf } from './support.ts';

const pixelCount = glyphSize * glyphSize;

/** Mean image of each class, each image with its own mean and length taken off. */
function classMeans(images: LabelledImages): Float64Array[] {
  const means = Array.from({ length: 10 }, () => new Float64Array(pixelCount));
  images.labels.forEach((label, index) => {
    standardised(images, index).forEach((value, pixel) => (means[label]![pixel]! += value));
  });
  return means;
}

function standardised(images: LabelledImages, index: number): Float64Array {
  const image = Float64Array.from(images.pixels.subarray(index * pixelCount, (index + 1) * pixelCount));
  const mean = image.reduce((sum, value) => sum + value, 0) / pixelCount;
  const length = Math.hypot(...image.map((value) => value - mean));
  return image.map((value) => (value - mean) / length);
}

function correlation(left: Float64Array, right: Float64Array): number {
  return left.reduce((sum, value, pixel) => sum + value * right[pixel]!, 0);
}

describe('glyphs', () => {
  const training = glyphsTraining();
  const testing = glyphsTest();

  test('4,000 and 1,000 images of 16 x 16 x 1 in ten equal classes', () => {
    expect(training.shape).toEqual([16, 16, 1]);
    expect([training.labels.length, testing.labels.length]).toEqual([4000, 1000]);
    for (let digit = 0; digit < 10; digit++) {
      expect(training.labels.filter((label) => label === digit).length).toBe(400);
      expect(testing.labels.filter((label) => label === digit).length).toBe(100);
    }
    expect(training.classNames).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
  });

  test('the same seed gives the same bytes, another seed or part other ones', () => {
    expect(glyphsTraining().checksum).toBe(training.checksum);
    expect(glyphsTraining(4000, 2).checksum).not.toBe(training.checksum);
    expect(glyphsTest(1000).pixels).not.toEqual(training.pixels.subarray(0, 1000 * pixelCount));
  });

  test('a smaller set is the beginning of a larger one', () => {
    const few = glyphsTraining(37);
    expect(few.pixels).toEqual(training.pixels.subarray(0, 37 * pixelCount));
    expect(few.labels).toEqual(training.labels.subarray(0, 37));
  });

  test('the default sets never change, so that results on them stay comparable', () => {
    expect(training.checksum).toBe('01d8f16aa219c1ebf047fc777bbe7fc0046a5c30baf827e725d6f74e3c8097bc');
    expect(testing.checksum).toBe('4b77c24c53db96862c59687f8442f457152f0eeb7d853d61a7478de7c71363d5');
  });

  test('no two images are alike', () => {
    const seen = new Set(
      Array.from({ length: 4000 }, (_, index) =>
        Buffer.from(training.pixels.subarray(index * pixelCount, (index + 1) * pixelCount)).toString('latin1'),
      ),
    );
    expect(seen.size).toBe(4000);
  });

  test('the classes can be told apart, but not by the class means alone', () => {
    const means = classMeans(training).map((mean) => mean.map((value) => value / Math.hypot(...mean)));
    let right = 0;
    testing.labels.forEach((label, index) => {
      const image = standardised(testing, index);
      const scores = means.map((mean) => correlation(mean, image));
      if (scores.indexOf(Math.max(...scores)) === label) right++;
    });
    expect(right / 1000).toBeGreaterThan(0.4);
    expect(right / 1000).toBeLessThan(0.85);
  });

  test('glyphsNormalisation is what the default set measures', () => {
    const measured = measureNormalisation(training);
    expect(measured.mean[0]).toBeCloseTo(glyphsNormalisation.mean[0]!, 4);
    expect(measured.standardDeviation[0]).toBeCloseTo(glyphsNormalisation.standardDeviation[0]!, 4);
  });

  test.each([0, -1, 2.5, Number.NaN, 2_000_000])('%s images are refused', (count) => {
    labErrorOf(() => glyphsTraining(count), 'invalid-argument');
  });
});
