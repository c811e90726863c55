import type { TableJson, TableJsonCell, TableJsonColumn } from '../../../../main/contract/table-json.ts';

export interface Heading {
  readonly text: string;
  readonly unit?: string;
  readonly columns: number;
  readonly rows: number;
  /** Over a group of columns, or over one */
  readonly over: 'group' | 'column';
  readonly isRight: boolean;
}

export interface LaidOutCell {
  /** As it stands in the table; a mark is a star */
  readonly text: string;
  /** What is heard instead of a sign */
  readonly spoken?: string;
  readonly isBest: boolean;
  /** The same as above, in a leading column: to be heard, not to be seen again */
  readonly isRepeated: boolean;
}

export interface LaidOutRow {
  readonly startsGroup: boolean;
  readonly cells: readonly LaidOutCell[];
}

/** Numbers stand at the right, words and marks at the left. */
export const isRight = ({ kind }: Pick<TableJsonColumn, 'kind'>): boolean => kind !== 'text' && kind !== 'mark';

/** One row of headings, or two where columns stand in groups: headings over groups span them, the others both rows. */
export function headingRows({ columns }: Pick<TableJson, 'columns'>): readonly (readonly Heading[])[] {
  const hasGroups = columns.some(({ group }) => group !== undefined);
  const single = (column: TableJsonColumn, rows: number): Heading => ({
    text: column.title,
    ...(column.unit === undefined ? {} : { unit: column.unit }),
    columns: 1,
    rows,
    over: 'column',
    isRight: isRight(column),
  });
  if (!hasGroups) return [columns.map((column) => single(column, 1))];
  const upper = columns.flatMap((column, index): readonly Heading[] => {
    const { group } = column;
    if (group === undefined) return [single(column, 2)];
    if (columns[index - 1]?.group === group) return [];
    return [{ text: group, columns: spanOf(columns, index), rows: 1, over: 'group', isRight: false }];
  });
  const lower = columns.filter(({ group }) => group !== undefined).map((column) => single(column, 1));
  return [upper, lower];
}

/** How many columns from the first of a group on are of it. */
function spanOf(columns: readonly TableJsonColumn[], first: number): number {
  const end = columns.findIndex(({ group }, index) => index > first && group !== columns[first]!.group);
  return (end === -1 ? columns.length : end) - first;
}

/** Rows as a paper prints them: leading words once for the rows that share them, as the exported LaTeX does. */
export function bodyRows({ columns, rows }: Pick<TableJson, 'columns' | 'rows'>): readonly LaidOutRow[] {
  const leading = columns.findIndex(isRight);
  return rows.map(({ cells, startsGroup }, row) => {
    const above = startsGroup === true ? undefined : rows[row - 1];
    let repeats = above !== undefined;
    return {
      startsGroup: startsGroup === true && row > 0,
      cells: cells.map((cell, index) => {
        // Never that by which the rows differ
        repeats &&= index < leading - 1 && cell.text === above!.cells[index]!.text;
        return laidOut(cell, repeats);
      }),
    };
  });
}

function laidOut(cell: TableJsonCell, isRepeated: boolean): LaidOutCell {
  const isBest = cell.kind === 'measured' && cell.best === true;
  switch (cell.kind) {
    case 'mark':
      return { text: cell.marked ? '★' : '', spoken: cell.marked ? 'yes' : 'no', isBest, isRepeated };
    case 'missing':
      return cell.text === ''
        ? { text: '–', spoken: 'none', isBest, isRepeated }
        : { text: cell.text, isBest, isRepeated };
    default:
      return { text: cell.text, isBest, isRepeated };
  }
}
