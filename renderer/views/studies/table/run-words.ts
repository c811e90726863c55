import type { RunRow } from '../../../../main/contract/workbench/runs.ts';
import { methodLabel } from '../../../charts/method-style.ts';
import { formatCount } from '../../../charts/number-format.ts';

const kindWords: Readonly<Record<RunRow['kind'], string>> = {
  pretrain: 'Pretraining',
  prepare: 'Preparation',
  train: 'Training',
};

export const kindWord = (kind: RunRow['kind']): string => kindWords[kind];

/** What a run does, in the words of tables: the method's own label, its name, or what else it is there for. */
export function runMethod(row: Pick<RunRow, 'kind' | 'method' | 'methodName'>): string {
  if (row.method !== undefined && row.method !== row.methodName) return row.method;
  return row.methodName === undefined ? (row.method ?? kindWords[row.kind]) : methodLabel(row.methodName);
}

/** `Run 12: SAFT, 5 % noise, seed 3` */
export function runTitle(row: Pick<RunRow, 'id' | 'kind' | 'method' | 'methodName' | 'profile' | 'seed'>): string {
  const parts = [runMethod(row), row.profile, `seed ${row.seed}`].filter((part) => part !== undefined && part !== '');
  return `Run ${row.id}: ${parts.join(', ')}`;
}

/** `1 run`, `2,310 runs` */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

const two = (part: number): string => String(part).padStart(2, '0');

/** `2026-11-20 14:30` in local time, of ISO 8601; empty for no time. */
export function dateTime(at: string | undefined): string {
  if (at === undefined) return '';
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return '';
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** How long the trash keeps what is moved there. */
export const daysInTrash = 30;

/** When something in the trash is removed for good, ISO 8601. @param trashedAt ISO 8601; absent outside the trash */
export function removalOf(trashedAt: string | undefined): string | undefined {
  if (trashedAt === undefined) return undefined;
  return new Date(Date.parse(trashedAt) + daysInTrash * 86_400_000).toISOString();
}
