import { axis, grid, tooltip } from '../../charts/base-option.ts';
import type { ChartLook } from '../../charts/chart-look.ts';
import { errorBars } from '../../charts/error-bars.ts';
import { formatEstimate } from '../../charts/estimate-format.ts';
import { methodStyle } from '../../charts/method-style.ts';
import type { RunRow } from '../../../main/contract/workbench/runs.ts';

/** An accuracy that a finished run of a study has given. */
export interface StudyResult {
  readonly runId: number;
  /** For example "SAFT k=7 · seed 2" */
  readonly title: string;
  readonly methodName?: string;
  readonly accuracy: { readonly value: number; readonly low: number; readonly high: number };
  readonly draws: number;
  readonly [column: string]: unknown;
}

/** How many results of trained runs are shown; all are in the comparison. */
const shownResults = 12;

/** What was measured before training, then the newest of what was trained, in the order the runs were made. */
export function newestResults(results: readonly StudyResult[]): readonly StudyResult[] {
  const trained = results.filter(({ methodName }) => methodName !== undefined);
  return [...results.filter(({ methodName }) => methodName === undefined), ...trained.slice(-shownResults)];
}

/** In the order the runs were made. The profile is named where there are several. */
export function studyResults(rows: readonly RunRow[], studyId: number): readonly StudyResult[] {
  const ofStudy = rows.filter((row) => row.studyId === studyId);
  const hasProfiles = new Set(ofStudy.flatMap(({ profile }) => profile ?? [])).size > 1;
  return ofStudy.flatMap(({ id, kind, method, methodName, profile, seed, accuracy }) => {
    if (accuracy === undefined) return [];
    const what = { pretrain: 'Pretrained, without noise', prepare: 'Before training', train: method ?? 'Trained' }[
      kind
    ];
    const title = [what, hasProfiles ? profile : undefined, kind === 'train' ? `seed ${seed}` : undefined]
      .filter(Boolean)
      .join(' · ');
    return [{ runId: id, title, methodName, accuracy, draws: accuracy.draws }];
  });
}

export const accuracyText = ({ accuracy }: StudyResult): string => formatEstimate(accuracy, 'percent').full;

/** Pixels: what a row needs, and the axis below. */
export const resultsHeight = (rows: number): number => 24 * Math.max(2, rows) + 56;

/** An interval of few draws reaches beyond what an accuracy can be; the axis does not. */
function accuracyRange(results: readonly StudyResult[]): { readonly min?: number; readonly max?: number } {
  const isAny = (holds: (accuracy: StudyResult['accuracy']) => boolean): boolean =>
    results.some(({ accuracy }) => holds(accuracy));
  return {
    ...(isAny(({ low }) => Number.isFinite(low) && low < 0) ? { min: 0 } : {}),
    ...(isAny(({ high }) => Number.isFinite(high) && high > 1) ? { max: 1 } : {}),
  };
}

/** A dot with its interval for each result, one below the other. */
export function resultsOption(results: readonly StudyResult[], { palette, dark, tokens }: ChartLook) {
  const color = (methodName: string | undefined): string =>
    methodName === undefined ? tokens.ink : methodStyle(methodName, palette, dark).color;
  return {
    grid: grid({ left: 12, right: 24, top: 8, bottom: 40, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' }),
    tooltip: tooltip({
      trigger: 'item',
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const result = results[dataIndex];
        return result === undefined ? '' : `${result.title}\n${accuracyText(result)}`;
      },
    }),
    xAxis: { ...axis('Accuracy', undefined, { percent: true }), ...accuracyRange(results) },
    yAxis: {
      ...axis('', undefined, { categories: results.map(({ title }) => title) }),
      name: undefined,
      inverse: true,
      axisTick: { show: false },
      axisLabel: { width: 320, overflow: 'truncate' },
    },
    series: [
      {
        type: 'scatter',
        symbolSize: 9,
        data: results.map(({ accuracy, methodName }, index) => ({
          value: [accuracy.value, index],
          symbol: methodName === undefined ? 'circle' : methodStyle(methodName, palette, dark).symbol,
          itemStyle: { color: color(methodName) },
        })),
      },
      ...results.map(({ accuracy, methodName }, index) =>
        errorBars([{ x: accuracy.value, y: index, xLow: accuracy.low, xHigh: accuracy.high }], {
          color: color(methodName),
        }),
      ),
    ],
  };
}
