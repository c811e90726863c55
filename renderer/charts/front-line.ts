export interface FrontPosition {
  readonly energy: number;
  readonly accuracy: number;
}

/** Between two points of a front that is drawn on a logarithmic axis. */
const piecesBetween = 16;

/**
 * A front as a line of [energy, accuracy]: between neighbouring points linear in both, as savings and gains are read off
 * it. On a logarithmic axis such a line is curved, so it is drawn in pieces.
 *
 * @param points non-dominated, in any order
 */
export function frontLine(
  points: readonly FrontPosition[],
  logarithmic: boolean,
): readonly (readonly [number, number])[] {
  const sorted = points.toSorted((first, second) => first.energy - second.energy || first.accuracy - second.accuracy);
  const pieces = logarithmic ? piecesBetween : 1;
  return sorted.flatMap((point, index): [number, number][] => {
    const next = sorted[index + 1];
    if (next === undefined) return [[point.energy, point.accuracy]];
    return Array.from({ length: pieces }, (_, piece) => {
      const share = piece / pieces;
      return [
        point.energy + share * (next.energy - point.energy),
        point.accuracy + share * (next.accuracy - point.accuracy),
      ];
    });
  });
}
