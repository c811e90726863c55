import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../contract/errors.ts';
import { listed } from '../../contract/text/listed.ts';
import { entryAt } from '../../store/name-too-long.ts';
import { readExportRecord, recordFile, type RecordedStudy } from './export-record.ts';

/** Why a file is not simply replaced: what is said of one, and of several. */
interface Obstacle {
  readonly ofOne: string;
  readonly ofSeveral: string;
}

const edited: Obstacle = {
  ofOne: 'was changed since it was exported',
  ofSeveral: 'were changed since they were exported',
};
const unknown: Obstacle = { ofOne: 'was not written by an export', ofSeveral: 'were not written by an export' };
function ofAnother(theirs: RecordedStudy, ours: RecordedStudy): Obstacle {
  const study = theirs.name === ours.name ? 'of another study of the same name' : `of the study "${theirs.name}"`;
  return { ofOne: `is ${study}`, ofSeveral: `are ${study}` };
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Of what an earlier version recorded there is no uid. */
function isSameStudy(first: RecordedStudy, second: RecordedStudy): boolean {
  if (first.uid !== undefined && second.uid !== undefined) return first.uid === second.uid;
  return first.hash === second.hash && first.name === second.name;
}

interface FileInTheWay {
  readonly file: string;
  readonly obstacle: Obstacle;
}

/**
 * Which of these files are there and are not what an earlier export of the same study left: edited, of another study, or not
 * of an export at all. All of them; export.json too, where it is someone else's.
 *
 * @throws LabError 'invalid-argument' where one is a folder
 */
function filesInTheWay(folder: string, files: readonly string[], study: RecordedStudy): readonly FileInTheWay[] {
  if (!isFolderThere(folder)) return [];
  const { exports, isForeign } = readExportRecord(folder);
  const obstacleOf = (file: string): Obstacle | undefined => {
    const path = join(folder, file);
    const there = entryAt(path);
    if (there === undefined) return undefined;
    if (there.isDirectory()) throw isFolder(path);
    const entries = exports.map((each) => ({ of: each.study, known: each.files.find((known) => known.file === file) }));
    const last = entries.findLast(({ known }) => known !== undefined);
    if (last === undefined) return unknown;
    if (!isSameStudy(last.of, study)) return ofAnother(last.of, study);
    return isUnchanged(path, last.known!.sha256) ? undefined : edited;
  };
  const found = files.map((file) => ({ file, obstacle: obstacleOf(file) }));
  return [...found, ...(isForeign ? [{ file: recordFile, obstacle: unknown }] : [])].filter(
    (each): each is FileInTheWay => each.obstacle !== undefined,
  );
}

/** Why it is none is said when it is made. */
function isFolderThere(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** What cannot be read counts as changed. */
function isUnchanged(path: string, sha256: string): boolean {
  try {
    return sha256Of(readFileSync(path)) === sha256;
  } catch {
    return false;
  }
}

function isFolder(path: string): LabError {
  return new LabError('invalid-argument', `${path} is a folder, not a file.`, 'Give another folder to write into.');
}

export interface ReplaceChoice {
  readonly replace: boolean;
  /** What to do where files are in the way, in a sentence */
  readonly advice: string;
}

/**
 * Nothing of somebody's work is written over without being asked for.
 *
 * @throws LabError 'invalid-argument' that names every file in the way, unless they are to be replaced
 */
export function assertReplaceable(
  folder: string,
  files: readonly string[],
  study: RecordedStudy,
  { replace, advice }: ReplaceChoice,
): void {
  const found = filesInTheWay(folder, files, study);
  if (replace || found.length === 0) return;
  const groups = [...Map.groupBy(found, ({ obstacle }) => obstacle.ofOne).values()].map((own) => {
    const { ofOne, ofSeveral } = own[0]!.obstacle;
    return `${listed(own.map(({ file }) => file))} ${own.length === 1 ? ofOne : ofSeveral}`;
  });
  throw new LabError('invalid-argument', `Nothing was written to ${folder}: ${groups.join('; ')}.`, advice);
}
