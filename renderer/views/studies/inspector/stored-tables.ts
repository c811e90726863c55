import type { CheckpointSummary } from '../../../../main/contract/results.ts';
import type { SensitivityScore } from '../../../../main/contract/run.ts';
import { formatEstimate } from '../../../charts/estimate-format.ts';
import { formatCount, formatSi } from '../../../charts/number-format.ts';
import type { TableContent } from './measured-tables.ts';

export function checkpointTable(checkpoints: readonly CheckpointSummary[]): TableContent {
  return {
    columns: [
      { key: 'at', label: 'At' },
      { key: 'size', label: 'Size', kind: 'number' },
      { key: 'sha256', label: 'SHA-256' },
    ],
    rows: checkpoints.map(({ position, bytes, sha256, final }) => ({
      at: final ? 'end' : `epoch ${formatCount(position.epoch)}, step ${formatCount(position.step)}`,
      size: formatSi(bytes, 'B'),
      sha256,
    })),
  };
}

/** Scores of every metric, a layer a line; ± is one standard error over noise draws. */
export function sensitivityTable(scores: readonly SensitivityScore[]): TableContent {
  const metrics = [...new Set(scores.map(({ metric }) => metric))];
  const layers = [...new Set(scores.map(({ layer }) => layer))];
  const text = (layer: string, metric: string): string => {
    const score = scores.find((each) => each.layer === layer && each.metric === metric);
    if (score === undefined) return '';
    const { value, standardError } = score;
    return formatEstimate({ value, low: value - standardError, high: value + standardError }, 'number').full;
  };
  return {
    columns: [
      { key: 'layer', label: 'Layer' },
      ...metrics.map((metric) => ({ key: metric, label: metric, kind: 'number' as const })),
    ],
    rows: layers.map((layer) => ({
      layer,
      ...Object.fromEntries(metrics.map((metric) => [metric, text(layer, metric)])),
    })),
  };
}
