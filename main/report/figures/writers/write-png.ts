import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { crc32 } from 'node:zlib';
import { LabError } from '../../../contract/errors.ts';
import type { Scene } from '../scene.ts';
import { writeSvg } from './write-svg.ts';

/** Of one picture: 40 million take 160 MB while it is drawn. */
const mostPixels = 40_000_000;
const metresPerInch = 0.0254;

let ready: Promise<void> | undefined;

/** Once a process: the renderer is WebAssembly. */
function start(): Promise<void> {
  const path = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  return (ready ??= initWasm(readFileSync(path)));
}

/**
 * The scene's SVG as pixels on white, with the density in the file.
 *
 * @param dpi dots an inch
 * @throws LabError 'invalid-argument' for more than 40 million pixels
 */
export async function writePng(scene: Scene, dpi: number): Promise<Uint8Array> {
  const [width, height] = [scene.width, scene.height].map((points) => Math.max(1, Math.round((points * dpi) / 72)));
  if (width! * height! > mostPixels) {
    throw new LabError(
      'invalid-argument',
      `At ${dpi} dpi the figure "${scene.title}" has ${width} × ${height} pixels, more than ${mostPixels / 1e6} million.`,
      'Give fewer dots an inch, or take PDF or SVG, which have no pixels.',
    );
  }
  await start();
  const svg = writeSvg(scene, '', { width: String(width), height: String(height) });
  const renderer = new Resvg(svg, { background: '#ffffff', font: { loadSystemFonts: false } });
  const image = renderer.render();
  try {
    return withDensity(image.asPng(), dpi);
  } finally {
    image.free();
    renderer.free();
  }
}

/** Length, `IHDR` and its 13 bytes, checksum, after the 8 bytes of the signature */
const headerEnd = 8 + 4 + 4 + 13 + 4;

/** A chunk `pHYs` (PNG specification, 11.3.4.3) after the header. */
function withDensity(png: Uint8Array, dpi: number): Uint8Array {
  const perMetre = Math.round(dpi / metresPerInch);
  const chunk = Buffer.alloc(4 + 4 + 9 + 4);
  chunk.writeUInt32BE(9, 0);
  chunk.write('pHYs', 4, 'latin1');
  chunk.writeUInt32BE(perMetre, 8);
  chunk.writeUInt32BE(perMetre, 12);
  chunk.writeUInt8(1, 16);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 17)), 17);
  return new Uint8Array(Buffer.concat([png.subarray(0, headerEnd), chunk, png.subarray(headerEnd)]));
}
