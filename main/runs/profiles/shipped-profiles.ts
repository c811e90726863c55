import { LabError } from '../../contract/errors.ts';
import { profileFamilySchema, profileSchema } from '../../contract/profile.ts';
import type { Profile, ProfileFamily } from '../../contract/profile.ts';
import { resourcePath } from '../resources.ts';
import { readShippedFiles, type ShippedFile } from '../shipped-files.ts';
import { suggestion } from '../specification/near-name.ts';

/** The profiles of a family. Each carries the citation and the warnings of the family before its own. */
export function familyProfiles({
  file,
  content: family,
}: ShippedFile<ProfileFamily>): readonly (readonly [string, Profile])[] {
  const variants = Object.entries(family.variants);
  return variants.map(([variant, own]) => {
    const name = variants.length === 1 ? file : `${file}/${variant}`;
    const profile = profileSchema.parse({
      ...own,
      name,
      description: own.description ?? family.description,
      citation: family.citation,
      warnings: [...family.warnings, ...own.warnings],
    });
    return [name, profile] as const;
  });
}

let shipped: ReadonlyMap<string, Profile> | undefined;

/** Every shipped profile by its name: `file/variant`, or `file` where there is only one variant. */
export function shippedProfiles(): ReadonlyMap<string, Profile> {
  shipped ??= new Map(readShippedFiles(resourcePath('profiles'), profileFamilySchema).flatMap(familyProfiles));
  return shipped;
}

/** @throws LabError 'invalid-specification' for an unknown name, with the nearest one */
export function shippedProfile(name: string): Profile {
  const profile = shippedProfiles().get(name);
  if (profile !== undefined) return profile;
  const names = [...shippedProfiles().keys()];
  throw new LabError(
    'invalid-specification',
    `There is no shipped profile "${name}"${suggestion(name, names) || '.'}`,
    profileStep(name, names),
  );
}

/** The names of one file where the wanted one begins so, otherwise those of the files. */
function profileStep(wanted: string, names: readonly string[]): string {
  const family = (name: string): string => name.split('/')[0]!;
  const variants = names.filter((name) => family(name) === family(wanted));
  if (variants.length > 0) return `Use one of ${variants.join(', ')}.`;
  const families = [...new Set(names.map(family))].map((file) => (names.includes(file) ? file : `${file}/...`));
  return `Use one of ${families.join(', ')} (\`...\` stands for a variant), the path of a YAML file, or write the profile out.`;
}
