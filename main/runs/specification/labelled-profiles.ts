import type { Profile } from '../../contract/profile.ts';
import type { Specification } from '../../contract/specification.ts';
import { checkEnergyModel } from '../../lab/energy/check-energy-model.ts';
import { shippedEnergyModel } from '../energy-models.ts';
import { shippedProfile } from '../profiles/shipped-profiles.ts';

export interface LabelledProfile {
  readonly label: string;
  readonly profile: Profile;
}

function resolved(reference: string | Profile): Profile {
  return withEnergyInline(typeof reference === 'string' ? shippedProfile(reference) : reference);
}

/** A table that is still a file's path stays one: files are read with the specification. */
function withEnergyInline(profile: Profile): Profile {
  const { memory } = profile;
  if (memory === undefined) return profile;
  const energy = typeof memory.energy === 'string' ? shippedEnergyModel(memory.energy) : memory.energy;
  if (energy.model !== 'csv') checkEnergyModel(energy);
  return { ...profile, memory: { ...memory, energy } };
}

/** The specification with each of its profiles changed, shipped ones by content. */
export function mapProfiles(
  specification: Specification,
  change: (profile: Profile, path: readonly string[]) => Profile,
): Specification {
  const { profile, profiles } = specification;
  const changed = (reference: string | Profile, path: readonly string[]): Profile => change(resolved(reference), path);
  return {
    ...specification,
    ...(profile === undefined ? {} : { profile: changed(profile, ['profile']) }),
    ...(profiles === undefined
      ? {}
      : {
          profiles: Object.fromEntries(
            Object.entries(profiles).map(([label, each]) => [label, changed(each, ['profiles', label])]),
          ),
        }),
  };
}

/**
 * Puts the content of shipped profiles and energy models where the specification has their names, so that it says the same
 * when they change.
 * @throws LabError 'invalid-specification' for an unknown name, or an energy table that is not monotone
 */
export function withProfilesInline(specification: Specification): Specification {
  return mapProfiles(specification, (profile) => profile);
}

/**
 * The profiles of a study in order, shipped profiles and energy models by content. A single one goes by its name, or by
 * `profile` when it has none.
 */
export function labelledProfiles(specification: Specification): readonly LabelledProfile[] {
  const { profile, profiles } = specification;
  const several = Object.entries(profiles ?? {}).map(([label, each]) => ({ label, profile: resolved(each) }));
  if (profile === undefined) return several;
  const single = resolved(profile);
  return [{ label: single.name ?? 'profile', profile: single }, ...several];
}
