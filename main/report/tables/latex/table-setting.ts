import type { LatexContent } from './latex-content.ts';
import { fitsOnPage } from './table-height.ts';
import { tableWidthPt } from './table-width.ts';
import { fontSizes, type FontSize } from './text-width.ts';

/** Of a text and of a narrow column, in points; an article's text is 345 points wide. */
const textPt = 342;
export const narrowPt = 210;
/** Smaller is not fit for a paper. */
const leastFontPt = 7;

/** How close and how small a table is set. */
export interface TableSetting {
  readonly font: FontSize;
  /** On either side of a column; LaTeX has 6 */
  readonly gapPt: number;
  /** Numbers are aligned at their points, which takes a little more */
  readonly isAligned: boolean;
}

const { small, footnotesize, scriptsize } = fontSizes;
const usual = { font: small, gapPt: 6 };
const legible = [usual, { font: small, gapPt: 4 }, { font: footnotesize, gapPt: 4 }, { font: footnotesize, gapPt: 3 }];
const smallest = [
  { font: footnotesize, gapPt: 2.5 },
  { font: scriptsize, gapPt: 3 },
  { font: scriptsize, gapPt: 2 },
];

type Parts = readonly LatexContent[];

export const usualSetting = (isAligned: boolean): TableSetting => ({ ...usual, isAligned });

/**
 * The most legible in a narrow column, as wide as it or shrunk to it; otherwise across a page; on one page, if that can be.
 * Undefined where none is narrow enough.
 */
export function legibleSetting(parts: Parts, isAligned: boolean): TableSetting | undefined {
  const settings = legible.map((each) => ({ ...each, isAligned }));
  const ofColumn = settings.filter((setting) => isLegibleInColumn(parts, setting));
  const ofPage = settings.filter((setting) => widthPt(parts, setting) <= textPt);
  const best = [...ofColumn, ...ofPage];
  return best.find(({ font }) => fitsOnPage(parts, font)) ?? best[0];
}

/** The same for what nothing else makes fit. */
export function smallSetting(parts: Parts, isAligned: boolean): TableSetting | undefined {
  const settings = smallest.map((each) => ({ ...each, isAligned }));
  return settings.find((setting) => widthPt(parts, setting) <= textPt);
}

/** Where nothing fits at all */
export const smallestSetting = (isAligned: boolean): TableSetting => ({ ...smallest.at(-1)!, isAligned });

/** Whether it may be shrunk to a narrow column, where there are two. */
export function isLegibleInColumn(parts: Parts, setting: TableSetting): boolean {
  return setting.font.sizePt * Math.min(1, narrowPt / widthPt(parts, setting)) >= leastFontPt;
}

/** Points that the widest of some tables takes, about. */
export function widthPt(parts: Parts, setting: TableSetting): number {
  return Math.max(...parts.map((part) => tableWidthPt(part, setting)));
}
