import { axis } from './base-option.ts';
import { formatSignificant } from './number-format.ts';

export interface Range {
  readonly min: number;
  readonly max: number;
}

interface Bounded {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Least and greatest of values and of those ends of their intervals that are finite. Undefined where there are none. */
export function rangeOf(estimates: readonly Bounded[], positive = false): Range | undefined {
  let [min, max] = [Infinity, -Infinity];
  for (const { value, low, high } of estimates) {
    for (const each of [value, low, high]) {
      if (!Number.isFinite(each) || (positive && each <= 0)) continue;
      min = Math.min(min, each);
      max = Math.max(max, each);
    }
  }
  return min > max ? undefined : { min, max };
}

/** A little wider than what is shown, so that no mark lies on the frame. On a logarithmic axis by a factor. */
export function padded({ min, max }: Range, logarithmic: boolean, share = 0.06): Range {
  // What differs by rounding alone is one value
  const isOne = max - min <= 1e-9 * Math.abs(max);
  if (logarithmic) {
    const factor = isOne ? 1.2 : (max / min) ** share;
    return { min: min / factor, max: max * factor };
  }
  const width = isOne ? Math.max(Math.abs(max) * share, 0.01) : (max - min) * share;
  return { min: min - width, max: max + width };
}

const steps = [[1], [1, 3], [1, 2, 5], [1, 2, 3, 5, 7], [1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9]] as const;

/** Round values along a logarithmic axis: the fewest kinds of steps in a decade that give at least four of them. */
export function logarithmicTicks({ min, max }: Range): readonly number[] {
  const first = Math.floor(Math.log10(min));
  const decades = Array.from({ length: Math.ceil(Math.log10(max)) - first + 1 }, (_, index) => first + index);
  const ticksOf = (mantissas: readonly number[]): number[] =>
    decades
      .flatMap((exponent) => mantissas.map((mantissa) => Number(`${mantissa}e${exponent}`)))
      .filter((tick) => tick >= min && tick <= max);
  return steps.map(ticksOf).find((ticks) => ticks.length >= 4) ?? ticksOf(steps.at(-1)!);
}

/**
 * An axis of fractions in per cent over exactly this range.
 *
 * @param name with its unit
 */
export function percentAxis(
  name: string,
  range: Range | undefined,
  settings: { readonly logarithmic?: boolean; readonly vertical?: boolean } = {},
): Record<string, unknown> {
  const { logarithmic = false, vertical = false } = settings;
  const base: Record<string, unknown> = {
    ...axis(name, undefined, { percent: true, log: logarithmic, vertical }),
    name,
  };
  if (range === undefined) return base;
  const ticks = logarithmic ? logarithmicTicks(range) : undefined;
  const formatter = (fraction: number): string =>
    formatSignificant(Number((100 * fraction).toPrecision(6)), digits(fraction));
  return {
    ...base,
    min: range.min,
    max: range.max,
    axisLabel: {
      ...(base['axisLabel'] as object),
      formatter,
      // A bound of the data is no round number
      showMinLabel: false,
      showMaxLabel: false,
      hideOverlap: true,
      ...(ticks === undefined ? {} : { customValues: ticks, showMinLabel: true, showMaxLabel: true }),
    },
    ...(ticks === undefined ? {} : { axisTick: { customValues: ticks } }),
  };
}

/** As many digits as a round value in per cent has. */
function digits(fraction: number): number {
  return Math.max(1, String(Number((100 * fraction).toPrecision(6))).replace(/^-?0?\.?0*|\./g, '').length);
}
