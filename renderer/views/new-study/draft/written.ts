import type { WrittenSpecification } from '../../../../main/contract/workbench/specification.ts';
import type { FieldPath } from './field-path.ts';

/** A specification as its author wrote it. Every edit answers a new one; what it does not concern stays, known or not. */
export type Written = WrittenSpecification;

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(written: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return typeof key === 'number' ? (value as unknown[])[key] : undefined;
    return isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, written);
}

/** With a value at a path; mappings on the way are made where there are none. */
export function withValue(written: Written, path: FieldPath, value: unknown): Written {
  return set(written, path, value) as Written;
}

function set(container: unknown, [key, ...rest]: FieldPath, value: unknown): unknown {
  if (key === undefined) return value;
  if (typeof key === 'number') {
    const list = Array.isArray(container) ? [...(container as unknown[])] : [];
    list[key] = set(list[key], rest, value);
    return list;
  }
  const mapping = isMapping(container) ? container : {};
  const inner = Object.hasOwn(mapping, key) ? mapping[key] : undefined;
  return { ...mapping, [key]: set(inner, rest, value) };
}

/** Mappings that say nothing when they are empty. `memory: {}` is a memory, so it is none of them. */
const meaninglessWhenEmpty: ReadonlySet<string | number> = new Set([
  'limits',
  'arrays',
  'augmentation',
  'sensitivity',
  'evaluation',
  'energy',
  'engine',
  'layers',
  'outer',
  'rates',
  'noiseDecay',
]);

/** Without the field, so that its default counts, and without mappings that it leaves empty. */
export function withoutValue(written: Written, path: FieldPath): Written {
  const key = path.at(-1);
  const parentPath = path.slice(0, -1);
  const parent = valueAt(written, parentPath);
  if (key === undefined || valueAt(written, path) === undefined) return written;
  if (Array.isArray(parent)) return withValue(written, parentPath, parent.toSpliced(Number(key), 1));
  const rest = Object.fromEntries(Object.entries(parent as object).filter(([name]) => name !== key));
  const parentName = parentPath.at(-1);
  const isEmpty = Object.keys(rest).length === 0 && parentName !== undefined && meaninglessWhenEmpty.has(parentName);
  return isEmpty ? withoutValue(written, parentPath) : withValue(written, parentPath, rest);
}

/** A value at a path, or, undefined, the default that counts without one. */
export function withField(written: Written, path: FieldPath, value: unknown): Written {
  return value === undefined ? withoutValue(written, path) : withValue(written, path, value);
}
