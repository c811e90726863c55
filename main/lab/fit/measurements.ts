/** A column of a file as it was taken: what it is, what the file calls it, and its unit. */
export interface MeasuredColumn {
  readonly role: string;
  readonly name: string;
  readonly unit?: string;
}

export interface MeasurementSource {
  readonly file: string;
  readonly sha256: string;
  readonly rows: number;
}

/** One error of one conductance a row, both in the same unit. */
export interface ConductancePairs {
  readonly form: 'pairs';
  /** At least 0 */
  readonly conductance: readonly number[];
  readonly error: readonly number[];
}

/** Standard deviations of errors that somebody summarised already, a row each. */
export interface ConductanceDeviations {
  readonly form: 'deviations';
  readonly conductance: readonly number[];
  readonly deviation: readonly number[];
  /** Errors behind each; absent where nobody says */
  readonly count?: readonly number[];
}

export interface ConductanceMeasurements {
  readonly kind: 'conductance';
  readonly source: MeasurementSource;
  readonly columns: readonly MeasuredColumn[];
  /** Of conductances and errors; empty where the file names none */
  readonly unit: string;
  readonly values: ConductancePairs | ConductanceDeviations;
}

/** Bit error rates, a row each. */
export interface VoltageMeasurements {
  readonly kind: 'voltage';
  readonly source: MeasurementSource;
  readonly columns: readonly MeasuredColumn[];
  /** V, above 0 */
  readonly voltage: readonly number[];
  /** 0 to 0.5 */
  readonly rate: readonly number[];
  /** Bits that were read; absent where nobody says */
  readonly bits?: readonly number[];
}

export type DeviceMeasurements = ConductanceMeasurements | VoltageMeasurements;
