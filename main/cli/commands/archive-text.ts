import type {
  ArchiveConflict,
  ArchiveImport,
  ArchiveSummary,
  ArchiveVerification,
  StudyNeed,
} from '../../contract/archive.ts';
import type { Provenance } from '../../contract/run.ts';
import { formatCount } from '../../contract/text/digits.ts';
import { formatBytes } from '../../report/format-number.ts';
import { section } from '../../report/section.ts';
import { studyReport } from '../../report/study-report.ts';
import type { ArchiveContents } from '../../runs/archives/archive-services.ts';

const counted = (count: number, one: string, several = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : several}`;

/** `47 runs, 88,664 rows, 46 files of weights (11.4 MB), with a report` */
function contentLine({ study, rows, files, inputs, report }: ArchiveSummary): string {
  const parts = inputs.flatMap((input) => input.parts);
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  return [
    counted(study.runs, 'run'),
    counted(rows, 'row'),
    files.count === 0 ? 'no weights' : `${counted(files.count, 'file')} of weights (${formatBytes(files.bytes)})`,
    ...(parts.length === 0 ? [] : [`${counted(parts.length, 'file')} that the study reads (${formatBytes(bytes)})`]),
    report ? 'with a report' : 'without a report',
  ].join(', ');
}

export function summaryText(summary: ArchiveSummary): string {
  const { study, application, path, bytes, sha256 } = summary;
  return [
    `Study: ${study.name}`,
    contentLine(summary),
    `${path} (${formatBytes(bytes)}, written by Noisefloor ${application})`,
    ...(sha256 === undefined ? [] : [`SHA-256 ${sha256}`]),
  ].join('\n');
}

export function verificationText({ problems, summary, path }: ArchiveVerification): string {
  const head = summary === undefined ? path : summaryText(summary);
  return `${head}\n\n${problems.length === 0 ? 'Everything in it is as it should be.' : problems.join('\n')}`;
}

function provenanceLine({ application, commit, engine, precision, versions, platform, processor }: Provenance): string {
  const program = `Noisefloor ${application}${commit === undefined ? '' : ` (${commit.slice(0, 12)})`}`;
  const libraries = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [program, [engine, precision].join(' '), ...libraries, platform, processor].join(', ');
}

function needLines({ what, field, path, checksums, held }: StudyNeed): readonly string[] {
  const hashes = checksums.map(({ part, sha256 }) => `  SHA-256 of ${part}: ${sha256}`);
  return [
    `${held ? 'In the archive' : 'Not in the archive'}: ${what} (${field}: ${path})`,
    ...(hashes.length === 0 ? ['  SHA-256 not recorded: no run has read it'] : hashes),
  ];
}

/** What it takes to run the study again. */
function needsText(needs: readonly StudyNeed[]): string {
  if (needs.length === 0) return 'Nothing but the program: its data are built in.';
  return needs.flatMap(needLines).join('\n');
}

/** What lies in the folder, how its specification finds it, and what has to be had elsewhere. */
function extractedText(
  extracted: readonly string[],
  changed: ArchiveContents['changed'],
  needs: readonly StudyNeed[],
): string {
  const left = needs.filter(({ held }) => !held);
  return [
    `Written: ${extracted.join(', ')}`,
    ...(changed ?? []).map(
      ({ field, path, to = 'its content' }) => `Changed in specification.yaml: ${field}, which was ${path}, is ${to}`,
    ),
    ...left.map(({ what, field, path }) => `Left as it was, and not written: ${what} (${field}: ${path})`),
  ].join('\n');
}

/** The tables of the study, and where they come from. */
export function contentsText({ summary, comparison, provenances, needs, extracted, changed }: ArchiveContents): string {
  const lines = [...new Set(provenances.map(provenanceLine))];
  return [
    studyReport(comparison),
    section('Provenance', [summaryText(summary), ...lines].join('\n')),
    section('To run it again', needsText(needs)),
    ...(extracted === undefined ? [] : [extractedText(extracted, changed, needs)]),
  ].join('\n\n');
}

export function conflictLine({ runId, what, differences }: ArchiveConflict): string {
  return `${runId === undefined ? what : `run ${runId} (${what})`}: ${differences.join(', ')}`;
}

const outcomes: Readonly<Record<ArchiveImport['outcome'], string>> = {
  added: 'was added',
  completed: 'was there and has been completed',
  unchanged: 'was there already; nothing was changed',
  refused: 'differs from the one that is there; nothing was changed',
};

export function importText({ outcome, study, runs, files, inputs, conflicts }: ArchiveImport): string {
  const counts = [
    runs.added > 0 ? `${counted(runs.added, 'run')} added` : '',
    runs.unchanged > 0 ? `${counted(runs.unchanged, 'run')} there already` : '',
    runs.kept > 0 ? `${counted(runs.kept, 'run')} kept as here` : '',
    runs.trashed > 0 ? `${counted(runs.trashed, 'run')} left in the trash` : '',
    files.count > 0 ? `${counted(files.count, 'file')} of weights added (${formatBytes(files.bytes)})` : '',
    inputs.count > 0
      ? `${counted(inputs.count, 'file')} that the study reads kept in the workspace (${formatBytes(inputs.bytes)})`
      : '',
  ].filter((part) => part !== '');
  return [
    `Study ${study.id} (${study.name}) ${outcomes[outcome]}.`,
    ...(counts.length === 0 ? [] : [counts.join(', ')]),
    ...conflicts.map((conflict) => `Differs: ${conflictLine(conflict)}`),
  ].join('\n');
}
