import { scaleLinear } from 'd3-scale';
import { fixed } from '../../../contract/text/digits.ts';
import type { AxisScale } from './axis-scale.ts';

export interface Tick {
  readonly value: number;
  readonly label: string;
}

export interface AxisTicks {
  readonly labelled: readonly Tick[];
  /** Without labels */
  readonly minor: readonly number[];
}

/** Room that labels need along the axis. */
export interface LabelRoom {
  /** Length of the axis in points */
  readonly length: number;
  /** Extent of a label along the axis, in points */
  extent(label: string): number;
  /** Between two labels, in points */
  readonly gap: number;
}

const superscripts: Readonly<Record<string, string>> = {
  '-': '⁻',
  ...Object.fromEntries([...'⁰¹²³⁴⁵⁶⁷⁸⁹'].map((raised, digit) => [String(digit), raised])),
};

const raised = (exponent: number): string => [...String(exponent)].map((letter) => superscripts[letter]!).join('');

/** With a true minus sign. */
export const plainNumber = (value: number, decimals: number): string => fixed(value, decimals).replace('-', '−');

/** Do no two labels touch? */
function fits(scale: AxisScale, ticks: readonly Tick[], { length, extent, gap }: LabelRoom): boolean {
  const placed = ticks.map(({ value, label }) => ({ middle: scale.at(value) * length, half: extent(label) / 2 }));
  return placed.every((tick, index) => {
    const next = placed[index + 1];
    return next === undefined || next.middle - next.half - (tick.middle + tick.half) >= gap;
  });
}

/** The first choice whose labels have room; the last one where none has. */
function firstThatFits(scale: AxisScale, choices: readonly AxisTicks[], room: LabelRoom): AxisTicks {
  return choices.find(({ labelled }) => fits(scale, labelled, room)) ?? choices.at(-1)!;
}

/** Ticks of a number axis, as many as have room for their labels and no more than help reading. */
export function axisTicks(scale: AxisScale, room: LabelRoom): AxisTicks {
  const most = Math.max(2, Math.min(7, Math.round(room.length / 24)));
  return scale.axis.scale === 'logarithmic' ? logarithmicTicks(scale, room, most) : linearTicks(scale, room, most);
}

function linearTicks(scale: AxisScale, room: LabelRoom, most: number): AxisTicks {
  const { low, high } = scale;
  const { low: least = -Infinity, high: greatest = Infinity } = scale.axis;
  const ruler = scaleLinear().domain([low, high]);
  const choices = Array.from({ length: most }, (_, less): AxisTicks => {
    const values = ruler.ticks(most - less).filter((value) => value >= least && value <= greatest);
    const step = values.length > 1 ? values[1]! - values[0]! : high - low;
    const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    return {
      labelled: values.map((value) => ({ value, label: plainNumber(value, Math.min(12, decimals)) })),
      minor: [],
    };
  });
  const last = choices.at(-1)!.labelled;
  const few = choices.filter(({ labelled }) => labelled.length <= most);
  return firstThatFits(scale, [...few, { labelled: last.slice(0, 1), minor: [] }], room);
}

/** As a power of ten where the axis reaches far from 1. */
function logarithmicLabel(mantissa: number, exponent: number, asPower: boolean): string {
  if (!asPower) return plainNumber(mantissa * 10 ** exponent, Math.max(0, -exponent));
  return mantissa === 1 ? `10${raised(exponent)}` : `${mantissa}×10${raised(exponent)}`;
}

function significantLabel(value: number, asPower: boolean): string {
  const exponent = Math.floor(Math.log10(value) + 1e-9);
  const mantissa = Number((value / 10 ** exponent).toPrecision(6));
  return asPower ? logarithmicLabel(mantissa, exponent, true) : String(Number(value.toPrecision(6)));
}

function logarithmicTicks(scale: AxisScale, room: LabelRoom, most: number): AxisTicks {
  const { low, high, hasZero } = scale;
  const asPower = low < 0.005 || high > 50_000;
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const multiples = (mantissas: readonly number[], stride = 1): readonly Tick[] =>
    Array.from({ length: last - first + 1 }, (_, index) => first + index)
      .filter((exponent) => exponent % stride === 0)
      .flatMap((exponent) =>
        mantissas.map((mantissa) => ({
          value: Number(`${mantissa}e${exponent}`),
          label: logarithmicLabel(mantissa, exponent, asPower),
        })),
      )
      .filter(({ value }) => value >= low && value <= high);
  const zero = hasZero ? [{ value: 0, label: '0' }] : [];
  const isShort = Math.log10(high / low) <= 6;
  const between = isShort ? multiples([2, 3, 4, 5, 6, 7, 8, 9]).map(({ value }) => value) : [];
  const decades = [1, 2, 3, 4, 5, 10, 20, 50, 100].map((stride) => multiples([1], stride));
  const dense = [multiples([1, 2, 5]), multiples([1, 3]), multiples([2, 5])].filter(
    (ticks) => ticks.length <= most && ticks.length >= 2,
  );
  const sparse = decades.filter((ticks) => ticks.length >= 2 && ticks.length <= most);
  const few = multiples([1, 2, 5]).slice(0, 1);
  // Within less than a factor of two there may be none of these
  const even = [4, 3, 2].map((count) =>
    scaleLinear()
      .domain([low, high])
      .ticks(count)
      .map((value) => ({ value, label: significantLabel(value, asPower) })),
  );
  const ordered = decades[0]!.length >= (asPower ? 2 : 3) ? [...sparse, ...dense] : [...dense, ...sparse];
  const choices = [...ordered, ...(Math.log10(high / low) < 1 ? even : []), decades[0]!.slice(0, 1), few].filter(
    ({ length }) => length > 0,
  );
  return firstThatFits(
    scale,
    [...choices, []].map((ticks) => ({ labelled: [...zero, ...ticks], minor: minorOf(ticks, between, decades[0]!) })),
    room,
  );
}

function minorOf(ticks: readonly Tick[], between: readonly number[], decades: readonly Tick[]): readonly number[] {
  const labelled = new Set(ticks.map(({ value }) => value));
  return [...between, ...decades.map(({ value }) => value)].filter((value) => !labelled.has(value));
}
