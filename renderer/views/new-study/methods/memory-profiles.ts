import type { ShippedProfile } from '../../../../main/contract/workbench/catalogue.ts';
import { profileList } from '../draft/profile-list.ts';
import { isMapping, type Written } from '../draft/written.ts';

/** Which of a draft's profiles have a memory, by their labels. */
export interface MemoryProfiles {
  readonly having: readonly string[];
  readonly lacking: readonly string[];
}

/** A shipped profile that is not known (yet) counts as having one: whether it is there is another question. */
export function memoryProfiles(written: Written, shipped: readonly ShippedProfile[]): MemoryProfiles {
  const profiles = profileList(written).map(({ label, reference }) => {
    const content = typeof reference === 'string' ? shipped.find(({ name }) => name === reference)?.profile : reference;
    return { label, lacks: isMapping(content) && content.memory === undefined };
  });
  const labels = (lacks: boolean): readonly string[] =>
    profiles.filter((profile) => profile.lacks === lacks).map(({ label }) => label);
  return { having: labels(false), lacking: labels(true) };
}
