import { formatCount } from '../../contract/text/digits.ts';
import { intervalsNote, spreads } from '../../contract/text/estimate-text.ts';
import type { MeasuredCell, TableRow } from './table-document.ts';

/** What the signs in a table's cells mean, as far as they are there: ±, brackets, a value that stands alone, a dash. */
export function signNotes(rows: readonly TableRow[]): readonly string[] {
  const cells = rows.flatMap(({ cells: own }) => own);
  const measured = cells.filter((cell): cell is MeasuredCell => cell.kind === 'measured');
  const halves = measured.filter((cell) => cell.shown === 'half-width');
  const scored = cells.flatMap((cell) =>
    cell.kind === 'scored' && cell.n > 1 && cell.standardError > 0 ? [cell.n] : [],
  );
  const alone = measured.some(({ low, high }) => !Number.isFinite(low) && !Number.isFinite(high));
  return [
    intervalsNote('± is half of the', halves.filter(spreads)),
    ...(scored.length === 0 ? [] : [`± is one standard error over ${countRange(scored)} noise draws.`]),
    intervalsNote(
      '[low, high] is the',
      measured.filter(({ shown, low, high }) => shown === 'ends' && (Number.isFinite(low) || Number.isFinite(high))),
    ),
    ...(alone ? ['Of a value without an interval the spread is not known.'] : []),
    ...(cells.some(({ kind }) => kind === 'missing') ? ['–: not measured, or not applicable.'] : []),
  ].filter((note) => note !== '');
}

function countRange(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? formatCount(least) : `${formatCount(least)} to ${formatCount(most)}`;
}
