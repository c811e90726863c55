export interface SeriesPoint {
  readonly step: number;
  readonly value: number;
}

/** What a series has come to; steps are those done when it was measured. */
export interface SeriesSummary {
  readonly last: SeriesPoint;
  readonly lowest: SeriesPoint;
  readonly highest: SeriesPoint;
}

/** Of the finite values; undefined where there is none. The first of equal extremes. */
export function summarise(points: readonly SeriesPoint[]): SeriesSummary | undefined {
  const finite = points.filter(({ value }) => Number.isFinite(value));
  const [first] = finite;
  if (first === undefined) return undefined;
  let [lowest, highest] = [first, first];
  for (const point of finite) {
    if (point.value < lowest.value) lowest = point;
    if (point.value > highest.value) highest = point;
  }
  return { last: finite.at(-1)!, lowest, highest };
}

/** `read` from the store, then those of `heard` that are later. */
export function continued(read: readonly SeriesPoint[], heard: readonly SeriesPoint[]): readonly SeriesPoint[] {
  const from = read.at(-1)?.step ?? -Infinity;
  const later = heard.filter(({ step }) => step > from);
  return later.length === 0 ? read : [...read, ...later];
}
