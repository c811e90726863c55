import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LabError } from '../../contract/errors.ts';
import type { Profile } from '../../contract/profile.ts';
import { writeFileWhole } from '../../data/write-file.ts';
import { makeOutputFolder } from '../../store/output-folder.ts';
import { profilesFolder } from './profile-reference.ts';
import { profileToYaml } from './profile-yaml.ts';
import { shippedProfiles } from './shipped-profiles.ts';

/** A file's name that every system takes, and a specification may refer to. */
const plainName = /^[A-Za-z0-9][A-Za-z0-9 _.-]{0,99}$/;

/**
 * Writes a profile to a file of its own, which comes to be whole or not at all.
 *
 * @param replace otherwise a file that is there already is left alone
 * @throws LabError 'invalid-argument' where there is such a file; those of writing
 */
export function writeOwnProfile(path: string, profile: Profile, { replace = false } = {}): void {
  if (!replace && statSync(path, { throwIfNoEntry: false })?.isFile() === true) {
    throw new LabError(
      'invalid-argument',
      `There is a file ${path} already.`,
      'Give another name, or replace it (on the command line with `--replace`).',
    );
  }
  writeFileWhole(path, [new TextEncoder().encode(profileToYaml(profile))]);
}

/**
 * Saves a profile among those of a workspace, where specifications refer to it by its name.
 *
 * @returns path of the file
 * @throws LabError 'invalid-argument' for a name that is none, that a shipped profile has or that is taken
 */
export function saveOwnProfile(
  workspaceFolder: string,
  name: string,
  profile: Profile,
  options: { readonly replace?: boolean } = {},
): string {
  if (!plainName.test(name) || /\.ya?ml$/i.test(name) || /[ .]$/.test(name)) {
    const step = 'Use letters, digits, spaces, dots, hyphens and underscores, and begin with a letter or a digit.';
    throw new LabError('invalid-argument', `"${name}" cannot be the name of a profile.`, step);
  }
  if (shippedProfiles().has(name)) {
    throw new LabError('invalid-argument', `A shipped profile is called "${name}" already.`, 'Give another name.');
  }
  const path = join(workspaceFolder, profilesFolder, `${name}.yaml`);
  makeOutputFolder(dirname(path), 'Give another workspace, or write the profile elsewhere.');
  writeOwnProfile(path, { ...profile, name }, options);
  return path;
}
