import { energyModelSchema } from '../../contract/energy.ts';
import { LabError } from '../../contract/errors.ts';
import { checkEnergyModel } from '../../lab/energy/check-energy-model.ts';
import { shippedEnergyModels } from '../energy-models.ts';
import { suggestion } from './near-name.ts';
import type { FieldProblem } from './problem.ts';
import { valueAt } from './schema-guide.ts';
import { writtenProfiles } from './written-profiles.ts';
import type { WrittenProfile } from './written-profiles.ts';

/** Energy models of memories that are not there, or whose numbers contradict each other. */
export function energyChecks(written: unknown): readonly FieldProblem[] {
  return writtenProfiles(written).flatMap(energyProblems);
}

function energyProblems({ content, locate }: WrittenProfile): readonly FieldProblem[] {
  const energy = valueAt(content, ['memory', 'energy']);
  if (typeof energy === 'string' && energy !== '') {
    const names = [...shippedEnergyModels().keys()];
    if (names.includes(energy)) return [];
    return [
      {
        path: locate(['memory', 'energy']),
        message: `there is no energy model "${energy}"${suggestion(energy, names)}`,
        allowed: `${names.join(', ')}, or a mapping with \`model\``,
      },
    ];
  }
  const { data: model } = energyModelSchema.safeParse(energy);
  if (model === undefined || model.model === 'csv') return [];
  try {
    checkEnergyModel(model);
    return [];
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return [{ path: locate(['memory', 'energy', 'points']), message: `${error.message} ${error.nextStep}` }];
  }
}
