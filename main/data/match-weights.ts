import { LabError } from '../contract/errors.ts';
import type { Tensor } from './safetensors.ts';
import type { WeightKind } from './weights-layout.ts';

/** A parameter that a network asks for; the shape is torchvision's. */
export interface ExpectedWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly kind: WeightKind;
}

export interface MatchedWeight extends ExpectedWeight {
  /** Its name in the file, which may have the prefix `module.` */
  readonly sourceName: string;
  readonly values: Float32Array;
}

/** What became of every parameter of a network and every tensor of a file. Names are those of the network. */
export interface WeightsMatch {
  readonly matched: readonly MatchedWeight[];
  readonly missing: readonly ExpectedWeight[];
  /** Names in the file that the network has no use for */
  readonly unexpected: readonly string[];
  readonly wrongShape: readonly {
    readonly name: string;
    readonly expected: readonly number[];
    readonly found: readonly number[];
  }[];
  /** Tensors of whole numbers where float values are expected */
  readonly wrongType: readonly string[];
  /** `index` is that of the first value that is infinite or not a number */
  readonly notFinite: readonly {
    readonly name: string;
    readonly index: number;
    readonly value: number;
    readonly count: number;
  }[];
}

const prefix = 'module.';
const counter = /(^|\.)num_batches_tracked$/;

function sameShape(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((size, axis) => size === right[axis]);
}

/** Without the `module.` that PyTorch's DataParallel puts before all names; only when all have it. */
function plainNames(found: ReadonlyMap<string, Tensor>): Map<string, string> {
  const names = [...found.keys()];
  const strip = names.length > 0 && names.every((name) => name.startsWith(prefix));
  return new Map(names.map((name) => [strip ? name.slice(prefix.length) : name, name]));
}

/**
 * Compares the parameters of a network with the tensors of a file. `num_batches_tracked` is ignored, and a prefix
 * `module.` that all names have is taken off.
 *
 * @param found tensors in torchvision's layout, by name
 * @returns `matched` in the order of `expected`, with those alone that have the right shape and only finite values
 */
export function matchWeights(expected: readonly ExpectedWeight[], found: ReadonlyMap<string, Tensor>): WeightsMatch {
  const sources = plainNames(found);
  const matched: MatchedWeight[] = [];
  const missing: ExpectedWeight[] = [];
  const wrongShape: WeightsMatch['wrongShape'][number][] = [];
  const wrongType: string[] = [];
  const notFinite: WeightsMatch['notFinite'][number][] = [];
  for (const weight of expected) {
    const sourceName = sources.get(weight.name);
    const tensor = sourceName === undefined ? undefined : found.get(sourceName);
    if (sourceName === undefined || tensor === undefined) {
      missing.push(weight);
    } else if (!sameShape(weight.shape, tensor.shape)) {
      wrongShape.push({ name: weight.name, expected: weight.shape, found: tensor.shape });
    } else if (!(tensor.values instanceof Float32Array)) {
      wrongType.push(weight.name);
    } else {
      const damage = findNotFinite(tensor.values);
      if (damage === undefined) matched.push({ ...weight, sourceName, values: tensor.values });
      else notFinite.push({ name: weight.name, ...damage });
    }
  }
  const names = new Set(expected.map(({ name }) => name));
  const unexpected = [...sources.keys()].filter((name) => !names.has(name) && !counter.test(name));
  return { matched, missing, unexpected, wrongShape, wrongType, notFinite };
}

function findNotFinite(values: Float32Array): { index: number; value: number; count: number } | undefined {
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index < 0) return undefined;
  let count = 0;
  for (const value of values) if (!Number.isFinite(value)) count++;
  return { index, value: values[index]!, count };
}

function andMore(count: number): string {
  return count > 1 ? ` (and ${count - 1} more like it)` : '';
}

/**
 * Throws unless everything matched.
 *
 * @param source the file, for the sentence
 * @throws LabError `weights-mismatch` with the first wrong shape (both shapes), missing, wrongly typed or unexpected
 *   tensor; `not-finite` with the first tensor that holds NaN or infinity
 */
export function requireFullMatch(match: WeightsMatch, source: string): void {
  const next = 'Check that the file belongs to this architecture and this number of classes.';
  const [shape] = match.wrongShape;
  const [missing] = match.missing;
  const [type] = match.wrongType;
  const [damaged] = match.notFinite;
  const [unexpected] = match.unexpected;
  let cause: string | undefined;
  if (shape !== undefined) {
    cause =
      `the tensor "${shape.name}" has the shape [${shape.found.join(', ')}], but the network needs ` +
      `[${shape.expected.join(', ')}]${andMore(match.wrongShape.length)}`;
  } else if (missing !== undefined) {
    cause =
      `there is no tensor "${missing.name}", which the network needs with the shape [${missing.shape.join(', ')}]` +
      andMore(match.missing.length);
  } else if (type !== undefined) {
    cause = `the tensor "${type}" holds whole numbers, but the network needs float values${andMore(match.wrongType.length)}`;
  } else if (unexpected !== undefined) {
    cause = `the network has no place for the tensor "${unexpected}"${andMore(match.unexpected.length)}`;
  }
  if (cause !== undefined) throw new LabError('weights-mismatch', `In ${source}, ${cause}.`, next);
  if (damaged !== undefined) {
    throw new LabError(
      'not-finite',
      `In ${source}, the tensor "${damaged.name}" holds ${damaged.count} values that are NaN or infinite, the first ` +
        `(${damaged.value}) at index ${damaged.index}.`,
      'Use weights of a training that did not diverge, or export them again.',
    );
  }
}
