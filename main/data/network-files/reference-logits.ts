import { LabError } from '../../contract/errors.ts';
import { channelsLast } from '../npz/image-layout.ts';
import type { NpyArray } from '../npz/npy-array.ts';
import { readNpz, readNpzHeaders } from '../npz/npz.ts';

/** What another program computes of some inputs, to check an imported network against. */
export interface ReferenceLogits {
  readonly count: number;
  /** [n, height, width, channels], as the network reads them: nothing is normalised */
  readonly images: Float32Array;
  /** [n, classes] */
  readonly logits: Float32Array;
  readonly classes: number;
}

export interface LogitsComparison {
  readonly images: number;
  /** Largest |ours - reference| */
  readonly maximumAbsoluteDifference: number;
  /** The same over the largest |reference|; 0 where both are 0 */
  readonly relative: number;
  /** Images whose largest logit is at the same class; the first of equal ones counts */
  readonly agreeingTop1: number;
}

const nextStep = 'Write it with numpy.savez(path, inputs=inputs, logits=logits), both float32.';

/**
 * Reads an .npz file with reference logits: `inputs` in PyTorch's order [n, channels, height, width] (or [n, length] for
 * vectors), or `images` in ours, [n, height, width, channels]; and `logits` [n, classes].
 *
 * @param inputShape [height, width, channels] of the network
 * @throws LabError `missing-file`; `invalid-data-file` when an array is missing or does not fit the network
 */
export function readReferenceLogits(
  path: string,
  { inputShape, classes }: { readonly inputShape: readonly [number, number, number]; readonly classes: number },
): ReferenceLogits {
  const there = readNpzHeaders(path);
  const name = ['inputs', 'images'].find((each) => there.has(each));
  const listed = there.size === 0 ? 'it has none' : `it has ${[...there.keys()].slice(0, 20).join(', ')}`;
  if (name === undefined) throw refused(path, `has no array inputs and no array images (${listed})`);
  if (!there.has('logits')) throw refused(path, `has no array logits (${listed})`);
  const arrays = readNpz(path, { names: [name, 'logits'] });
  const [inputs, logits] = [floats(path, name, arrays.get(name)!), floats(path, 'logits', arrays.get('logits')!)];
  const [count = 0] = logits.shape;
  if (logits.shape.length !== 2 || logits.shape[1] !== classes || count < 1) {
    throw refused(path, `has logits of shape [${logits.shape.join(', ')}] where [images, ${classes}] is needed`);
  }
  const [height, width, channels] = inputShape;
  const wanted = name === 'inputs' ? [count, channels, height, width] : [count, height, width, channels];
  const isVector = height * width === 1 && inputs.shape.length === 2;
  const shown = isVector ? [count, channels] : wanted;
  if (inputs.shape.join() !== shown.join()) {
    throw refused(path, `has ${name} of shape [${inputs.shape.join(', ')}] where [${shown.join(', ')}] is needed`);
  }
  const images = name === 'inputs' && !isVector ? channelsLast(inputs.values, inputShape) : inputs.values;
  return { count, images, logits: logits.values, classes };
}

function floats(path: string, name: string, { shape, dtype, values }: NpyArray) {
  if (!dtype.startsWith('f')) throw refused(path, `has whole numbers in ${name} where float32 is needed`);
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) throw refused(path, `has ${values[index]} at index ${index} of ${name}`);
  return { shape, values: values instanceof Float32Array ? values : Float32Array.from(values) };
}

function refused(path: string, cause: string): LabError {
  return new LabError('invalid-data-file', `${path} ${cause}.`, nextStep);
}

/**
 * How far our logits are from the reference's.
 *
 * @param ours [n, classes]
 * @throws RangeError when there are not as many as in the reference
 */
export function compareLogits(ours: ArrayLike<number>, { logits, classes, count }: ReferenceLogits): LogitsComparison {
  if (ours.length !== logits.length)
    throw new RangeError(`${ours.length} logits beside ${logits.length} of the reference`);
  let difference = 0;
  let largest = 0;
  for (let index = 0; index < logits.length; index++) {
    // Of a logit that is not a number, Math.max makes one that stays
    difference = Math.max(difference, Math.abs(ours[index]! - logits[index]!));
    largest = Math.max(largest, Math.abs(logits[index]!));
  }
  const agreeing = Array.from({ length: count }, (_, image) => image).filter(
    (image) => top(ours, image, classes) === top(logits, image, classes),
  );
  return {
    images: count,
    maximumAbsoluteDifference: difference,
    relative: difference === 0 ? 0 : difference / largest,
    agreeingTop1: agreeing.length,
  };
}

function top(logits: ArrayLike<number>, image: number, classes: number): number {
  let best = 0;
  for (let index = 1; index < classes; index++) {
    if (logits[image * classes + index]! > logits[image * classes + best]!) best = index;
  }
  return best;
}
