import { filterUnits, type FilterUnit, type FilterValue } from './filter-expression.ts';

type FilterNumber = Extract<FilterValue, { kind: 'number' }>;

const numberPattern = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(.*)$/i;

export function isFilterUnit(text: string): text is FilterUnit {
  return Object.hasOwn(filterUnits, text);
}

/** `0.85`, `1e-3`, `85%`, `12min`; anything else is no number. */
export function readFilterNumber(word: string): FilterNumber | undefined {
  const match = numberPattern.exec(word);
  if (match === null) return undefined;
  const value = Number(match[1]);
  const unit = match[2]!;
  if (!Number.isFinite(value)) return undefined;
  if (unit === '') return { kind: 'number', value };
  return isFilterUnit(unit) ? { kind: 'number', value, unit } : undefined;
}
