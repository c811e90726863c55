import { coordinate, markerPath } from '../marker-path.ts';
import type { Primitive, Scene, Stroke, TextPrimitive } from '../scene.ts';
import { glyphRun, type PlacedGlyph } from '../text-outline.ts';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Also without what XML cannot hold at all. */
export function xmlText(text: string): string {
  return (
    text
      .toWellFormed()
      // eslint-disable-next-line no-control-regex -- XML 1.0, section 2.2
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replace(/[&<>"]/g, (letter) => escapes[letter]!)
  );
}

function strokeAttributes({ color, width, dash = [] }: Stroke): string {
  const dashes = dash.length === 0 ? '' : ` stroke-dasharray="${dash.map(coordinate).join(' ')}"`;
  return `stroke="${color}" stroke-width="${coordinate(width)}"${dashes}`;
}

function element(primitive: Primitive): string {
  switch (primitive.type) {
    case 'line': {
      const { x1, y1, x2, y2, stroke } = primitive;
      const data = `M${coordinate(x1)} ${coordinate(y1)}L${coordinate(x2)} ${coordinate(y2)}`;
      return `<path d="${data}" fill="none" ${strokeAttributes(stroke)}/>`;
    }
    case 'path': {
      const data = primitive.points.map(([x, y]) => `${coordinate(x)} ${coordinate(y)}`).join('L');
      return `<path d="M${data}" fill="none" stroke-linejoin="round" ${strokeAttributes(primitive.stroke)}/>`;
    }
    case 'rectangle': {
      const { x, y, width, height, fill, stroke } = primitive;
      const size = `width="${coordinate(width)}" height="${coordinate(height)}"`;
      const outline = stroke === undefined ? '' : ` ${strokeAttributes(stroke)}`;
      return `<rect x="${coordinate(x)}" y="${coordinate(y)}" ${size} fill="${fill}"${outline}/>`;
    }
    case 'marker': {
      const { x, y, shape, size, fill, stroke } = primitive;
      return `<path d="${markerPath(shape, x, y, size)}" fill="${fill}" ${strokeAttributes(stroke)}/>`;
    }
    case 'text':
      return textElement(primitive);
  }
}

/** The outlines of a text's letters, which are defined once a drawing, moved to where they stand. */
function textElement({ x, y, text, size, weight, color, anchor, upright }: TextPrimitive): string {
  const { glyphs, width, unitsPerSize } = glyphRun(text, weight);
  const start = anchor === 'start' ? 0 : anchor === 'middle' ? -width / 2 : -width;
  const scale = (size / unitsPerSize).toFixed(5);
  const place = [
    `translate(${coordinate(x)} ${coordinate(y)})`,
    ...(upright === true ? ['rotate(-90)'] : []),
    `scale(${scale} -${scale})`,
  ].join(' ');
  const letters = glyphs
    .filter(({ outline }) => outline !== '')
    .map(
      ({ id, x: along, y: up }) =>
        `<use xlink:href="#${id}" x="${Math.round(start + along)}"${up === 0 ? '' : ` y="${up}"`}/>`,
    );
  return `<g role="img" aria-label="${xmlText(text)}" fill="${color}" transform="${place}">${letters.join('')}</g>`;
}

/** Each letter of the drawing once. Of several drawings in one page the same letters have the same names and outlines. */
function definitions(primitives: readonly Primitive[]): string {
  const found = new Map<string, PlacedGlyph>();
  for (const primitive of primitives) {
    if (primitive.type !== 'text') continue;
    for (const glyph of glyphRun(primitive.text, primitive.weight).glyphs) {
      if (glyph.outline !== '') found.set(glyph.id, glyph);
    }
  }
  return `<defs>${[...found.values()].map(({ id, outline }) => `<path id="${id}" d="${outline}"/>`).join('')}</defs>`;
}

/** In an element: a comment could not hold the two hyphens of a command's options. */
function metadata(source: string): readonly string[] {
  return source === '' ? [] : [`<metadata>${xmlText(source).replaceAll('&quot;', '"')}</metadata>`];
}

/** How large the drawing says it is. */
export interface SvgSize {
  readonly width: string;
  readonly height: string;
}

/**
 * SVG 1.1 of presentation attributes alone: no style sheet, no script, no font, nothing from elsewhere. Texts are outlines, and
 * their words labels for who cannot see them. On white, in points.
 *
 * @param source where it comes from, for people who read the file
 */
export function writeSvg(scene: Scene, source: string, size?: SvgSize): string {
  const { width, height, title, description, primitives } = scene;
  const { width: shownWidth, height: shownHeight } = size ?? {
    width: `${coordinate(width)}pt`,
    height: `${coordinate(height)}pt`,
  };
  const box = `0 0 ${coordinate(width)} ${coordinate(height)}`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" width="${shownWidth}" height="${shownHeight}" viewBox="${box}"` +
      `${size === undefined ? '' : ' preserveAspectRatio="none"'}>`,
    `<title>${xmlText(title)}</title>`,
    `<desc>${xmlText(description)}</desc>`,
    ...metadata(source),
    definitions(primitives),
    `<rect width="${coordinate(width)}" height="${coordinate(height)}" fill="#ffffff"/>`,
    ...primitives.map(element),
    '</svg>',
    '',
  ].join('\n');
}
