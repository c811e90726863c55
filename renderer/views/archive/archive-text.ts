import type {
  ArchiveConflict,
  ArchivedWeights,
  ArchiveImport,
  ArchiveSummary,
} from '../../../main/contract/archive.ts';
import type { ArchiveEstimate } from '../../../main/contract/workbench/archives.ts';
import { countText } from '../../charts/digits.ts';
import { formatSi } from '../../charts/number-format.ts';
import type { TableColumn, TableRow } from '../../components/table-text.ts';

export const weightsChoices: readonly { readonly value: ArchivedWeights; readonly label: string }[] = [
  { value: 'none', label: 'Without' },
  { value: 'final', label: 'Trained weights' },
  { value: 'all', label: 'All checkpoints' },
];

const weightsMeaning: Readonly<Record<ArchivedWeights, string>> = {
  none: 'Everything that was measured. Nothing can be trained or evaluated further with it.',
  final: 'The weights that each run ended with: enough to evaluate, export and begin new studies from.',
  all: 'Also the checkpoints of runs that have not finished, so that they can be resumed elsewhere.',
};

/** What a choice means and about how large the file gets. */
export function weightsText(weights: ArchivedWeights, estimate: ArchiveEstimate | undefined): string {
  const meaning = weightsMeaning[weights];
  if (estimate === undefined) return meaning;
  const bytes = estimate.files[weights];
  return `${meaning} ${bytes === 0 ? 'No files of weights.' : `About ${formatSi(bytes, 'B')} of weights.`}`;
}

const weightsInside: Readonly<Record<ArchivedWeights, string>> = {
  none: 'None',
  final: 'Trained weights',
  all: 'All checkpoints',
};

const plural = (count: number, noun: string): string => `${countText(count)} ${noun}${count === 1 ? '' : 's'}`;

/** What is in an archive, line by line. */
export function summaryFacts(summary: ArchiveSummary): readonly (readonly [name: string, value: string])[] {
  const { bytes, application, version, study, weights, files, rows, report } = summary;
  const weightFiles = files.count === 0 ? '' : `, ${plural(files.count, 'file')}, ${formatSi(files.bytes, 'B')}`;
  return [
    ['Size', formatSi(bytes, 'B')],
    ['Runs', `${countText(study.runs)}, ${plural(rows, 'row')} of records`],
    ['Weights', `${weightsInside[weights]}${weightFiles}`],
    ['Report for browsers', report ? 'report/index.html, in the zip that the file is' : 'None'],
    ['Written by', `Noisefloor ${application}, format ${version}`],
  ];
}

/** SHA-256, for papers and supplements. */
export function checksumFacts({ study, sha256 }: ArchiveSummary): readonly (readonly [name: string, value: string])[] {
  return [
    ['Specification', study.specificationHash],
    ...(sha256 === undefined ? [] : [['Whole file', sha256] as const]),
  ];
}

/** What an import has done, in a sentence or two. */
export function importText({ outcome, study, runs, files }: ArchiveImport): string {
  const came = [
    ...(runs.added > 0 ? [`${plural(runs.added, 'run')} added`] : []),
    ...(runs.unchanged > 0 ? [`${countText(runs.unchanged)} there already`] : []),
    ...(runs.kept > 0 ? [`${countText(runs.kept)} kept as they were here`] : []),
    ...(runs.trashed > 0 ? [`${countText(runs.trashed)} in the trash left there`] : []),
    ...(files.count > 0 ? [`${plural(files.count, 'file')} of weights, ${formatSi(files.bytes, 'B')}`] : []),
  ];
  const what = came.length === 0 ? '' : ` ${came.join(', ')}.`;
  if (outcome === 'unchanged') return `Everything of it is in the workspace already, as study ${study.id}.${what}`;
  if (outcome === 'completed') return `Study ${study.id} was in the workspace and is complete now.${what}`;
  if (outcome === 'refused') return 'Nothing was imported: the workspace has other versions of it.';
  return `Imported as study ${study.id}.${what}`;
}

export const conflictColumns: readonly TableColumn[] = [
  { key: 'what', label: 'What' },
  { key: 'run', label: 'Run here', kind: 'number' },
  { key: 'differences', label: 'Differs in' },
];

export function conflictRows(conflicts: readonly ArchiveConflict[]): readonly TableRow[] {
  return conflicts.map(({ runId, what, differences }, key) => ({
    key,
    what,
    run: runId ?? '',
    differences: differences.join(', '),
  }));
}
