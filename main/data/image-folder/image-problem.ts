import { LabError } from '../../contract/errors.ts';

/** What is wrong with an image, as the end of a sentence that begins with its path. */
export class ImageProblem extends Error {}

export function imageProblem(cause: string, options?: ErrorOptions): ImageProblem {
  return new ImageProblem(cause, options);
}

/** Runs `read`, and names the file in what it throws. */
export function namingImage<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ImageProblem)) throw error;
    throw new LabError(
      'invalid-data-file',
      `${path} ${error.message}.`,
      'Save the image again as PNG or JPEG, or take it out of the folder.',
      { cause: error },
    );
  }
}
