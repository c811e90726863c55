import { onScopeDispose, shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import type { z } from 'zod';
import type { metricSeriesSchema } from '../../../main/contract/workbench/runs.ts';
import { LabError } from '../../../main/contract/errors.ts';
import { useClient } from '../../composables/use-client.ts';
import type { SeriesPoint } from './series-summary.ts';

export type SeriesName = z.infer<typeof metricSeriesSchema>;

export interface ReadSeries {
  readonly points: readonly SeriesPoint[];
  readonly smoothed: readonly SeriesPoint[];
}

export interface SeriesRequest {
  readonly runId: number;
  readonly series: readonly SeriesName[];
  /** Steps after which a point counts half; 0: not smoothed */
  readonly halfLife: number;
}

/** The least time between two readings; longer where reading takes long, so that it never fills the store's time. */
const leastPauseMs = 1000;
const pauseByReading = 10;

/**
 * Series of a run, thinned by the store after smoothing. They are read again after news, as pushed, never by the clock alone.
 *
 * @param news changes with every piece of news
 */
export function useSeries(
  request: () => SeriesRequest | undefined,
  news: () => unknown,
): {
  readonly series: ShallowRef<Readonly<Partial<Record<SeriesName, ReadSeries>>>>;
  readonly error: ShallowRef<Error | undefined>;
} {
  const client = useClient();
  const series = shallowRef<Readonly<Partial<Record<SeriesName, ReadSeries>>>>({});
  const error = shallowRef<Error>();
  let reading: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isDue = false;

  async function read(): Promise<void> {
    const asked = request();
    clearTimeout(timer);
    timer = undefined;
    if (asked === undefined) return;
    const own = (reading = new AbortController());
    isDue = false;
    const start = performance.now();
    try {
      const { runId: id, halfLife } = asked;
      const answers = await Promise.all(
        asked.series.map(async (name) => {
          // Only the loss is noisy enough to smooth
          const smoothing = name === 'loss' || name === 'accuracy' || name === 'step-ms' ? halfLife : 0;
          const answer = await client.call('runs.series', { id, series: name, halfLife: smoothing }, own);
          return [name, answer] as const;
        }),
      );
      if (reading !== own) return;
      series.value = Object.fromEntries(answers.filter(([, { points }]) => points.length > 0));
      error.value = undefined;
    } catch (problem) {
      if (reading !== own) return;
      // The page says it once for everything; with the next connection there is news, and all is read again
      if (problem instanceof LabError && problem.code === 'disconnected') return void (reading = undefined);
      error.value = problem instanceof Error ? problem : new Error(String(problem));
    }
    reading = undefined;
    timer = setTimeout(
      () => {
        timer = undefined;
        if (isDue) void read();
      },
      Math.max(leastPauseMs, pauseByReading * (performance.now() - start)),
    );
  }

  watch(
    () => JSON.stringify(request()),
    (_now, before) => {
      reading?.abort();
      reading = undefined;
      if (before === undefined || request()?.runId !== (JSON.parse(before) as SeriesRequest).runId) series.value = {};
      void read();
    },
    { immediate: true },
  );
  watch(news, () => {
    isDue = true;
    if (reading === undefined && timer === undefined) void read();
  });
  onScopeDispose(() => {
    reading?.abort();
    reading = undefined;
    clearTimeout(timer);
  });
  return { series, error };
}
