import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, crc32 } from 'node:zlib';
import { encode, type ImageData } from 'fast-png';
import jpeg from 'jpeg-js';
import { describe, expect, test } from 'vitest';
import { decodeImage } from '../../../main/data/image-folder/decode-image.ts';
import { readImageHeader } from '../../../main/data/image-folder/image-header.ts';
import { withChannels } from '../../../main/data/image-folder/with-channels.ts';

const png = (image: ImageData): Uint8Array => new Uint8Array(encode(image));

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

interface Header {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colour: number;
  readonly interlaced?: boolean;
}

/** A PNG of rows that are given with their filter bytes. */
function rawPng(header: Header, rows: Uint8Array, extra: readonly Uint8Array[] = []): Uint8Array {
  const fields = new Uint8Array(13);
  const view = new DataView(fields.buffer);
  view.setUint32(0, header.width);
  view.setUint32(4, header.height);
  fields.set([header.depth, header.colour, 0, 0, header.interlaced === true ? 1 : 0], 8);
  const chunks = [chunk('IHDR', fields), ...extra, chunk('IDAT', deflateSync(rows)), chunk('IEND', new Uint8Array())];
  return Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...chunks.flatMap((each) => [...each])]);
}

describe('decodeImage of PNG', () => {
  const samples = Uint8Array.from({ length: 3 * 2 * 4 }, (_, index) => (index * 37) % 256);

  test('grey and colours of 8 bits', () => {
    const grey = png({ width: 3, height: 2, channels: 1, data: samples.subarray(0, 6) });
    expect(decodeImage(grey)).toEqual({ width: 3, height: 2, channels: 1, pixels: samples.slice(0, 6) });
    const colours = png({ width: 3, height: 2, channels: 3, data: samples.subarray(0, 18) });
    expect(decodeImage(colours)).toEqual({ width: 3, height: 2, channels: 3, pixels: samples.slice(0, 18) });
  });

  test('16 bits are rounded to 8', () => {
    const data = Uint16Array.of(0, 128, 129, 257, 65_406, 65_535);
    const { pixels } = decodeImage(png({ width: 3, height: 2, channels: 1, depth: 16, data }));
    expect([...pixels]).toEqual([0, 0, 1, 1, 254, 255]);
  });

  test('what is transparent lies on black', () => {
    const data = Uint8Array.of(200, 100, 50, 255, 200, 100, 50, 128, 200, 100, 50, 0);
    expect([...decodeImage(png({ width: 3, height: 1, channels: 4, data })).pixels]).toEqual([
      200, 100, 50, 100, 50, 25, 0, 0, 0,
    ]);
    const greyAlpha = png({ width: 2, height: 1, channels: 2, data: Uint8Array.of(80, 255, 80, 51) });
    expect([...decodeImage(greyAlpha).pixels]).toEqual([80, 16]);
    const oneColour = [chunk('tRNS', Uint8Array.of(0, 7))];
    const keyed = rawPng({ width: 3, height: 1, depth: 8, colour: 0 }, Uint8Array.of(0, 6, 7, 8), oneColour);
    expect([...decodeImage(keyed).pixels]).toEqual([6, 0, 8]);
  });

  test('a palette of 2 bits, with alpha', () => {
    const palette = [
      chunk('PLTE', Uint8Array.of(10, 20, 30, 40, 50, 60, 70, 80, 90)),
      chunk('tRNS', Uint8Array.of(255, 0)),
    ];
    // Five pixels of a row take two bytes: 0 1 2 0 | 2
    const rows = Uint8Array.of(0, 0b00011000, 0b10000000);
    const { channels, pixels } = decodeImage(rawPng({ width: 5, height: 1, depth: 2, colour: 3 }, rows, palette));
    expect(channels).toBe(3);
    expect([...pixels]).toEqual([10, 20, 30, 0, 0, 0, 70, 80, 90, 10, 20, 30, 70, 80, 90]);
    const outside = rawPng({ width: 1, height: 1, depth: 2, colour: 3 }, Uint8Array.of(0, 0b11000000), palette);
    expect(() => decodeImage(outside)).toThrow(/outside its palette/);
  });

  test('interlaced', () => {
    // 2 x 2: the first, sixth and seventh pass have pixels
    const rows = Uint8Array.of(0, 1, 0, 2, 0, 3, 4);
    const image = rawPng({ width: 2, height: 2, depth: 8, colour: 0, interlaced: true }, rows);
    expect([...decodeImage(image).pixels]).toEqual([1, 2, 3, 4]);
    const ofFewBits = rawPng({ width: 2, height: 2, depth: 1, colour: 0, interlaced: true }, new Uint8Array(6));
    expect(() => decodeImage(ofFewBits)).toThrow(/less than 8 bits/);
  });

  test('a bomb is not unpacked', () => {
    const bomb = rawPng({ width: 4, height: 4, depth: 8, colour: 0 }, new Uint8Array(10_000_000));
    expect(bomb.length).toBeLessThan(20_000);
    expect(() => decodeImage(bomb)).toThrow(/cannot be unpacked/);
    const text = chunk('iCCP', Uint8Array.from([97, 0, 0, ...deflateSync(new Uint8Array(10_000_000))]));
    const packedInIt = rawPng({ width: 1, height: 1, depth: 8, colour: 0 }, Uint8Array.of(0, 9), [text]);
    expect([...decodeImage(packedInIt).pixels]).toEqual([9]);
    expect(() =>
      decodeImage(rawPng({ width: 65_535, height: 65_535, depth: 8, colour: 0 }, new Uint8Array(9))),
    ).toThrow(/4294836225|65535 x 65535 pixels/);
  });

  test('fewer pixels than announced, cut short, a wrong checksum', () => {
    const header = { width: 4, height: 4, depth: 8, colour: 0 };
    expect(() => decodeImage(rawPng(header, new Uint8Array(19)))).toThrow(/fewer pixels/);
    const sound = rawPng(header, new Uint8Array(20));
    expect(() => decodeImage(sound.slice(0, -12))).toThrow(/cut short/);
    sound[sound.length - 14]! ^= 1;
    expect(() => decodeImage(sound)).toThrow(/PNG/);
  });
});

