import type { RandomStream } from '../lab/random/stream.ts';
import type { Point, Stroke } from './glyph-strokes.ts';

/** Pixels on a side of a glyph. */
export const glyphSize = 16;

const between = (stream: RandomStream, low: number, high: number): number => low + (high - low) * stream.nextUniform();

/** A random affine map of the unit square onto the picture, then a smooth wobble of up to about one pixel. */
function randomDistortion(stream: RandomStream): (point: Point) => Point {
  const angle = between(stream, -0.22, 0.22);
  const width = between(stream, 8, 12.5);
  const height = between(stream, 10, 13.5);
  const shear = between(stream, -0.3, 0.3);
  const [centreX, centreY] = [glyphSize / 2 + between(stream, -1.5, 1.5), glyphSize / 2 + between(stream, -1.2, 1.2)];
  const amplitude = between(stream, 0, 0.8);
  const [waveX, waveY] = [between(stream, 0.2, 0.65), between(stream, 0.2, 0.65)];
  const [phaseX, phaseY] = [between(stream, 0, 2 * Math.PI), between(stream, 0, 2 * Math.PI)];
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  return ([x, y]) => {
    const straightX = (x - 0.5) * width - shear * (y - 0.5) * height;
    const straightY = (y - 0.5) * height;
    const turnedX = cosine * straightX - sine * straightY;
    const turnedY = sine * straightX + cosine * straightY;
    return [
      centreX + turnedX + amplitude * Math.sin(waveY * turnedY + phaseX),
      centreY + turnedY + amplitude * Math.sin(waveX * turnedX + phaseY),
    ];
  };
}

function distanceToSegment(x: number, y: number, [fromX, fromY]: Point, [toX, toY]: Point): number {
  const alongX = toX - fromX;
  const alongY = toY - fromY;
  const squaredLength = alongX * alongX + alongY * alongY;
  const projected = squaredLength === 0 ? 0 : ((x - fromX) * alongX + (y - fromY) * alongY) / squaredLength;
  const share = Math.min(1, Math.max(0, projected));
  const offX = x - fromX - share * alongX;
  const offY = y - fromY - share * alongY;
  return Math.sqrt(offX * offX + offY * offY);
}

/** Raises `coverage` (0..1 a pixel) where a pen of that width passes; the edge is one pixel of linear falloff. */
function drawStroke(coverage: Float64Array, stroke: Stroke, penWidth: number): void {
  const reach = penWidth / 2 + 0.5;
  const inside = (value: number): number => Math.min(glyphSize - 1, Math.max(0, value));
  for (let position = 1; position < stroke.length; position++) {
    const from = stroke[position - 1]!;
    const to = stroke[position]!;
    const lastRow = inside(Math.ceil(Math.max(from[1], to[1]) + reach));
    const lastColumn = inside(Math.ceil(Math.max(from[0], to[0]) + reach));
    const firstColumn = inside(Math.floor(Math.min(from[0], to[0]) - reach - 1));
    for (let row = inside(Math.floor(Math.min(from[1], to[1]) - reach - 1)); row <= lastRow; row++) {
      for (let column = firstColumn; column <= lastColumn; column++) {
        const ink = Math.min(1, reach - distanceToSegment(column + 0.5, row + 0.5, from, to));
        const pixel = row * glyphSize + column;
        if (ink > coverage[pixel]!) coverage[pixel] = ink;
      }
    }
  }
}

/** A short straight line somewhere: dirt, or a part of a neighbouring character. */
function randomSpeck(stream: RandomStream): Stroke {
  const [x, y] = [between(stream, 0, glyphSize), between(stream, 0, glyphSize)];
  const [angle, length] = [between(stream, 0, 2 * Math.PI), between(stream, 1, 5)];
  return [
    [x, y],
    [x + length * Math.cos(angle), y + length * Math.sin(angle)],
  ];
}

/**
 * Draws one character: strokes under a random affine map and wobble, a pen of random width, sometimes a stray line,
 * on paper of random brightness with a slope, with random contrast and Gaussian pixel noise.
 *
 * @param target receives glyphSize x glyphSize bytes from `offset` on
 */
export function drawGlyph(strokes: readonly Stroke[], stream: RandomStream, target: Uint8Array, offset: number): void {
  const coverage = new Float64Array(glyphSize * glyphSize);
  const distort = randomDistortion(stream);
  const penWidth = between(stream, 1.1, 2.1);
  for (const stroke of strokes) drawStroke(coverage, stroke.map(distort), penWidth);
  if (stream.nextUniform() < 0.3) drawStroke(coverage, randomSpeck(stream), penWidth);

  const paper = between(stream, 0.05, 0.3);
  const contrast = between(stream, 0.4, 0.75);
  const [slopeX, slopeY] = [between(stream, -0.1, 0.1), between(stream, -0.1, 0.1)];
  const noise = between(stream, 0.02, 0.08);
  for (let row = 0; row < glyphSize; row++) {
    for (let column = 0; column < glyphSize; column++) {
      const pixel = row * glyphSize + column;
      const shade = slopeX * (column / glyphSize - 0.5) + slopeY * (row / glyphSize - 0.5);
      const value = paper + shade + contrast * coverage[pixel]! + noise * stream.nextNormal();
      target[offset + pixel] = Math.round(255 * Math.min(1, Math.max(0, value)));
    }
  }
}
