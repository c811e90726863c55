import { isArchivePath } from '../../contract/archive.ts';
import type { Workspace } from '../../store/workspace.ts';
import { findStudy } from '../laboratory/find-study.ts';

/** Of a uid: no two studies have the same by chance */
const uidDigits = 12;

/** May stand in a command and in a comment as it is, and is not taken for anything else. */
function isPlain(name: string): boolean {
  return /^[A-Za-z0-9](?:[\w .,:;()+=@/-]*[\w.)+])?$/.test(name) && !/ {2}/.test(name);
}

/**
 * What names a study in the command of a file, the same in every workspace and for an archive: its name and the beginning of its
 * uid, as several studies may have the same name and the same specification. Where a comment could not hold the name, the uid
 * alone.
 */
export function portableStudyWord({ name, uid }: { readonly name: string; readonly uid: string }): string {
  const digits = uid.slice(0, uidDigits);
  return isPlain(name) ? `${name}@${digits}` : digits;
}

/** What names a study of this workspace in a command: its name, where that leads to this very study; its number elsewhere. */
export function studyWord(workspace: Workspace, studyId: number): string {
  const { name, trashed } = workspace.studies.get(studyId);
  const isEnough = !trashed && isPlain(name) && !isArchivePath(name) && findStudy(workspace, name) === studyId;
  return isEnough ? name : String(studyId);
}
