import { LabError } from '../../contract/errors.ts';
import type { DeviceMeasurements } from './measurements.ts';

/** Points of a fit that a profile can hold: about 0.4 MB of its file, which may have 1 MB. */
export const mostPoints = 2000;

/**
 * Refuses measurements of which each row is a point of the fit, where they are too many to be kept with a profile. Pairs are
 * gathered into bins, so there may be any number of them.
 *
 * @throws LabError 'invalid-argument'
 */
export function requirePointsToKeep(measured: DeviceMeasurements): void {
  if (measured.kind === 'conductance' && measured.values.form === 'pairs') return;
  const points = measured.kind === 'voltage' ? measured.voltage.length : measured.values.conductance.length;
  if (points <= mostPoints) return;
  throw new LabError(
    'invalid-argument',
    `Each row of ${measured.source.file} is a point of the fit, and ${points} points are more than the ${mostPoints} that a profile holds.`,
    measured.kind === 'voltage'
      ? 'Give a row for each voltage, with the errors and the bits of all its rows added up.'
      : 'Give each error of a conductance in a row of its own: these are gathered into bins.',
  );
}
