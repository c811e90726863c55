import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { LabError } from '../contract/errors.ts';
import {
  archiveVersion,
  type ArchivedWeights,
  type ArchiveManifest,
  type ArchiveSummary,
} from '../contract/archive.ts';
import type { Workspace } from '../store/workspace.ts';
import { contentOfText, contentsOf, type InputToPack, type ReportFile } from './archive-contents.ts';
import { assertGoing, writingError } from './archive-errors.ts';
import { summaryOf } from './archive-summary.ts';
import type { ArchiveOptions } from './options.ts';
import { openSnapshot } from './study-snapshot.ts';
import { writeZip } from './write-zip.ts';

export interface CreateOptions extends ArchiveOptions {
  /** Version of the program that writes it */
  readonly application: string;
  /** `final` by default */
  readonly weights?: ArchivedWeights;
  /** Replace a file that is there already? Otherwise that is refused */
  readonly replace?: boolean;
  /** What to do about a file that is there, for whoever asks otherwise than by a command */
  readonly replaceAdvice?: string;
  /** Files of the user's own that the study reads; none by default */
  readonly inputs?: readonly InputToPack[];
  /** The report for browsers, made before the study is read */
  readonly report?: () => Promise<readonly ReportFile[]>;
}

const commandAdvice = 'Choose another name, or add `--replace` to replace it.';

/**
 * Before any work is done.
 *
 * @throws LabError `invalid-argument` where there is no such folder, or something at the path that is not to be replaced
 */
export function assertArchiveWritable(
  path: string,
  { replace = false, replaceAdvice = commandAdvice }: Pick<CreateOptions, 'replace' | 'replaceAdvice'>,
): void {
  const folder = dirname(path);
  if (whatIsAt(folder)?.isDirectory() !== true) {
    throw new LabError('invalid-argument', `There is no folder ${folder}.`, 'Make the folder, or choose another one.');
  }
  const there = whatIsAt(path);
  const isFile = there?.isFile() === true;
  if (there === undefined || (replace && isFile)) return;
  throw new LabError(
    'invalid-argument',
    `There is a ${isFile ? 'file' : 'folder'} at ${path} already.`,
    isFile ? replaceAdvice : 'Choose another name.',
  );
}

function whatIsAt(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw writingError(error, path);
  }
}

/**
 * Writes one study, as it is at one moment, into a file that opens without this workspace, and years later. The same study
 * with the same choice gives the same bytes, as long as Node packs alike. Without runs in the trash.
 *
 * Rows are read twice and weights go through in pieces, so memory does not grow with the study.
 *
 * @param path of the file; written beside it first and renamed when it is complete and on the disk
 * @throws LabError `not-found`, `invalid-argument` (a file is there, or cannot be written), `invalid-weights-file` (missing
 *   or changed in the workspace), `disk-full`, `stopped`
 */
export async function createArchive(
  workspace: Workspace,
  studyId: number,
  path: string,
  options: CreateOptions,
): Promise<ArchiveSummary> {
  const { application, weights = 'final', inputs = [], report, signal, onProgress } = options;
  const target = resolve(path);
  assertArchiveWritable(target, options);
  assertGoing(signal);
  const reports = (await report?.()) ?? [];
  const snapshot = openSnapshot(workspace.folder, studyId, weights);
  try {
    const contents = await contentsOf(snapshot, { reports, weights, inputs }, options);
    const { source: _source, ...study } = snapshot.study;
    const manifest: ArchiveManifest = {
      format: 'noisefloor-archive',
      version: archiveVersion,
      application,
      schema: snapshot.schema,
      study,
      weights,
      inputs: inputs.map(({ field, path, parts }) => ({ field, path, parts: [...parts] })),
      entries: contents.map(({ entry }) => entry),
    };
    const first = contentOfText('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
    const total = contents.reduce((sum, { entry }) => sum + entry.bytes, 1);
    let done = 0;
    const sources = [first, ...contents].map(({ source }) => source);
    assertArchiveWritable(target, options);
    const written = await writeZip(target, sources, {
      signal,
      onBytes(bytes) {
        done += bytes;
        onProgress?.(0.3 + 0.7 * Math.min(1, done / total), 'writing');
      },
    });
    onProgress?.(1, 'done');
    return { ...summaryOf(target, written.bytes, manifest), sha256: written.sha256 };
  } catch (error) {
    assertGoing(signal);
    throw error;
  } finally {
    snapshot.close();
  }
}
