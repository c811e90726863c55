import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import { fittedProfile } from '../../../main/lab/fit/fitted-profile.ts';
import { namedProfile } from '../../../main/runs/profiles/named-profile.ts';
import { ownProfiles } from '../../../main/runs/profiles/own-profiles.ts';
import { readOwnProfile } from '../../../main/runs/profiles/read-own-profile.ts';
import { profileToYaml } from '../../../main/runs/profiles/profile-yaml.ts';
import { shippedProfile, shippedProfiles } from '../../../main/runs/profiles/shipped-profiles.ts';
import { labelledProfiles } from '../../../main/runs/specification/labelled-profiles.ts';
import { readSpecificationText } from '../../../main/runs/specification/read-specification-text.ts';
import { saveOwnProfile, writeOwnProfile } from '../../../main/runs/profiles/save-profile.ts';
import { drawnPairs, voltages } from '../../lab/fit/measured.ts';

const folder = mkdtempSync(join(tmpdir(), 'own-profiles-'));
const [here, beside, workspace] = ['here', 'beside', 'workspace'].map((name) => join(folder, name)) as [
  string,
  string,
  string,
];
afterAll(() => rmSync(folder, { recursive: true }));

const device = fittedProfile(
  drawnPairs(500, (g) => 0.02 + 0.05 * g),
  { name: 'device', degree: 1 },
);
const volts = [0.6, 0.58, 0.56, 0.54];
const memory = fittedProfile(
  voltages(
    volts,
    volts.map((voltage) => Math.exp(-9 - 120 * (voltage - 0.57))),
  ),
  {
    atVoltage: 0.56,
    nominalVoltage: 0.9,
    bits: 4,
  },
);

beforeAll(() => {
  for (const each of [here, beside, workspace]) mkdirSync(each);
  writeOwnProfile(join(beside, 'device.yaml'), device);
  saveOwnProfile(workspace, 'our memory', memory);
  writeFileSync(join(beside, 'wrong.yaml'), 'name: wrong\nweights: { noise: gausian }\n');
  // Takes no shipped name's place
  mkdirSync(join(workspace, 'profiles'), { recursive: true });
  writeFileSync(join(workspace, 'profiles', 'ideal.yaml'), 'weights: { noise: gaussian, mode: additive, sigma: 9 }\n');
});

const study = (profile: string) => `version: 1
name: Own hardware
data: { source: glyphs }
model: { architecture: mlp-16, pretraining: { epochs: 1, optimizer: { kind: sgd, learningRate: 0.1 } } }
${profile}
methods: [{ method: noise-injection }]
training: { epochs: 1, optimizer: { kind: sgd, learningRate: 0.1 } }
`;
const read = (profile: string) =>
  readSpecificationText(study(profile), { currentFolder: here, folder: beside, workspace, name: 's.yaml' });
const profilesOf = (profile: string) => labelledProfiles(read(profile).specification);

