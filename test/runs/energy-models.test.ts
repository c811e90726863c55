import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shippedEnergySchema } from '../../main/contract/energy.ts';
import { LabError } from '../../main/contract/errors.ts';
import { checkEnergyModel } from '../../main/lab/energy/check-energy-model.ts';
import { energyPerBit } from '../../main/lab/energy/energy-curve.ts';
import { shippedEnergyModel, shippedEnergyModels } from '../../main/runs/energy-models.ts';
import { shippedProfile, shippedProfiles } from '../../main/runs/profiles/shipped-profiles.ts';
import { readShippedFiles } from '../../main/runs/shipped-files.ts';
import { temporaryFolder } from '../data/support.ts';

/** Faults counted by Salami et al. (MICRO 2018) in steps of 0.01 V down from the first voltage, in blocks of 16384 bits. */
const boards = {
  'bram-28nm-vc707': { blocks: 2060, firstCentivolt: 60, faults: [4, 24, 146, 772, 2732, 7520, 23706] },
  'bram-28nm-kc705': { blocks: 890, firstCentivolt: 59, faults: [2, 8, 26, 62, 252, 690, 2274] },
} as const;

const measured = Object.entries(boards).flatMap(([name, { blocks, firstCentivolt, faults }]) =>
  faults.map((count, index) => {
    const centivolt = firstCentivolt - index;
    return { name, volt: centivolt / 100, rate: count / (blocks * 16384), centivolt };
  }),
);

describe('measured memories', () => {
  test.each(measured)(
    '$name at $volt V: faults / bits and the square of the voltage',
    ({ name, volt, rate, centivolt }) => {
      const profile = shippedProfile(`${name}/0.${centivolt}V`);
      expect(profile.quantization).toMatchObject({ scheme: 'binary' });
      expect(profile.memory).toMatchObject({ zeroToOne: 0, oneToZero: 1, energy: name });
      expect(Math.abs(profile.memory!.rate / rate - 1)).toBeLessThan(5e-5);
      expect(energyPerBit(shippedEnergyModel(name), profile.memory!.rate)).toBeCloseTo(volt ** 2, 12);
    },
  );

  test.each(Object.keys(boards))('%s has a point for each voltage and no other, and is reliable below them', (name) => {
    const model = shippedEnergyModel(name);
    const variants = [...shippedProfiles().keys()].filter((profile) => profile.startsWith(`${name}/`));
    expect(variants).toHaveLength(7);
    expect(model).toMatchObject({ model: 'table', points: { length: 7 } });
    expect([0, 1e-7].map((rate) => energyPerBit(model, rate))).toEqual([1, 1]);
  });

  test.each(Object.keys(boards))('%s says where it is from and what it does not tell', (name) => {
    const model = shippedEnergyModel(name);
    if (model.model !== 'table') throw new Error('A measured memory is a table');
    expect(model.citation).toContain('10.1109/MICRO.2018.00064');
    const warnings = model.warnings.join(' ');
    for (const fact of ['guard-band', 'a 1 read as 0', 'One board', 'leakage is not counted'])
      expect(warnings).toContain(fact);
    const free = /rate: 0, energy: ([\d.]+)/.exec(warnings)![1];
    const { firstCentivolt } = boards[name as keyof typeof boards];
    expect(Number(free)).toBeCloseTo(((firstCentivolt + 1) / 100) ** 2, 12);
  });
});

test('exponential needs no file', () => {
  expect(shippedEnergyModel('exponential')).toEqual({ model: 'exponential', a: 12.8 });
});

test('every model is one', () => {
  expect(shippedEnergyModels().size).toBe(3);
  for (const model of shippedEnergyModels().values()) expect(() => checkEnergyModel(model)).not.toThrow();
});

test('an unknown name is refused with the nearest one', () => {
  const look = () => shippedEnergyModel('bram-28nm-vc708');
  expect(look).toThrow(LabError);
  expect(look).toThrow('There is no energy model "bram-28nm-vc708", did you mean `bram-28nm-vc707`?');
  expect(look).toThrow(
    expect.objectContaining({ nextStep: expect.stringContaining('exponential, bram-28nm-kc705, bram-28nm-vc707') }),
  );
});

test('a file that is none is refused with its line', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'x.yaml'), 'version: 1\nname: x\ndescription: y\nenergy: { model: tabel }\n');
  expect(() => readShippedFiles(folder, shippedEnergySchema)).toThrow(
    /^x\.yaml:4: energy\.model: "tabel" is unknown, did you mean `table`\?/,
  );
  writeFileSync(join(folder, 'x.yaml'), 'a: [');
  expect(() => readShippedFiles(folder, shippedEnergySchema)).toThrow(/^x\.yaml:1/);
});
