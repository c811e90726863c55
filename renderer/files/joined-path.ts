/** A name in a folder, with the separator that the folder's own path uses. */
export function joinedPath(folder: string, name: string): string {
  const separator = /^[a-z]:\\|^\\\\/i.test(folder) ? '\\' : '/';
  return folder.endsWith(separator) ? `${folder}${name}` : `${folder}${separator}${name}`;
}

/** The last part of a path, of either kind. */
export const nameOf = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** Where to look again for what was found at a path: undefined where it names none. @param isFolder what the path leads to */
export function folderOf(path: string, isFolder: boolean): string | undefined {
  if (isFolder) return path === '' ? undefined : path;
  const end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return end < 0 ? undefined : path.slice(0, end) || path.slice(0, end + 1);
}
