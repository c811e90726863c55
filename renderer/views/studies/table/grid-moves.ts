/** Where the keyboard is: a row from 0, or -1 in the titles; a column from 0. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that fit on the screen */
  readonly page: number;
}

/**
 * Where a key leads (WAI-ARIA Authoring Practices, "Grid"): arrows, Home and End along the row, with Ctrl to the corners,
 * Page Up and Down.
 *
 * @returns undefined for keys that lead nowhere
 */
export function gridMove(key: string, withControl: boolean, place: GridPlace, size: GridSize): GridPlace | undefined {
  const target = targetOf(key, withControl, place, size);
  if (target === undefined) return undefined;
  return {
    row: Math.max(-1, Math.min(size.rows - 1, target.row)),
    column: Math.max(0, Math.min(size.columns - 1, target.column)),
  };
}

function targetOf(
  key: string,
  withControl: boolean,
  { row, column }: GridPlace,
  size: GridSize,
): GridPlace | undefined {
  const lastRow = size.rows - 1;
  switch (key) {
    case 'ArrowUp':
      return { row: withControl ? Math.min(row, 0) : row - 1, column };
    case 'ArrowDown':
      return { row: withControl ? lastRow : row + 1, column };
    case 'ArrowLeft':
      return { row, column: withControl ? 0 : column - 1 };
    case 'ArrowRight':
      return { row, column: withControl ? size.columns - 1 : column + 1 };
    case 'Home':
      return { row: withControl ? 0 : row, column: 0 };
    case 'End':
      return { row: withControl ? lastRow : row, column: size.columns - 1 };
    case 'PageUp':
      return { row: Math.max(Math.min(row, 0), row - size.page), column };
    case 'PageDown':
      return { row: row + size.page, column };
    default:
      return undefined;
  }
}
