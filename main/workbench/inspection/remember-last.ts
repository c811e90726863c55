/** Keeps the result of the last call, for the next with the same key. */
export function rememberLast<Arguments extends readonly unknown[], Result>(
  keyOf: (...input: Arguments) => string,
  compute: (...input: Arguments) => Result,
): (...input: Arguments) => Result {
  let last: { readonly key: string; readonly result: Result } | undefined;
  return (...input) => {
    const key = keyOf(...input);
    if (last?.key !== key) last = { key, result: compute(...input) };
    return last.result;
  };
}
