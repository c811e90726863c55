import type { ShippedProfile } from '../../../../main/contract/workbench/catalogue.ts';
import type { OwnProfileEntry } from '../../../../main/contract/workbench/profiles.ts';
import { profileText } from './profile-text.ts';

export type ProfileKind = 'shipped' | 'saved' | 'own';

/** How a study refers to a profile: a shipped name, a saved one's name or a file's path, or values of its own. */
export function profileKind(
  reference: unknown,
  shipped: readonly Pick<ShippedProfile, 'name'>[],
  saved: readonly Pick<OwnProfileEntry, 'name'>[],
): ProfileKind {
  if (typeof reference !== 'string') return 'own';
  if (shipped.some(({ name }) => name === reference)) return 'shipped';
  return /\.ya?ml$/i.test(reference) || saved.some(({ name }) => name === reference) ? 'saved' : 'shipped';
}

/** Saved profiles to choose among, and the present one where it is another file. */
export function savedChoices(
  profiles: readonly OwnProfileEntry[],
  reference: string,
): readonly { readonly value: string; readonly label: string; readonly description?: string }[] {
  const listed = profiles
    .filter(({ profile }) => profile !== undefined)
    .map(({ name, profile }) => ({ value: name, label: name, description: profileText(profile) }));
  return listed.some(({ value }) => value === reference) ? listed : [{ value: reference, label: reference }, ...listed];
}
