import { z } from 'zod';

/** Columns of a journal's page, in millimetres. */
export const columnWidthsMm = { single: 88, double: 180 } as const;

/** What a page has room for beside a caption, in millimetres. */
export const pageHeightMm = 225;

/** What the numbers of a style may be, in the unit of each. */
export const figureStyleRanges = {
  width: { least: 40, most: 500 },
  heightMm: { least: 20, most: 1000 },
  fontPt: { least: 4, most: 20 },
  dpi: { least: 50, most: 1200 },
} as const;

const within = ({ least, most }: { readonly least: number; readonly most: number }) => z.number().min(least).max(most);

/** How a figure is drawn. Always on white, for print. */
export const figureStyleSchema = z.strictObject({
  /** Of a column, or in millimetres */
  width: z.union([z.enum(['single', 'double']), within(figureStyleRanges.width)]).default('single'),
  /** In millimetres; what the figure needs where it is not given */
  heightMm: within(figureStyleRanges.heightMm).optional(),
  /** Of the text, in points */
  fontPt: within(figureStyleRanges.fontPt).default(7),
  /** Dots an inch, of PNG alone */
  dpi: within(figureStyleRanges.dpi).int().default(600),
  /** Shades of grey instead of colours */
  grey: z.boolean().default(false),
});

export type FigureStyle = z.infer<typeof figureStyleSchema>;
/** As it is written, before what is left out is filled in */
export type FigureStyleInput = z.input<typeof figureStyleSchema>;

export function figureWidthMm({ width }: Pick<FigureStyle, 'width'>): number {
  return typeof width === 'number' ? width : columnWidthsMm[width];
}
