import { methodSchema } from '../../../../main/contract/specification.ts';
import { isMapping, valueAt, withValue } from '../draft/written.ts';
import { copiedMethod, ownNameOf } from './method-list.ts';
import type { SweepField } from './sweep-fields.ts';

export type SweepValue = number | string;

/** `0.001, 0.01` or `auto 3 5` as values, each once. Undefined where a number is expected and something else stands. */
export function readSweepValues(field: Pick<SweepField, 'values'>, text: string): readonly SweepValue[] | undefined {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  if (field.values === 'words') return [...new Set(parts)];
  const values = parts.map((part) => (field.values === 'count' && part === 'auto' ? part : Number(part)));
  return values.every((value) => typeof value === 'string' || Number.isFinite(value))
    ? [...new Set(values)]
    : undefined;
}

/** The values of a field that several methods of one kind have, as text to begin with: that of the method itself. */
export function valueText(method: unknown, { path }: SweepField): string {
  const value = valueAt(method, path);
  return typeof value === 'number' || typeof value === 'string' ? String(value) : '';
}

/** What a sweep makes, or the values that are not possible. */
export interface Sweep {
  readonly methods: readonly { readonly method: unknown; readonly label: string }[];
  readonly impossible: readonly SweepValue[];
}

/**
 * One method for each value, otherwise alike. They are called as the command line calls them; where that does not tell
 * them apart, they get labels that do.
 *
 * @param taken what the study's other methods are called
 */
export function sweep(
  method: unknown,
  field: SweepField,
  values: readonly SweepValue[],
  taken: readonly string[],
): Sweep {
  const base = copiedMethod(method);
  if (!isMapping(base)) return { methods: [], impossible: [] };
  const made = values.map((value) => ({ value, method: withValue(base, field.path, value) }));
  const possible = made.filter((each) => methodSchema.safeParse(each.method).success);
  const names = possible.map((each) => ownNameOf(each.method)!);
  const isOne = (name: string): boolean => !taken.includes(name) && names.indexOf(name) === names.lastIndexOf(name);
  return {
    methods: possible.map((each, index) => {
      const name = names[index]!;
      if (isOne(name)) return { method: each.method, label: name };
      const label = `${name}, ${field.short}${each.value}`;
      return { method: { ...each.method, label }, label };
    }),
    impossible: made.filter((each) => !possible.includes(each)).map(({ value }) => value),
  };
}
