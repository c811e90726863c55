import { z } from 'zod';

/** Columns of a journal's page, in millimetres. */
export const columnWidthsMm = { single: 88, double: 180 } as const;

/** How a figure is drawn. Always on white, for print. */
export const figureStyleSchema = z.strictObject({
  /** Of a column, or in millimetres */
  width: z.union([z.enum(['single', 'double']), z.number().min(40).max(500)]).default('single'),
  /** In millimetres; what the figure needs where it is not given */
  heightMm: z.number().min(20).max(1000).optional(),
  /** Of the text, in points */
  fontPt: z.number().min(4).max(20).default(7),
  /** Dots an inch, of PNG alone */
  dpi: z.number().int().min(50).max(1200).default(600),
  /** Shades of grey instead of colours */
  grey: z.boolean().default(false),
});

export type FigureStyle = z.infer<typeof figureStyleSchema>;
/** As it is written, before what is left out is filled in */
export type FigureStyleInput = z.input<typeof figureStyleSchema>;

export function figureWidthMm({ width }: Pick<FigureStyle, 'width'>): number {
  return typeof width === 'number' ? width : columnWidthsMm[width];
}
