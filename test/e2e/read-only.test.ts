import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseName, openDatabase } from '../../main/store/database.ts';
import { migrations } from '../../main/store/migrations/index.ts';
import { labHere } from './command-line.ts';
import { mountSmallDisk } from './small-disk.ts';
import { removeFolder, studyFolder, writeWeights } from './tiny-study.ts';

const disk = mountSmallDisk(8192);
const folder = studyFolder();
writeWeights(join(folder, 'mlp-8.safetensors'), 'mlp-8');
afterAll(() => {
  disk?.remove();
  removeFolder(folder);
});

const store = (): string => join(disk!.folder, 'store');
const older = (): string => join(disk!.folder, 'older');
const lab = (...words: readonly string[]) => labHere(folder, ...words, '--workspace', store());
const out = (name: string): string => join(folder, 'out', name);

const reading: readonly (readonly string[])[] = [
  ['runs', 'list'],
  ['runs', 'list', '--study', 'Tiny', '--json'],
  ['runs', 'show', '2'],
  ['compare', '1'],
  ['export', '1', out('tables'), '--figures', 'csv'],
  ['archive', 'create', '1', out('study.noisefloor')],
  ['network', 'export', '2', out('network.onnx')],
  // What is finished is looked at, as the shipped studies of `reproduce` are
  ['run', 'tiny.yaml'],
  ['sensitivity', 'tiny.yaml'],
];

describe.skipIf(disk === undefined)('a workspace that may only be read (needs the right to mount one)', () => {
  beforeAll(async () => {
    mkdirSync(join(folder, 'out'));
    expect(await lab('run', 'tiny.yaml')).toMatchObject({ code: 0 });
    openDatabase(older(), { migrations: migrations.slice(0, -1) }).close();
    disk!.makeReadOnly();
  });

  test.each(reading)('is read by %s %s', async (...words) => {
    const { code, output, errors } = await lab(...words);
    expect({ code, errors }).toEqual({ code: 0, errors: expect.not.stringContaining('cannot') as string });
    expect(output).not.toBe('');
  });

  test('and what was written of it is whole', async () => {
    const { code, output } = await labHere(folder, 'archive', 'verify', out('study.noisefloor'));
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(readdirSync(out('tables'))).toContain('export.json');
  });

  test.each([
    ['runs', 'stop', '1'],
    ['runs', 'resume', '1'],
    ['quickstart'],
    ['archive', 'import', out('study.noisefloor')],
  ])('is not changed by %s %s', async (...words) => {
    const { code, output, errors } = await lab(...words);
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toMatch(
      // Below lines of progress, where it took long
      /(^|\n)The database .* cannot be opened for writing \(SQLITE_\w+\)\.\nCheck the permissions of .*\.\n$/,
    );
  });

  test('and an older one names the way out', async () => {
    const { code, errors } = await labHere(folder, 'runs', 'list', '--workspace', older());
    expect(code).toBe(1);
    expect(errors).toBe(
      `The workspace ${join(older(), databaseName)} was written by an older version and cannot be brought up to date read-only.\n` +
        'Copy the folder to a place that may be written to, and give that with `--workspace`.\n',
    );
  });
});
