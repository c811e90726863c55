import { energyModelSchema, shippedEnergySchema } from '../contract/energy.ts';
import type { EnergyModel } from '../contract/energy.ts';
import { LabError } from '../contract/errors.ts';
import { resourcePath } from './resources.ts';
import { readShippedFiles } from './shipped-files.ts';
import { suggestion } from './specification/near-name.ts';

let models: ReadonlyMap<string, EnergyModel> | undefined;

/** Every energy model that goes by a name: `exponential`, which needs no file, and those of `resources/energy`. */
export function shippedEnergyModels(): ReadonlyMap<string, EnergyModel> {
  models ??= new Map<string, EnergyModel>([
    ['exponential', energyModelSchema.parse({ model: 'exponential' })],
    ...readShippedFiles(resourcePath('energy'), shippedEnergySchema).map(
      ({ file, content }) => [file, content.energy] as const,
    ),
  ]);
  return models;
}

/** @throws LabError 'invalid-specification' for an unknown name, with the nearest one */
export function shippedEnergyModel(name: string): EnergyModel {
  const model = shippedEnergyModels().get(name);
  if (model !== undefined) return model;
  const names = [...shippedEnergyModels().keys()];
  throw new LabError(
    'invalid-specification',
    `There is no energy model "${name}"${suggestion(name, names) || '.'}`,
    `Use one of ${names.join(', ')}, or write the model out.`,
  );
}
