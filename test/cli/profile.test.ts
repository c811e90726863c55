import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Profile } from '../../main/contract/profile.ts';
import { readOwnProfile } from '../../main/runs/profiles/read-own-profile.ts';
import { drawnPairs } from '../lab/fit/measured.ts';
import { runWith } from './fake-laboratory.ts';

const folder = mkdtempSync(join(tmpdir(), 'profile-command-'));
const cells = join(folder, 'cells.csv');
const rates = join(folder, 'rates.csv');
const at = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(() => {
  const { values } = drawnPairs(600, (g) => 0.01 + 0.002 * g, { largest: 25 });
  if (values.form !== 'pairs') throw new Error('pairs');
  const rows = values.conductance.map((g, i) => `${g},${values.error[i]}`);
  writeFileSync(cells, `G (uS),dev (uS)\n${rows.join('\n')}\n`);
  const bits = 33_751_040;
  const counts = [
    [1, 0],
    [0.6, 4],
    [0.59, 24],
    [0.58, 146],
    [0.57, 772],
    [0.56, 2732],
    [0.55, 7520],
    [0.54, 23706],
  ];
  writeFileSync(rates, `V,faults,bits\n${counts.map(([v, c]) => `${v},${c},${bits}`).join('\n')}\n`);
});

const fitCells = ['profile', 'fit', cells, '--kind', 'conductance', '--column', 'error=dev (uS)'];

describe('profile fit', () => {
  test('prints coefficients with their errors, residuals and warnings, writes nothing, opens no laboratory', async () => {
    const { code, output, opened } = await runWith(fitCells);
    expect(code).toBe(0);
    expect(opened).toEqual([]);
    expect(output).toMatch(/degree +1, the least AICc/);
    expect(output).toMatch(/c1 +0\.00[12]\d* ± 0\.000\d+/);
    expect(output).toMatch(/conductance \(µS\) +standard deviation \(µS\) +standard error +fitted +residual/);
    expect(output).toContain('- It is the noise of one device.');
    expect(output).toContain('Nothing was written');
  });

  test('--out writes a profile that reads back; again it is refused without --replace', async () => {
    const out = at('my-device.yaml');
    const { code, output } = await runWith([...fitCells, '--degree', '2', '--largest', '25', '--out', out]);
    expect(code).toBe(0);
    expect(output).toContain(`Written to ${out}.`);
    const profile = readOwnProfile(out);
    expect(profile).toMatchObject({
      name: 'my-device',
      fit: { degree: 2, chosenBy: 'user', fullScale: { value: 25 } },
    });
    const text = readFileSync(out, 'utf8');
    const again = await runWith([...fitCells, '--out', out]);
    expect(again.code).toBe(2);
    expect(again.errors).toContain('already');
    expect(readFileSync(out, 'utf8')).toBe(text);
    expect((await runWith([...fitCells, '--out', out, '--replace'])).code).toBe(0);
    expect(readOwnProfile(out).fit?.degree).toBe(1);
  });

  test('--save puts it into the workspace, from where show finds it by its name', async () => {
    const workspace = ['--workspace', at('workspace')];
    expect((await runWith([...fitCells, '--save', 'our-device', ...workspace])).code).toBe(0);
    const { code, output } = await runWith(['profile', 'show', 'our-device', ...workspace]);
    expect(code).toBe(0);
    expect(output).toMatch(/^our-device\n/);
    expect(output).toContain('SHA-256');
    expect((await runWith(['profile', 'show', 'our-device'])).code).toBe(2);
  });

  test('of voltages as JSON is one document with the profile', async () => {
    const { code, output } = await runWith([
      'profile',
      'fit',
      rates,
      '--kind',
      'voltage',
      '--at-voltage',
      '0.56',
      '--json',
    ]);
    expect(code).toBe(0);
    const { profile, files } = JSON.parse(output) as { profile: Profile; files: string[] };
    expect(files).toEqual([]);
    expect(profile.memory!.rate).toBeGreaterThan(5e-5);
    expect(profile.memory!.rate).toBeLessThan(9e-5);
    expect(profile.fit!.points).toHaveLength(8);
    expect(profile.fit!.warnings.join()).toContain('No nominal voltage was given: 1 V');
  });

  test.each([
    [[...fitCells, '--at-voltage', '0.5'], '--at-voltage does not go with --kind conductance'],
    [['profile', 'fit', rates, '--kind', 'voltage', '--largest', '25'], '--largest does not go with --kind voltage'],
    [['profile', 'fit', rates, '--kind', 'voltage', '--degree', '0'], 'does not depend on the voltage'],
    [['profile', 'fit', rates, '--kind', 'conductance'], 'has no column for the conductance'],
    [['profile', 'fit', rates, '--kind', 'conductance'], 'or say which column holds what with `--column ROLE=NAME`.'],
    [[...fitCells, '--column', 'voltage=dev (uS)'], '--column voltage does not go with --kind conductance'],
    [['profile', 'fit', rates], '--kind'],
    [[...fitCells, '--column', 'colour=red'], 'ROLE=NAME'],
    [[...fitCells, '--largest', '-1'], 'above 0'],
  ])('%j is refused', async (words, message) => {
    const { code, errors } = await runWith(words);
    expect(code).toBeGreaterThan(0);
    expect(errors).toContain(message);
  });
});

test.each([
  ['joshi-2020', 'w + n, n normal, standard deviation 0.038 x layerMaxAbs'],
  ['saft-resnet18/multiplicative-uniform', 'w (1 + n), n uniform'],
  ['bram-28nm-vc707/0.56V', 'fault rate  0.0000809 of a bit (0 to 1 x 0, 1 to 0 x 1)'],
  ['ideal', 'noise      none'],
])('profile show %s says what it does', async (name, text) => {
  const { code, output } = await runWith(['profile', 'show', name]);
  expect(code).toBe(0);
  expect(output).toContain(text);
});
