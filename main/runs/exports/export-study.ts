import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { LabError } from '../../contract/errors.ts';
import type { StudyComparison } from '../../contract/results.ts';
import { writeFileWhole } from '../../data/write-file.ts';
import type { ExportSubject } from '../../report/export-subject.ts';
import { makeOutputFolder } from '../../store/output-folder.ts';
import type { Workspace } from '../../store/workspace.ts';
import type { StudyExport } from './export-services.ts';
import { exportCommand, type ExportRequest, type ExportTarget } from './export-command.ts';
import { exportDocuments, exportWorks } from './export-files.ts';
import { exportSubject } from './export-subject.ts';
import { machineProvenance } from '../laboratory/machine.ts';

export interface ExportStudyOptions {
  /** Where it is known already, so that nothing is read again; of the same study and network */
  readonly subject?: ExportSubject;
  /** 0 to 1 */
  readonly onProgress?: (fraction: number, detail: string) => void;
  /** Ends it between two files with a LabError 'stopped'; those that were written stay */
  readonly signal?: AbortSignal;
}

const provenanceFile = 'export.json';
/** Of the work, what reading the study takes, about */
const readingShare = 0.7;

/**
 * Writes tables and figures of a study into a folder, which is made where there is none, and beside them what they are of
 * and where they come from. Each file is written whole or not at all; one of the same name is replaced. Nothing in them
 * depends on when or where they are written, but that file.
 *
 * @throws LabError 'not-found' for an unknown study and for one that has nothing of what is asked for, 'invalid-argument' for
 *   a folder that is none, 'disk-full', 'store-unusable', 'stopped'
 */
export async function exportStudy(
  workspace: Workspace,
  target: ExportTarget & { readonly folder: string },
  request: ExportRequest,
  { subject: known, onProgress = () => undefined, signal }: ExportStudyOptions = {},
): Promise<StudyExport> {
  const { studyId, network, folder } = target;
  const command = exportCommand({ ...target, ...request });
  const subject =
    known ??
    (await exportSubject(workspace, studyId, {
      ...(network === undefined ? {} : { network }),
      ...(signal === undefined ? {} : { signal }),
      command,
      onProgress: (fraction, detail) => onProgress(readingShare * fraction, detail),
    }));
  const { comparison, provenance } = subject;
  const works = exportWorks(exportDocuments(subject), request, target, provenance.program);
  if (works.length === 0) throw nothingToExport(comparison);
  makeOutputFolder(folder);
  const files = new Map<string, StudyExport['files'][number]>();
  const undrawn = new Set<string>();
  for (const [index, { detail, make }] of works.entries()) {
    onProgress(readingShare + (1 - readingShare) * (index / works.length), detail);
    // An interruption is heard between two files
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted === true) throw stopped(folder);
    for (const { file, shows, bytes, undrawn: boxes = [] } of await make()) {
      for (const character of boxes) undrawn.add(character);
      if (files.has(file)) continue;
      writeFileWhole(join(folder, file), [bytes]);
      files.set(file, { file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), shows });
    }
  }
  const written = [...files.values()];
  const document = { ...provenanceOf(comparison, command), files: written };
  writeFileWhole(join(folder, provenanceFile), [new TextEncoder().encode(`${JSON.stringify(document, null, 2)}\n`)]);
  return {
    study: comparison.study,
    folder,
    provenance: provenanceFile,
    command,
    files: written,
    undrawn: [...undrawn],
  };
}

function provenanceOf(comparison: StudyComparison, command: string): object {
  const { study, architecture, data, engines, fronts, unfinished } = comparison;
  const { application, commit, node, platform } = machineProvenance();
  return {
    study,
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

function stopped(folder: string): LabError {
  return new LabError(
    'stopped',
    'The export was cancelled.',
    `What was written until then is in ${folder}; the same command again writes all of it.`,
  );
}

function nothingToExport({ study, unfinished }: StudyComparison): LabError {
  return new LabError(
    'not-found',
    `Study ${study.id} (${study.name}) has nothing of what is asked for.`,
    unfinished.length === 0
      ? 'Leave out `--only`, or ask for other formats.'
      : `${unfinished.length} of its runs are not finished: \`npm run -s lab -- runs resume\`.`,
  );
}
