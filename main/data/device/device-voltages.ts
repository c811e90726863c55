import type { VoltageMeasurements } from '../../lab/fit/measurements.ts';
import type { ColumnRole } from '../../contract/profile-fit.ts';
import { conversion } from './device-columns.ts';
import { refuseColumns, refuseFile, type DeviceTable } from './device-table.ts';

/** Voltages in V with rates of wrong bits. */
export function voltageTable(table: DeviceTable): Omit<VoltageMeasurements, 'kind' | 'source'> {
  const { columns } = table;
  const voltageColumn = columns.get('voltage');
  if (voltageColumn === undefined) return refuseColumns(table, 'the voltage', 'voltage');
  const perVolt = voltageColumn.unit === undefined ? 1 : conversion(voltageColumn.unit, 'V');
  if (perVolt === undefined) {
    refuseFile(`The column "${voltageColumn.name}" of ${table.path} is in no unit of voltage`, 'Give it in V or mV.');
  }
  const voltage = table.values('voltage')!.map((value, row) => {
    if (!(value > 0)) refuseFile(`${table.place(row)} has the voltage ${value}`, 'Voltages are above 0.');
    return value * perVolt;
  });
  const bits = table.values('bits');
  bits?.forEach((value, row) => {
    if (!(Number.isInteger(value) && value >= 1)) {
      refuseFile(`${table.place(row)} has ${value} bits`, 'Give the whole number of bits that were read.');
    }
  });
  const rate = columns.has('rate') ? givenRates(table) : countedRates(table, bits);
  rate.forEach((value, row) => {
    if (value >= 0 && value <= 0.5) return;
    const step =
      'A rate is wrong bits by all bits, from 0 to 0.5; beyond one half a bit would say the opposite. Rates in percent have a header that says so, as in `rate (%)`.';
    refuseFile(`${table.place(row)} has the fault rate ${value}`, step);
  });
  const used: readonly ColumnRole[] = ['voltage', columns.has('rate') ? 'rate' : 'errors', 'bits'];
  return {
    columns: used.flatMap((role) => {
      const column = columns.get(role);
      return column === undefined
        ? []
        : [{ role, name: column.name, ...(column.unit === undefined ? {} : { unit: column.unit }) }];
    }),
    voltage,
    rate,
    ...(bits === undefined ? {} : { bits }),
  };
}

function givenRates(table: DeviceTable): readonly number[] {
  const percent = table.columns.get('rate')!.unit === '%' ? 0.01 : 1;
  return table.values('rate')!.map((value) => value * percent);
}

function countedRates(table: DeviceTable, bits: readonly number[] | undefined): readonly number[] {
  const errors = table.values('errors');
  if (errors === undefined) return refuseColumns(table, 'the fault rate', 'voltage');
  if (bits === undefined) return refuseColumns(table, 'the number of bits that the errors are of', 'voltage');
  return errors.map((value, row) => {
    if (Number.isInteger(value) && value >= 0) return value / bits[row]!;
    return refuseFile(`${table.place(row)} has ${value} errors`, 'Give the whole number of wrong bits.');
  });
}
