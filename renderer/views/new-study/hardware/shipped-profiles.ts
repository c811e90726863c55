import type { ShippedProfile } from '../../../../main/contract/workbench/catalogue.ts';
import {
  binaryQuantizationDefaults,
  integerQuantizationDefaults,
  memoryDefaults,
  withoutDefaults,
} from '../draft/defaults.ts';
import { profileText } from './profile-text.ts';

export interface ProfileGroup {
  readonly family: string;
  readonly title: string;
  readonly profiles: readonly ShippedProfile[];
}

/** Those that hold every word that is looked for, in their families' order. */
export function foundProfiles(profiles: readonly ShippedProfile[], search: string): readonly ProfileGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = profiles.filter(({ name, familyTitle, profile }) => {
    const { description = '', citation = '' } = profile;
    const text = [name, familyTitle, description, citation, profileText(profile)].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const families = new Map(found.map(({ family, familyTitle }) => [family, familyTitle]));
  return [...families].map(([family, title]) => ({
    family,
    title,
    profiles: found.filter((profile) => profile.family === family),
  }));
}

/** What a study begins with when a shipped profile is asked for: noise that every network can be tried with. */
export function firstShipped(profiles: readonly ShippedProfile[]): ShippedProfile | undefined {
  return profiles.find(({ name }) => name === 'gaussian-multiplicative/sigma-0.05') ?? profiles[0];
}

/** A shipped profile as values of one's own: what it says in few words, and where it came from; its citation is not theirs. */
export function asOwnValues({
  name,
  profile,
}: Pick<ShippedProfile, 'name' | 'profile'>): Readonly<Record<string, unknown>> {
  const { quantization, memory, weights, except } = profile;
  const isBinary = quantization?.scheme === 'binary';
  return {
    description: `Values of ${name} to begin with`,
    ...(quantization === undefined
      ? {}
      : {
          quantization: ownQuantization(
            quantization,
            isBinary ? binaryQuantizationDefaults : integerQuantizationDefaults,
          ),
        }),
    ...(memory === undefined
      ? {}
      : {
          memory: withoutDefaults(memory, {
            ...memoryDefaults,
            stuckAt: { toOne: memoryDefaults.stuckAt?.toOne, chips: memoryDefaults.stuckAt?.chips },
          }),
        }),
    ...(weights.noise === 'none' ? {} : { weights: withoutDefaults(weights, { reference: 'absolute' }) }),
    ...(except.length === 0 ? {} : { except }),
  };
}

/** What tells one quantisation from another stays, default or not. */
function ownQuantization(quantization: object, defaults: object): unknown {
  const told: Record<string, unknown> = { ...defaults };
  delete told.bits;
  if (told.scheme === 'binary') delete told.scheme;
  return withoutDefaults(quantization, told);
}
