import { resumedAfter } from '../../../main/contract/resumed-training.ts';
import type { RunNews } from '../../../main/contract/workbench/runs.ts';

/** Everything heard of one run, put together. */
export interface LiveRun extends Omit<RunNews, 'points'> {
  /** Steps after which it was taken up again, each once */
  readonly joins: readonly number[];
  /** Points heard since the run was opened, by series: what a series read from the store may lack */
  readonly points: RunNews['points'];
}

/** More are in the store; the log panel reads them there. */
const keptLogLines = 2000;

/**
 * What is known after another piece of news. A resumed run repeats steps and outer steps of LaNMax: what is told later
 * counts.
 */
export function withNews(known: LiveRun | undefined, news: RunNews): LiveRun {
  if (known === undefined) return { ...news, joins: joinsOf(news) };
  return {
    joins: [...new Set([...known.joins, ...joinsOf(news)])],
    status: news.status,
    transition: news.transition,
    progress: news.progress ?? (news.status === 'running' ? known.progress : undefined),
    heardAt: news.heardAt ?? known.heardAt,
    points: [...known.points, ...news.points],
    rateUpdates: replaced(known.rateUpdates, news.rateUpdates, ({ epoch }) => epoch),
    accuracies: replaced(known.accuracies, news.accuracies, ({ stage }) => stage),
    faultAccuracies: replaced(known.faultAccuracies, news.faultAccuracies, ({ kind, rate, layer }) =>
      JSON.stringify([kind, rate, layer]),
    ),
    log: replaced(known.log, news.log, ({ number }) => number).slice(-keptLogLines),
    error: news.error,
  };
}

const joinsOf = ({ log }: RunNews): number[] => [...new Set(log.flatMap(({ message }) => resumedAfter(message) ?? []))];

function replaced<Item>(before: readonly Item[], later: readonly Item[], keyOf: (item: Item) => unknown): Item[] {
  if (later.length === 0) return [...before];
  const all = new Map(before.map((item) => [keyOf(item), item]));
  for (const item of later) all.set(keyOf(item), item);
  return [...all.values()];
}
