import type { LegendEntry } from '../figure-document.ts';
import type { FillLook, LineLook, MarkLook, MarkShape } from '../looks.ts';
import { texText, texWidth } from './tex-text.ts';

/** The name under which a colour has been defined. */
export type ColorName = (hex: string) => string;

/** Name and size against that of a circle; what is open is filled with white. */
const marks: Readonly<Record<MarkShape, readonly [name: string, scale: number]>> = {
  circle: ['*', 1],
  square: ['square*', 0.9],
  diamond: ['diamond*', 1.4],
  triangle: ['triangle*', 1.25],
  'down-triangle': ['triangle*', 1.25],
  cross: ['x', 1.15],
  star: ['star', 1],
};

const round = (value: number): string => String(Number(value.toFixed(2)));

export function lineOptions({ color, dash, width }: LineLook, colorName: ColorName): string {
  const pattern = dash.map((length, index) => `${index % 2 === 0 ? 'on' : 'off'} ${round(length)}pt`).join(' ');
  return `${colorName(color)}, line width=${round(width)}pt${dash.length === 0 ? '' : `, dash pattern=${pattern}`}`;
}

/** @param size of the font in points */
export function markOptions(
  { shape, color, size: diameter, filled }: MarkLook,
  size: number,
  colorName: ColorName,
): string {
  const name = colorName(color);
  const isStroke = shape === 'cross' || shape === 'star';
  const edge = isStroke
    ? `draw=${name}, line width=${filled ? 1.1 : 0.5}pt`
    : `draw=${name}, fill=${filled ? name : 'white'}, line width=0.6pt`;
  const turned = shape === 'down-triangle' ? ', rotate=180' : '';
  const [mark, scale] = marks[shape];
  const radius = round((scale * (diameter / 2) * size) / 7);
  return `mark=${mark}, mark size=${radius}pt, mark options={solid, ${edge}${turned}}`;
}

export function fillOptions({ color, outline }: FillLook, colorName: ColorName): string {
  return `fill=${colorName(color)}, draw=${outline === undefined ? 'none' : `${colorName(outline)}, line width=0.4pt`}`;
}

/** Above and below the text of an entry, in points. */
const rowGap = 1;

function columnsOf(entries: readonly LegendEntry[], width: number, size: number): number {
  const widest = Math.max(...entries.map(({ text }) => texWidth(text, size) + 4.5 * size));
  return Math.max(1, Math.min(entries.length, Math.floor(width / widest)));
}

/** In points, 0 without entries. */
export function pgfLegendHeight(entries: readonly LegendEntry[], width: number, size: number): number {
  if (entries.length === 0) return 0;
  return Math.ceil(entries.length / columnsOf(entries, width, size)) * (size + 2 * rowGap);
}

/** Where a legend stands, as options of its axis. @param raise of its lower edge above the frame, in points */
export function legendOptions(
  entries: readonly LegendEntry[],
  {
    width,
    size,
    left,
    raise,
  }: { readonly width: number; readonly size: number; readonly left: number; readonly raise: number },
): readonly string[] {
  return [
    'legend cell align=left',
    `legend columns=${columnsOf(entries, width, size)}`,
    `legend style={draw=none, fill=none, inner sep=0pt, at={(0,1)}, anchor=south west, xshift=${round(left)}bp, ` +
      `yshift=${round(raise)}bp, row sep=0pt, nodes={inner xsep=2pt, inner ysep=${rowGap}pt, text height=${round(0.75 * size)}pt, text depth=${round(0.25 * size)}pt}, /tikz/every even column/.append style={column sep=${round(0.9 * size)}pt}}`,
  ];
}

/** The entries of a legend, each as an image and its text. */
export function legendLines(entries: readonly LegendEntry[], size: number, colorName: ColorName): readonly string[] {
  return entries.flatMap(({ text, line, mark, fill, starred }) => {
    const image =
      fill === undefined
        ? [
            line === undefined ? 'only marks' : lineOptions(line, colorName),
            mark === undefined ? 'no markers' : markOptions(mark, size, colorName),
          ].join(', ')
        : `area legend, ${fillOptions(fill, colorName)}`;
    return [`\\addlegendimage{${image}}`, `\\addlegendentry{${texText(text)}${starred === true ? ' ($\\star$)' : ''}}`];
  });
}
