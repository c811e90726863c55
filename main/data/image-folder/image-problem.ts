import { LabError } from '../../contract/errors.ts';

/** What is wrong with an image, as the end of a sentence that begins with its path. */
export class ImageProblem extends Error {
  /** Of an image that is as it should be, and only does not go with the others */
  readonly nextStep: string | undefined;

  constructor(cause: string, options: ImageProblemOptions = {}) {
    super(cause, options);
    this.nextStep = options.nextStep;
  }
}

interface ImageProblemOptions extends ErrorOptions {
  readonly nextStep?: string;
}

export function imageProblem(cause: string, options?: ImageProblemOptions): ImageProblem {
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
      error.nextStep ?? 'Save the image again as PNG or JPEG, or take it out of the folder.',
      { cause: error },
    );
  }
}
