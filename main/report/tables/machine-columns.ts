import { dropNonFinite } from './machine-value.ts';
import type { MachineValue } from './machine-value.ts';
import type { TableCell, TableColumn, TableDocument } from './table-document.ts';

export interface MachineColumn {
  readonly name: string;
  /** `count`: whole numbers */
  readonly type: 'text' | 'number' | 'count' | 'boolean';
  /** One a row; null where something is missing or not a finite number */
  readonly values: readonly MachineValue[];
}

/**
 * A table for programs: a column of its own for each number that a cell is made of, with all its digits. Of a measured column
 * these are the value, `_low`, `_high`, `_confidence` (a fraction), `_over` and `_n`; of a scored one the value,
 * `_standard_error` and `_n`.
 */
export function machineColumns({ columns, rows }: Pick<TableDocument, 'columns' | 'rows'>): readonly MachineColumn[] {
  return columns.flatMap((column, index) =>
    partsOf(
      column,
      rows.map(({ cells }) => cells[index]!),
    ).map(({ suffix, type, of }) => ({
      name: `${column.key}${suffix}`,
      type,
      values: rows.map(({ cells }) => dropNonFinite(of(cells[index]!))),
    })),
  );
}

interface Part {
  readonly suffix: string;
  readonly type: MachineColumn['type'];
  readonly of: (cell: TableCell) => MachineValue | undefined;
}

function measured(suffix: string, key: 'low' | 'high' | 'confidence' | 'n'): Part {
  const type = key === 'n' ? 'count' : 'number';
  return { suffix, type, of: (cell) => (cell.kind === 'measured' ? cell[key] : null) };
}

const value: Part = { suffix: '', type: 'number', of: (cell) => ('value' in cell ? cell.value : null) };

/** A column of counts alone, as far as there is something in it. */
function isCount(cells: readonly TableCell[]): boolean {
  const numbers = cells.filter((cell) => cell.kind === 'number');
  return (
    numbers.length > 0 && numbers.every(({ digits, value: count }) => digits === 'count' && Number.isInteger(count))
  );
}

function partsOf({ kind }: TableColumn, cells: readonly TableCell[]): readonly Part[] {
  switch (kind) {
    case 'text':
      return [{ suffix: '', type: 'text', of: (cell) => (cell.kind === 'text' ? (cell.machine ?? cell.text) : null) }];
    case 'mark':
      return [{ suffix: '', type: 'boolean', of: (cell) => (cell.kind === 'mark' ? cell.marked : null) }];
    case 'number':
      return [isCount(cells) ? { ...value, type: 'count' } : value];
    case 'scored':
      return [
        value,
        {
          suffix: '_standard_error',
          type: 'number',
          of: (cell) => (cell.kind === 'scored' ? cell.standardError : null),
        },
        { suffix: '_n', type: 'count', of: (cell) => (cell.kind === 'scored' ? cell.n : null) },
      ];
    case 'measured':
      return [
        value,
        measured('_low', 'low'),
        measured('_high', 'high'),
        measured('_confidence', 'confidence'),
        { suffix: '_over', type: 'text', of: (cell) => (cell.kind === 'measured' ? cell.over : null) },
        measured('_n', 'n'),
      ];
  }
}
