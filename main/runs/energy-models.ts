import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { energyModelSchema, shippedEnergySchema } from '../contract/energy.ts';
import type { EnergyModel, ShippedEnergy } from '../contract/energy.ts';
import { LabError } from '../contract/errors.ts';
import { resourcePath } from './resources.ts';
import { suggestion } from './specification/near-name.ts';
import { fieldName, InvalidSpecificationError } from './specification/problem.ts';
import { schemaProblems } from './specification/schema-problems.ts';
import { parseYamlText } from './specification/yaml-text.ts';

export interface ShippedEnergyFile {
  /** The file's name without `.yaml`: what the model is referred to by */
  readonly file: string;
  readonly shipped: ShippedEnergy;
}

/**
 * The energy models of a folder, by file name.
 * @throws InvalidSpecificationError when a file is not what it should be
 */
export function readEnergyModels(folder: string): readonly ShippedEnergyFile[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return files.toSorted().map((name) => {
    const yaml = parseYamlText(readFileSync(join(folder, name), 'utf8'));
    const unreadable = yaml.problems.map((problem) => ({ ...problem, file: name, field: '' }));
    if (unreadable.length > 0) throw new InvalidSpecificationError(unreadable);
    const problems = schemaProblems(shippedEnergySchema, yaml.value).map(({ path, message, allowed }) => ({
      message,
      allowed,
      ...yaml.locate(path),
      file: name,
      field: fieldName(path),
    }));
    if (problems.length > 0) throw new InvalidSpecificationError(problems);
    return { file: name.slice(0, -'.yaml'.length), shipped: shippedEnergySchema.parse(yaml.value) };
  });
}

let models: ReadonlyMap<string, EnergyModel> | undefined;

/** Every energy model that goes by a name: `exponential`, which needs no file, and those of `resources/energy`. */
export function shippedEnergyModels(): ReadonlyMap<string, EnergyModel> {
  models ??= new Map<string, EnergyModel>([
    ['exponential', energyModelSchema.parse({ model: 'exponential' })],
    ...readEnergyModels(resourcePath('energy')).map(({ file, shipped }) => [file, shipped.energy] as const),
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
