import { describe, expect, test } from 'vitest';
import { checkLabelledImages, imageCount, type LabelledImages } from '../../main/data/labelled-images.ts';
import { labErrorOf } from './support.ts';

const sound: LabelledImages = {
  name: 'two',
  pixels: new Uint8Array(2 * 2 * 3),
  labels: Uint8Array.of(0, 1),
  shape: [2, 3, 1],
  classNames: ['a', 'b'],
  checksum: '0'.repeat(64),
};

describe('checkLabelledImages', () => {
  test('returns a sound set itself', () => {
    expect(checkLabelledImages(sound)).toBe(sound);
    expect(imageCount(sound)).toBe(2);
  });

  test.each<[string, Partial<LabelledImages>, RegExp]>([
    ['a label beyond the classes', { labels: Uint8Array.of(0, 2) }, /image 1 the label 2, but has 2 classes/],
    ['a negative label', { labels: Int32Array.of(-1, 0) }, /image 0 the label -1/],
    ['pixels too few', { pixels: new Uint8Array(11) }, /has 11 pixel values, but 2 images of \[2, 3, 1\] need 12/],
    ['no images', { pixels: new Uint8Array(0), labels: new Uint8Array(0) }, /has no images/],
    ['a shape with 0', { shape: [0, 3, 1] }, /image shape \[0, 3, 1\]/],
    ['a broken shape', { shape: [1.5, 4, 1] }, /image shape/],
    ['a checksum that is none', { checksum: 'abc' }, /no SHA-256/],
  ])('refuses %s', (_, change, sentence) => {
    expect(labErrorOf(() => checkLabelledImages({ ...sound, ...change }), 'invalid-data-file').message).toMatch(
      sentence,
    );
  });
});
