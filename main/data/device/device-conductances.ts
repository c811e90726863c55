import type { ConductanceMeasurements } from '../../lab/fit/measurements.ts';
import type { ColumnRole } from '../../contract/profile-fit.ts';
import { conversion } from './device-columns.ts';
import { refuseColumns, refuseFile, type DeviceTable } from './device-table.ts';

/** Conductances with their errors, or with standard deviations, all in the unit of the conductance. */
export function conductanceTable(table: DeviceTable): Omit<ConductanceMeasurements, 'kind' | 'source'> {
  const { columns } = table;
  const first = columns.get('conductance');
  if (first === undefined) return refuseColumns(table, 'the conductance', 'conductance');
  const conductance = table.values('conductance')!;
  conductance.forEach((value, row) => {
    if (value >= 0) return;
    const step = 'Give magnitudes, for example that of each device of a pair by itself.';
    refuseFile(`${table.place(row)} has the conductance ${value}, and none is below 0`, step);
  });
  const used = (role: ColumnRole): ConductanceMeasurements['columns'] =>
    [first, columns.get(role)!].map(({ role: each, name, unit }) => ({
      role: each,
      name,
      ...(unit === undefined ? {} : { unit }),
    }));
  const unit = first.unit === undefined || first.unit === 'fraction' || first.unit === '%' ? '' : first.unit;
  // A fraction in percent is one all the same
  const scale = first.unit === '%' ? 0.01 : 1;
  const inUnit = conductance.map((value) => value * scale);
  if (columns.has('error')) {
    const error = converted(table, 'error').map((value) => value * scale);
    return { columns: used('error'), unit, values: { form: 'pairs', conductance: inUnit, error } };
  }
  if (columns.has('read')) {
    const error = converted(table, 'read').map((value, row) => value * scale - inUnit[row]!);
    return { columns: used('read'), unit, values: { form: 'pairs', conductance: inUnit, error } };
  }
  if (!columns.has('deviation')) return refuseColumns(table, 'its error', 'conductance');
  const deviation = converted(table, 'deviation').map((value) => value * scale);
  deviation.forEach((value, row) => {
    if (value < 0)
      refuseFile(`${table.place(row)} has the standard deviation ${value}`, 'A standard deviation is at least 0.');
  });
  const count = table.values('count');
  count?.forEach((value, row) => {
    if (Number.isInteger(value) && value >= 2) return;
    refuseFile(
      `${table.place(row)} has the count ${value}`,
      'A standard deviation takes a whole number of 2 errors or more.',
    );
  });
  const counted = columns.get('count');
  return {
    columns: [...used('deviation'), ...(counted === undefined ? [] : [{ role: 'count', name: counted.name }])],
    unit,
    values: { form: 'deviations', conductance: inUnit, deviation, ...(count === undefined ? {} : { count }) },
  };
}

/** A column in the unit of the conductance; one that names no unit has the same. */
function converted(table: DeviceTable, role: ColumnRole): readonly number[] {
  const [own, target] = [table.columns.get(role)!, table.columns.get('conductance')!];
  const factor = own.unit === undefined ? 1 : conversion(own.unit, target.unit);
  if (factor === undefined) {
    refuseFile(
      `The columns "${target.name}" and "${own.name}" of ${table.path} are in units that measure different things`,
      'Give conductance and error in one unit.',
    );
  }
  return table.values(role)!.map((value) => value * factor);
}
