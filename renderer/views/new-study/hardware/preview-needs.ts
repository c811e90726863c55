import { dataOf, modelOf, profileOf } from '../draft/study-inputs.ts';
import type { Written } from '../draft/written.ts';
import type { DataSpecification, ModelSpecification } from '../../../../main/contract/specification.ts';

/** A network with weights, as a preview is asked about. */
export interface PreviewNetwork {
  readonly model: ModelSpecification;
  readonly data: DataSpecification;
  /** Where relative paths are looked for */
  readonly folder?: string;
}

/** The network of a draft; undefined while it or its data cannot be read. */
export function networkOf(written: Written, folder: string | undefined): PreviewNetwork | undefined {
  const [model, data] = [modelOf(written), dataOf(written)];
  if (model === undefined || data === undefined) return undefined;
  return { model, data, ...(folder === undefined ? {} : { folder }) };
}

/** What is missing before weights can be shown in the hardware. */
export function missingForPreview(written: Written, reference: unknown): string {
  if (modelOf(written) === undefined) return 'Choose a network first, in the step Network.';
  if (dataOf(written) === undefined)
    return 'Choose the data first, in the step Data: the network is made for its images.';
  if (profileOf(reference) === undefined) return 'A value of this profile is missing or out of range.';
  return 'The layers of the network are being read.';
}
