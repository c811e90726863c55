import { describe, expect, test } from 'vitest';
import { energyPerBit } from '../../../main/lab/energy/energy-curve.ts';
import { findArchitecture } from '../../../main/lab/network/architectures/registry.ts';
import { shippedProfile, shippedProfiles } from '../../../main/runs/profiles/shipped-profiles.ts';
import { shippedEnergyModel, shippedEnergyModels } from '../../../main/runs/energy-models.ts';
import { parseSpecification } from '../../../main/runs/specification/parse-specification.ts';
import { testInspection } from './support.ts';

const { ask } = testInspection();

describe('the catalogue', () => {
  test('has every shipped profile, with its source and what to know before trusting it', async () => {
    const profiles = await ask('catalogue.profiles', {});
    expect(profiles.map(({ name }) => name)).toEqual([...shippedProfiles().keys()]);
    const additive = profiles.find(({ name }) => name === 'saft-resnet18/additive-gaussian')!;
    expect(additive).toMatchObject({ family: 'saft-resnet18', familyTitle: 'SAFT, ResNet-18' });
    expect(additive.profile).toEqual(shippedProfile('saft-resnet18/additive-gaussian'));
    expect(additive.profile.citation).toContain('arXiv:2306.03076');
    expect(additive.profile.warnings.join()).toContain('reconstruction');
  });

  test('has every energy model with a curve that is that of the model', async () => {
    const models = await ask('catalogue.energy-models', {});
    expect(models.map(({ name }) => name)).toEqual([...shippedEnergyModels().keys()]);
    for (const { name, curve } of models) {
      const model = shippedEnergyModel(name);
      expect(curve.length).toBeGreaterThan(50);
      expect(curve[0]).toEqual({ rate: 0, energy: 1 });
      for (const [index, { rate, energy }] of curve.entries()) {
        expect(energy).toBe(energyPerBit(model, rate));
        if (index > 0) expect(rate).toBeGreaterThan(curve[index - 1]!.rate);
        if (index > 0) expect(energy).toBeLessThanOrEqual(curve[index - 1]!.energy);
      }
    }
    const exponential = models.find(({ name }) => name === 'exponential')!;
    expect(exponential.citation).toContain('arXiv:1912.10764');
    expect(exponential.curve.at(-1)).toEqual({ rate: 0.5, energy: 0 });
  });

  test('draws the points of a measured table among the others', async () => {
    const models = await ask('catalogue.energy-models', {});
    const { curve, warnings } = models.find(({ name }) => name === 'bram-28nm-kc705')!;
    const model = shippedEnergyModel('bram-28nm-kc705');
    const points = model.model === 'table' ? model.points : [];
    expect(points.length).toBeGreaterThan(1);
    for (const point of points) expect(curve).toContainEqual(point);
    expect(curve.at(-1)!.rate).toBe(Math.max(...points.map(({ rate }) => rate)));
    expect(warnings.length).toBeGreaterThan(0);
  });

  test('has architectures that can be used as they are named', async () => {
    const entries = await ask('catalogue.architectures', {});
    expect(entries.map(({ name }) => name)).toEqual(expect.arrayContaining(['lenet5', 'resnet20-cifar', 'resnet50']));
    for (const { name, input, title } of entries) {
      const [channels, height, width] = input!;
      expect(findArchitecture(name).build({ inputShape: [height!, width!, channels!] }).classes).toBeGreaterThan(1);
      expect(title).not.toMatch(/[.,:]$/);
    }
    const wide = entries.filter(({ family }) => family === 'wide-resnet-DEPTH-WIDTH');
    expect(wide[0]).toMatchObject({
      name: 'wide-resnet-10-0.5',
      title: 'Wide ResNet of depth 10 and width 0.5 for CIFAR',
      pattern: 'wide-resnet-DEPTH-WIDTH',
      input: [3, 32, 32],
    });
    expect(entries.find(({ name }) => name === 'lenet5')!.pattern).toBeUndefined();
  });

  test('has studies that say whether they need files, the quickstart first', async () => {
    const [first, ...others] = await ask('catalogue.studies', {});
    expect(first).toMatchObject({ file: 'quickstart', name: 'Quickstart', runs: 8, needsFiles: false });
    expect(parseSpecification(first!.text, 'q.yaml').specification.name).toBe('Quickstart');
    expect(others.every(({ needsFiles }) => needsFiles)).toBe(true);
    expect(others.find(({ file }) => file === 'saft-table1-resnet20')!.runs).toBe(14);
  });
});
