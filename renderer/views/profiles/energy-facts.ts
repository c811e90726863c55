import type { ShippedProfile } from '../../../main/contract/workbench/catalogue.ts';
import type { TableRow } from '../../components/table-text.ts';
import type { CurvePoint } from '../new-study/hardware/energy-curve.ts';
import type { ShippedEnergyEntry } from '../new-study/hardware/energy-entry.ts';

/** Rates whose energies are looked up most. */
export const readOffRates: readonly number[] = [0, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1];

/**
 * Energy at a rate, between the points of a curve linear in the logarithm of the rate, as a study reads it. Below the
 * smallest positive rate it is that of rate 0.
 *
 * @param curve by rising rate
 * @returns undefined beyond the largest rate, and where nothing is known
 */
export function energyAt(curve: readonly CurvePoint[], rate: number): number | undefined {
  const positive = curve.filter((point) => point.rate > 0);
  const [first] = positive;
  if (first === undefined) return undefined;
  if (rate < first.rate) return curve.find((point) => point.rate === 0)?.energy;
  const next = positive.findIndex((point) => point.rate >= rate);
  if (next < 0) return undefined;
  const upper = positive[next]!;
  if (upper.rate === rate || next === 0) return upper.energy;
  const lower = positive[next - 1]!;
  const share = Math.log(rate / lower.rate) / Math.log(upper.rate / lower.rate);
  return lower.energy + share * (upper.energy - lower.energy);
}

/** Rows of rate and energy, as far as the curve goes. A short curve is shown point by point. */
export function readOffRows(curve: readonly CurvePoint[], rates: readonly number[]): readonly TableRow[] {
  if (curve.length <= 12) return curve.map(({ rate, energy }) => ({ rate, energy }));
  return rates.flatMap((rate): TableRow[] => {
    const energy = energyAt(curve, rate);
    return energy === undefined ? [] : [{ rate, energy }];
  });
}

/** How a profile of one's own takes an energy model by its name. */
export function energyReference(name: string): string {
  return name === 'exponential'
    ? 'memory:\n  energy:\n    model: exponential\n    a: 12.8\n'
    : `memory:\n  energy: ${name}\n`;
}

/** Names of the shipped profiles whose memory costs what a model says. */
export function profilesWithEnergy(
  profiles: readonly ShippedProfile[],
  { name, title }: Pick<ShippedEnergyEntry, 'name' | 'title'>,
): readonly string[] {
  return profiles.flatMap(({ name: profile, profile: { memory } }) => {
    if (memory === undefined) return [];
    const { energy } = memory;
    const is =
      typeof energy === 'string'
        ? energy === name
        : energy.model === 'exponential'
          ? name === 'exponential' && energy.a === 12.8
          : energy.model === 'table' && energy.name === title;
    return is ? [profile] : [];
  });
}
