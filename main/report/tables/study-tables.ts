import { dataTitle } from '../../contract/data-title.ts';
import { networkTitle } from '../../contract/network-title.ts';
import type { ExportSubject } from '../export-subject.ts';
import { titlesOf } from '../titles.ts';
import { assignedRatesTable } from './layouts/assigned-rates.ts';
import { energyAccuracyTable } from './layouts/energy-accuracy.ts';
import { faultCurveTables, usualAccuracy } from './layouts/fault-curves.ts';
import { frontComparisonTables } from './layouts/front-comparisons.ts';
import { ladderTable } from './layouts/ladder.ts';
import { pairedTestsTable } from './layouts/paired-tests.ts';
import { saftAccuracyTable } from './layouts/saft-accuracy.ts';
import { saftChoiceTable } from './layouts/saft-choice.ts';
import { saftComparisonTable } from './layouts/saft-comparison.ts';
import { saftLayersTable } from './layouts/saft-layers.ts';
import { saftNoiseTable } from './layouts/saft-noise.ts';
import { sensitivityTable } from './layouts/sensitivity.ts';
import { stepTimeTable } from './layouts/step-time.ts';
import { slugs } from './slug.ts';
import { signNotes } from './notes.ts';
import type { TableContent, TableDocument, TableSource } from './table-document.ts';
import { titledTable } from './titled-table.ts';

/**
 * All tables that a study has data for, those of the papers first. Their ids differ, and from
 * those of figures too: they have the word table in them.
 */
export function studyTables({
  comparison,
  specification,
}: Pick<ExportSubject, 'comparison' | 'specification'>): readonly TableDocument[] {
  const { study, architecture, engines, profiles, fronts, faultCurves, rateHistories } = comparison;
  const data = withoutFolders(comparison.data, specification.data.path);
  const source = {
    study: { name: study.name, hash: study.hash },
    network: architecture,
    data,
    engines,
  };
  const captioned = { ...comparison, data: dataTitle(data, specification.data) };
  const titles = titlesOf(comparison);
  const names = slugs(profiles.map(({ label }) => label));
  const tables = [
    saftAccuracyTable(captioned, 'gaussian'),
    saftAccuracyTable(captioned, 'uniform'),
    saftChoiceTable(captioned),
    saftLayersTable(comparison, specification),
    saftNoiseTable(comparison, specification),
    profiles.some(({ methods }) => methods.length > 0) ? saftComparisonTable(profiles) : undefined,
    ...profiles.map((profile, index) =>
      sensitivityTable(
        profile,
        profiles.length === 1 ? 'sensitivity-table' : `sensitivity-table-${names[index]!}`,
        networkTitle(architecture),
      ),
    ),
    ladderTable(profiles),
    stepTimeTable(profiles),
    pairedTestsTable(profiles),
    ...(fronts === undefined ? [] : [energyAccuracyTable(fronts, captioned.data), ...frontComparisonTables(fronts)]),
    assignedRatesTable(rateHistories),
    ...faultCurveTables(faultCurves, usualAccuracy(profiles)),
  ];
  return tables.flatMap((table) =>
    table === undefined ? [] : [finished(titledTable(table, titles, faultCurves), source)],
  );
}

/** What its signs mean comes before its own notes. */
function finished(content: TableContent, source: TableSource): TableDocument {
  const table = withoutSmallGroups(withoutEmptyColumns(content));
  return { ...table, notes: [...signNotes(table.rows), ...table.notes], source };
}

/** A description of data with the last folder of its path alone: where it lies on one machine is nobody else's business. */
export function withoutFolders(description: string, path: string | undefined): string {
  const last = path?.split(/[\\/]/).findLast((part) => part !== '');
  return path === undefined || last === undefined ? description : description.replaceAll(path, () => last);
}

/** Without the columns that say nothing in any row: what the study does not have. */
function withoutEmptyColumns(table: TableContent): TableContent {
  const kept = table.columns.map((_, index) => table.rows.some(({ cells }) => cells[index]!.kind !== 'missing'));
  return {
    ...table,
    columns: table.columns.filter((_, index) => kept[index]),
    rows: table.rows.map((row) => ({ ...row, cells: row.cells.filter((_, index) => kept[index]) })),
  };
}

/** Without rules between rows where each row would be a group. */
function withoutSmallGroups(table: TableContent): TableContent {
  const starts = table.rows.filter(({ startsGroup }) => startsGroup).length;
  if (starts < table.rows.length - 1) return table;
  return { ...table, rows: table.rows.map(({ cells }) => ({ cells })) };
}
