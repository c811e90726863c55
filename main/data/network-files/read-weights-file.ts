import { readSafetensors } from '../safetensors.ts';
import { decodeCodes, type DecodedWeights } from './coded-tensors.ts';

/**
 * The tensors of a safetensors file of weights, integer codes as the weights that they stand for.
 *
 * @throws LabError `missing-file` or `invalid-weights-file`
 */
export function readWeightsFile(path: string): DecodedWeights {
  return decodeCodes(readSafetensors(path), path);
}
