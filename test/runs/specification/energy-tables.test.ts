import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { LabError, type ErrorCode } from '../../../main/contract/errors.ts';
import { shippedEnergyModel } from '../../../main/runs/energy-models.ts';
import { energyChecks } from '../../../main/runs/specification/energy-checks.ts';
import { labelledProfiles, withProfilesInline } from '../../../main/runs/specification/labelled-profiles.ts';
import { readSpecification } from '../../../main/runs/specification/read-specification.ts';
import { temporaryFolder } from '../../data/support.ts';

const csv = 'rate,energy\n1e-4,0.5\n0.01,0.25\n';
const points = [
  { rate: 1e-4, energy: 0.5 },
  { rate: 0.01, energy: 0.25 },
];

let folder: string;
let current: string;
let own: string;

beforeEach(() => {
  folder = temporaryFolder();
  current = join(folder, 'current');
  own = join(folder, 'own');
  for (const each of [current, own]) mkdirSync(each);
});

function write(profiles: string): void {
  const text = `version: 1
name: Small
data: { source: glyphs }
model: { architecture: lenet5, pretraining: { epochs: 1, optimizer: { kind: sgd, learningRate: 0.01 } } }
${profiles}
methods: [{ method: plain }]
training: { epochs: 1, optimizer: { kind: sgd, learningRate: 0.01 } }
`;
  writeFileSync(join(own, 's.yaml'), text);
}

function read(profiles: string) {
  write(profiles);
  return readSpecification('../own/s.yaml', { currentFolder: current });
}

function memory(energy: string): string {
  return `{ quantization: { scheme: binary }, memory: { rate: 0.001, energy: ${energy} } }`;
}

function energies(profiles: string): readonly unknown[] {
  return labelledProfiles(read(profiles).specification).map(({ profile }) => profile.memory?.energy);
}

function complaint(profiles: string, code: ErrorCode): string {
  try {
    read(profiles);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    expect(error.code).toBe(code);
    return error.message;
  }
  throw new Error('nothing was thrown');
}

describe('names', () => {
  test('are resolved in profiles of every kind', () => {
    const found = energies(`profiles:
  a: ${memory('bram-28nm-kc705')}
  b: ${memory('exponential')}
  c: bram-28nm-vc707/0.55V
  d: ${memory('{ model: exponential, a: 5 }')}
  e: ideal`);
    expect(found).toEqual([
      shippedEnergyModel('bram-28nm-kc705'),
      { model: 'exponential', a: 12.8 },
      shippedEnergyModel('bram-28nm-vc707'),
      { model: 'exponential', a: 5 },
      undefined,
    ]);
  });

  test('are content in the specification, so that name and content have one hash', () => {
    const { specification, hash } = read(`profile: ${memory('exponential')}`);
    expect(specification.profile).toMatchObject({ memory: { energy: { model: 'exponential', a: 12.8 } } });
    expect(read(`profile: ${memory('{ model: exponential, a: 12.8 }')}`).hash).toBe(hash);
    expect(read(`profile: ${memory('bram-28nm-kc705')}`).hash).not.toBe(hash);
  });

  test('that are unknown are refused with the nearest one', () => {
    const message = complaint(`profile: ${memory('bram-28nm-vc70')}`, 'invalid-specification');
    expect(message).toMatch(/there is no energy model "bram-28nm-vc70", did you mean `bram-28nm-vc707`\?/i);
  });

  test('that labelledProfiles meets are resolved too', () => {
    const { specification } = read('profile: ideal');
    const named = { ...specification, profile: 'bram-28nm-kc705/0.55V' };
    expect(labelledProfiles(named)[0]!.profile.memory!.energy).toEqual(shippedEnergyModel('bram-28nm-kc705'));
    expect(labelledProfiles(withProfilesInline(named))).toEqual(labelledProfiles(named));
  });
});

