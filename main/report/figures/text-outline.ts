import type { FontWeight, Rectangle, TextPrimitive } from './scene.ts';
import { fontRuns } from './font-runs.ts';
import { fontOf } from './fonts.ts';

const widths = new Map<string, number>();
/** Widths are kept for so many texts. */
const mostWidths = 20_000;

/** In points. */
export function textWidth(text: string, size: number, weight: FontWeight = 'regular'): number {
  const key = `${weight}:${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    width = fontRuns(text, weight).reduce(
      (sum, { text: part, font }) => sum + font.layout(part).advanceWidth / font.unitsPerEm,
      0,
    );
    if (widths.size >= mostWidths) widths.clear();
    widths.set(key, width);
  }
  return width * size;
}

/** Of descenders below the baseline, by the size of the font */
export const descent = 0.21;
/** Of letters above it, with accents and brackets */
export const ascent = 0.76;

/** What a text covers. */
export function textBox({ x, y, text, size, weight, anchor, upright }: TextPrimitive): Rectangle {
  const width = textWidth(text, size, weight);
  const before = anchor === 'start' ? 0 : anchor === 'middle' ? width / 2 : width;
  return upright === true
    ? { x: x - ascent * size, y: y - width + before, width: (ascent + descent) * size, height: width }
    : { x: x - before, y: y - ascent * size, width, height: (ascent + descent) * size };
}

type Command = { readonly command: string; readonly args: readonly number[] };
const letters: Readonly<Record<string, string>> = {
  moveTo: 'M',
  lineTo: 'L',
  quadraticCurveTo: 'Q',
  bezierCurveTo: 'C',
  closePath: 'z',
};

/** One letter of a line of text. */
export interface PlacedGlyph {
  /** The same for the same outline, in every figure */
  readonly id: string;
  /** SVG path data in units of the font, upwards; empty for a space */
  readonly outline: string;
  /** From the start of the text, in units of the font */
  readonly x: number;
  readonly y: number;
}

export interface GlyphRun {
  readonly glyphs: readonly PlacedGlyph[];
  /** In units of the font */
  readonly width: number;
  readonly unitsPerSize: number;
}

/** The letters of a text as outlines, so that no font is needed to show it. */
export function glyphRun(text: string, weight: FontWeight): GlyphRun {
  const unitsPerSize = fontOf(weight).unitsPerEm;
  let pen = 0;
  const glyphs = fontRuns(text, weight).flatMap(({ text: part, font, file }) => {
    const scale = unitsPerSize / font.unitsPerEm;
    const run = font.layout(part);
    const name = file === undefined ? weight : font.postscriptName.replaceAll(/[^\w-]/g, '');
    return run.glyphs.map((glyph, index) => {
      const { xAdvance, xOffset, yOffset } = run.positions[index]!;
      const commands = (glyph.path as unknown as { readonly commands: readonly Command[] }).commands;
      const outline = commands
        .map(({ command, args }) => `${letters[command]!}${args.map((each) => Math.round(scale * each)).join(' ')}`)
        .join('');
      const placed = {
        ...{ id: `nf-${name}-${glyph.id}`, outline },
        ...{ x: Math.round(pen + scale * xOffset), y: Math.round(scale * yOffset) },
      };
      pen += scale * xAdvance;
      return placed;
    });
  });
  return { glyphs, width: pen, unitsPerSize };
}
