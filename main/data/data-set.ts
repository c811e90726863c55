import type { LabelledImages } from './labelled-images.ts';
import type { Normalisation } from './normalisation.ts';

export interface DataSet {
  readonly training: LabelledImages;
  readonly test: LabelledImages;
  /** The one the set is usually given; for others measured on the training part, which gives MNIST its usual one */
  readonly normalisation: Normalisation;
  /** What a reader left as it is though it looks odd, a sentence each */
  readonly notices?: readonly string[];
}

/** The field of a data set, left out where there is nothing to tell. */
export const withNotices = (notices: readonly string[]): Pick<DataSet, 'notices'> =>
  notices.length === 0 ? {} : { notices };

/** For reading that takes long. */
export interface ReadingOptions {
  /** Called now and then with the share that is read and where it is, `image 64 of 5000`; may throw to end it */
  readonly onProgress?: (fraction: number, detail: string) => void;
  /** Where decoded images are kept for the next time; without it they are decoded afresh */
  readonly cacheFolder?: string;
}
