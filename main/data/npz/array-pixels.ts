import type { NpyArray } from './npy-array.ts';
import { refuseNpy } from './npy-array.ts';

const dividing = 'Take them out, for example with numpy.nan_to_num.';

/**
 * Values as images hold them: whole numbers from 0 to 255 as bytes, all else as float32.
 *
 * @param imageSize values of one image, to name the place of what is wrong
 * @throws LabError `invalid-data-file` for a value that is not finite, in the array or as float32
 */
export function arrayPixels({ values, dtype }: NpyArray, imageSize: number, place: string): Uint8Array | Float32Array {
  if (values instanceof Uint8Array) return values;
  const isWhole = !dtype.startsWith('f');
  if (isWhole && values.every((value) => value >= 0 && value <= 255)) return Uint8Array.from(values);
  const pixels = values instanceof Float32Array ? values : Float32Array.from(values);
  const wrong = pixels.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    refuseNpy(place, `has the value ${values[wrong]} in example ${Math.floor(wrong / imageSize)}`, dividing);
  }
  return pixels;
}

/**
 * Labels as numbers of classes.
 *
 * @param mostClasses labels must be below it
 * @throws LabError `invalid-data-file` for labels that are no whole numbers from 0, or not one for each example
 */
export function arrayLabels({ shape, values }: NpyArray, mostClasses: number, place: string): Int32Array {
  const oneEach = shape.length === 1 || (shape.length === 2 && shape[1] === 1);
  if (!oneEach) {
    refuseNpy(
      place,
      `has the shape (${shape.join(', ')}), and labels are one number for each example`,
      'Write labels as (n,); numpy.argmax(labels, axis=1) makes them from one column for each class.',
    );
  }
  const wrong = values.findIndex((label) => !(Number.isSafeInteger(label) && label >= 0 && label < mostClasses));
  if (wrong >= 0) {
    refuseNpy(
      place,
      `has the label ${values[wrong]} for example ${wrong}, and labels are whole numbers from 0 to ${mostClasses - 1}`,
      'Number the classes from 0.',
    );
  }
  return Int32Array.from(values);
}
