import { LabError } from '../../contract/errors.ts';

/** A fitted linear model: response = intercept + sum of slope times predictor + residual. */
export interface LeastSquaresFit {
  readonly intercept: number;
  /** One a predictor; 0 for one that cannot be told from the others */
  readonly slopes: readonly number[];
  /** Of the slopes; infinite for a predictor that cannot be told from the others */
  readonly standardErrors: readonly number[];
  /** Square root of the residual variance, with n - (predictors that can be told apart) - 1 degrees of freedom */
  readonly residualDeviation: number;
}

/** A predictor is dependent when less than this share of it is left beside those before it; the default of R's `lm`. */
const dependenceTolerance = 1e-7;

/** Rows that a fit of so many predictors needs: one degree of freedom is left for the residuals. */
export function leastRows(predictors: number): number {
  return predictors + 2;
}

/**
 * Ordinary least squares with intercept, by Householder QR of the centred predictors (Golub and Van Loan, Matrix
 * Computations, 4th edition, sections 5.2 and 5.3). Standard errors are the classical ones, s sqrt((X'X)^-1_jj).
 *
 * A predictor that never varies, or that is a linear combination of those before it (up to 1e-7 of its length), has no
 * slope of its own: it is left out, with slope 0 and standard error Infinity, and the others are fitted without it.
 *
 * @param predictors rows of equal length, finite
 * @param response one a row, finite
 * @throws LabError for fewer than {@link leastRows} rows; RangeError when lengths do not fit
 */
export function ordinaryLeastSquares(
  predictors: readonly ArrayLike<number>[],
  response: ArrayLike<number>,
): LeastSquaresFit {
  const rows = predictors.length;
  const count = predictors[0]?.length ?? 0;
  if (response.length !== rows) throw new RangeError(`${rows} rows of predictors, but ${response.length} responses.`);
  if (predictors.some((row) => row.length !== count)) throw new RangeError('Rows of predictors differ in length.');
  if (rows < leastRows(count)) {
    throw new LabError(
      'invalid-argument',
      `A regression on ${count} predictors needs at least ${leastRows(count)} rows, not ${rows}.`,
      'Add observations or leave out predictors.',
    );
  }
  const columns = Array.from({ length: count }, (_, index) => centred(predictors.map((row) => row[index]!)));
  const target = centred(Array.from(response));
  const { kept, triangle } = triangularise(columns, target.values);

  const rank = kept.length;
  let squares = 0;
  for (let row = rank; row < rows; row++) squares += target.values[row]! ** 2;
  const residualDeviation = Math.sqrt(squares / (rows - rank - 1));

  const slopes = new Array<number>(count).fill(0);
  const standardErrors = new Array<number>(count).fill(Infinity);
  const solution = solveUpper(triangle, target.values);
  const lengths = inverseRowLengths(triangle);
  for (const [position, column] of kept.entries()) {
    slopes[column] = solution[position]!;
    standardErrors[column] = residualDeviation * lengths[position]!;
  }
  const intercept = columns.reduce((rest, { mean }, index) => rest - slopes[index]! * mean, target.mean);
  return { intercept, slopes, standardErrors, residualDeviation };
}

function centred(values: readonly number[]): { mean: number; values: Float64Array } {
  // A constant column must become exactly zero, which its computed mean would not guarantee.
  if (values.every((value) => value === values[0])) {
    return { mean: values[0] ?? 0, values: new Float64Array(values.length) };
  }
  const rough = values.reduce((sum, value) => sum + value, 0) / values.length;
  const mean = rough + values.reduce((sum, value) => sum + (value - rough), 0) / values.length;
  return { mean, values: Float64Array.from(values, (value) => value - mean) };
}

/**
 * Reflects columns and target until the independent columns are upper triangular. Changes its arguments.
 *
 * @returns the independent columns, and the triangle by its columns: `triangle[c]` has c + 1 elements
 */
function triangularise(
  columns: readonly { readonly values: Float64Array }[],
  target: Float64Array,
): { kept: number[]; triangle: Float64Array[] } {
  const kept: number[] = [];
  const triangle: Float64Array[] = [];
  const reflectors: Float64Array[] = [];
  for (const [index, { values }] of columns.entries()) {
    const whole = lengthFrom(values, 0);
    for (const [start, reflector] of reflectors.entries()) reflect(reflector, start, values);
    const start = kept.length;
    const length = lengthFrom(values, start);
    if (!(length > dependenceTolerance * whole)) continue;
    // The sign that adds, so that nothing cancels.
    const diagonal = values[start]! > 0 ? -length : length;
    const reflector = values.slice(start);
    reflector[0]! -= diagonal;
    reflect(reflector, start, target);
    values[start] = diagonal;
    reflectors.push(reflector);
    triangle.push(values.slice(0, start + 1));
    kept.push(index);
  }
  return { kept, triangle };
}

function lengthFrom(vector: Float64Array, start: number): number {
  let square = 0;
  for (let index = start; index < vector.length; index++) square += vector[index]! ** 2;
  return Math.sqrt(square);
}

/** Applies I - 2 v v' / (v'v) to the elements of `vector` from `start` on. */
function reflect(reflector: Float64Array, start: number, vector: Float64Array): void {
  let product = 0;
  let square = 0;
  for (let index = 0; index < reflector.length; index++) {
    product += reflector[index]! * vector[start + index]!;
    square += reflector[index]! ** 2;
  }
  const factor = (2 * product) / square;
  for (let index = 0; index < reflector.length; index++) vector[start + index]! -= factor * reflector[index]!;
}

function solveUpper(triangle: readonly Float64Array[], right: ArrayLike<number>): number[] {
  const solution = triangle.map((_, index) => right[index]!);
  for (let column = triangle.length - 1; column >= 0; column--) {
    solution[column]! /= triangle[column]![column]!;
    for (let row = 0; row < column; row++) solution[row]! -= triangle[column]![row]! * solution[column]!;
  }
  return solution;
}

/** Lengths of the rows of R^-1: square roots of the diagonal of (X'X)^-1 = R^-1 R^-T. */
function inverseRowLengths(triangle: readonly Float64Array[]): number[] {
  const squares = triangle.map(() => 0);
  for (const column of triangle.keys()) {
    const unit = triangle.map((_, index) => (index === column ? 1 : 0));
    for (const [row, value] of solveUpper(triangle, unit).entries()) squares[row]! += value ** 2;
  }
  return squares.map(Math.sqrt);
}
