import type { LegendEntry } from '../figure-document.ts';
import { ink, white } from '../looks.ts';
import type { Primitive } from '../scene.ts';
import { textWidth } from '../text-outline.ts';
import { markerPrimitive } from './markers.ts';
import { wrapped } from './fit-text.ts';

interface Placed {
  readonly entry: LegendEntry;
  readonly lines: readonly string[];
  readonly x: number;
  /** Of its first line, from the upper edge, in lines */
  readonly line: number;
}

export interface Legend {
  /** In points, 0 without entries */
  readonly height: number;
  draw(x: number, y: number): readonly Primitive[];
}

const lineHeight = 1.45;

function swatchWidth({ line, fill, mark }: LegendEntry, size: number): number {
  if (line !== undefined) return 2.9 * size;
  return fill === undefined && mark === undefined ? 0 : 1.1 * size;
}

/** Entries in rows, as many side by side as have room; a text that is wider than all has two lines. */
export function legendLayout(entries: readonly LegendEntry[], width: number, size: number): Legend {
  const placed: Placed[] = [];
  let [x, line, next] = [0, 0, 0];
  for (const entry of entries) {
    const before = swatchWidth(entry, size) + 0.45 * size;
    const lines = wrapped(entry.text, width - before, size, 2);
    const own = before + Math.max(...lines.map((text) => textWidth(text, size)));
    if (x > 0 && x + own > width) [x, line] = [0, next];
    placed.push({ entry, lines, x, line });
    next = Math.max(next, line + 1 + (lines.length - 1) * 0.8);
    x += own + 1.3 * size;
  }
  return {
    height: next * lineHeight * size,
    draw: (left, top) => placed.flatMap((each) => drawEntry(each, left, top, size)),
  };
}

function drawEntry(
  { entry, lines, x, line: row }: Placed,
  left: number,
  top: number,
  size: number,
): readonly Primitive[] {
  const { line, mark, fill, starred } = entry;
  const start = left + x;
  const baseline = top + (row + 0.95) * lineHeight * size - 0.35 * size;
  const middle = baseline - 0.28 * size;
  const swatch = swatchWidth(entry, size);
  const center = start + swatch / 2;
  return [
    ...(line === undefined
      ? []
      : [
          {
            type: 'line' as const,
            ...{ x1: start, y1: middle, x2: start + swatch, y2: middle },
            stroke: { color: line.color, width: line.width, dash: line.dash },
          },
        ]),
    ...(fill === undefined
      ? []
      : [
          {
            type: 'rectangle' as const,
            ...{ x: start, y: middle - 0.38 * size, width: swatch, height: 0.76 * size, fill: fill.color },
            ...(fill.outline === undefined ? {} : { stroke: { color: fill.outline, width: 0.4 } }),
          },
        ]),
    ...(mark === undefined ? [] : [markerPrimitive(mark, center, middle, size / 7)]),
    ...(starred === true
      ? [
          markerPrimitive(
            { shape: 'star', color: fill === undefined ? ink : white, size: 4, filled: true },
            center,
            middle,
            size / 7,
          ),
        ]
      : []),
    ...lines.map((text, index): Primitive => ({
      type: 'text',
      ...{ x: start + swatch + 0.45 * size, y: baseline + index * 0.8 * lineHeight * size, text, size, color: ink },
      ...{ weight: 'regular', anchor: 'start', role: 'legend' },
    })),
  ];
}
