/** A point in the unit square: x to the right, y down. */
export type Point = readonly [x: number, y: number];

/** A pen stroke: a polyline of at least two points. */
export type Stroke = readonly Point[];

const pointsPerTurn = 20;

/** Part of an ellipse; angles in degrees, 0 to the right, growing clockwise (y points down). */
function arc(centre: Point, radius: Point, fromDegrees: number, toDegrees: number): Stroke {
  const count = Math.max(2, Math.ceil((Math.abs(toDegrees - fromDegrees) / 360) * pointsPerTurn));
  return Array.from({ length: count + 1 }, (_, step) => {
    const angle = ((fromDegrees + ((toDegrees - fromDegrees) * step) / count) * Math.PI) / 180;
    return [centre[0] + radius[0] * Math.cos(angle), centre[1] + radius[1] * Math.sin(angle)] as const;
  });
}

function line(...points: readonly Point[]): Stroke {
  return points;
}

function join(...parts: readonly Stroke[]): Stroke {
  return parts.flat();
}

/** The ways of writing each digit; element [digit] holds its variants, each a list of strokes. */
export const digitStrokes: readonly (readonly (readonly Stroke[])[])[] = [
  [[arc([0.5, 0.5], [0.31, 0.43], 0, 360)], [arc([0.5, 0.5], [0.23, 0.43], -90, 270)]],
  [
    [line([0.3, 0.3], [0.54, 0.08], [0.54, 0.92])],
    [line([0.5, 0.07], [0.5, 0.93])],
    [line([0.32, 0.28], [0.52, 0.08], [0.52, 0.92]), line([0.3, 0.92], [0.74, 0.92])],
  ],
  [
    [join(arc([0.49, 0.33], [0.28, 0.25], 190, 385), line([0.2, 0.92], [0.82, 0.92]))],
    [join(arc([0.47, 0.31], [0.27, 0.23], 200, 400), line([0.22, 0.86], [0.36, 0.8], [0.6, 0.92], [0.84, 0.86]))],
  ],
  [
    [join(arc([0.46, 0.3], [0.28, 0.22], 205, 440), arc([0.46, 0.7], [0.31, 0.23], -85, 150))],
    [line([0.22, 0.09], [0.74, 0.09], [0.46, 0.42]), arc([0.45, 0.67], [0.3, 0.25], -85, 150)],
  ],
  [
    [line([0.62, 0.92], [0.62, 0.07], [0.17, 0.64], [0.85, 0.64])],
    [line([0.3, 0.09], [0.22, 0.55], [0.82, 0.55]), line([0.68, 0.12], [0.64, 0.93])],
  ],
  [
    [join(line([0.76, 0.09], [0.32, 0.09], [0.28, 0.46]), arc([0.47, 0.66], [0.3, 0.25], -125, 140))],
    [join(line([0.32, 0.1], [0.3, 0.42]), arc([0.47, 0.66], [0.28, 0.26], -100, 140)), line([0.32, 0.1], [0.8, 0.12])],
  ],
  [
    [join(arc([0.68, 0.62], [0.46, 0.56], -95, -180), arc([0.5, 0.67], [0.28, 0.25], 180, -180))],
    [join(line([0.66, 0.07], [0.34, 0.45]), arc([0.5, 0.67], [0.27, 0.24], 190, -175))],
  ],
  [
    [line([0.19, 0.1], [0.81, 0.1], [0.42, 0.93])],
    [line([0.2, 0.1], [0.8, 0.1], [0.44, 0.93]), line([0.34, 0.52], [0.76, 0.5])],
  ],
  [
    [arc([0.5, 0.29], [0.24, 0.21], 90, 450), arc([0.5, 0.71], [0.29, 0.22], -90, 270)],
    [arc([0.5, 0.3], [0.25, 0.22], 60, 420), arc([0.5, 0.72], [0.25, 0.21], -90, 270)],
  ],
  [
    [join(arc([0.5, 0.33], [0.28, 0.25], 0, 360), arc([0.32, 0.38], [0.46, 0.55], 0, 85))],
    [join(arc([0.5, 0.33], [0.27, 0.24], -10, 350), line([0.77, 0.3], [0.7, 0.93]))],
  ],
];
