import { LabError } from '../../contract/errors.ts';
import type { Profile } from '../../contract/profile.ts';
import { readEnergyTable } from '../../data/energy-table.ts';
import { checkEnergyModel } from '../../lab/energy/check-energy-model.ts';

/**
 * Puts a user's energy table itself where the profile has the path of its file, so that the profile says the same when the
 * file changes.
 *
 * @param find where a path as it is written leads to
 * @throws LabError 'missing-file', 'invalid-data-file', or 'invalid-specification' for a table that is not monotone
 */
export function withEnergyTableInline(profile: Profile, find: (written: string) => string): Profile {
  const { memory } = profile;
  if (memory === undefined || typeof memory.energy === 'string' || memory.energy.model !== 'csv') return profile;
  const path = find(memory.energy.path);
  const energy = readEnergyTable(path);
  try {
    checkEnergyModel(energy);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    throw new LabError(error.code, `${path}: ${error.message}`, error.nextStep, { cause: error });
  }
  return { ...profile, memory: { ...memory, energy } };
}
