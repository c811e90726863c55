import type {
  ArchiveConflict,
  ArchivedWeights,
  ArchiveImport,
  ArchiveSummary,
  StudyNeed,
} from '../../../main/contract/archive.ts';
import type { ArchiveEstimate, ArchiveInputs, ExtractedFolder } from '../../../main/contract/workbench/archives.ts';
import { listed } from '../../../main/contract/text/listed.ts';
import { formatCount, formatSi } from '../../charts/number-format.ts';
import type { TableColumn, TableRow } from '../../components/table-text.ts';
import { countOf } from '../studies/table/run-words.ts';

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

/** How much it is, and what it is good for. */
export function inputsText({ inputs }: Pick<ArchiveInputs, 'inputs'>): string {
  const bytes = inputs.reduce((sum, input) => sum + input.bytes, 0);
  const files = inputs.reduce((sum, input) => sum + input.files, 0);
  return `${countOf(files, 'file')}, ${formatSi(bytes, 'B')}. With these the study can be run again where nobody has them.`;
}

const weightsInside: Readonly<Record<ArchivedWeights, string>> = {
  none: 'None',
  final: 'Trained weights',
  all: 'All checkpoints',
};

/** What is in an archive, line by line. */
export function summaryFacts(summary: ArchiveSummary): readonly (readonly [name: string, value: string])[] {
  const { bytes, application, version, study, weights, files, inputs, rows, report } = summary;
  const parts = inputs.flatMap((input) => input.parts);
  const inputBytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const weightFiles = files.count === 0 ? '' : `, ${countOf(files.count, 'file')}, ${formatSi(files.bytes, 'B')}`;
  return [
    ['Size', formatSi(bytes, 'B')],
    ['Runs', `${formatCount(study.runs)}, ${countOf(rows, 'row')} of records`],
    ['Weights', `${weightsInside[weights]}${weightFiles}`],
    [
      'Files that it reads',
      parts.length === 0 ? 'None' : `${countOf(parts.length, 'file')}, ${formatSi(inputBytes, 'B')}`,
    ],
    ['Report for browsers', report ? 'In it; “Extract to a folder” writes it out' : 'None'],
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
export function importText({ outcome, study, runs, files, inputs }: ArchiveImport): string {
  const came = [
    ...(runs.added > 0 ? [`${countOf(runs.added, 'run')} added`] : []),
    ...(runs.unchanged > 0 ? [`${formatCount(runs.unchanged)} there already`] : []),
    ...(runs.kept > 0 ? [`${formatCount(runs.kept)} kept as they were here`] : []),
    ...(runs.trashed > 0 ? [`${formatCount(runs.trashed)} in the trash left there`] : []),
    ...(files.count > 0 ? [`${countOf(files.count, 'file')} of weights, ${formatSi(files.bytes, 'B')}`] : []),
    ...(inputs.count > 0 ? [`${countOf(inputs.count, 'file')} that it reads, ${formatSi(inputs.bytes, 'B')}`] : []),
  ];
  const what = came.length === 0 ? '' : ` ${came.join(', ')}.`;
  if (outcome === 'unchanged') return `Everything of it is in the workspace already, as study ${study.id}.${what}`;
  if (outcome === 'completed') return `Study ${study.id} was in the workspace and is complete now.${what}`;
  if (outcome === 'refused') return 'Nothing was imported: the workspace has other versions of it.';
  return `Imported as study ${study.id}.${what}`;
}

export const needColumns: readonly TableColumn[] = [
  { key: 'what', label: 'What' },
  { key: 'path', label: 'In the specification' },
  { key: 'where', label: 'Where it is' },
  { key: 'checksums', label: 'SHA-256 of what was read' },
];

/** What it takes to run a study again. */
export function needRows(needs: readonly StudyNeed[]): readonly TableRow[] {
  return needs.map(({ field, what, path, checksums, held }) => ({
    field,
    what,
    path,
    where: held ? 'In the archive' : 'Not in the archive',
    checksums:
      checksums.length === 0 ? 'Not recorded' : checksums.map(({ part, sha256 }) => `${part}: ${sha256}`).join(', '),
  }));
}

/** What of it has to be fetched, in a sentence. */
export function needsText(needs: readonly StudyNeed[]): string {
  if (needs.length === 0) return 'To run it again takes nothing but the program: its data are built in.';
  const missing = needs.filter(({ held }) => !held);
  if (missing.length === 0) return 'All that it takes to run it again is in the archive.';
  return `To run it again, ${listed(missing.map(({ what, path }) => `${what} (${path})`))} ${
    missing.length === 1 ? 'has' : 'have'
  } to be fetched: not in the archive.`;
}

/** What was written out of an archive, and where to. */
export function writtenText({ folder, extracted }: Pick<ExtractedFolder, 'folder' | 'extracted'>): string {
  return `${listed(extracted)} written to ${folder}`;
}

/** How the specification that was written out differs from its author's, and what it still lacks; a sentence each. */
export function extractionNotes({ changed, left }: Pick<ExtractedFolder, 'changed' | 'left'>): readonly string[] {
  return [
    ...changed.map(({ field, path, to }) =>
      to === undefined
        ? `In specification.yaml, \`${field}\` has its content, where it named ${path}.`
        : `In specification.yaml, \`${field}\` is ${to}, where it was ${path}.`,
    ),
    ...left.map(({ what, field, path }) => `Not in the archive, and left as it was: ${what} (\`${field}\`: ${path}).`),
  ];
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