describe('a file of its own', () => {
  test.each([
    ['a fit of conductances', device],
    ['a fit of voltages', memory],
    ...[...shippedProfiles()].filter((_, index) => index % 5 === 0),
  ])('reads back as %s', (_, profile) => {
    const path = join(folder, 'again.yaml');
    writeOwnProfile(path, profile, { replace: true });
    expect(readOwnProfile(path)).toEqual(profile);
  });

  test('says nothing that goes without saying, and can stand in a specification as it is', () => {
    const text = profileToYaml({ ...memory, fit: undefined });
    expect(text).not.toMatch(/zeroToOne|encoding|except|layers|stuckAt|weights:/);
    const inline = `profile:\n${profileToYaml(device).replaceAll(/^(?=.)/gm, '  ')}`;
    expect(profilesOf(inline)[0]!.profile).toEqual(device);
  });

  test('replaces no other one unless it is asked to', () => {
    const path = join(beside, 'device.yaml');
    const before = readFileSync(path, 'utf8');
    expect(() => writeOwnProfile(path, memory)).toThrow(/There is a file/);
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  test.each(['', '../device', 'a/b', 'device.yaml', 'trailing ', '.hidden', 'ideal', 'x'.repeat(101)])(
    'cannot be called "%s" in a workspace',
    (name) => {
      expect(() => saveOwnProfile(workspace, name, device)).toThrow(LabError);
    },
  );
});

describe('in a specification', () => {
  test('goes by a path relative to it, by content', () => {
    const [found] = profilesOf('profile: ./device.yaml');
    expect(found).toEqual({ label: 'device', profile: device });
    expect(read('profile: ./device.yaml').hash).toBe(read('profile: device.yaml').hash);
    expect(profilesOf('profiles: { a: device.yaml, b: ideal }').map(({ label }) => label)).toEqual(['a', 'b']);
  });

  test('goes by its name in the workspace', () => {
    expect(profilesOf('profile: our memory')[0]!.profile).toEqual({ ...memory, name: 'our memory' });
  });

  test('gives way to a shipped profile of the same name', () => {
    expect(profilesOf('profile: ideal')[0]!.profile).toEqual(shippedProfile('ideal'));
  });

  test('is checked with the rest: methods that need a memory have one', () => {
    const lanmax = (profile: string) =>
      study(profile).replace('[{ method: noise-injection }]', '[{ method: uniform-bsc, trainRate: 0.001 }]');
    const options = { currentFolder: here, folder: beside, workspace };
    expect(() => readSpecificationText(lanmax('profile: our memory'), options)).not.toThrow();
    expect(() => readSpecificationText(lanmax('profile: device.yaml'), options)).toThrow(/has none/);
  });

  test.each([
    ['profile: gone.yaml', /s\.yaml:5: profile: there is no profile at .*here.*gone\.yaml or .*beside.*gone\.yaml/],
    [
      'profile: wrong.yaml',
      /s\.yaml:5: profile: wrong\.yaml:2: weights\.noise: "gausian" is unknown, did you mean `gaussian`/,
    ],
    ['profiles: { a: ideal, b: wrong.yaml }', /s\.yaml:5: profiles\.b: wrong\.yaml:2/],
    ['profile: our memroy', /there is no shipped profile "our memroy"/],
  ])('%s is refused with its line', (profile, message) => {
    expect(() => read(profile)).toThrow(message);
  });
});

describe('by a name or a path', () => {
  test('the same everywhere', () => {
    expect(namedProfile('ideal', [workspace])).toBe(shippedProfile('ideal'));
    expect(namedProfile('our memory', [here, workspace]).memory).toEqual(memory.memory);
    expect(namedProfile('device.yaml', [here, beside])).toEqual(device);
    expect(() => namedProfile('gone.yaml', [here])).toThrow(/There is no profile at/);
    expect(() => namedProfile('gone', [here])).toThrow(/There is no shipped profile "gone"/);
    const stepFor = (name: string): string => {
      try {
        return namedProfile(name, [here]).name ?? '';
      } catch (error) {
        return (error as LabError).nextStep;
      }
    };
    expect(stepFor('bsc')).toMatch(/^Use one of bsc\/0\.0001, .*bsc\/0\.2\.$/);
    expect(stepFor('gone')).toMatch(/\bbsc\/\.\.\., .*\bideal, joshi-2020, .*the path of a YAML file/);
    expect(stepFor('gone')).not.toContain('0.001');
  });

  test('a workspace lists its own, also those that cannot be read', () => {
    writeFileSync(join(workspace, 'profiles', 'broken.yaml'), 'weights: [');
    const listed = ownProfiles(workspace);
    expect(listed.map(({ name }) => name)).toEqual(['broken', 'ideal', 'our memory']);
    expect(listed[0]!.problem).toMatch(/broken\.yaml:1/);
    expect(listed[2]!.profile?.fit?.kind).toBe('voltage');
    expect(ownProfiles(here)).toEqual([]);
  });
});

test('an energy table of a fit is one that a study can use: it falls with the rate, down to the voltage in use', () => {
  const { memory: found } = memory;
  if (found === undefined || typeof found.energy === 'string' || found.energy.model !== 'table')
    throw new Error('table');
  const { points } = found.energy;
  expect(points[0]!.energy).toBeCloseTo((0.6 / 0.9) ** 2, 5);
  expect(points.at(-1)!.energy).toBeCloseTo((0.54 / 0.9) ** 2, 5);
  expect(found.rate).toBeCloseTo(Math.exp(-9 - 120 * (0.56 - 0.57)), 8);
  expect(points.find(({ rate }) => rate === found.rate)?.energy).toBeCloseTo((0.56 / 0.9) ** 2, 5);
  expect(memory.quantization).toMatchObject({ bits: 4 });
});
