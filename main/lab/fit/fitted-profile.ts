import type { EnergyTable } from '../../contract/energy.ts';
import { LabError } from '../../contract/errors.ts';
import type { ProfileFit } from '../../contract/profile-fit.ts';
import { profileSchema, type Profile, type Quantization } from '../../contract/profile.ts';
import { fitConductance, type ConductanceFitOptions } from './conductance-fit.ts';
import { fitAt } from './fit-curve.ts';
import type { DeviceMeasurements } from './measurements.ts';
import { requirePointsToKeep } from './most-points.ts';
import { roundedFit } from './rounded-fit.ts';
import { fitVoltage, type VoltageFitOptions } from './voltage-fit.ts';

export interface FittingOptions extends Omit<ConductanceFitOptions, 'degree'>, Omit<VoltageFitOptions, 'degree'> {
  readonly degree?: 0 | 1 | 2;
  /** What the profile is called */
  readonly name?: string;
  /** Of a weight in the memory; 1, binary, where absent. Not of conductances */
  readonly bits?: number;
}

/** Voltages that a fitted energy table has. */
const tableVoltages = 13;

/**
 * A profile of measurements. Conductances: noise whose standard deviation depends on the weight, the largest weight of a layer
 * standing for the largest conductance. Voltages: a memory, its fault rate that at `atVoltage` (0 where absent: methods
 * choose), its energy a table over the measured voltages, (V / nominal V)^2. Numbers are rounded to what a file shows, so that
 * what is stored and what is computed with are the same.
 *
 * @throws LabError 'invalid-argument' for measurements that determine no fit or are too many points of one, and options that
 * do not go with them
 */
export function fittedProfile(measured: DeviceMeasurements, options: FittingOptions = {}): Profile {
  requirePointsToKeep(measured);
  const { name, bits, degree, ...others } = options;
  const named = name === undefined ? {} : { name };
  const citation = `Fitted to ${measured.source.rows} rows of ${measured.source.file} (SHA-256 ${measured.source.sha256})`;
  if (measured.kind === 'conductance') {
    const fit = roundedFit(fitConductance(measured, { fullScale: others.fullScale, degree }));
    return profileSchema.parse({
      ...named,
      description: conductanceText(fit),
      citation,
      warnings: [...fit.warnings, ...conductanceNotes],
      weights: {
        noise: 'conductance',
        coefficients: fit.coefficients.map(({ value }) => value),
        reference: 'layerMaxAbs',
      },
      fit,
    });
  }
  if (degree === 0) {
    const step = 'Ask for degree 1 or 2.';
    throw new LabError('invalid-argument', 'A fault rate that does not depend on the voltage is no fit of it.', step);
  }
  const { nominalVoltage, atVoltage } = others;
  const fit = roundedFit(fitVoltage(measured, { nominalVoltage, atVoltage, degree }));
  return profileSchema.parse({
    ...named,
    description: voltageText(fit),
    citation,
    warnings: [...fit.warnings, ...voltageNotes],
    quantization: quantizationOf(bits),
    memory: {
      rate: atVoltage === undefined ? 0 : rounded(fitAt(fit, atVoltage).fitted),
      energy: energyTable(fit, citation),
    },
    fit,
  });
}

const quantizationOf = (bits = 1): Partial<Quantization> => (bits === 1 ? { scheme: 'binary' } : { bits });

const rounded = (value: number): number => Number(value.toPrecision(6));

const conductanceNotes = [
  'It is the noise of one device. Where a weight is the difference of two, the noise of the other one is not in it.',
  'The noise is drawn normal, and afresh for every weight in each training step and each evaluation draw.',
];

const voltageNotes = [
  'Energy is not measured but computed: dynamic energy goes with the square of the voltage, and leakage is not counted.',
  'A stored 0 and a stored 1 are taken to fail alike, each bit by itself, afresh at every read.',
];

function conductanceText({ degree, fullScale }: ProfileFit): string {
  const form = ['a constant', 'a line', 'a parabola'][degree]!;
  const { value, unit } = fullScale!;
  return `Error of a conductance by its size: the standard deviation is ${form} in the conductance. The largest weight of a layer is ${rounded(value)}${unit === '' ? '' : ` ${unit}`}.`;
}

function voltageText({ degree, nominalVoltage, atVoltage }: ProfileFit): string {
  const form = degree === 1 ? 'a line' : 'a parabola';
  const used = atVoltage === undefined ? 'Methods choose the rate.' : `Used at ${atVoltage} V.`;
  return `Fault rate of a stored bit by supply voltage: its logarithm is ${form} in the voltage, nominal ${nominalVoltage} V. ${used}`;
}

/** Rates and energies at voltages evenly apart, as far as faults were seen and a bit tells something. */
function energyTable(fit: ProfileFit, citation: string): EnergyTable {
  const nominal = fit.nominalVoltage!;
  const seen = fit.points.filter(({ used, y }) => used && y > 0).map(({ x }) => x);
  const places = [...seen, ...(fit.atVoltage === undefined ? [] : [fit.atVoltage])].filter((place) => place <= nominal);
  const [low, high] = [Math.min(...places), Math.max(...places)];
  const voltages = Array.from(
    { length: tableVoltages },
    (_, step) => low + ((high - low) * step) / (tableVoltages - 1),
  );
  const all = [...voltages, ...(fit.atVoltage === undefined ? [] : [fit.atVoltage])];
  const byRate = new Map(
    all.map((voltage) => [rounded(fitAt(fit, voltage).fitted), rounded((voltage / nominal) ** 2)] as const),
  );
  const points = [...byRate].map(([rate, energy]) => ({ rate, energy })).filter(({ rate }) => rate > 0 && rate < 0.5);
  if (places.length === 0 || points.length < 2) {
    throw new LabError(
      'invalid-argument',
      `Faults were seen above the nominal ${nominal} V alone, so no energy can be given.`,
      'Give the voltage at which a bit costs 1.',
    );
  }
  return {
    model: 'table',
    name: `(V / ${nominal} V)^2`,
    citation,
    warnings: [],
    points: points.toSorted((first, second) => first.rate - second.rate),
  };
}
