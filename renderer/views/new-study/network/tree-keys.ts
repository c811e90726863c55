import type { GraphRow } from './graph-layout.ts';

export type TreeMove =
  { readonly type: 'focus'; readonly index: number } | { readonly type: 'open' | 'close'; readonly block: string };

/** What a key does in a tree (ARIA's pattern): up, down, in, out, first, last; undefined for other keys. */
export function treeMove(key: string, rows: readonly GraphRow[], current: number): TreeMove | undefined {
  const row = rows[current];
  const to = (index: number): TreeMove => ({ type: 'focus', index: Math.min(rows.length - 1, Math.max(0, index)) });
  switch (key) {
    case 'ArrowDown':
      return to(current + 1);
    case 'ArrowUp':
      return to(current - 1);
    case 'Home':
      return to(0);
    case 'End':
      return to(rows.length - 1);
    case 'ArrowRight':
      if (row?.kind !== 'block') return undefined;
      return row.isOpen === true ? to(current + 1) : { type: 'open', block: row.label };
    case 'ArrowLeft':
      if (row?.kind === 'block' && row.isOpen === true) return { type: 'close', block: row.label };
      return row?.level === 2
        ? to(rows.findLastIndex(({ level }, index) => level === 1 && index < current))
        : undefined;
    default:
      return undefined;
  }
}
