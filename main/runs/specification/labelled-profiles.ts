import type { Profile } from '../../contract/profile.ts';
import type { Specification } from '../../contract/specification.ts';
import { shippedProfile } from '../profiles.ts';

export interface LabelledProfile {
  readonly label: string;
  readonly profile: Profile;
}

function resolved(reference: string | Profile): Profile {
  return typeof reference === 'string' ? shippedProfile(reference) : reference;
}

/**
 * Puts the content of shipped profiles where the specification has their names, so that it says the same when they change.
 * @throws LabError 'invalid-specification' for an unknown name
 */
export function withProfilesInline(specification: Specification): Specification {
  const { profile, profiles } = specification;
  return {
    ...specification,
    ...(profile === undefined ? {} : { profile: resolved(profile) }),
    ...(profiles === undefined
      ? {}
      : { profiles: Object.fromEntries(Object.entries(profiles).map(([label, each]) => [label, resolved(each)])) }),
  };
}

/** The profiles of a study in order. A single one goes by its name, or by `profile` when it has none. */
export function labelledProfiles(specification: Specification): readonly LabelledProfile[] {
  const { profile, profiles } = specification;
  const several = Object.entries(profiles ?? {}).map(([label, each]) => ({ label, profile: resolved(each) }));
  if (profile === undefined) return several;
  const single = resolved(profile);
  return [{ label: single.name ?? 'profile', profile: single }, ...several];
}
