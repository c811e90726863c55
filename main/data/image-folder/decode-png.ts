import { decode, type DecodedPng } from 'fast-png';
import { inflateSync } from 'node:zlib';
import type { DecodedImage } from './decoded-image.ts';
import { readImageHeader } from './image-header.ts';
import { imageProblem } from './image-problem.ts';

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

const signatureBytes = 8;
const needed: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);

/** The chunks that pixels are made of. Others (texts, profiles of colour) are left out, packed bombs in them too. */
function chunksOf(bytes: Uint8Array): readonly Chunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  for (let at = signatureBytes; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (at + 12 + length > bytes.length) break;
    if (needed.has(type)) chunks.push({ type, data: bytes.subarray(at, at + 12 + length) });
    if (type === 'IEND') return chunks;
    at += 12 + length;
  }
  throw imageProblem('is a PNG that is cut short');
}

/** Columns and rows of the seven passes of Adam7 (PNG specification, section 8.2): first and step */
const passes = [
  [0, 8, 0, 8],
  [4, 8, 0, 8],
  [0, 4, 4, 8],
  [2, 4, 0, 4],
  [0, 2, 2, 4],
  [1, 2, 0, 2],
  [0, 1, 1, 2],
] as const;

/** Bytes of all rows, each with its filter before it. */
function unpackedBytes(header: Uint8Array, width: number, height: number): number {
  const [depth = 0, colour = 0] = header.subarray(16, 18);
  const isInterlaced = header[20] !== 0;
  if (isInterlaced && depth < 8)
    throw imageProblem('is an interlaced PNG of less than 8 bits a sample, which is not read');
  const samples = colour === 2 ? 3 : colour === 4 ? 2 : colour === 6 ? 4 : 1;
  const bytesOf = (columns: number, rows: number): number =>
    columns > 0 && rows > 0 ? rows * (Math.ceil((columns * depth * samples) / 8) + 1) : 0;
  if (!isInterlaced) return bytesOf(width, height);
  return passes.reduce(
    (sum, [left, across, top, down]) =>
      sum + bytesOf(Math.ceil((width - left) / across), Math.ceil((height - top) / down)),
    0,
  );
}

/** So that nothing is unpacked beyond what the header announces, before the decoder unpacks it again. */
function checkUnpacked(chunks: readonly Chunk[], bytes: number): void {
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data.subarray(8, -4)));
  let unpacked: number;
  try {
    unpacked = inflateSync(packed, { maxOutputLength: Math.max(1, bytes) }).length;
  } catch (error) {
    throw imageProblem('is a PNG whose pixels cannot be unpacked', { cause: error });
  }
  if (unpacked < bytes) throw imageProblem('is a PNG with fewer pixels than it announces');
}

/**
 * Decodes a PNG: any depth, grey, colours, palette, alpha, interlaced.
 *
 * @throws ImageProblem
 */
export function decodePng(bytes: Uint8Array): DecodedImage {
  const { width, height } = readImageHeader(bytes);
  const chunks = chunksOf(bytes);
  const [header] = chunks;
  if (header?.type !== 'IHDR' || header.data.length !== 25 || chunks.filter(({ type }) => type === 'IHDR').length > 1) {
    throw imageProblem('is a PNG without its header');
  }
  checkUnpacked(chunks, unpackedBytes(header.data, width, height));
  const reduced = Buffer.concat([bytes.subarray(0, signatureBytes), ...chunks.map(({ data }) => data)]);
  let png: DecodedPng;
  try {
    png = decode(new Uint8Array(reduced), { checkCrc: true });
  } catch (error) {
    const message = error instanceof Error ? error.message.slice(0, 120) : String(error);
    throw imageProblem(`is a PNG that cannot be decoded (${message})`, { cause: error });
  }
  return onBlack(png);
}

/** The samples of one pixel after another as 8 bits, what is transparent on black. */
function onBlack(png: DecodedPng): DecodedImage {
  const { width, height, depth, palette } = png;
  const pixelCount = width * height;
  const samples = pixelCount * png.channels;
  const data = depth < 8 ? unpackBits(png) : png.data;
  if (data.length < samples) throw imageProblem('is a PNG with fewer pixels than it announces');
  const full = palette === undefined ? 2 ** depth - 1 : 255;
  const isGrey = palette === undefined && png.channels <= 2;
  const channels = isGrey ? 1 : 3;
  const hasAlpha = palette === undefined && (png.channels === 2 || png.channels === 4);
  const pixels = new Uint8Array(pixelCount * channels);
  const transparent = palette === undefined ? png.transparency : undefined;
  for (let pixel = 0; pixel < pixelCount; pixel++) {
    const from = pixel * png.channels;
    const entry = palette?.[data[from]!];
    if (palette !== undefined && entry === undefined) throw imageProblem('is a PNG with a colour outside its palette');
    const alpha =
      entry !== undefined
        ? (entry[3] ?? 255) / 255
        : hasAlpha
          ? data[from + channels]! / full
          : isTransparent(data, from, channels, transparent)
            ? 0
            : 1;
    for (let channel = 0; channel < channels; channel++) {
      const value = entry === undefined ? data[from + channel]! : entry[channel]!;
      pixels[pixel * channels + channel] = Math.round((value / full) * 255 * alpha);
    }
  }
  return { width, height, channels, pixels };
}

function isTransparent(data: ArrayLike<number>, from: number, channels: number, colour?: Uint16Array): boolean {
  if (colour === undefined || colour.length === 0) return false;
  for (let channel = 0; channel < channels; channel++) if (data[from + channel] !== colour[channel]) return false;
  return true;
}

/** Rows of 1, 2 or 4 bits a sample begin at a byte each. */
function unpackBits({ data, depth, width, height, channels }: DecodedPng): Uint8Array {
  const perRow = width * channels;
  const rowBytes = Math.ceil((perRow * depth) / 8);
  const samples = new Uint8Array(perRow * height);
  const mask = 2 ** depth - 1;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < perRow; column++) {
      const bit = column * depth;
      const byte = data[row * rowBytes + (bit >> 3)] ?? 0;
      samples[row * perRow + column] = (byte >> (8 - depth - (bit & 7))) & mask;
    }
  }
  return samples;
}
