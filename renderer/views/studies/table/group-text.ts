import { formatEstimate } from '../../../charts/estimate-format.ts';
import { formatPercent } from '../../../charts/number-format.ts';
import type { RunGroup } from './group-runs.ts';
import { countOf } from './run-words.ts';

/**
 * What a group sums up to: `3 runs · 91.2 ± 0.4 %, mean ± sd over 3 seeds`. Over several configurations it says so, as the
 * deviation is then no deviation over seeds.
 */
export function groupText({ runs, finished, configurations, accuracy }: RunGroup): string {
  const count = finished === runs ? countOf(runs, 'run') : `${countOf(runs, 'run')}, ${finished} finished`;
  if (accuracy === undefined) return count;
  const { mean, standardDeviation, n } = accuracy;
  const over =
    configurations === 1 ? countOf(n, 'seed') : `${countOf(n, 'run')} of ${countOf(configurations, 'configuration')}`;
  if (!Number.isFinite(standardDeviation)) return `${count} · ${formatPercent(mean)}, n = ${n}`;
  const interval = { value: mean, low: mean - standardDeviation, high: mean + standardDeviation };
  return `${count} · ${formatEstimate(interval, 'percent').full}, mean ± sd over ${over}`;
}
