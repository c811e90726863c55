import { dataOf, modelOf, profileOf } from '../draft/study-inputs.ts';
import type { Written } from '../draft/written.ts';

/** What is missing before weights can be shown in the hardware. */
export function missingForPreview(written: Written, reference: unknown): string {
  if (modelOf(written) === undefined) return 'Choose a network first, in the step Network.';
  if (dataOf(written) === undefined)
    return 'Choose the data first, in the step Data: the network is made for its images.';
  if (profileOf(reference) === undefined) return 'A value of this profile is missing or out of range.';
  return 'The layers of the network are being read.';
}
