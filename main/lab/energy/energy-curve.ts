import { assertNever, LabError } from '../../contract/errors.ts';
import type { EnergyModel, EnergyTable } from '../../contract/energy.ts';

/** Energy of a stored bit at a fault rate, relative to the bit of reliable memory. */
export type EnergyCurve = (rate: number) => number;

/** Rates are float32 where programs take them: one that equals a table's rate but for that is that rate. */
const float32Rounding = 2 ** -23;

/**
 * Energy of one stored bit by its fault rate, relative to the bit of reliable memory.
 *
 * `exponential`: -ln(p) / a for 0 < p < 0.5, from p = exp(-a E) (Henwood, Leduc-Primeau and Savaria, arXiv:1912.10764,
 * equation 1; a = 12.8 as in the authors' FaultyMemory), 1 at p = 0 and 0 from p = 0.5 on, where a cell tells nothing and
 * can be switched off. One deviation: FaultyMemory gives more than 1 for 0 < p < exp(-a), here it is 1, since memory that
 * may fail need never cost more than memory that may not.
 *
 * `table` (reconstruction; measurements give points only): linear in ln(p) between the points of positive rate, because ln(p)
 * of memories at low voltage is close to linear in the voltage. At p = 0 the point of rate 0, or 1 where there is none. Below
 * the smallest positive rate the energy is that at p = 0: nothing is known of the voltages between, and memory that must fail
 * less often than at one point has to be run like the next safer one.
 *
 * @throws RangeError for a model that is still a file's path
 * @returns a function of rates in [0, 1], which throws RangeError for others and LabError `invalid-specification` beyond the
 * largest rate of a table
 */
export function energyCurve(model: EnergyModel): EnergyCurve {
  switch (model.model) {
    case 'exponential':
      return (rate) => exponentialEnergy(checkedRate(rate), model.a);
    case 'table':
      return tableCurve(model);
    case 'csv':
      throw new RangeError(`The energy table ${model.path} has not been read`);
    default:
      return assertNever(model);
  }
}

/** {@link energyCurve} at one rate. */
export function energyPerBit(model: EnergyModel, rate: number): number {
  return energyCurve(model)(rate);
}

/** The largest fault rate that a model gives an energy for. */
export function largestRate(model: EnergyModel): number {
  return model.model === 'table' ? Math.max(...model.points.map(({ rate }) => rate)) : 0.5;
}

function exponentialEnergy(rate: number, a: number): number {
  if (rate === 0) return 1;
  return rate >= 0.5 ? 0 : Math.min(1, -Math.log(rate) / a);
}

function tableCurve(table: EnergyTable): EnergyCurve {
  const points = table.points.toSorted((first, second) => first.rate - second.rate);
  const reliable = points[0]?.rate === 0 ? points[0].energy : 1;
  const positive = points.filter(({ rate }) => rate > 0);
  const rates = positive.map(({ rate }) => rate);
  const energies = positive.map(({ energy }) => energy);
  const smallest = rates[0] ?? Infinity;
  const largest = rates.at(-1) ?? 0;
  return (asked) => {
    if (checkedRate(asked) > largest * (1 + float32Rounding)) throw beyondTable(table, largest, asked);
    if (asked < smallest * (1 - float32Rounding)) return reliable;
    return interpolated(rates, energies, Math.min(Math.max(asked, smallest), largest));
  };
}

/** @param rates positive and ascending; the first is at most `rate`, the last at least */
function interpolated(rates: readonly number[], energies: readonly number[], rate: number): number {
  let before = 0;
  let after = rates.length - 1;
  while (after - before > 1) {
    const middle = (before + after) >> 1;
    if (rates[middle]! <= rate) before = middle;
    else after = middle;
  }
  const [low, high] = [energies[before]!, energies[after]!];
  if (before === after) return low;
  const share = Math.log(rate / rates[before]!) / Math.log(rates[after]! / rates[before]!);
  // Rounding must not take it below the point it ends at
  return Math.max(high, low + (high - low) * share);
}

function checkedRate(rate: number): number {
  if (rate >= 0 && rate <= 1) return rate;
  throw new RangeError(`A fault rate is a probability, not ${rate}`);
}

function beyondTable({ name }: EnergyTable, largest: number, rate: number): LabError {
  return new LabError(
    'invalid-specification',
    `The energy table${name === undefined ? '' : ` of ${name}`} ends at fault rate ${largest}, and ${rate} lies beyond it.`,
    `Keep fault rates at or below ${largest}, or use an energy model that reaches further.`,
  );
}
