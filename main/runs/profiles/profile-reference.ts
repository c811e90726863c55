import { existsSync } from 'node:fs';
import { basename, isAbsolute, resolve } from 'node:path';

/** Folder of a workspace, or beside a specification, whose files go by their names alone. */
export const profilesFolder = 'profiles';

const extension = /\.ya?ml$/i;

/** Is a reference to a profile the path of a file, and no name? */
export const isProfilePath = (reference: string): boolean => extension.test(reference);

/** Of a file, as a specification refers to it. */
export const profileName = (path: string): string => basename(path).replace(extension, '');

/** Places that a reference can lead to: a path as it is, a name in the folder `profiles`. */
export function profileCandidates(reference: string, folders: readonly string[]): readonly string[] {
  if (isAbsolute(reference)) return [reference];
  const written = isProfilePath(reference) ? [reference] : [`${profilesFolder}/${reference}.yaml`];
  return [...new Set(folders.flatMap((folder) => written.map((path) => resolve(folder, path))))];
}

/**
 * Where a reference to a profile of one's own leads: the path of a YAML file, or the name of one in a folder `profiles`. Names
 * of shipped profiles come first, and this is not asked about them.
 *
 * @param folders where relative paths and names are looked for, in this order, absolute
 */
export function findOwnProfile(reference: string, folders: readonly string[]): string | undefined {
  return profileCandidates(reference, folders).find((path) => existsSync(path));
}
