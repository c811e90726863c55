/** A name in a folder, with the separator that the folder's own path uses. */
export function joinedPath(folder: string, name: string): string {
  const separator = /^[a-z]:\\|^\\\\/i.test(folder) ? '\\' : '/';
  return folder.endsWith(separator) ? `${folder}${name}` : `${folder}${separator}${name}`;
}

/** Where to look again for what was found at a path: undefined for a relative one. @param isFolder what the path leads to */
export function folderOf(path: string, isFolder: boolean): string | undefined {
  if (!/^(\/|[a-z]:\\|\\\\)/i.test(path)) return undefined;
  if (isFolder) return path;
  const end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return path.slice(0, end) || path.slice(0, end + 1);
}
