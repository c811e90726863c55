import { setImmediate } from 'node:timers/promises';
import { LabError } from '../../contract/errors.ts';
import type { StudyComparison } from '../../contract/results.ts';
import { makeOutputFolder } from '../../store/output-folder.ts';
import type { Workspace } from '../../store/workspace.ts';
import { machineProvenance } from '../laboratory/machine.ts';
import { exportCommand, type ExportRequest, type ExportTarget } from './export-command.ts';
import { exportDocuments, exportWorks, type ExportFile } from './export-files.ts';
import { readExportRecord, recordFile, withExport, type RecordedExport } from './export-record.ts';
import type { StudyExport } from './export-services.ts';
import { exportSubject, type StoredSubject } from './export-subject.ts';
import { assertReplaceable, sha256Of, type ReplaceChoice } from './files-in-the-way.ts';
import { nothingToExport } from './nothing-to-export.ts';
import { studyWord } from './study-word.ts';
import { writeTogether } from './write-together.ts';

export interface ExportStudyOptions extends Partial<ReplaceChoice> {
  /** Where it is known already, so that nothing is read again; of the same study and network */
  readonly subject?: StoredSubject;
  /** 0 to 1 */
  readonly onProgress?: (fraction: number, detail: string) => void;
  /** Ends it with a LabError 'stopped', before anything is written */
  readonly signal?: AbortSignal;
}

/** Of the work, what reading the study takes, about */
const readingShare = 0.7;

/**
 * Writes tables and figures of a study into a folder, which is made where there is none, and beside them what they are of
 * and where they come from: all of them or none. Files that are still what an earlier export of this study wrote are replaced;
 * others of the same names only with `replace`. Nothing in the files depends on when, where or of which workspace they are
 * written, but export.json.
 *
 * @throws LabError 'not-found' for an unknown study and for one that has nothing of what is asked for, 'invalid-argument' for
 *   a folder that is none and for files in the way, 'disk-full', 'store-unusable', 'stopped'
 */
export async function exportStudy(
  workspace: Workspace,
  target: ExportTarget & { readonly folder: string },
  request: ExportRequest,
  options: ExportStudyOptions = {},
): Promise<StudyExport> {
  const { studyId, network, folder } = target;
  const { onProgress = () => undefined, signal } = options;
  const command = exportCommand({
    ...{ ...request, folder, study: target.archivePath ?? studyWord(workspace, studyId) },
    ...(network === undefined ? {} : { network }),
  });
  const subject =
    options.subject ??
    (await exportSubject(workspace, studyId, {
      ...(network === undefined ? {} : { network }),
      ...(signal === undefined ? {} : { signal }),
      command,
      onProgress: (fraction, detail) => onProgress(readingShare * fraction, detail),
    }));
  const { comparison, provenance } = subject;
  const study = { ...comparison.study, uid: provenance.study.uid };
  const works = exportWorks(exportDocuments(subject), request, subject, network);
  if (works.length === 0) throw nothingToExport(comparison);
  const names = [...new Set(works.flatMap(({ files }) => files))];
  const choice = { replace: options.replace ?? false, advice: options.advice ?? commandAdvice };
  // Before the work, and again after it: files may have been edited meanwhile
  assertReplaceable(folder, names, study, choice);
  const made = new Map<string, ExportFile>();
  for (const [index, { detail, make }] of works.entries()) {
    onProgress(readingShare + (1 - readingShare) * (index / works.length), detail);
    // An interruption is heard between two files
    await setImmediate();
    if (signal?.aborted === true) throw stopped();
    for (const file of await make()) if (!made.has(file.file)) made.set(file.file, file);
  }
  const all = [...made.values()];
  const files = all.map(({ file, bytes, shows }) => ({ file, bytes: bytes.length, sha256: sha256Of(bytes), shows }));
  makeOutputFolder(folder);
  assertReplaceable(folder, names, study, choice);
  const record = withExport(readExportRecord(folder), folder, {
    ...provenanceOf(comparison, study, command),
    files,
  });
  writeTogether(
    folder,
    new Map([...all.map(({ file, bytes }) => [file, bytes] as const), [recordFile, jsonBytes(record)]]),
  );
  return {
    ...{ study: comparison.study, folder, provenance: recordFile, command, files },
    undrawn: [...new Set(all.flatMap(({ undrawn = [] }) => undrawn))],
    overlong: all.flatMap(({ file, overlongMm }) =>
      overlongMm === undefined || file.endsWith('.csv') ? [] : [{ file, heightMm: overlongMm }],
    ),
  };
}

const commandAdvice = 'Give another folder, or a `--prefix`; `--replace` writes over them.';

const jsonBytes = (value: unknown): Uint8Array => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);

function provenanceOf(
  comparison: StudyComparison,
  study: StudyComparison['study'] & { readonly uid: string },
  command: string,
): Pick<RecordedExport, 'study' | 'application'> & Readonly<Record<string, unknown>> {
  const { architecture, data, engines, fronts, unfinished } = comparison;
  const { application, commit, node, platform } = machineProvenance();
  return {
    study: { ...study },
    network: architecture,
    data,
    engines,
    unfinishedRuns: unfinished.length,
    ...(fronts === undefined ? {} : { energyReference: fronts.reference, bootstrapResamples: fronts.resamples }),
    application: {
      name: 'Noisefloor',
      version: application,
      ...(commit === undefined ? {} : { commit }),
      node,
      platform,
    },
    command,
    exportedAt: new Date().toISOString(),
  };
}

function stopped(): LabError {
  return new LabError('stopped', 'The export was cancelled.', 'Nothing was written; the same command again writes it.');
}
