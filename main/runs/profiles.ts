import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../contract/errors.ts';
import { profileFamilySchema, profileSchema } from '../contract/profile.ts';
import type { Profile, ProfileFamily } from '../contract/profile.ts';
import { resourcePath } from './resources.ts';
import { suggestion } from './specification/near-name.ts';
import { fieldName, InvalidSpecificationError } from './specification/problem.ts';
import { schemaProblems } from './specification/schema-problems.ts';
import { parseYamlText } from './specification/yaml-text.ts';

export interface ShippedFamily {
  /** The file's name without `.yaml` */
  readonly file: string;
  readonly family: ProfileFamily;
}

/**
 * The families of a folder, by file name.
 * @throws InvalidSpecificationError when a file is not what it should be
 */
export function readProfileFamilies(folder: string): readonly ShippedFamily[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return files.toSorted().map((name) => {
    const yaml = parseYamlText(readFileSync(join(folder, name), 'utf8'));
    const unreadable = yaml.problems.map((problem) => ({ ...problem, file: name, field: '' }));
    if (unreadable.length > 0) throw new InvalidSpecificationError(unreadable);
    const problems = schemaProblems(profileFamilySchema, yaml.value).map(({ path, message, allowed }) => ({
      message,
      allowed,
      ...yaml.locate(path),
      file: name,
      field: fieldName(path),
    }));
    if (problems.length > 0) throw new InvalidSpecificationError(problems);
    return { file: name.slice(0, -'.yaml'.length), family: profileFamilySchema.parse(yaml.value) };
  });
}

/** The profiles of a family. Each carries the citation and the warnings of the family before its own. */
export function familyProfiles({ file, family }: ShippedFamily): readonly (readonly [string, Profile])[] {
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
  shipped ??= new Map(readProfileFamilies(resourcePath('profiles')).flatMap(familyProfiles));
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
    `Use one of ${names.join(', ')}, or write the profile out.`,
  );
}
