import type { DataSpecification } from '../../../contract/specification.ts';
import type { DataDescription } from '../../../contract/workbench/inspection.ts';
import { imageValueCount, type LabelledImages } from '../../../data/labelled-images.ts';
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

/** The first images of each class among those chosen, class by class. */
function thumbnails(images: LabelledImages, indices: Int32Array, perClass: number): DataDescription['thumbnails'] {
  const { labels, pixels, shape, classNames } = images;
  const [height, width, channels] = shape;
  const size = imageValueCount(shape);
  return classNames.flatMap((_, label) => {
    const chosen: number[] = [];
    for (let i = 0; i < indices.length && chosen.length < perClass; i++) {
      if (labels[indices[i]!] === label) chosen.push(indices[i]!);
    }
    return chosen.map((index) => ({
      label,
      width,
      height,
      pixels: Buffer.from(rgbaPixels(pixels.subarray(index * size, (index + 1) * size), channels)).toString('base64'),
    }));
  });
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
    thumbnails: thumbnails(training, split.training, thumbnailsPerClass),
  };
}
