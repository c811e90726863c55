import type { MethodComparison, StudyComparison } from '../../../contract/results.ts';
import type { Specification } from '../../../contract/specification.ts';
import { countCell, measuredCell, numberCell, textCell } from '../cells.ts';
import type { TableContent, TableRow } from '../table-document.ts';
import { methodsOf, speedUpNote } from './saft-accuracy.ts';

/**
 * SAFT's Table 4 (arXiv:2306.03076): how many layers train and how many are frozen, the batch, and what that saves; a row
 * for each profile and SAFT method. Undefined without SAFT.
 */
export function saftLayersTable(
  { profiles, architecture }: StudyComparison,
  { training }: Specification,
): TableContent | undefined {
  const methods = profiles.flatMap((profile) =>
    methodsOf(profile, 'saft').flatMap((method) => (method.plan === undefined ? [] : [{ profile, method }])),
  );
  if (methods.length === 0) return undefined;
  const rows = methods.map(({ profile, method }, index): TableRow => ({
    ...(index > 0 && methods[index - 1]!.profile !== profile ? { startsGroup: true } : {}),
    cells: [textCell(architecture), textCell(profile.label), ...layersCells(method, training.batch)],
  }));
  return {
    id: 'saft-table-4',
    title: 'Layers that SAFT trains and freezes',
    caption:
      'Layers that SAFT trains (k) and freezes, and the speed of a training step against one that trains every layer',
    columns: [
      { key: 'network', title: 'Network', kind: 'text' },
      { key: 'profile', title: 'Profile', kind: 'text' },
      { key: 'method', title: 'Method', kind: 'text' },
      { key: 'batch', title: 'Batch', kind: 'number' },
      { key: 'trained_layers', title: 'k', group: 'Layers', kind: 'number' },
      { key: 'total_layers', title: 'Total', group: 'Layers', kind: 'number' },
      { key: 'frozen_layers', title: 'Frozen', group: 'Layers', kind: 'number' },
      { key: 'speed_up', title: 'Measured', unit: '×', group: 'Speed-up', kind: 'measured' },
      { key: 'speed_up_bound', title: 'Bound', unit: '×', group: 'Speed-up', kind: 'number' },
    ],
    rows,
    notes: [`Layers: those that multiply matrices. ${speedUpNote} Bound: what multiply-accumulates alone allow.`],
  };
}

function layersCells({ label, plan, speedup }: MethodComparison, batch: number) {
  const { trained, frozen, speedupBound } = plan!;
  return [
    textCell(label),
    countCell(batch),
    countCell(trained.length),
    countCell(trained.length + frozen.length),
    countCell(frozen.length),
    measuredCell(speedup),
    numberCell(speedupBound, { decimals: 2 }),
  ];
}
