import { resolve } from 'node:path';
import { statSync } from 'node:fs';
import { LabError } from '../../contract/errors.ts';
import type { Profile } from '../../contract/profile.ts';
import { nearestName } from '../specification/near-name.ts';
import { ownProfileNames } from './own-profiles.ts';
import { findOwnProfile, isProfilePath, profileCandidates } from './profile-reference.ts';
import { readOwnProfile } from './read-own-profile.ts';
import { shippedProfile, shippedProfiles } from './shipped-profiles.ts';

/**
 * The profile that a reference means: a shipped one by its name, otherwise one of one's own.
 *
 * @throws LabError as {@link shippedProfile} for a name that leads nowhere, 'missing-file' for such a path, and as
 * {@link readOwnProfile}
 */
export function namedProfile(reference: string, folders: readonly string[]): Profile {
  if (shippedProfiles().has(reference)) return shippedProfile(reference);
  const found = findOwnProfile(reference, folders);
  if (found !== undefined) return readOwnProfile(found);
  if (isProfilePath(reference)) return readOwnProfile(profileCandidates(reference, folders)[0] ?? reference);
  refuseOtherFile(reference, folders);
  const near = nearestName(reference, [...new Set(folders.flatMap(ownProfileNames))]);
  if (near === undefined) return shippedProfile(reference);
  throw new LabError(
    'invalid-specification',
    `There is no profile "${reference}", did you mean \`${near}\`?`,
    'Give the name of a file in the folder `profiles`, a shipped name, or the path of a YAML file.',
  );
}

function refuseOtherFile(reference: string, folders: readonly string[]): void {
  const path = folders
    .map((folder) => resolve(folder, reference))
    .find((each) => statSync(each, { throwIfNoEntry: false })?.isFile() === true);
  if (path === undefined) return;
  throw new LabError(
    'invalid-specification',
    `${path} is a file, but profiles in files are told by the ending .yaml.`,
    'Rename it, or give the name of a profile.',
  );
}
