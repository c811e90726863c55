import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../contract/errors.ts';
import type { Profile } from '../../contract/profile.ts';
import { isProfilePath, profileName, profilesFolder } from './profile-reference.ts';
import { readOwnProfile } from './read-own-profile.ts';

/** A file in a workspace's folder `profiles`. */
export interface OwnProfile {
  /** Of the file without `.yaml`, as a specification refers to it */
  readonly name: string;
  readonly path: string;
  /** Absent where it cannot be read */
  readonly profile?: Profile;
  /** Why it cannot */
  readonly problem?: string;
}

/** Files of profiles in the folder `profiles` of a folder; none where it has no such folder. */
function profileFiles(folder: string): readonly string[] {
  const inside = join(folder, profilesFolder);
  if (statSync(inside, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  const files = readdirSync(inside).filter((file) => isProfilePath(file) && !file.startsWith('.'));
  return files.toSorted().map((file) => join(inside, file));
}

/** Names that go without a path, whether the files can be read or not. */
export function ownProfileNames(folder: string): readonly string[] {
  return profileFiles(folder).map(profileName);
}

/** Profiles of one's own that a workspace has, by name; none where it has no such folder. */
export function ownProfiles(workspaceFolder: string): readonly OwnProfile[] {
  return profileFiles(workspaceFolder).map((path): OwnProfile => {
    const name = profileName(path);
    try {
      return { name, path, profile: readOwnProfile(path) };
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      return { name, path, problem: `${error.message} ${error.nextStep}` };
    }
  });
}
