import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fittedProfileSchema, ownProfileSchema } from '../../../main/contract/workbench/profiles.ts';
import { fitOfFile, ownProfileEntries } from '../../../main/workbench/inspection/profile-fit/fit-works.ts';
import { profileSchema } from '../../../main/contract/profile.ts';
import { saveOwnProfile } from '../../../main/runs/profiles/save-profile.ts';

import { testInspection } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'profile-fit-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'cells.csv');
const levels = [0, 5, 10, 15, 20, 25];
writeFileSync(path, `conductance (uS),std (uS),n\n${levels.map((g) => `${g},${0.2 + 0.03 * g},100`).join('\n')}\n`);

test('a fit of a file is one that crosses the contract, and says the same as a study has it', () => {
  const found = fitOfFile({ path, kind: 'conductance', degree: 1 });
  expect(fittedProfileSchema.parse(found)).toEqual(found);
  expect(profileSchema.parse(found.written)).toEqual(found.profile);
  expect(found.curve[0]!.fitted).toBeCloseTo(0.2 / 25, 8);
  expect(found.yaml).toContain('noise: conductance');
});

test('saved profiles come with their curves; what cannot be read with its reason', () => {
  const { profile, curve } = fitOfFile({ path, kind: 'conductance' });
  saveOwnProfile(folder, 'cells', profile);
  writeFileSync(join(folder, 'profiles', 'by-hand.yaml'), 'weights: { noise: gaussian, mode: additive, sigma: 0.1 }\n');
  writeFileSync(join(folder, 'profiles', 'wrong.yaml'), 'weights: 7\n');
  const entries = ownProfileEntries(folder);
  expect(entries.map((entry) => ownProfileSchema.parse(entry))).toEqual(entries);
  const [byHand, cells, wrong] = entries;
  expect([byHand!.name, byHand!.curve]).toEqual(['by-hand', undefined]);
  expect(cells).toMatchObject({ name: 'cells', profile: { ...profile, name: 'cells' }, curve });
  expect(wrong!.problem).toMatch(/wrong\.yaml:1: weights/);
});

test('a file that is none says so with its line', () => {
  const broken = join(folder, 'broken.csv');
  writeFileSync(broken, 'conductance,std\n1,2\n-1,3\n');
  expect(() => fitOfFile({ path: broken, kind: 'conductance' })).toThrow(`${broken}:3 has the conductance -1`);
});

describe('asked over the contract', () => {
  const { ask, folder: workspace } = testInspection();
  const network = { model: { architecture: 'mlp-16' }, data: { source: 'glyphs' } } as const;

  test('measurements become a profile, which is saved, listed, previewed and taken by a study by its name', async () => {
    const { profile, curve } = await ask('profile.fit', { path, kind: 'conductance', degree: 1 });
    const { path: file } = await ask('profile.save', { name: 'our cells', profile });
    expect(file).toBe(join(workspace, 'profiles', 'our cells.yaml'));
    await expect(ask('profile.save', { name: 'our cells', profile })).rejects.toMatchObject({
      code: 'invalid-argument',
    });
    await ask('profile.save', { name: 'our cells', profile, replace: true });
    expect(await ask('profile.own', {})).toMatchObject([{ name: 'our cells', path: file, curve }]);
    const byName = await ask('profile.preview', { ...network, profile: 'our cells' });
    expect(byName).toEqual(await ask('profile.preview', { ...network, profile }));
    expect(byName.layers[0]!.noiseRms).toBeGreaterThan(0);
    const text = [
      'version: 1',
      'name: S',
      'data: { source: glyphs }',
      'model: { architecture: mlp-16, pretraining: { epochs: 1, optimizer: { kind: sgd, learningRate: 0.1 } } }',
      'profile: our cells',
      'methods: [{ method: noise-injection }]',
      'training: { epochs: 1, optimizer: { kind: sgd, learningRate: 0.1 } }',
    ].join('\n');
    const { problems, specification } = await ask('specification.check', { text });
    expect(problems).toEqual([]);
    expect(specification?.profile).toEqual({ ...profile, name: 'our cells' });
    const wrong = await ask('specification.check', { text: text.replace('our cells', './gone.yaml') });
    expect(wrong.problems).toMatchObject([
      { line: 5, field: 'profile', message: expect.stringContaining('there is no profile at') },
    ]);
  });

  test('columns of other names are listed, chosen, kept with the profile and named by the command', async () => {
    const strange = join(folder, 'other names.csv');
    const rows = levels.map((g) => `${g};${0.2 + 0.03 * g};${g}`);
    writeFileSync(strange, `G_target;my spread;state\n${rows.join('\n')}\n`);
    expect(await ask('profile.columns', { path: strange, kind: 'conductance' })).toEqual({
      columns: ['G_target', 'my spread', 'state'],
      recognised: { conductance: 'G_target' },
    });
    await expect(ask('profile.fit', { path: strange, kind: 'conductance' })).rejects.toMatchObject({
      nextStep: expect.stringMatching(/say which column holds what\.$/),
    });
    const columns = { conductance: 'state', deviation: 'my spread', count: '' };
    const { profile, command } = await ask('profile.fit', { path: strange, kind: 'conductance', degree: 1, columns });
    const kept = [
      { role: 'conductance', name: 'state' },
      { role: 'deviation', name: 'my spread' },
    ];
    expect(profile.fit!.columns).toEqual(kept);
    expect(command).toBe(
      `npm run -s lab -- profile fit '${strange}' --kind conductance --column conductance=state --column 'deviation=my spread' --column count= --degree 1`,
    );
    await ask('profile.save', { name: 'strange', profile });
    const own = await ask('profile.own', {});
    expect(own.find(({ name }) => name === 'strange')!.profile!.fit!.columns).toEqual(kept);
  });

  test('an unknown name is refused with the nearest', async () => {
    await expect(ask('profile.preview', { ...network, profile: 'idaal' })).rejects.toThrow(/did you mean/);
  });
});
