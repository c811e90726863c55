/** SQLite stores NaN as NULL. Infinities it keeps. */
export function fromNullable(value: number | null): number {
  return value ?? Number.NaN;
}
