import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeImage } from '../../../main/data/image-folder/decode-image.ts';
import { resize } from '../../../main/data/image-folder/resize.ts';
import { withChannels } from '../../../main/data/image-folder/with-channels.ts';

const sizes = fc.integer({ min: 1, max: 9 });
const image = fc.tuple(sizes, sizes, fc.constantFrom(1, 3)).chain(([height, width, channels]) =>
  fc.record({
    height: fc.constant(height),
    width: fc.constant(width),
    channels: fc.constant(channels),
    pixels: fc.uint8Array({ minLength: height * width * channels, maxLength: height * width * channels }),
  }),
);

describe('resize', () => {
  test('to the same size changes nothing', () => {
    const pixels = Uint8Array.of(1, 2, 3, 4);
    expect(resize(pixels, [2, 2], 1, [2, 2], 'area')).toBe(pixels);
  });

  test('area: the mean of what a pixel covers', () => {
    const pixels = Uint8Array.of(0, 10, 20, 30, 40, 50);
    expect([...resize(pixels, [2, 3], 1, [1, 1], 'area')]).toEqual([25]);
    // 1.5 pixels each: (0 + 10 / 2) / 1.5 and (10 / 2 + 20) / 1.5
    expect([...resize(Uint8Array.of(0, 10, 20), [1, 3], 1, [1, 2], 'area')]).toEqual([3, 17]);
    expect([...resize(Uint8Array.of(7, 9), [1, 2], 1, [2, 4], 'area')]).toEqual([7, 7, 9, 9, 7, 7, 9, 9]);
  });

  test('bilinear: between centres at half pixels, the outermost beyond', () => {
    // As torch.nn.functional.interpolate(..., mode="bilinear", align_corners=False) gives it
    expect([...resize(Uint8Array.of(0, 100), [1, 2], 1, [1, 4], 'bilinear')]).toEqual([0, 25, 75, 100]);
    expect([...resize(Uint8Array.of(0, 10, 20, 30), [1, 4], 1, [1, 2], 'bilinear')]).toEqual([5, 25]);
  });

  /** `picture-WIDTHxHEIGHT.png` is what Pillow makes of `picture.png`: test/fixtures/images/make_reference.py */
  const fixture = (name: string) =>
    decodeImage(new Uint8Array(readFileSync(join(import.meta.dirname, '../../fixtures/images', `${name}.png`))));

  test.each(['16x10', '7x9', '40x50', '33x8', '64x21', '1x1'])("antialias to %s: Pillow's pixels", (size) => {
    const picture = fixture('picture');
    const expected = fixture(`picture-${size}`);
    const { width, height } = expected;
    const resized = resize(picture.pixels, [picture.height, picture.width], 3, [height, width], 'antialias');
    expect([...resized]).toEqual([...expected.pixels]);
  });

  test('stays within the range of the image, and an even image stays even', () => {
    fc.assert(
      fc.property(
        image,
        sizes,
        sizes,
        fc.constantFrom('area' as const, 'bilinear' as const, 'antialias' as const),
        (from, height, width, how) => {
          const result = resize(from.pixels, [from.height, from.width], from.channels, [height, width], how);
          expect(result).toHaveLength(height * width * from.channels);
          expect(Math.min(...result)).toBeGreaterThanOrEqual(Math.min(...from.pixels));
          expect(Math.max(...result)).toBeLessThanOrEqual(Math.max(...from.pixels));
        },
      ),
    );
  });

  test('area keeps the mean to within rounding', () => {
    fc.assert(
      fc.property(image, sizes, sizes, (from, height, width) => {
        const mean = (values: Uint8Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
        const result = resize(from.pixels, [from.height, from.width], from.channels, [height, width], 'area');
        expect(Math.abs(mean(result) - mean(from.pixels))).toBeLessThanOrEqual(0.5 + 1e-9);
      }),
    );
  });
});

describe('withChannels', () => {
  test('grey in all three colours, and colours as the luma of BT.601', () => {
    const grey = { width: 2, height: 1, channels: 1, pixels: Uint8Array.of(5, 250) } as const;
    expect([...withChannels(grey, 3)]).toEqual([5, 5, 5, 250, 250, 250]);
    expect(withChannels(grey, 1)).toBe(grey.pixels);
    // Pillow: Image.new('RGB', (1, 1), colour).convert('L')
    const colours = {
      width: 4,
      height: 1,
      channels: 3,
      pixels: Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9),
    } as const;
    expect([...withChannels(colours, 1)]).toEqual([76, 150, 29, 9]);
  });
});
