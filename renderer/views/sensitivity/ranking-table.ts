import type { SensitivityScore } from '../../../main/contract/run.ts';
import { formatSeconds } from '../../charts/duration-format.ts';
import { formatPercent } from '../../charts/number-format.ts';
import type { TableColumn, TableRow } from '../../components/table-text.ts';
import { scoreText } from '../../charts/sensitivity-panels.ts';
import type { SaftChoice } from './saft-choices.ts';

/** Columns of a ranking: a star in a column for each choice of layers. */
export function rankingColumns(choices: readonly SaftChoice[], unit: string | undefined): readonly TableColumn[] {
  return [
    { key: 'rank', label: 'Rank', kind: 'number' },
    { key: 'layer', label: 'Layer' },
    { key: 'score', label: 'Score', kind: 'number', ...(unit === undefined ? {} : { unit }) },
    { key: 'share', label: 'Of the highest', kind: 'number' },
    ...choices.map(({ label, reason }, index) => ({ key: `choice${index}`, label, description: reason })),
  ];
}

/** By falling score. @param scores of one metric */
export function rankingRows(scores: readonly SensitivityScore[], choices: readonly SaftChoice[]): readonly TableRow[] {
  const ranked = scores.toSorted((first, second) => second.value - first.value);
  const highest = ranked[0]?.value ?? 0;
  return ranked.map((score, index) => ({
    rank: String(index + 1),
    layer: score.layer,
    // In one line
    score: scoreText(score).replaceAll(' ', '\u00a0'),
    share: highest > 0 ? formatPercent(score.value / highest, 0) : '–',
    ...Object.fromEntries(
      choices.map(({ trained }, place) => [`choice${place}`, trained.includes(score.layer) ? '★' : '']),
    ),
  }));
}

/** KL divergences are in nats; the others have the unit of a layer's outputs. */
export function scoreUnit(metric: string): string | undefined {
  return metric.startsWith('kl') ? 'nats' : undefined;
}

/** How the scores were measured: `8 noise draws, seed 0; 2.31 s for all layers and draws`. */
export function scoringText(scores: readonly SensitivityScore[]): string {
  const [first] = scores;
  if (first === undefined) return '';
  const draws = first.n === 1 ? '1 noise draw' : `${first.n} noise draws`;
  return `${draws}, seed ${first.seed}; scoring all layers took ${formatSeconds(first.seconds)}.`;
}
