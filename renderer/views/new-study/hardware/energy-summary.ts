import { profileList } from '../draft/profile-list.ts';
import { isMapping } from '../draft/written.ts';
import { energyVariant } from './profile-variants.ts';

/** How a memory's energy is modelled, in a few words; what a shipped profile says is in the profile. */
export function energyText(energy: unknown): string {
  const fields = isMapping(energy) ? energy : {};
  switch (energyVariant(energy)) {
    case 'exponential':
      return `exponential, a = ${String(fields.a ?? 12.8)}`;
    case 'shipped':
      return String(energy);
    case 'csv':
      return `table of ${String(fields.path)}`;
    case 'table': {
      const points = Array.isArray(fields.points) ? fields.points.length : 0;
      return typeof fields.name === 'string' ? fields.name : `table of ${points} points`;
    }
  }
}

/**
 * A line for each profile with a memory: `multiplicative: exponential, a = 12.8`.
 *
 * @param study as written, or better as checked: it has shipped profiles by content then
 */
export function energySummary(study: Readonly<Record<string, unknown>>): readonly string[] {
  const profiles = profileList(study);
  return profiles.flatMap(({ label, reference }) => {
    if (typeof reference === 'string') return [`${reference}: as in the profile`];
    if (!isMapping(reference) || reference.memory === undefined) return [];
    const text = energyText(isMapping(reference.memory) ? reference.memory.energy : undefined);
    return [profiles.length === 1 ? text : `${label}: ${text}`];
  });
}
