import { LabError } from '../contract/errors.ts';
import { shuffled } from './shuffle.ts';

export interface SplitOptions {
  /** Images set aside for validation, 0 or more */
  readonly validation: number;
  /** At most so many training images are used; all that remain when absent */
  readonly trainingLimit?: number;
  readonly seed: number;
}

/** Indices into one set of images; both ascending, without a common element. */
export interface Split {
  readonly training: Int32Array;
  readonly validation: Int32Array;
}

function checkCount(what: string, count: number, most: number, least: number): void {
  if (Number.isSafeInteger(count) && count >= least && count <= most) return;
  throw new LabError(
    'invalid-argument',
    `${what} is ${count}, but it must be a whole number from ${least} to ${most}.`,
    'Ask for another number of images.',
  );
}

/** Ascending by label */
function indicesByClass(labels: ArrayLike<number>): { readonly label: number; readonly members: readonly number[] }[] {
  const byClass = new Map<number, number[]>();
  for (let index = 0; index < labels.length; index++) {
    const label = labels[index]!;
    const members = byClass.get(label);
    if (members === undefined) byClass.set(label, [index]);
    else members.push(index);
  }
  return [...byClass].sort(([left], [right]) => left - right).map(([label, members]) => ({ label, members }));
}

/** How many of `count` each class gives: its share rounded down, the rest to the largest remainders (lower class first). */
function shares(sizes: readonly number[], count: number): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map((size) => (size * count) / total);
  const whole = exact.map(Math.floor);
  const missing = count - whole.reduce((sum, size) => sum + size, 0);
  const byRemainder = sizes
    .map((_, position) => position)
    .sort((left, right) => exact[right]! - whole[right]! - (exact[left]! - whole[left]!) || left - right);
  for (const position of byRemainder.slice(0, missing)) whole[position]! += 1;
  return whole;
}

function cutClasses(
  classes: readonly (readonly number[])[],
  count: number,
): { taken: readonly (readonly number[])[]; left: readonly (readonly number[])[] } {
  const counts = shares(
    classes.map((members) => members.length),
    count,
  );
  return {
    taken: classes.map((members, position) => members.slice(0, counts[position])),
    left: classes.map((members, position) => members.slice(counts[position])),
  };
}

const ascending = (classes: readonly (readonly number[])[]): Int32Array => Int32Array.from(classes.flat()).sort();

/**
 * Divides a training set into training and validation images, stratified: each keeps the classes' proportions to
 * within one image a class. Each class is shuffled by the Philox stream (seed, `data/split`, class); validation takes
 * its share from the front, training the next ones up to its limit. So the validation images do not depend on the
 * training limit.
 *
 * The published test set is never divided or mixed in.
 *
 * @throws LabError `invalid-argument` when a count is no whole number, or nothing would be left for training
 */
export function splitTraining(labels: ArrayLike<number>, options: SplitOptions): Split {
  const { validation, trainingLimit, seed } = options;
  checkCount('The number of validation images', validation, labels.length - 1, 0);
  const rest = labels.length - validation;
  if (trainingLimit !== undefined) checkCount('The limit of training images', trainingLimit, labels.length, 1);
  const classes = indicesByClass(labels).map(({ label, members }) => [
    ...shuffled(Int32Array.from(members), seed, 'data/split', label),
  ]);
  const { taken, left } = cutClasses(classes, validation);
  const training = cutClasses(left, Math.min(rest, trainingLimit ?? rest)).taken;
  return { training: ascending(training), validation: ascending(taken) };
}

/**
 * The first `limit` images in the order of the file (all when absent): how a part of a test set is chosen, so that two
 * laboratories that say "the first 1,000" mean the same.
 *
 * @throws LabError `invalid-argument` unless the limit is 1 to `count`
 */
export function firstIndices(count: number, limit = count): Int32Array {
  checkCount('The limit of images', limit, count, 1);
  return Int32Array.from({ length: limit }, (_, index) => index);
}
