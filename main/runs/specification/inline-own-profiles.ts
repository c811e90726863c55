import { LabError } from '../../contract/errors.ts';
import { findOwnProfile, isProfilePath, profileCandidates } from '../profiles/profile-reference.ts';
import { readOwnProfile } from '../profiles/read-own-profile.ts';
import { withoutDefaults } from '../profiles/profile-yaml.ts';
import { shippedProfiles } from '../profiles/shipped-profiles.ts';
import type { FieldPath, FieldProblem } from './problem.ts';
import { isMapping } from './schema-guide.ts';

export interface InlinedProfiles {
  /** The specification with the content of such profiles where it has their names or paths */
  readonly value: unknown;
  readonly problems: readonly FieldProblem[];
}

/**
 * Puts profiles of one's own where a specification refers to them: by the path of a YAML file, or by the name of one in a
 * folder `profiles`. Names of shipped profiles stay, also where a file has the same; so do names that lead nowhere. Works on
 * what is written, so that checks see what is meant.
 *
 * @param folders where paths and names are looked for, absolute
 */
export function withOwnProfilesInline(written: unknown, folders: readonly string[]): InlinedProfiles {
  if (!isMapping(written)) return { value: written, problems: [] };
  const problems: FieldProblem[] = [];
  const resolved = (reference: unknown, path: FieldPath): unknown => {
    if (typeof reference !== 'string' || reference.trim() === '' || shippedProfiles().has(reference)) return reference;
    const found = findOwnProfile(reference, folders);
    if (found === undefined) {
      if (isProfilePath(reference)) problems.push(missing(reference, path, folders));
      return reference;
    }
    try {
      return withoutDefaults(readOwnProfile(found));
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      problems.push({ path, message: `${error.message} ${error.nextStep}` });
      return reference;
    }
  };
  const { profile, profiles } = written;
  const value = {
    ...written,
    ...(profile === undefined ? {} : { profile: resolved(profile, ['profile']) }),
    ...(isMapping(profiles)
      ? {
          profiles: Object.fromEntries(
            Object.entries(profiles).map(([label, each]) => [label, resolved(each, ['profiles', label])]),
          ),
        }
      : {}),
  };
  return { value, problems };
}

function missing(reference: string, path: FieldPath, folders: readonly string[]): FieldProblem {
  const places = profileCandidates(reference, folders);
  const message =
    places.length === 0 ? `there is no profile ${reference}` : `there is no profile at ${places.join(' or ')}`;
  return { path, message };
}
