import { leadingColumns, type LatexContent } from './latex-content.ts';

/** Columns that stay together: those of a group, or one alone. */
type Unit = readonly number[];

/** Every way of dividing a table's columns between groups into this many parts, each with the columns that name the rows. */
export function dividedColumns(table: LatexContent, parts: number): readonly (readonly LatexContent[])[] {
  const leading = leadingColumns(table);
  const names = Array.from({ length: leading }, (_, index) => index);
  return divisions(unitsOf(table, leading), parts).map((division) =>
    division.map((units) => ofColumns(table, [...names, ...units.flat()])),
  );
}

export function mostParts(table: LatexContent): number {
  return unitsOf(table, leadingColumns(table)).length;
}

function unitsOf({ columns }: LatexContent, leading: number): readonly Unit[] {
  const units: number[][] = [];
  for (const [index, { group }] of columns.entries()) {
    if (index < leading) continue;
    if (group !== undefined && index > leading && columns[index - 1]!.group === group) units.at(-1)!.push(index);
    else units.push([index]);
  }
  return units;
}

function divisions(units: readonly Unit[], parts: number): readonly (readonly (readonly Unit[])[])[] {
  if (parts === 1) return [[units]];
  return Array.from({ length: Math.max(0, units.length - parts + 1) }, (_, index) => index + 1).flatMap((count) =>
    divisions(units.slice(count), parts - 1).map((rest) => [units.slice(0, count), ...rest]),
  );
}

function ofColumns(table: LatexContent, indexes: readonly number[]): LatexContent {
  return {
    ...table,
    columns: indexes.map((index) => table.columns[index]!),
    rows: table.rows.map((row) => ({ ...row, cells: indexes.map((index) => row.cells[index]!) })),
  };
}
