import { LabError } from '../contract/errors.ts';
import { type Augmentation, checkAugmentation, type Placement, placements, writePlaced } from './augmentation.ts';
import { imageCount, imageValueCount, type LabelledImages } from './labelled-images.ts';
import { checkNormalisation, type Normalisation, normalisationTable } from './normalisation.ts';
import { epochOrder } from './shuffle.ts';

export interface BatchSourceOptions {
  readonly images: LabelledImages;
  /** Which images, as indices into the set */
  readonly indices: Int32Array;
  /** Images a batch, 1 or more */
  readonly batch: number;
  readonly seed: number;
  readonly normalisation: Normalisation;
  /**
   * `training` shuffles each epoch and drops the incomplete batch at its end; `evaluation` keeps the order of
   * `indices` and fills the last batch up with zeros and the label -1.
   */
  readonly use: 'training' | 'evaluation';
  /** Without it, images are taken as they are */
  readonly augmentation?: Augmentation;
}

export interface Batch {
  /** Normalised, [batch, height, width, channels] */
  readonly pixels: Float32Array;
  /** [batch]; -1 where there is no image */
  readonly labels: Int32Array;
  /** Images in it; less than `batch` only at the end of an evaluation */
  readonly count: number;
}

export interface BatchSource {
  readonly batchesPerEpoch: number;
  /** Images used in an epoch */
  readonly imagesPerEpoch: number;
  /** [batch, height, width, channels] */
  readonly shape: readonly [batch: number, height: number, width: number, channels: number];
  /**
   * Batch `index` of an epoch. Depends on nothing but its arguments, so a run that resumes anywhere sees what it would
   * have seen.
   *
   * @param epoch 0 or more
   * @param index 0..batchesPerEpoch - 1
   * @param reuse a batch of this source whose memory is overwritten instead of new memory being taken
   * @throws RangeError for other arguments: they are a defect of the caller
   */
  read(epoch: number, index: number, reuse?: Batch): Batch;
}

const noPlacement: Augmentation = { padding: 0, fill: 'black', flipProbability: 0 };
const unmoved: Placement = { top: 0, left: 0, flipped: false };

function checkOptions({ images, indices, batch, use, augmentation }: BatchSourceOptions): void {
  if (!Number.isSafeInteger(batch) || batch < 1) {
    throw new LabError('invalid-argument', `The batch size is ${batch}.`, 'Give a whole number of 1 or more.');
  }
  const least = use === 'training' ? batch : 1;
  if (indices.length < least) {
    throw new LabError(
      'invalid-argument',
      `"${images.name}" gives ${indices.length} images for ${use}, fewer than one batch of ${least}.`,
      'Use more images, or a smaller batch.',
    );
  }
  const wrong = indices.find((index) => index < 0 || index >= imageCount(images));
  if (wrong !== undefined) {
    throw new RangeError(`Image ${wrong} was asked for, but "${images.name}" has ${imageCount(images)} images.`);
  }
  if (augmentation !== undefined) checkAugmentation(augmentation);
}

/**
 * Normalised batches of a set of images, in any order of access.
 *
 * @throws LabError `invalid-argument` when batch size, number of images, normalisation or augmentation do not fit
 */
export function batchSource(options: BatchSourceOptions): BatchSource {
  checkOptions(options);
  const { images, indices, batch, seed, use, augmentation } = options;
  const [height, width, channels] = images.shape;
  const normalisation = checkNormalisation(options.normalisation, channels);
  const byteTable = images.pixels instanceof Uint8Array ? { table: normalisationTable(normalisation, channels) } : {};
  const valueCount = imageValueCount(images.shape);
  const batchesPerEpoch = use === 'training' ? Math.floor(indices.length / batch) : Math.ceil(indices.length / batch);
  const orderOf = rememberLast((epoch) => (use === 'training' ? epochOrder(indices, seed, epoch) : indices));
  const placementsOf = rememberLast((epoch) =>
    augmentation === undefined ? () => unmoved : placements(augmentation, seed, epoch),
  );

  const read = (epoch: number, index: number, reuse?: Batch): Batch => {
    if (!Number.isSafeInteger(index) || index < 0 || index >= batchesPerEpoch) {
      throw new RangeError(`Batch ${index} was asked for, but an epoch has ${batchesPerEpoch}.`);
    }
    if (reuse !== undefined && (reuse.pixels.length !== batch * valueCount || reuse.labels.length !== batch)) {
      throw new RangeError('The batch to reuse comes from another source.');
    }
    const chosen = orderOf(epoch).subarray(index * batch, (index + 1) * batch);
    const placementOf = placementsOf(epoch);
    const pixels = reuse?.pixels ?? new Float32Array(batch * valueCount);
    const labels = reuse?.labels ?? new Int32Array(batch);
    chosen.forEach((imageIndex, position) => {
      labels[position] = images.labels[imageIndex]!;
      const placed = { pixels: images.pixels, imageIndex, shape: images.shape, normalisation, ...byteTable };
      writePlaced(placed, placementOf(imageIndex), augmentation ?? noPlacement, pixels, position * valueCount);
    });
    labels.fill(-1, chosen.length);
    pixels.fill(0, chosen.length * valueCount);
    return { pixels, labels, count: chosen.length };
  };

  return {
    batchesPerEpoch,
    imagesPerEpoch: use === 'training' ? batchesPerEpoch * batch : indices.length,
    shape: [batch, height, width, channels],
    read,
  };
}

/** Keeps the result for the last epoch, which is nearly always asked for again. */
function rememberLast<Result>(compute: (epoch: number) => Result): (epoch: number) => Result {
  let last: { readonly epoch: number; readonly result: Result } | undefined;
  return (epoch) => {
    if (last?.epoch !== epoch) last = { epoch, result: compute(epoch) };
    return last.result;
  };
}
