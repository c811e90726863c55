import type { LadderRung } from '../contract/results.ts';
import type { AccuracyStage } from '../contract/run.ts';
import { formatAccuracy, formatSample, halfWidth, intervalNote } from './estimate.ts';
import { formatPercentPoints } from './format-number.ts';
import { textTable } from './text-table.ts';

const stageNames: Readonly<Record<AccuracyStage, string>> = {
  clean: 'clean',
  quantised: 'quantised',
  noisy: 'noisy, untrained',
  'recovered-clean': 'without noise',
  recovered: 'under noise',
};

function rungName({ stage, label }: LadderRung): string {
  return label === undefined ? stageNames[stage] : `${label}, ${stageNames[stage]}`;
}

/**
 * The accuracy ladder: clean, quantised, noisy, recovered, each with what its interval is over. The distance to clean is
 * on the same test images, so its uncertainty is that of the draws or seeds alone.
 */
export function ladderTable(rungs: readonly LadderRung[]): string {
  const clean = rungs.find(({ stage }) => stage === 'clean')?.accuracy;
  const rows = rungs.map((rung) => {
    const { accuracy } = rung;
    const uncertainty = accuracy.over === 'images' ? undefined : halfWidth(accuracy);
    const distance =
      clean === undefined || rung.stage === 'clean'
        ? ''
        : formatPercentPoints(accuracy.value - clean.value, uncertainty);
    return [rungName(rung), formatAccuracy(accuracy), distance, formatSample(accuracy)];
  });
  const table = textTable(
    [
      { title: 'stage' },
      { title: 'accuracy', align: 'right' },
      { title: 'against clean', align: 'right' },
      { title: 'interval over', align: 'right' },
    ],
    rows,
  );
  return `${table}\n${intervalNote(rungs.map(({ accuracy }) => accuracy))}`.trimEnd();
}
