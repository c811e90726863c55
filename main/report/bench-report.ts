import type { BenchResult } from '../contract/bench.ts';
import { formatBytes, formatMilliseconds } from './format-number.ts';
import { stepTimeTable } from './step-time-table.ts';
import { textPairs } from './text-table.ts';

/** The step beside its parts, and what it ran on. */
export function benchReport({
  provenance,
  architecture,
  batch,
  cores,
  inferenceMs,
  scoringMs,
  peakMemoryBytes,
  rows,
  beside,
  lanmax,
}: BenchResult): string {
  const versions = Object.entries(provenance.versions).map(([name, version]) => `${name} ${version}`);
  const [whole] = rows;
  const pairs: (readonly [string, string])[] = [
    ['engine', [`${provenance.engine}, ${provenance.precision}`, ...versions].join(', ')],
    ['network', `${architecture}, batch ${batch}, ${cores} ${cores === 1 ? 'core' : 'cores'}`],
    ['forward alone', inferenceMs === undefined ? '' : formatMilliseconds(inferenceMs)],
    ['scoring', scoringText(scoringMs, inferenceMs)],
    ['steps a second', whole === undefined ? '' : (1000 / whole.timing.totalMs).toFixed(2)],
    ['peak memory', formatBytes(peakMemoryBytes)],
  ];
  const parts = [
    textPairs(pairs.filter(([, value]) => value !== '')),
    stepTimeTable(rows),
    besideText(beside),
    lanmaxText(lanmax),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** What scoring all layers with one draw costs, in forward passes. */
function scoringText(scoringMs: number | undefined, inferenceMs: number | undefined): string {
  if (scoringMs === undefined || inferenceMs === undefined) return '';
  return `${formatMilliseconds(scoringMs)} for all layers and one draw, ${(scoringMs / inferenceMs).toFixed(2)} forward passes`;
}

function besideText(beside: BenchResult['beside']): string {
  if (beside === undefined) return '';
  const pairs = beside.pairs.map(
    ({ oursMs, theirsMs }) =>
      `${formatMilliseconds(oursMs)} beside ${formatMilliseconds(theirsMs)} (${(oursMs / theirsMs).toFixed(3)})`,
  );
  return `Our step beside that of \`${beside.command}\`, in turn: ${pairs.join(', ')}; median ratio ${beside.ratio.toFixed(3)}.`;
}

function lanmaxText(lanmax: BenchResult['lanmax']): string {
  if (lanmax === undefined) return '';
  const { stepsPerEpoch, layers, epochs, ratio } = lanmax;
  const each = epochs.map(({ uniformMs, lanmaxMs }) => (lanmaxMs / uniformMs).toFixed(3));
  return (
    `An epoch of LaNMax beside one under a single fault rate, binary weights, ${layers} layers, ${stepsPerEpoch} steps ` +
    `in turn: ${each.join(', ')} of its time; median ${ratio.toFixed(3)}.`
  );
}
