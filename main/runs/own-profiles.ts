import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { LabError } from '../contract/errors.ts';
import { profileSchema, type Profile } from '../contract/profile.ts';
import { readWholeFile } from '../data/read-file.ts';
import { shippedProfile, shippedProfiles } from './profiles.ts';
import { fieldName, formatProblem } from './specification/problem.ts';
import { schemaProblems } from './specification/schema-problems.ts';
import { withEnergyTableInline } from './specification/inline-energy-table.ts';
import { parseYamlText } from './specification/yaml-text.ts';

/** Folder of a workspace, or beside a specification, whose files go by their names alone. */
export const profilesFolder = 'profiles';

const maximumBytes = 1_000_000;
const extension = /\.ya?ml$/i;

/** Is a reference to a profile the path of a file, and no name? */
export const isProfilePath = (reference: string): boolean => extension.test(reference);

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

/**
 * Reads a profile from a file of its own: what may stand under `profile` in a specification. A relative path of an energy
 * table starts at the file's folder.
 *
 * @throws LabError 'missing-file'; 'invalid-specification' with file and line of everything that is wrong with it
 */
export function readOwnProfile(path: string): Profile {
  const bytes = readWholeFile(path, 'profile', 'invalid-data-file', maximumBytes);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw refusal(`${path} is not a YAML text in UTF-8.`, error);
  }
  const yaml = parseYamlText(text);
  const file = basename(path);
  const problems =
    yaml.problems.length > 0
      ? yaml.problems.map((problem) => ({ ...problem, file, field: '' }))
      : schemaProblems(profileSchema, yaml.value).map(({ path: field, message, allowed }) => ({
          ...yaml.locate(field),
          file,
          field: fieldName(field),
          message,
          ...(allowed === undefined ? {} : { allowed }),
        }));
  if (problems.length > 0) throw refusal(problems.map(formatProblem).join('\n'));
  return withEnergyTableInline(profileSchema.parse(yaml.value), (written) => resolve(dirname(path), written));
}

function refusal(cause: string, error?: unknown): LabError {
  const step = 'Correct the profile; docs/specification.md describes every field.';
  return new LabError('invalid-specification', cause, step, error === undefined ? {} : { cause: error });
}

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
  return isProfilePath(reference)
    ? readOwnProfile(profileCandidates(reference, folders)[0] ?? reference)
    : shippedProfile(reference);
}

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

/** Profiles of one's own that a workspace has, by name; none where it has no such folder. */
export function ownProfiles(workspaceFolder: string): readonly OwnProfile[] {
  const folder = join(workspaceFolder, profilesFolder);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  const files = readdirSync(folder).filter((file) => extension.test(file) && !file.startsWith('.'));
  return files.toSorted().map((file): OwnProfile => {
    const path = join(folder, file);
    const name = file.replace(extension, '');
    try {
      return { name, path, profile: readOwnProfile(path) };
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      return { name, path, problem: `${error.message} ${error.nextStep}` };
    }
  });
}
