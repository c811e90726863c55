/** A value that a configuration can have at the end of a path. */
export type Leaf = number | string | boolean;

/**
 * A configuration as paths and values: `training.optimizer.learningRate` is 0.1. A list of plain values is one value, a list
 * of objects has its places in the path. What is absent, null or an empty list has no path.
 */
export function flattened(value: object, path = ''): Readonly<Record<string, Leaf>> {
  return Object.fromEntries(leaves(value, path));
}

function leaves(value: unknown, path: string): readonly (readonly [string, Leaf])[] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return [[path, value]];
  if (typeof value !== 'object') return [];
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) {
    return value.length === 0 ? [] : [[path, value.join(', ')]];
  }
  return Object.entries(value).flatMap(([key, each]) => leaves(each, path === '' ? key : `${path}.${key}`));
}
