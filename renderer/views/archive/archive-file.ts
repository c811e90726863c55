import { archiveExtension } from '../../../main/contract/archive.ts';

/** The name of a file for an archive as it is going to be, or what is wrong with what was typed. */
export type CheckedName = { readonly name: string } | { readonly problem: string };

/** Of a name on most systems, as UTF-8 */
const mostBytes = 255;

/** A name that was typed, with its ending. */
export function checkedName(typed: string): CheckedName {
  const text = typed.trim();
  const stem = text.toLowerCase().endsWith(archiveExtension) ? text.slice(0, -archiveExtension.length) : text;
  if (stem === '') return { problem: 'A file name is needed.' };
  if (/[/\\]/.test(text)) return { problem: 'A file name has no / and no \\ in it; the folder stands above.' };
  if (/\p{Cc}/u.test(text)) return { problem: 'A file name has no control characters in it.' };
  const name = stem === text ? `${text}${archiveExtension}` : text;
  const bytes = new TextEncoder().encode(name).length;
  if (bytes > mostBytes) return { problem: `The name is too long: ${bytes} bytes, of at most ${mostBytes}.` };
  return { name };
}

const isOfWindows = (path: string): boolean => /^[a-z]:[\\/]|^\\\\/i.test(path);

/**
 * What is wrong with the path of a folder; undefined where nothing is.
 *
 * @param workspace an absolute path of the machine that it is on
 */
export function folderProblem(folder: string, workspace: string | undefined): string | undefined {
  const path = folder.trim();
  if (path === '') return 'A folder is needed.';
  const ofWindows = isOfWindows(path);
  const isWhole = workspace === undefined || isOfWindows(workspace) === ofWindows;
  if ((ofWindows || path.startsWith('/')) && isWhole) return undefined;
  const example = workspace === undefined ? '' : `, for example ${workspace}`;
  return `The whole path of the folder is needed${example}.`;
}
