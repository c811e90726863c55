import type { DataSpecification } from '../../../contract/specification.ts';
import type { DataDescription } from '../../../contract/workbench/inspection.ts';
import { imageValueCount, type LabelledImages } from '../../../data/labelled-images.ts';
import { resize } from '../../../data/image-folder/resize.ts';
import type { DataSet } from '../../../data/read-data-set.ts';
import { splitOf, testIndices } from '../../../runs/job/material.ts';
import { dataDescription } from '../../../runs/laboratory/data-description.ts';
import { rgbaPixels } from './rgba-pixels.ts';

/** How many images of each class there are among those chosen. */
function classCounts({ labels, classNames }: LabelledImages, indices: Int32Array): number[] {
  const counts = new Array<number>(classNames.length).fill(0);
  for (const index of indices) counts[labels[index]!]! += 1;
  return counts;
}

/** The first images of each class among those chosen, class by class; of many classes the first ones. */
function examples(images: LabelledImages, indices: Int32Array, perClass: number): { label: number; index: number }[] {
  const found = images.classNames.slice(0, mostClassesShown).map((): number[] => []);
  for (const index of indices) {
    const ofClass = found[images.labels[index]!];
    if (ofClass !== undefined && ofClass.length < perClass) ofClass.push(index);
  }
  return found.flatMap((ofClass, label) => ofClass.map((index) => ({ label, index })));
}

const mostClassesShown = 100;
const mostFeaturesShown = 12;
const thumbnailPixels = 64;

function thumbnails(images: LabelledImages, indices: Int32Array, perClass: number): DataDescription['thumbnails'] {
  if (images.features !== undefined) return [];
  const { pixels, shape } = images;
  const [height, width, channels] = shape;
  const size = imageValueCount(shape);
  return examples(images, indices, perClass).map(({ label, index }) => {
    const rgba = rgbaPixels(pixels.subarray(index * size, (index + 1) * size), channels);
    // Large images would be sent only to be drawn small
    const scale = Math.min(1, thumbnailPixels / Math.max(height, width));
    const small = [Math.max(1, Math.round(height * scale)), Math.max(1, Math.round(width * scale))] as const;
    const drawn = resize(rgba, [height, width], 4, small, 'area');
    return { label, width: small[1], height: small[0], pixels: Buffer.from(drawn).toString('base64') };
  });
}

function featureTable({ training, normalisation }: DataSet, indices: Int32Array, perClass: number) {
  const { features, pixels } = training;
  if (features === undefined) return undefined;
  const names = features.slice(0, mostFeaturesShown);
  const scale = pixels instanceof Uint8Array ? 255 : 1;
  return {
    count: features.length,
    columns: names.map((name, column) => ({
      name,
      mean: normalisation.mean[column]! * scale,
      standardDeviation: normalisation.standardDeviation[column]! * scale,
    })),
    rows: examples(training, indices, perClass).map(({ label, index }) => ({
      label,
      values: [...pixels.subarray(index * features.length, index * features.length + names.length)],
    })),
  };
}

/**
 * What a study trains, validates and tests on: limits and split are those of its runs.
 *
 * @param thumbnailsPerClass of the training images, after limits and split
 * @throws LabError 'invalid-argument' when too many images are held out
 */
export function describeData(
  data: DataSet,
  specification: DataSpecification,
  thumbnailsPerClass: number,
): DataDescription {
  const { training, test } = data;
  const split = splitOf(data, specification);
  const tested = testIndices(data, specification.limits.test);
  const features = featureTable(data, split.training, thumbnailsPerClass);
  const part = (name: 'train' | 'validation' | 'test', images: LabelledImages, indices: Int32Array) => ({
    part: name,
    images: indices.length,
    classCounts: classCounts(images, indices),
    checksum: images.checksum,
  });
  return {
    title: dataDescription(specification, test.labels.length),
    input: [...training.shape],
    classes: [...training.classNames],
    parts: [
      part('train', training, split.training),
      ...(split.validation.length === 0 ? [] : [part('validation', training, split.validation)]),
      part('test', test, tested),
    ],
    ...(data.notices === undefined ? {} : { notices: [...data.notices] }),
    ...(features === undefined ? {} : { features }),
    thumbnails: thumbnails(training, split.training, thumbnailsPerClass),
  };
}
