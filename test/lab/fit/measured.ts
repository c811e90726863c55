import type { ConductanceMeasurements, VoltageMeasurements } from '../../../main/lab/fit/measurements.ts';
import { statelessNormal, statelessUniform } from '../../../main/lab/random/stateless.ts';

const source = { file: 'device.csv', sha256: 'a'.repeat(64), rows: 0 };

export function conductances(values: ConductanceMeasurements['values'], unit = ''): ConductanceMeasurements {
  const { length } = values.conductance;
  return { kind: 'conductance', source: { ...source, rows: length }, columns: [], unit, values };
}

/** Pairs at random conductances up to `largest`, whose errors are normal with the standard deviation `sigmaAt` one. */
export function drawnPairs(
  pairs: number,
  sigmaAt: (conductance: number) => number,
  { largest = 1, seed = 1, bias = 0 } = {},
): ConductanceMeasurements {
  const conductance = Array.from(statelessUniform(pairs, [seed, 11]), (value) => largest * value);
  const error = Array.from(statelessNormal(pairs, [seed, 12]), (value, i) => bias + value * sigmaAt(conductance[i]!));
  return conductances({ form: 'pairs', conductance, error });
}

/** Rates as they are given, with bits where they are known. */
export function voltages(
  voltage: readonly number[],
  rate: readonly number[],
  bits?: readonly number[],
): VoltageMeasurements {
  return {
    kind: 'voltage',
    source: { ...source, rows: voltage.length },
    columns: [],
    voltage,
    rate,
    ...(bits === undefined ? {} : { bits }),
  };
}
