/** Each value once, in the order of their first places. */
export function unique<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)];
}
