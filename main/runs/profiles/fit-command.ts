import type { FitRequest } from '../../contract/workbench/profiles.ts';
import { labCommand } from '../lab-command.ts';

/** The command line that makes the same profile of the same measurements. */
export function fitCommand(request: FitRequest): string {
  const { path, kind, columns = {}, degree, fullScale, nominalVoltage, atVoltage, bits } = request;
  const options = { degree, largest: fullScale, nominal: nominalVoltage, 'at-voltage': atVoltage, bits };
  return labCommand([
    ...['profile', 'fit', path, '--kind', kind],
    ...Object.entries(columns).flatMap(([role, name]) => ['--column', `${role}=${name}`]),
    ...Object.entries(options).flatMap(([option, value]) =>
      value === undefined ? [] : [`--${option}`, String(value)],
    ),
  ]);
}
