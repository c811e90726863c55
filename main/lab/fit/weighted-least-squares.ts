import { LabError } from '../../contract/errors.ts';

/** A linear model fitted to weighted observations. */
export interface WeightedFit {
  readonly coefficients: readonly number[];
  /** (X' W X)^-1: the covariance of the coefficients where each weight is 1 / variance of its observation */
  readonly covariance: readonly (readonly number[])[];
  readonly fitted: readonly number[];
  /** Sum of weight times squared residual */
  readonly chiSquared: number;
  /** Share of the weighted squares around the weighted mean that the fit explains; 1 where there are none */
  readonly r2: number;
}

/** A column is dependent when less than this share of its length is left beside those before it. */
const dependenceTolerance = 1e-9;

/**
 * Weighted least squares by QR of the weighted design (modified Gram-Schmidt, the response carried along as a column:
 * Bjorck, "Solving linear least squares problems by Gram-Schmidt orthogonalization", BIT 7, 1967), in float64.
 *
 * @param design a row an observation, all of one length; a column of ones for an intercept
 * @param response one a row, finite
 * @param weights one a row, above 0 and finite: 1 / variance, or in proportion to it
 * @throws LabError 'invalid-argument' for fewer rows than columns, and for columns that cannot be told apart; RangeError when
 * lengths do not fit or a weight is not positive
 */
export function weightedLeastSquares(
  design: readonly (readonly number[])[],
  response: readonly number[],
  weights: readonly number[],
): WeightedFit {
  const rows = design.length;
  const count = design[0]?.length ?? 0;
  if (response.length !== rows || weights.length !== rows) throw new RangeError('Rows of a fit differ in number');
  if (weights.some((weight) => !(weight > 0 && weight < Infinity))) throw new RangeError('Weights are positive');
  if (rows < count || count === 0) refuse(`${rows} points cannot determine ${count} coefficients`);
  const roots = weights.map(Math.sqrt);
  const columns = Array.from({ length: count }, (_, column) =>
    design.map((row, index) => row[column]! * roots[index]!),
  );
  const target = response.map((value, index) => value * roots[index]!);
  const { triangle, right } = orthogonalised(columns, target);
  const coefficients = solveUpper(triangle, right);
  const fitted = design.map((row) => dot(row, coefficients));
  const chiSquared = response.reduce((sum, value, index) => sum + weights[index]! * (value - fitted[index]!) ** 2, 0);
  return {
    coefficients,
    covariance: covarianceOf(triangle),
    fitted,
    chiSquared,
    r2: explained(response, weights, chiSquared),
  };
}

/** Columns become orthonormal. @returns R by its columns, and Q' y */
function orthogonalised(columns: number[][], target: number[]): { triangle: number[][]; right: number[] } {
  const triangle: number[][] = [];
  const right: number[] = [];
  for (const [index, column] of columns.entries()) {
    const whole = Math.sqrt(dot(column, column));
    const above = columns.slice(0, index).map((before) => project(column, before));
    const length = Math.sqrt(dot(column, column));
    if (!(length > dependenceTolerance * whole)) refuse('The points lie at too few different places for this fit');
    for (const [row, value] of column.entries()) column[row] = value / length;
    triangle.push([...above, length]);
    right.push(project(target, column));
  }
  return { triangle, right };
}

/** Takes the part along a unit vector out of another one. @returns its length */
function project(vector: number[], unit: readonly number[]): number {
  const length = dot(vector, unit);
  for (const [row, value] of vector.entries()) vector[row] = value - length * unit[row]!;
  return length;
}

function solveUpper(triangle: readonly (readonly number[])[], right: readonly number[]): number[] {
  const solution = [...right];
  for (let column = triangle.length - 1; column >= 0; column--) {
    solution[column] = solution[column]! / triangle[column]![column]!;
    for (let row = 0; row < column; row++) solution[row]! -= triangle[column]![row]! * solution[column]!;
  }
  return solution;
}

/** R^-1 R^-T */
function covarianceOf(triangle: readonly (readonly number[])[]): number[][] {
  const inverse = triangle.map((_, column) =>
    solveUpper(
      triangle,
      triangle.map((__, row) => (row === column ? 1 : 0)),
    ),
  );
  return triangle.map((_, first) =>
    triangle.map((__, second) => inverse.reduce((sum, column) => sum + column[first]! * column[second]!, 0)),
  );
}

function explained(response: readonly number[], weights: readonly number[], chiSquared: number): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = dot(response, weights) / total;
  const around = response.reduce((sum, value, index) => sum + weights[index]! * (value - mean) ** 2, 0);
  return around > 0 ? 1 - chiSquared / around : 1;
}

const dot = (first: readonly number[], second: readonly number[]): number =>
  first.reduce((sum, value, index) => sum + value * second[index]!, 0);

function refuse(cause: string): never {
  throw new LabError('invalid-argument', `${cause}.`, 'Measure at more different places, or ask for a lower degree.');
}
