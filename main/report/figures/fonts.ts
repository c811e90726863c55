import { create, type Font } from 'fontkit';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FontWeight } from './scene.ts';

const files: Readonly<Record<FontWeight, string>> = {
  regular: 'source-sans-3-regular.ttf',
  semibold: 'source-sans-3-semibold.ttf',
};

const bytes = new Map<FontWeight, Buffer>();
const fonts = new Map<FontWeight, Font>();

/** Looked for upwards: this module is deeper in what is built than among the sources. */
function fontFile(name: string): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const path = join(folder, 'resources', 'fonts', name);
    if (existsSync(path)) return path;
    if (dirname(folder) === folder)
      throw new Error(`No folder above ${import.meta.dirname} has resources/fonts/${name}`);
  }
}

/** The TrueType file of a weight. */
export function fontBytes(weight: FontWeight): Buffer {
  const known = bytes.get(weight) ?? readFileSync(fontFile(files[weight]));
  bytes.set(weight, known);
  return known;
}

export function fontOf(weight: FontWeight): Font {
  const known = fonts.get(weight) ?? (create(fontBytes(weight)) as Font);
  fonts.set(weight, known);
  return known;
}
