import { LabError } from '../../../contract/errors.ts';

/** The error of a study that has nothing to score, to be thrown */
export function untrained(): LabError {
  return new LabError(
    'invalid-specification',
    'The study has no trained network whose layers could be scored.',
    'Give weights from a file, or train the network clean first (`model.pretraining`).',
  );
}
