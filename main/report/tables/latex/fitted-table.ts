import type { TableContent } from '../table-document.ts';
import { dividedColumns, mostParts } from './column-parts.ts';
import { withoutCommonCells, withoutEveryCommonCell } from './common-cells.ts';
import { withGroupHeadings } from './group-headings.ts';
import type { LatexContent } from './latex-content.ts';
import { withScaledRates } from './scaled-rates.ts';
import { withShortHeadings } from './short-headings.ts';
import { withoutSharedBeginnings } from './shared-beginnings.ts';
import { withoutSharedParts } from './shared-parts.ts';
import * as settings from './table-setting.ts';
import { withWordMarks } from './word-marks.ts';

type Parts = readonly [LatexContent, ...LatexContent[]];

/** A table as it fits on a page. */
export interface FittedTable extends settings.TableSetting {
  /** Tables that stand below one another, each with the columns that name the rows: one, unless there are too many columns */
  readonly parts: Parts;
  readonly widthPt: number;
  /** Wider than a narrow column, so that it must be fitted there */
  readonly shrinks: boolean;
  /** Too wide to be legible in a narrow column: across both, where there are two */
  readonly isWide: boolean;
}

/**
 * A table made as narrow as a page of 345 points, by what costs the reader least: first smaller gaps and letters down to
 * `\footnotesize`, then less in its columns, then `\scriptsize`, and then its columns in tables below one another. Nothing that
 * it says is lost: it is in a heading or a note instead.
 *
 * @param isAligned numbers at their points, as siunitx has them
 */
export function fittedTable(whole: TableContent, isAligned: boolean): FittedTable {
  const usual = settings.usualSetting(isAligned);
  if (settings.widthPt([whole], usual) <= settings.narrowPt) return fitted([whole], usual);
  const narrower = narrowerTables(whole);
  for (const table of narrower) {
    const setting = settings.legibleSetting([table], isAligned);
    if (setting !== undefined) return fitted([table], setting);
  }
  const last = narrower.at(-1)!;
  const small = settings.smallSetting([last], isAligned);
  return small === undefined ? dividedTable(narrower, isAligned) : fitted([last], small);
}

/** Each narrower than the one before, and further from what it was. */
function narrowerTables(whole: LatexContent): readonly [LatexContent, ...LatexContent[]] {
  const usual = withoutCommonCells(whole);
  const short = withoutSharedParts(withoutEveryCommonCell(whole));
  const headed = withGroupHeadings(withShortHeadings(short));
  const scaled = withScaledRates(headed);
  const marked = withWordMarks(scaled);
  return [usual, withoutSharedParts(usual), short, headed, scaled, marked, withoutSharedBeginnings(marked)];
}

/** In as few parts as fit; of these what is nearest to the whole. */
function dividedTable(narrower: Parts, isAligned: boolean): FittedTable {
  const last = narrower.at(-1)!;
  for (let count = 2; count <= mostParts(last); count++) {
    for (const table of narrower) {
      const parts = narrowestDivision(table, count, isAligned);
      const setting = parts && settings.legibleSetting(parts, isAligned);
      if (setting !== undefined) return fitted(parts!, setting);
    }
  }
  return fitted([last], settings.smallestSetting(isAligned));
}

function narrowestDivision(table: LatexContent, count: number, isAligned: boolean): Parts | undefined {
  const width = (parts: readonly LatexContent[]): number => settings.widthPt(parts, settings.usualSetting(isAligned));
  const divisions = dividedColumns(table, count).toSorted((first, second) => width(first) - width(second));
  return divisions[0] as Parts | undefined;
}

function fitted(parts: Parts, setting: settings.TableSetting): FittedTable {
  const widthPt = settings.widthPt(parts, setting);
  return {
    ...setting,
    parts,
    widthPt,
    shrinks: widthPt > settings.narrowPt,
    isWide: !settings.isLegibleInColumn(parts, setting),
  };
}
