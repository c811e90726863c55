import { profileFamilySchema } from '../../../contract/profile.ts';
import type { ShippedProfile } from '../../../contract/workbench/catalogue.ts';
import { familyProfiles } from '../../../runs/profiles/shipped-profiles.ts';
import { resourcePath } from '../../../runs/resources.ts';
import { readShippedFiles } from '../../../runs/shipped-files.ts';

/** Every shipped profile, with citation and warnings, family by family. */
export function shippedProfileList(): ShippedProfile[] {
  return readShippedFiles(resourcePath('profiles'), profileFamilySchema).flatMap((family) =>
    familyProfiles(family).map(([name, profile]) => ({
      name,
      family: family.file,
      familyTitle: family.content.name,
      profile,
    })),
  );
}
