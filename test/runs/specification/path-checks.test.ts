import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { pathChecks } from '../../../main/runs/specification/path-checks.ts';
import { shippedProfiles } from '../../../main/runs/profiles/shipped-profiles.ts';

const folder = mkdtempSync(join(tmpdir(), 'noisefloor-paths-'));
const elsewhere = mkdtempSync(join(tmpdir(), 'noisefloor-paths-'));
writeFileSync(join(folder, 'weights.safetensors'), '');
writeFileSync(join(elsewhere, 'energies.csv'), '');
afterAll(() => [folder, elsewhere].forEach((each) => rmSync(each, { recursive: true })));

const checks = (written: unknown) => pathChecks(written, [folder, elsewhere]);

test('the name of a shipped profile is no path, whatever the profile has', () => {
  for (const name of shippedProfiles().keys()) {
    expect(checks({ profile: name }), name).toEqual([]);
    expect(checks({ profiles: { any: name } }), name).toEqual([]);
  }
  expect(checks({ profile: 'there is none of this name' })).toEqual([]);
  // The path of a profile is looked for where profiles are read
  expect(checks({ profile: './device.yaml', profiles: { other: 'weights.safetensors' } })).toEqual([]);
});

test('a path is looked for in every folder', () => {
  const memory = { energy: { path: 'energies.csv' } };
  expect(checks({ model: { weights: 'weights.safetensors' }, profile: { memory } })).toEqual([]);
  expect(checks({ model: { weights: join(folder, 'weights.safetensors') }, data: { path: folder } })).toEqual([]);
});

test('what is not there is named with its field and where it was looked for', () => {
  const memory = { energy: { path: 'none.csv' } };
  const written = { data: { path: 'none' }, model: { weights: '/none/at/all' }, profiles: { mine: { memory } } };
  expect(checks(written)).toEqual([
    {
      path: ['data', 'path'],
      message: `there is no data folder at ${join(folder, 'none')} or ${join(elsewhere, 'none')}`,
    },
    { path: ['model', 'weights'], message: 'there is no weights file at /none/at/all' },
    {
      path: ['profiles', 'mine', 'memory', 'energy', 'path'],
      message: `there is no energy table at ${join(folder, 'none.csv')} or ${join(elsewhere, 'none.csv')}`,
    },
  ]);
});

test('a path that is still to be given is told beside all else', () => {
  expect(checks({ data: { path: '' }, model: { weights: ' ' } })).toEqual([
    { path: ['data', 'path'], message: 'empty', allowed: 'the path of the data folder' },
    { path: ['model', 'weights'], message: 'empty', allowed: 'the path of the weights file' },
  ]);
});

test('what is no text is left to others', () => {
  expect(checks({ data: { path: 3 }, model: 'lenet5', profile: [] })).toEqual([]);
  expect(checks(undefined)).toEqual([]);
});
