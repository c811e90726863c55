import type { LatexContent } from './latex-content.ts';
import { fontSizes, textWidth, type FontSize } from './text-width.ts';

/** What a float may take of a page: text is 550 points high on letter paper in an article of 10 points, more on A4. */
const mostPt = 520;
const linePt = 345;
const captionLinePt = 12;
const headingLines = 4;
/** Rules and the spaces about them */
const rulesPt = 20;

/** Whether a table with its caption and notes fits on a page, about; otherwise it must go on on the next one. */
export function fitsOnPage(parts: readonly LatexContent[], font: FontSize): boolean {
  const [first] = parts;
  if (first === undefined) return true;
  const { footnotesize, small } = fontSizes;
  const captionPt = captionLinePt * (1 + linesOf(first.caption, small));
  const notesPt = footnotesize.linePt * linesOf(first.notes.join(' '), footnotesize);
  return captionPt + notesPt + parts.reduce((sum, part) => sum + tablePt(part, font), 0) <= mostPt;
}

const linesOf = (text: string, { ptByWidth }: FontSize): number => Math.ceil((ptByWidth * textWidth(text)) / linePt);

function tablePt({ rows }: LatexContent, font: FontSize): number {
  const headings = rows.filter(({ heading }) => heading !== undefined).length;
  const groups = rows.filter(({ startsGroup }) => startsGroup).length;
  return rulesPt + font.linePt * (headingLines + rows.length + headings) + 0.5 * font.sizePt * groups;
}
