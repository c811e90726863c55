import { LabError } from '../../contract/errors.ts';
import type { FitPoint, ProfileFit } from '../../contract/profile-fit.ts';
import { correctedAkaike } from './akaike.ts';
import type { VoltageMeasurements } from './measurements.ts';
import { polynomialAt } from './polynomial.ts';
import { fitLogRates, tellingPoints, type LogRateFit, type RatePoint } from './log-rate-fit.ts';
import { voltageWarnings } from './voltage-warnings.ts';

export interface VoltageFitOptions {
  /** 1, a line, where absent */
  readonly degree?: 1 | 2;
  /** V, that a bit costs 1 at; the largest that was measured where absent */
  readonly nominalVoltage?: number;
  /** V, that the memory is used at */
  readonly atVoltage?: number;
}

/**
 * The natural logarithm of the fault rate as a line (or a parabola) in the voltage: see {@link fitLogRates}.
 *
 * @throws LabError 'invalid-argument' for what determines no fit: fewer than three rates above 0, two voltages alone, rates
 * that do not fall with the voltage; and for voltages that contradict them
 */
export function fitVoltage(measured: VoltageMeasurements, options: VoltageFitOptions = {}): ProfileFit {
  const points = measured.voltage.map((voltage, row): RatePoint => {
    const bits = measured.bits?.[row];
    return { voltage, rate: measured.rate[row]!, ...(bits === undefined ? {} : { bits }) };
  });
  const positive = points.filter(({ rate }) => rate > 0);
  if (positive.length < 3) {
    refuse(
      `${positive.length} of ${points.length === 1 ? 'one fault rate' : `${points.length} fault rates`} ${positive.length === 1 ? 'is' : 'are'} above 0, too few for a fit`,
      'Measure three at least.',
    );
  }
  const counted = tellingPoints(points);
  const different = new Set(counted.map(({ voltage }) => voltage)).size;
  const center = centerOf(positive);
  const fits = [1, 2]
    .filter((degree) => degree < different && degree + 1 < counted.length)
    .map((degree) => {
      const fit = fitLogRates(counted, center, degree);
      return { degree, fit, aicc: correctedAkaike(fit.deviance, degree + 2, counted.length) };
    });
  const wanted = fits.find(({ degree }) => degree === (options.degree ?? 1));
  if (wanted === undefined) {
    refuse(
      `${counted.length} points at ${different === 1 ? 'one voltage' : `${different} voltages`} are too few for degree ${options.degree ?? 1}`,
      'Measure at more voltages.',
    );
  }
  const { degree, fit } = wanted;
  requireFalling(fit, counted, center);
  const largest = Math.max(...points.map(({ voltage }) => voltage));
  const nominalVoltage = options.nominalVoltage ?? largest;
  if (options.atVoltage !== undefined) requireUsable(options.atVoltage, nominalVoltage, fit, center);
  const result: ProfileFit = {
    kind: 'voltage',
    source: { ...measured.source },
    columns: measured.columns.map((column) => ({ ...column })),
    model: `ln p = ${['c0', 'c1 (V - center)', 'c2 (V - center)^2'].slice(0, degree + 1).join(' + ')}`,
    degree,
    chosenBy: options.degree === undefined ? 'usual' : 'user',
    coefficients: fit.coefficients.map((value, power) => ({
      name: `c${power}`,
      value,
      standardError: Math.sqrt(fit.covariance[power]![power]!),
      unit: ['ln of a rate', 'per V', 'per V^2'][power]!,
    })),
    covariance: fit.covariance.map((row) => [...row]),
    center,
    nominalVoltage,
    ...(options.atVoltage === undefined ? {} : { atVoltage: options.atVoltage }),
    freedom: counted.length - degree - 1,
    r2: fit.r2,
    ...(counted.every(({ bits }) => bits !== undefined) ? { reducedChiSquared: fit.countingChiSquared } : {}),
    extraScatter: fit.extraScatter,
    candidates: fits
      .filter(({ aicc }) => Number.isFinite(aicc))
      .map(({ degree: each, aicc }) => ({ degree: each, aicc })),
    points: ratePoints(points, new Set(counted), fit, center),
    warnings: [],
  };
  return { ...result, warnings: [...voltageWarnings(result, points, options)] };
}

/** To three decimals: a number that can be read. */
function centerOf(points: readonly RatePoint[]): number {
  const mean = points.reduce((sum, { voltage }) => sum + voltage, 0) / points.length;
  return Number(mean.toFixed(3));
}

/** ln of the fitted rate. */
function logRateAt({ coefficients }: LogRateFit, voltage: number, center: number): number {
  return polynomialAt(coefficients, voltage - center);
}

function requireFalling(fit: LogRateFit, points: readonly RatePoint[], center: number): void {
  const voltages = points.map(({ voltage }) => voltage);
  const [low, high] = [Math.min(...voltages), Math.max(...voltages)];
  const rates = Array.from({ length: 41 }, (_, step) => logRateAt(fit, low + ((high - low) * step) / 40, center));
  if (rates.slice(1).every((rate, step) => rate < rates[step]!)) return;
  refuse(
    `The fitted fault rate does not fall with the voltage everywhere from ${low} V to ${high} V`,
    'Check which columns hold voltage and rate; degree 1 cannot bend.',
  );
}

function requireUsable(at: number, nominal: number, fit: LogRateFit, center: number): void {
  if (at > nominal) refuse(`${at} V lies above the nominal ${nominal} V`, 'Give a lower voltage, or the nominal one.');
  const rate = Math.exp(logRateAt(fit, at, center));
  if (rate < 0.5) return;
  refuse(
    `At ${at} V the fit gives a fault rate of ${rate.toPrecision(2)}, and a bit tells nothing from 0.5 on`,
    'Give a higher voltage.',
  );
}

function ratePoints(
  points: readonly RatePoint[],
  used: ReadonlySet<RatePoint>,
  fit: LogRateFit,
  center: number,
): FitPoint[] {
  return points.map((point) => {
    const { voltage, rate, bits } = point;
    const fitted = Math.exp(logRateAt(fit, voltage, center));
    const error = errorOfLog(rate, bits, fit);
    const isKnown = rate > 0 && error > 0;
    const residual = Math.log(rate) - Math.log(fitted);
    return {
      x: voltage,
      y: rate,
      ...(isKnown ? { low: rate * Math.exp(-error), high: rate * Math.exp(error) } : {}),
      // None of the bits was wrong: below 3 / bits with 95 % confidence
      ...(rate === 0 && bits !== undefined ? { low: 0, high: 3 / bits } : {}),
      fitted,
      ...(rate > 0 ? { residual } : {}),
      ...(isKnown ? { standardised: residual / Math.hypot(error, bits === undefined ? 0 : fit.extraScatter) } : {}),
      ...(bits === undefined ? {} : { count: bits }),
      used: used.has(point),
    };
  });
}

/** Standard error of ln rate: by the count of errors; without one, the scatter around the fit. */
function errorOfLog(rate: number, bits: number | undefined, { extraScatter }: LogRateFit): number {
  return bits === undefined ? extraScatter : Math.sqrt((1 - rate) / (rate * bits));
}

function refuse(cause: string, nextStep: string): never {
  throw new LabError('invalid-argument', `${cause}.`, nextStep);
}
