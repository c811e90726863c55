import type { FrontComparison, FrontPoint } from '../../../../main/contract/front-results.ts';

/** A point of any method's front, as the charts and tables of a comparison share it. */
export interface ComparedPoint extends FrontPoint {
  /** Of this comparison alone */
  readonly key: string;
  /** Of the specification: `saft`, `lanmax`, ... */
  readonly method: string;
  readonly runIds: readonly number[];
}

/** All points, in the order of the methods and within one by energy: that of `lab compare`. */
export function comparedPoints({ fronts }: Pick<FrontComparison, 'fronts'>): readonly ComparedPoint[] {
  return fronts.flatMap(({ method, points }) =>
    points.map((point) => ({
      ...point,
      key: JSON.stringify([method, point.profile, point.label]),
      method,
      runIds: point.seeds.map(({ runId }) => runId),
    })),
  );
}

/** Networks that the points have, in the order they come; the filter of `lab compare --network`. */
export function networksOf(points: readonly Pick<ComparedPoint, 'architecture'>[]): readonly string[] {
  return [...new Set(points.map(({ architecture }) => architecture))];
}
