import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orientationOf } from '../../../main/data/image-folder/image-orientation.ts';

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(join(import.meta.dirname, '../../fixtures/images', name)));

/** A TIFF structure of two entries, of which the second is the orientation. */
function tiff(orientation: number, order: 'II' | 'MM', type = 3): Uint8Array {
  const bytes = new Uint8Array(8 + 2 + 24);
  const view = new DataView(bytes.buffer);
  const isLittle = order === 'II';
  bytes.set(new TextEncoder().encode(order));
  view.setUint16(2, 42, isLittle);
  view.setUint32(4, 8, isLittle);
  view.setUint16(8, 2, isLittle);
  view.setUint16(10, 0x010f, isLittle);
  view.setUint16(22, 0x0112, isLittle);
  view.setUint16(24, type, isLittle);
  view.setUint32(26, 1, isLittle);
  view.setUint16(30, orientation, isLittle);
  return bytes;
}

const jpegWith = (exif: Uint8Array): Uint8Array =>
  Uint8Array.from([
    ...[0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xe1, 0, exif.length + 8],
    ...new TextEncoder().encode('Exif\0\0'),
    ...exif,
    ...[0xff, 0xda, 0, 2],
  ]);

const pngWith = (exif: Uint8Array): Uint8Array =>
  Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, exif.length],
    ...new TextEncoder().encode('eXIf'),
    ...exif,
    ...[0, 0, 0, 0],
  ]);

describe('orientationOf', () => {
  test('as Pillow writes it, and 1 where there is none', () => {
    expect(orientationOf(fixture('turned.jpg'))).toBe(6);
    expect(orientationOf(fixture('grey.jpg'))).toBe(1);
    expect(orientationOf(fixture('picture.png'))).toBe(1);
  });

  test('in JPEG and PNG, in either byte order', () => {
    for (const order of ['II', 'MM'] as const) {
      expect(orientationOf(jpegWith(tiff(8, order)))).toBe(8);
      expect(orientationOf(pngWith(tiff(3, order)))).toBe(3);
    }
  });

  test('what makes no sense is 1', () => {
    expect(orientationOf(jpegWith(tiff(0, 'II')))).toBe(1);
    expect(orientationOf(jpegWith(tiff(9, 'II')))).toBe(1);
    expect(orientationOf(jpegWith(tiff(6, 'II', 7)))).toBe(1);
    expect(orientationOf(jpegWith(new TextEncoder().encode('no tiff at all')))).toBe(1);
  });

  test('damage of any kind is no failure', () => {
    const whole = [jpegWith(tiff(6, 'MM')), pngWith(tiff(6, 'II')), fixture('turned.jpg')];
    fc.assert(
      fc.property(
        fc.constantFrom(...whole),
        fc.nat(),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
        (image, length, changes) => {
          const bytes = image.slice(0, 1 + (length % image.length));
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          const found = orientationOf(bytes);
          expect(found).toBeGreaterThanOrEqual(1);
          expect(found).toBeLessThanOrEqual(8);
        },
      ),
      { numRuns: 500 },
    );
  });
});
