/** Where a field stands in a written specification: `['methods', 1, 'layers', 'k']`. */
export type FieldPath = readonly (string | number)[];

const part = /\.?([^.[\]\s]+)|\[(\d+)\]|\["(.*?)"\]/y;

/** `methods[1].layers.k` as a path; what cannot be read ends it. */
export function fieldPath(field: string): FieldPath {
  const path: (string | number)[] = [];
  part.lastIndex = 0;
  for (let match = part.exec(field); match !== null; match = part.exec(field)) {
    const [, name, index, quoted] = match;
    path.push(index === undefined ? (name ?? quoted!) : Number(index));
  }
  return path;
}

/** `['methods', 1, 'layers']` as `methods[1].layers`, as problems name fields. */
export function fieldName(path: FieldPath): string {
  return path
    .map((each) => (typeof each === 'number' ? `[${each}]` : /^[^.[\]\s]+$/.test(each) ? `.${each}` : `["${each}"]`))
    .join('')
    .replace(/^\./, '');
}

/** Is `path` the field itself or something in it? */
export function isUnder(path: FieldPath, ancestor: FieldPath): boolean {
  return ancestor.length <= path.length && ancestor.every((each, index) => each === path[index]);
}
