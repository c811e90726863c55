import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import createDecoder from '@jsquash/jpeg/codec/dec/mozjpeg_dec.js';
import jpeg from 'jpeg-js';
import type { DecodedImage } from './decoded-image.ts';
import { readImageHeader } from './image-header.ts';
import { imageProblem } from './image-problem.ts';

/** In a cache of decoded images: another decoder may give other pixels. */
export const jpegDecoderVersion = 'jsquash-jpeg 1.6.0, jpeg-js 0.4.4';

/** Of the decoder for four colours */
const decodingMegabytes = 400;
/** A progressive image has about ten. Each is a pass over the whole image, so that many small ones take for ever. */
const mostScans = 100;
/** A block of 8 x 8 pixels takes a bit at least. */
const mostPixelsPerByte = 8 * 64;
/** A decoder whose memory has grown beyond it is made anew: it would never give it back. */
const mostKeptBytes = 2 ** 28;

interface Decoder {
  decode(bytes: Uint8Array): { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray };
  readonly memoryBytes: number;
  /** What libjpeg said since it was asked last */
  takeMessages(): readonly string[];
}

let compiled: WebAssemblyModule | undefined;
let kept: Decoder | undefined;

/** What is used of WebAssembly, which the types of Node do not have. */
interface WebAssemblyModule {
  readonly brand: 'WebAssembly.Module';
}
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => WebAssemblyModule;
  readonly Instance: new (module: WebAssemblyModule, imports: object) => { readonly exports: object };
}

/** libjpeg in WebAssembly, read from the disk and started at once, so that reading a data set waits for nothing. */
function startDecoder(): Decoder {
  const { Module, Instance } = (globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }).WebAssembly;
  const path = createRequire(import.meta.url).resolve('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm');
  const module = (compiled ??= new Module(readFileSync(path)));
  let messages: string[] = [];
  const started: Record<string, unknown> = {
    noInitialRun: true,
    printErr: (line: string) => messages.push(line),
    instantiateWasm: (imports: object, ready: (instance: object) => void): object => {
      const instance = new Instance(module, imports);
      ready(instance);
      return instance.exports;
    },
  };
  // It is ready when this returns, as nothing is fetched; where it fails, there is no `decode`
  createDecoder(started as never).catch(() => undefined);
  const decode = started['decode'] as
    ((bytes: Uint8Array, turned: boolean) => ReturnType<Decoder['decode']>) | undefined;
  if (decode === undefined) throw new Error(`The decoder of JPEG images does not start (${messages.join(' ')}).`);
  return {
    decode: (bytes) => decode(bytes, false),
    get memoryBytes() {
      return (started['HEAPU8'] as Uint8Array).length;
    },
    takeMessages() {
      const taken = messages;
      messages = [];
      return taken;
    },
  };
}

/**
 * Decodes a JPEG image as libjpeg does with its defaults, which is what Pillow and torchvision do: the same pixels, with
 * chroma that is interpolated where it is subsampled. Rows that are subsampled without columns (4:4:0), which newer versions
 * round otherwise, and CMYK, which comes from another decoder, differ by at most 2.
 *
 * @throws ImageProblem when it is damaged, or of a kind that libjpeg does not read
 */
export function decodeJpeg(bytes: Uint8Array): DecodedImage {
  const { width, height, components } = readImageHeader(bytes);
  const scans = countScans(bytes);
  if (scans > mostScans) throw imageProblem(`has ${scans} scans, more than the ${mostScans} that are read`);
  if (width * height > mostPixelsPerByte * Math.max(64, bytes.length)) {
    throw imageProblem(`is a JPEG that is cut short: ${bytes.length} bytes do not hold ${width} x ${height} pixels`);
  }
  if (components === 4) return decodeFourColours(bytes);
  const decoder = (kept ??= startDecoder());
  let decoded: ReturnType<Decoder['decode']>;
  try {
    decoded = decoder.decode(bytes);
  } catch (error) {
    kept = undefined;
    throw undecodable(decoder.takeMessages().at(-1) ?? error, error);
  }
  if (decoder.memoryBytes > mostKeptBytes) kept = undefined;
  const damage = decoder.takeMessages().find((line) => isDamage(line));
  if (damage !== undefined) throw undecodable(damage);
  if (decoded.width !== width || decoded.height !== height) throw imageProblem('is a JPEG of two sizes');
  return { width, height, ...withoutAlpha(decoded.data, components === 1 ? 1 : 3) };
}

function countScans(bytes: Uint8Array): number {
  let scans = 0;
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) if (bytes[at + 1] === 0xda) scans += 1;
  return scans;
}

/**
 * libjpeg goes on after damage and makes up what is missing; only the first thing is told. Bytes that stand before the end
 * (0xd9) come after all pixels, and many cameras leave some there.
 */
function isDamage(line: string): boolean {
  const isHarmless = /extraneous bytes before marker 0xd9/.test(line);
  return !isHarmless && /^(?:Corrupt|Premature|Inconsistent)/.test(line);
}

function withoutAlpha(rgba: Uint8ClampedArray, channels: 1 | 3): Pick<DecodedImage, 'channels' | 'pixels'> {
  const pixels = new Uint8Array((rgba.length / 4) * channels);
  let to = 0;
  for (let from = 0; from < rgba.length; from += 4) {
    pixels[to++] = rgba[from]!;
    if (channels === 1) continue;
    pixels[to++] = rgba[from + 1]!;
    pixels[to++] = rgba[from + 2]!;
  }
  return { channels, pixels };
}

/** libjpeg leaves it to its callers to make red, green and blue of CMYK and YCCK. */
function decodeFourColours(bytes: Uint8Array): DecodedImage {
  try {
    const { width, height, data } = jpeg.decode(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      maxResolutionInMP: 50,
      maxMemoryUsageInMB: decodingMegabytes,
    });
    return { width, height, channels: 3, pixels: data };
  } catch (error) {
    throw undecodable(error, error);
  }
}

/** With what a decoder says, on one line and not at length. */
function undecodable(said: unknown, cause?: unknown) {
  const text = (said instanceof Error ? said.message : String(said)).replaceAll(/\s+/g, ' ').replace(/[.:]$/, '');
  return imageProblem(`is a JPEG that cannot be decoded (${text.slice(0, 120)})`, { cause });
}
