import type { RunColumn } from '../../../../main/contract/workbench/runs.ts';
import { formatMilliseconds, formatSeconds } from '../../../charts/duration-format.ts';
import { formatCount, formatPercent, formatSignificant } from '../../../charts/number-format.ts';
import type { RunTableColumn } from './run-table-column.ts';
import { dateTime } from './run-words.ts';

/** What a run has in a column that was read on demand; `undefined` also while it has not been read. */
export type ReadValue = (column: string, runId: number) => number | string | undefined;

const groupTitles: Readonly<Record<RunColumn['group'], string>> = {
  accuracy: 'Accuracy',
  metrics: 'Metrics',
  time: 'Time',
  energy: 'Energy',
  configuration: 'Configuration',
  provenance: 'Provenance',
  notes: 'Notes',
};

const isFraction = ({ unit }: RunColumn): boolean => unit === 'fraction';
const isAccuracy = ({ key, unit }: RunColumn): boolean => unit === 'fraction' && key.includes('accuracy');

function numberText(column: RunColumn, value: number): string {
  if (!Number.isFinite(value)) return '';
  if (isAccuracy(column)) return formatPercent(value, 2);
  if (isFraction(column)) return `${formatSignificant(100 * value, 3)}\u202f%`;
  switch (column.unit) {
    case undefined:
      return Number.isInteger(value) && Math.abs(value) < 1e9 ? formatCount(value) : formatSignificant(value, 4);
    case 's':
      return formatSeconds(value);
    case 'ms':
      return formatMilliseconds(value);
    case '×':
      return `${formatSignificant(value, 3)}×`;
    default:
      return `${formatSignificant(value, 4)}\u202f${column.unit}`;
  }
}

/** ISO 8601, which a filter compares as dates */
const dates: ReadonlySet<string> = new Set(['time.ended']);

/** A column of the run table over values that are read when it is shown. */
export function valueColumn(column: RunColumn, readValue: ReadValue): RunTableColumn {
  const { key, title, group, unit } = column;
  const type = dates.has(key) ? 'date' : column.type;
  const isNumber = type === 'number';
  const text = (value: number | string | undefined): string => {
    if (typeof value === 'number') return numberText(column, value);
    return type === 'date' ? dateTime(value) : (value ?? '');
  };
  return {
    key,
    title,
    group: groupTitles[group],
    type,
    ...(unit === undefined || isFraction(column) ? {} : { unit }),
    ...(isFraction(column) ? { percent: true } : {}),
    align: isAccuracy(column) ? 'decimal' : isNumber ? 'right' : 'left',
    width: isNumber ? Math.max(96, Math.min(180, 24 + 7 * title.length)) : 160,
    read: (row) => readValue(key, row.id),
    text: (row) => text(readValue(key, row.id)),
    ...(isNumber ? {} : { hint: (row) => text(readValue(key, row.id)) || undefined }),
  };
}