describe('decodeImage of JPEG', () => {
  const data = Uint8Array.from({ length: 16 * 8 * 4 }, (_, index) => (index % 4 === 3 ? 255 : 100 + (index % 4) * 20));
  const photograph = new Uint8Array(jpeg.encode({ width: 16, height: 8, data }, 95).data);

  test('colours are near', () => {
    expect(readImageHeader(photograph)).toEqual({ format: 'jpeg', width: 16, height: 8, components: 3 });
    const { width, height, channels, pixels } = decodeImage(photograph);
    expect([width, height, channels, pixels.length]).toEqual([16, 8, 3, 16 * 8 * 3]);
    for (const [index, value] of pixels.entries()) expect(Math.abs(value - (100 + (index % 3) * 20))).toBeLessThan(4);
  });

  /** `NAME.png` is what Pillow reads in `NAME.jpg`: test/fixtures/images/make_reference.py */
  const fixture = (name: string): Uint8Array =>
    new Uint8Array(readFileSync(join(import.meta.dirname, '../../fixtures/images', name)));
  const difference = (name: string): number => {
    const pixels = withChannels(decodeImage(fixture(`${name}.jpg`)), 3);
    const expected = withChannels(decodeImage(fixture(`${name}.png`)), 3);
    expect(pixels).toHaveLength(expected.length);
    return pixels.reduce((most, value, index) => Math.max(most, Math.abs(value - expected[index]!)), 0);
  };

  test.each([
    'colours-444',
    'colours-422',
    'colours-420',
    'progressive-420',
    'restarts-420',
    'narrow-420',
    'one-pixel-420',
    'red-green-blue',
    'grey',
    'turned',
  ])("%s: Pillow's pixels", (name) => {
    expect(difference(name)).toBe(0);
  });

  test('CMYK: to within 2 of what Pillow makes of it', () => {
    expect(difference('cmyk')).toBeLessThanOrEqual(2);
  });

  test('grey stays one channel', () => {
    expect(decodeImage(fixture('grey.jpg')).channels).toBe(1);
  });

  const rest = (bytes: Uint8Array, behind: number): Uint8Array =>
    Uint8Array.from([...bytes.subarray(0, -2), ...new Uint8Array(behind).fill(7), 0xff, 0xd9]);

  test('what stands between the pixels and the end does no harm, missing pixels do', () => {
    const image = fixture('colours-420.jpg');
    expect(decodeImage(rest(image, 200))).toEqual(decodeImage(image));
    expect(() => decodeImage(Uint8Array.from([...image.subarray(0, -80), 0xff, 0xd9]))).toThrow(
      /cannot be decoded \(Corrupt JPEG data: premature end/,
    );
    expect(() => decodeImage(image.subarray(0, -80))).toThrow(/cannot be decoded \(Premature end of JPEG file\)/);
  });

  test('one after damage is decoded as before it', () => {
    const image = fixture('progressive-420.jpg');
    const before = decodeImage(image);
    const broken = image.slice();
    // The tables of the Huffman codes
    broken.fill(255, image.indexOf(0xc4) + 3, image.indexOf(0xc4) + 20);
    expect(() => decodeImage(broken)).toThrow(/cannot be decoded \([A-Z]/);
    expect(decodeImage(image)).toEqual(before);
  });

  test('many pixels from few bytes are refused before memory is taken', () => {
    const image = fixture('colours-420.jpg').slice();
    const frame = image.findIndex((byte, index) => byte === 0xff && image[index + 1] === 0xc0);
    new DataView(image.buffer).setUint16(frame + 5, 7000);
    new DataView(image.buffer).setUint16(frame + 7, 7000);
    expect(() => decodeImage(image)).toThrow(/do not hold 7000 x 7000 pixels/);
  });

  test('too many scans and damage are refused', () => {
    const scans = Uint8Array.from([
      ...photograph.slice(0, -2),
      ...Array<number[]>(200).fill([0xff, 0xda, 0, 2]).flat(),
    ]);
    expect(() => decodeImage(scans)).toThrow(/201 scans/);
    expect(() => decodeImage(photograph.slice(0, 200))).toThrow(/cannot be decoded|without its size/);
    expect(() => decodeImage(new TextEncoder().encode('GIF89a'))).toThrow(/neither PNG nor JPEG/);
  });
});
