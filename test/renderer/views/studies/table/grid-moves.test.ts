import { describe, expect, it } from 'vitest';
import { gridMove } from '../../../../../renderer/views/studies/table/grid-moves.ts';

const size = { rows: 100, columns: 5, page: 20 };

describe('gridMove', () => {
  it.each([
    ['ArrowUp', false, 5, 2, 4, 2],
    ['ArrowUp', false, 0, 2, -1, 2],
    ['ArrowUp', false, -1, 2, -1, 2],
    ['ArrowUp', true, 50, 2, 0, 2],
    ['ArrowDown', false, -1, 2, 0, 2],
    ['ArrowDown', false, 99, 2, 99, 2],
    ['ArrowDown', true, 5, 2, 99, 2],
    ['ArrowLeft', false, 5, 0, 5, 0],
    ['ArrowLeft', true, 5, 3, 5, 0],
    ['ArrowRight', false, 5, 4, 5, 4],
    ['ArrowRight', true, 5, 0, 5, 4],
    ['Home', false, 5, 3, 5, 0],
    ['Home', true, 5, 3, 0, 0],
    ['End', false, 5, 3, 5, 4],
    ['End', true, 5, 3, 99, 4],
    ['PageDown', false, 5, 3, 25, 3],
    ['PageDown', false, 95, 3, 99, 3],
    ['PageUp', false, 25, 3, 5, 3],
    ['PageUp', false, 5, 3, 0, 3],
    ['PageUp', false, -1, 3, -1, 3],
  ])('%s (Ctrl: %s) leads from %i, %i to %i, %i', (key, withControl, row, column, toRow, toColumn) => {
    expect(gridMove(key, withControl, { row, column }, size)).toEqual({ row: toRow, column: toColumn });
  });

  it('stays in the titles of an empty table', () => {
    expect(gridMove('ArrowDown', false, { row: -1, column: 0 }, { ...size, rows: 0 })).toEqual({ row: -1, column: 0 });
  });

  it('knows no other keys', () => {
    expect(gridMove('a', false, { row: 0, column: 0 }, size)).toBeUndefined();
  });
});
