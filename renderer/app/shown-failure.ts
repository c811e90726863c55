/**
 * Is an error one of showing a page, after which what stands there is not to be trusted? Others are of listeners and
 * watchers: the page stands.
 *
 * @param info as Vue hands it to `onErrorCaptured`: words while developing, the address of an error code in what is built
 */
export function isOfShowing(info: string): boolean {
  const code = /#runtime-(\w+)$/.exec(info)?.[1];
  if (code !== undefined) return codesOfShowing.has(code);
  return /\b(render|setup|mounted|beforeMount|beforeUpdate|updated|component update|scheduler)\b/.test(info);
}

/** Setup, render, scheduler and update; before and after mounting and updating (https://vuejs.org/error-reference). */
const codesOfShowing: ReadonlySet<string> = new Set(['0', '1', '14', '15', 'bm', 'm', 'bu', 'u']);
