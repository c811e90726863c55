import type { StepTimeRow } from './step-time-table.ts';
import { formatBytes, formatMilliseconds } from './format-number.ts';
import { stepTimeTable } from './step-time-table.ts';
import { textPairs } from './text-table.ts';

export interface BenchFigures {
  readonly provenance: {
    readonly engine: string;
    readonly precision: string;
    readonly versions: Readonly<Record<string, string>>;
  };
  readonly architecture: string;
  readonly batch: number;
  readonly cores: number;
  readonly inferenceMs?: number;
  readonly peakMemoryBytes: number;
  readonly rows: readonly StepTimeRow[];
}

/** The step beside its parts, and what it ran on. */
export function benchReport({
  provenance,
  architecture,
  batch,
  cores,
  inferenceMs,
  peakMemoryBytes,
  rows,
}: BenchFigures): string {
  const versions = Object.entries(provenance.versions).map(([name, version]) => `${name} ${version}`);
  const [whole] = rows;
  const pairs: (readonly [string, string])[] = [
    ['engine', [`${provenance.engine}, ${provenance.precision}`, ...versions].join(', ')],
    ['network', `${architecture}, batch ${batch}, ${cores} ${cores === 1 ? 'core' : 'cores'}`],
    ['forward alone', inferenceMs === undefined ? '' : formatMilliseconds(inferenceMs)],
    ['steps a second', whole === undefined ? '' : (1000 / whole.timing.totalMs).toFixed(2)],
    ['peak memory', formatBytes(peakMemoryBytes)],
  ];
  return `${textPairs(pairs.filter(([, value]) => value !== ''))}\n\n${stepTimeTable(rows)}`;
}
