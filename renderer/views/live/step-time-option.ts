import { axis, grid, tooltip } from '../../charts/base-option.ts';
import { formatMilliseconds } from '../../charts/duration-format.ts';
import { formatPercent } from '../../charts/number-format.ts';
import type { ChartTokens } from '../../charts/theme-tokens.ts';
import type { StepTiming } from '../../../main/contract/run.ts';

export interface StepPart {
  readonly part: string;
  readonly milliseconds: number;
  /** Of the step */
  readonly share: number;
  readonly [column: string]: unknown;
}

/** The parts of a step in the order they are done. They are differences of medians, so that one can fall below 0. */
export function stepParts(timing: StepTiming): readonly StepPart[] {
  const parts: readonly (readonly [string, number])[] = [
    ['Forward pass', timing.forwardMs],
    ['Noise', timing.noiseMs],
    ['Input gradients', timing.inputGradientsMs],
    ['Weight gradients', timing.weightGradientsMs],
    ['Update', timing.updateMs],
  ];
  return parts.map(([part, milliseconds]) => ({ part, milliseconds, share: milliseconds / timing.totalMs }));
}

export function stepTimeOption(timing: StepTiming, tokens: ChartTokens) {
  const parts = stepParts(timing);
  return {
    grid: grid({ left: 116, right: 72, top: 4, bottom: 40 }),
    tooltip: tooltip({
      trigger: 'item',
      formatter: ({ dataIndex }: { dataIndex: number }) => describePart(parts[dataIndex]!),
    }),
    xAxis: axis('Time of a step', 'ms'),
    yAxis: {
      ...axis('', undefined, { categories: parts.map(({ part }) => part) }),
      inverse: true,
      name: undefined,
      axisTick: { show: false },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 14,
        itemStyle: { color: tokens.accent },
        label: {
          show: true,
          position: 'right',
          color: tokens.inkSoft,
          formatter: ({ dataIndex }: { dataIndex: number }) => formatMilliseconds(parts[dataIndex]!.milliseconds),
        },
        data: parts.map(({ milliseconds }) => milliseconds),
      },
    ],
  };
}

export const describePart = ({ part, milliseconds, share }: StepPart): string =>
  `${part}: ${formatMilliseconds(milliseconds)}, ${formatPercent(share, 0)} of the step`;
