import type { Axis } from '../figure-document.ts';
import { textWidth } from '../text-outline.ts';
import type { AxisScale } from './axis-scale.ts';
import type { Tick } from './axis-ticks.ts';

export interface CategoryLabels {
  readonly ticks: readonly Tick[];
  /** Names that read upwards */
  readonly upright: boolean;
  readonly title: string;
}

/**
 * Labels below a category axis: names side by side, otherwise upright, otherwise numbers, of which as many are left out as have
 * no room.
 *
 * @param length of the axis in points
 * @param mostUpright how long upright names may be
 */
export function categoryLabels(scale: AxisScale, length: number, size: number, mostUpright: number): CategoryLabels {
  const { categories = [], title, numberedTitle = title } = scale.axis satisfies Axis;
  const names = categories.map((label, value) => ({ value, label }));
  const pitch = length / Math.max(1, names.length);
  const widest = Math.max(0, ...categories.map((name) => textWidth(name, size)));
  if (widest + 0.5 * size <= pitch) return { ticks: names, upright: false, title };
  if (1.1 * size <= pitch && widest <= mostUpright) return { ticks: names, upright: true, title };
  const room = textWidth(String(names.length), size) + 0.5 * size;
  const stride = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((each) => each * pitch >= room) ?? names.length;
  const ticks = names
    .map(({ value }) => ({ value, label: String(value + 1) }))
    .filter(({ value }) => value === 0 || (value + 1) % stride === 0)
    .filter(({ value }) => value === 0 || value * pitch >= room);
  return { ticks, upright: false, title: numberedTitle };
}
