import type { Axis, FigureMark } from '../figure-document.ts';

/** Where values lie along an axis, as a share of its length from the lower end. */
export interface AxisScale {
  readonly axis: Axis;
  readonly low: number;
  readonly high: number;
  /** A logarithmic axis with a place for 0 at its lower end */
  readonly hasZero: boolean;
  /** 0 to 1 in the frame; what lies beyond is at its edge */
  at(value: number): number;
}

/** What is drawn along one axis: its values, and how far error bars reach about them. */
interface Extent {
  readonly values: readonly number[];
  readonly reaches: readonly number[];
  readonly starred: boolean;
  readonly hasBars: boolean;
}

/** Room of a logarithmic axis below its smallest value that 0 stands in. */
const zeroRoom = 0.1;
/** What is smaller stands where 0 does on a logarithmic axis. */
export const leastPositive = 1e-30;
/** Error bars widen a range by at most so many times what the values span. */
const mostWidening = 1.5;

const isFinite = (value: number | undefined): value is number => value !== undefined && Number.isFinite(value);

function extentOf(marks: readonly FigureMark[], along: 'x' | 'y'): Extent {
  const values: number[] = [];
  const reaches: number[] = [];
  let starred = false;
  const hasBars = marks.some(({ kind }) => kind === 'bars');
  for (const mark of marks) {
    if (mark.kind === 'rule') {
      if (mark.axis === along) values.push(mark.at);
    } else if (mark.kind === 'bars') {
      for (const bar of mark.bars) {
        values.push(bar.from, bar.to);
        reaches.push(...[bar.low, bar.high].filter(isFinite));
        starred ||= bar.starred === true;
      }
    } else {
      for (const point of mark.points) {
        values.push(point[along]);
        const [low, high] = along === 'x' ? [point.xLow, point.xHigh] : [point.yLow, point.yHigh];
        reaches.push(...[low, high].filter(isFinite));
      }
    }
  }
  return { values: values.filter(Number.isFinite), reaches, starred, hasBars };
}

/** @param marks all that share the axis */
export function axisScale(axis: Axis, marks: readonly FigureMark[], along: 'x' | 'y'): AxisScale {
  if (axis.scale === 'category') return categoryScale(axis);
  const extent = extentOf(marks, along);
  return axis.scale === 'linear' ? linearScale(axis, extent) : logarithmicScale(axis, extent);
}

function categoryScale(axis: Axis): AxisScale {
  const count = axis.categories?.length ?? 1;
  const [low, high] = [-0.5, count - 0.5];
  return { axis, low, high, hasZero: false, at: (value) => clamp((value - low) / (high - low)) };
}

function linearScale(axis: Axis, { values, reaches, starred, hasBars }: Extent): AxisScale {
  const include = axis.include ?? [];
  const all = [...values, ...include];
  if (all.length === 0) all.push(0, 1);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const span = most - least;
  const widest = span > 0 ? mostWidening * span : Infinity;
  const lowest = Math.max(least - widest, Math.min(least, ...reaches));
  const highest = Math.min(most + widest, Math.max(most, ...reaches));
  // What rounding alone leaves of a range is none
  const isRange = highest - lowest > 1e-9 * Math.max(Math.abs(lowest), Math.abs(highest), 1e-3);
  const room = isRange ? 0.05 * (highest - lowest) : Math.max(0.05 * Math.abs(highest), 1e-6);
  // Bars stand on what the axis must reach
  const isGround = (value: number): boolean => hasBars && include.includes(value);
  const padded = {
    low: isGround(lowest) ? lowest : lowest - room,
    high: isGround(highest) && isRange ? highest : highest + (starred ? 2.4 : 1) * room,
  };
  // A mark at the very limit is not cut in half by the frame
  const beyond = hasBars ? 0 : 0.4 * room;
  const low = axis.low === undefined ? padded.low : Math.max(padded.low, axis.low - beyond);
  const high = axis.high === undefined ? padded.high : Math.min(padded.high, axis.high + beyond);
  return { axis, low, high, hasZero: false, at: (value) => clamp((value - low) / (high - low)) };
}

function logarithmicScale(axis: Axis, { values, reaches }: Extent): AxisScale {
  const all = [...values, ...(axis.include ?? [])];
  const positive = all.filter((value) => value > leastPositive);
  if (positive.length === 0) positive.push(1e-3, 1);
  const hasZero = all.some((value) => value <= leastPositive);
  const logarithms = positive.map(Math.log10);
  const [least, most] = [Math.min(...logarithms), Math.max(...logarithms)];
  const widest = most > least ? mostWidening * (most - least) : Infinity;
  const ends = reaches.filter((value) => value > leastPositive).map(Math.log10);
  const lowest = Math.max(least - widest, Math.min(least, ...ends));
  const highest = Math.min(most + widest, Math.max(most, ...ends));
  const room = Math.max(0.05 * (highest - lowest), 0.08);
  const [low, high] = [lowest - room, highest + room];
  const ground = hasZero ? zeroRoom : 0;
  return {
    axis,
    low: 10 ** low,
    high: 10 ** high,
    hasZero,
    at(value) {
      if (!(value > leastPositive)) return hasZero ? zeroRoom / 3 : 0;
      return Math.max(ground, clamp(ground + ((1 - ground) * (Math.log10(value) - low)) / (high - low)));
    },
  };
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
