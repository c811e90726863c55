import type { MethodComparison, ProfileComparison } from '../../../contract/results.ts';
import { saftBaseline } from '../../../contract/saft-baseline.ts';
import { measuredCell, numberCell, percentCell, textCell } from '../cells.ts';
import type { TableColumn, TableContent, TableRow } from '../table-document.ts';
import { isOfSaft } from './noise-slots.ts';
import { hasSpeedUp, methodsOf, pairNote, rungOf, speedUpNote, trainedPair } from './saft-accuracy.ts';

/**
 * FP32, untrained, noise injection, SAFT, and the speed-up as measured beside what the arithmetic allows: a row for each
 * profile, of whatever kind, and SAFT method. Undefined without profiles of SAFT or noise injection.
 */
export function saftComparisonTable(all: readonly ProfileComparison[]): TableContent | undefined {
  const profiles = all.filter(isOfSaft);
  if (profiles.length === 0) return undefined;
  const several = profiles.some((profile) => methodsOf(profile, 'saft').length > 1);
  const rows = profiles.flatMap((profile, index) => {
    const safts: readonly (MethodComparison | undefined)[] = methodsOf(profile, 'saft');
    return (safts.length === 0 ? [undefined] : safts).map((saft, position): TableRow => ({
      ...(several && index > 0 && position === 0 ? { startsGroup: true } : {}),
      cells: [
        textCell(profile.label),
        ...(several ? [textCell(saft?.label)] : []),
        percentCell(rungOf(profile, 'clean')),
        percentCell(rungOf(profile, 'noisy')),
        ...trainedPair(profile, saft),
        measuredCell(saft?.speedup),
        numberCell(saft?.plan?.speedupBound, { decimals: 2 }),
      ],
    }));
  });
  return {
    id: 'saft-comparison-table',
    title: 'SAFT and noise injection by profile',
    caption:
      'Accuracy under each profile after noise-injection training and after SAFT. Untrained: before any training',
    columns: [
      { key: 'profile', title: 'Profile', kind: 'text' },
      ...(several ? [{ key: 'method', title: 'Method', kind: 'text' as const }] : []),
      ...percentColumns,
      { key: 'speed_up', title: 'Measured speed-up', unit: '×', kind: 'measured' },
      { key: 'speed_up_bound', title: 'Arithmetic bound', unit: '×', kind: 'number' },
    ],
    rows,
    notes: [
      ...pairNote(profiles),
      ...(hasSpeedUp(profiles) ? [`${speedUpNote} Bound: what multiply-accumulates alone allow.`] : []),
      ...(profiles.some(differentBaselines)
        ? ['Noise injection is that of the same fault rate, where there is one, otherwise the first of the study.']
        : []),
    ],
  };
}

const percentColumns: readonly TableColumn[] = [
  { key: 'fp32_percent', title: 'FP32', unit: '%', kind: 'measured' },
  { key: 'untrained_percent', title: 'Untrained', unit: '%', kind: 'measured' },
  { key: 'noise_injection_percent', title: 'Noise injection', unit: '%', kind: 'measured' },
  { key: 'saft_percent', title: 'SAFT', unit: '%', kind: 'measured' },
];

function differentBaselines(profile: ProfileComparison): boolean {
  const injections = methodsOf(profile, 'noise-injection');
  return methodsOf(profile, 'saft').some((saft) => saftBaseline(saft, injections) !== injections[0]);
}
