import { LabError } from '../../contract/errors.ts';
import type { NetworkInputs } from '../../contract/network-inputs.ts';
import { networkInputs } from '../../data/network-inputs.ts';
import { readDataSet } from '../../data/read-data-set.ts';
import type { Run } from '../../store/run-rows.ts';

/**
 * How images were given to the network of a run: as the run recorded it, or, of one before that was recorded, as the very same
 * data gives it. Folders of images are not read again, which can take minutes.
 */
export function trainedInputs({ configuration, provenance }: Run): NetworkInputs | undefined {
  if (provenance === undefined) return undefined;
  if (provenance.inputs !== undefined) return provenance.inputs;
  const { data } = configuration.study;
  const checksum = provenance.checksums['training'];
  if (data.source === 'images' || checksum === undefined) return undefined;
  try {
    const set = readDataSet(data);
    return set.training.checksum === checksum ? networkInputs(set, data) : undefined;
  } catch (error) {
    if (error instanceof LabError) return undefined;
    throw error;
  }
}