describe('files', () => {
  const profile = `profile: ${memory('{ model: csv, path: e.csv }')}`;

  test("are looked for in the specification's folder, and in the current one first", () => {
    writeFileSync(join(own, 'e.csv'), csv);
    expect(energies(profile)).toEqual([{ model: 'table', warnings: [], points }]);
    writeFileSync(join(current, 'e.csv'), csv.replace('0.5', '0.75'));
    expect(energies(profile)).toMatchObject([{ points: [{ energy: 0.75 }, {}] }]);
  });

  test('are read for every labelled profile', () => {
    writeFileSync(join(own, 'e.csv'), csv);
    const found = energies(`profiles: { a: ideal, b: ${memory('{ model: csv, path: e.csv }')} }`);
    expect(found).toEqual([undefined, { model: 'table', warnings: [], points }]);
  });

  test('count for the hash by their content', () => {
    writeFileSync(join(own, 'e.csv'), csv);
    const { hash } = read(profile);
    writeFileSync(join(own, 'other.csv'), `# the same\n${csv}`);
    expect(read(profile.replace('e.csv', 'other.csv')).hash).toBe(hash);
    writeFileSync(join(own, 'e.csv'), csv.replace('0.25', '0.26'));
    expect(read(profile).hash).not.toBe(hash);
  });

  test('that are not there are told with line, field and every place that was tried', () => {
    expect(complaint(profile, 'missing-file')).toBe(
      `../own/s.yaml:5: profile.memory.energy.path: there is no energy table at ${join(current, 'e.csv')} or ` +
        join(own, 'e.csv'),
    );
  });

  test('that are no tables are told with their own line', () => {
    writeFileSync(join(own, 'e.csv'), 'rate,energy\n0.1,much\n');
    expect(complaint(profile, 'invalid-data-file')).toBe(
      `${join(own, 'e.csv')}:2 has "much" for \`energy\`, which is not a number.`,
    );
  });

  test('that are not monotone are told with both points', () => {
    writeFileSync(join(own, 'e.csv'), 'rate,energy\n1e-4,0.25\n0.01,0.5\n');
    expect(complaint(profile, 'invalid-specification')).toBe(
      `${join(own, 'e.csv')}: The energy table rises with the rate, from 0.25 at rate 0.0001 to 0.5 at rate 0.01.`,
    );
  });
});

test('tables written out that are not monotone are refused', () => {
  const rising = '{ model: table, points: [{ rate: 0.01, energy: 0.5 }, { rate: 0.1, energy: 0.75 }] }';
  const message = complaint(`profile: ${memory(rising)}`, 'invalid-specification');
  expect(message).toContain('rises with the rate, from 0.5 at rate 0.01 to 0.75 at rate 0.1.');
});

describe('the checks of what is written', () => {
  const withEnergy = (energy: unknown) => ({ memory: { energy } });

  test('name the field of each problem', () => {
    const table = { model: 'table', points: points.map(({ rate }) => ({ rate, energy: rate })) };
    const found = energyChecks({ profiles: { a: withEnergy('exponentail'), b: withEnergy(table), c: 'ideal' } });
    expect(found.map(({ path }) => path)).toEqual([
      ['profiles', 'a', 'memory', 'energy'],
      ['profiles', 'b', 'memory', 'energy', 'points'],
    ]);
    expect(found[0]!.message).toBe('there is no energy model "exponentail", did you mean `exponential`?');
    expect(found[0]!.allowed).toContain('bram-28nm-vc707');
    expect(found[1]!.message).toContain('rises with the rate');
  });

  test('leave alone what is right, what a schema refuses, and files', () => {
    const energies = ['exponential', '', 3, { model: 'csv', path: 'e.csv' }, { model: 'tabel' }, undefined];
    for (const energy of energies) expect(energyChecks({ profile: withEnergy(energy) })).toEqual([]);
    for (const written of [undefined, [], 'text', { profile: 'ideal' }]) expect(energyChecks(written)).toEqual([]);
  });
});
