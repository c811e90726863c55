import type { BrushedAxes, ParallelAxis } from '../../../charts/parallel-rows.ts';

/**
 * What ECharts says when an axis was brushed: which one, and its intervals in the axis' own values.
 *
 * @param params of `axisareaselected`; its `parallelAxisId` is the `axis-PLACE` of `parallelOption`
 */
export function axisIntervals(
  params: Readonly<Record<string, unknown>>,
  axes: readonly ParallelAxis[],
): BrushedAxes | undefined {
  const { parallelAxisId, intervals } = params;
  const match = /^axis-(\d+)$/.exec(String(parallelAxisId));
  const axis = match === null ? undefined : axes[Number(match[1])];
  if (axis === undefined || !Array.isArray(intervals)) return undefined;
  return { [axis.key]: intervals.map(([from, to]: readonly number[]) => [Number(from), Number(to)] as const) };
}
