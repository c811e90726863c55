import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyFolder, testInspection, turnsDuring } from './support.ts';

const currentFolder = process.cwd();
const { ask, folder: workspaceFolder } = testInspection({ currentFolder });

describe('browsing', () => {
  test('lists folders first, then files that fit, without hidden ones', async () => {
    const folder = emptyFolder();
    for (const name of ['b2', 'b10', '.hidden', 'A']) mkdirSync(join(folder, name));
    for (const name of ['w.safetensors', 'W10.SAFETENSORS', 'w2.safetensors', 'n.yaml', '.w.safetensors', 'a.csv']) {
      writeFileSync(join(folder, name), 'four');
    }
    symlinkSync(join(folder, 'b2'), join(folder, 'link'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'broken.safetensors'));
    const listing = await ask('files.browse', { folder, purpose: 'weights' });
    expect(listing).toMatchObject({ folder, parent: dirname(folder) });
    expect(listing.entries).toEqual([
      { name: 'A', kind: 'folder' },
      { name: 'b2', kind: 'folder' },
      { name: 'b10', kind: 'folder' },
      { name: 'link', kind: 'folder' },
      { name: 'w.safetensors', kind: 'file', bytes: 4 },
      { name: 'w2.safetensors', kind: 'file', bytes: 4 },
      { name: 'W10.SAFETENSORS', kind: 'file', bytes: 4 },
    ]);
  });

  test.each([
    ['specification', ['s.yaml', 's.yml']],
    ['energy-table', ['e.csv', 'e.tsv', 'e.txt']],
    [
      'data-folder',
      ['data_batch_1.bin', 't10k-labels-idx1-ubyte', 'test_batch_first10.bin', 'train-images-idx3-ubyte.gz'],
    ],
    ['weights', ['w.safetensors']],
    ['archive', ['a.noisefloor']],
  ] as const)('for %s', async (purpose, expected) => {
    const folder = emptyFolder();
    const names = ['s.yaml', 's.yml', 'e.csv', 'e.tsv', 'e.txt', 'w.safetensors', 'data_batch_1.bin', 'other.bin'];
    const archive = 'a.noisefloor';
    const data = ['test_batch_first10.bin', 'train-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte', 'photo.png'];
    for (const name of [...names, ...data, archive]) writeFileSync(join(folder, name), '');
    const { entries } = await ask('files.browse', { folder, purpose });
    expect(entries.map(({ name }) => name)).toEqual(expected);
  });

  test('begins at home, and takes folders from where the workbench was started', async () => {
    await expect(ask('files.browse', { purpose: 'weights' })).resolves.toMatchObject({ folder: homedir() });
    const { folder } = await ask('files.browse', { folder: 'resources', purpose: 'specification' });
    expect(folder).toBe(join(currentFolder, 'resources'));
  });

  test('has nothing above the root', async () => {
    let { folder, parent } = await ask('files.browse', { folder: emptyFolder(), purpose: 'weights' });
    while (parent !== undefined)
      ({ folder, parent } = await ask('files.browse', { folder: parent, purpose: 'weights' }));
    expect(dirname(folder)).toBe(folder);
  });

  test('one to write to need not be there yet; a file is none', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'a.csv'), '');
    const path = join(folder, 'new', 'inner');
    await expect(ask('files.browse', { folder: path, purpose: 'folder' })).resolves.toEqual({
      folder: path,
      parent: dirname(path),
      willBeMade: true,
      entries: [],
    });
    expect(await ask('files.browse', { folder, purpose: 'folder' })).not.toHaveProperty('willBeMade');
    for (const wrong of ['a.csv', join('a.csv', 'below')]) {
      await expect(ask('files.browse', { folder: join(folder, wrong), purpose: 'folder' })).rejects.toMatchObject({
        code: 'missing-file',
      });
    }
  });

  test('says what cannot be listed', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'a.csv'), '');
    await expect(ask('files.browse', { folder: join(folder, 'none'), purpose: 'weights' })).rejects.toMatchObject({
      code: 'missing-file',
      message: `There is no folder ${join(folder, 'none')}.`,
    });
    await expect(ask('files.browse', { folder: join(folder, 'a.csv'), purpose: 'weights' })).rejects.toMatchObject({
      message: `${join(folder, 'a.csv')} is a file, not a folder.`,
    });
  });
});

describe('the doctor', () => {
  test('looks at everything, says how far it is, and leaves this thread to others', async () => {
    const details: string[] = [];
    let names: readonly string[] = [];
    const turns = await turnsDuring(
      ask('application.doctor', {}, { onProgress: ({ detail }) => details.push(detail) }).then(({ checks }) => {
        names = checks.map(({ name }) => name);
        const store = checks.find(({ name }) => name === 'store')!;
        expect(store).toMatchObject({ status: 'pass', detail: expect.stringContaining(basename(workspaceFolder)) });
      }),
    );
    expect(names).toEqual(expect.arrayContaining(['versions', 'TensorFlow', 'train on wasm', 'store', 'data']));
    expect(details).toEqual(expect.arrayContaining(['TensorFlow', 'training on wasm', 'the store']));
    expect(turns).toBeGreaterThan(10);
  });

  test('can be stopped', async () => {
    const stop = new AbortController();
    const onProgress = ({ detail }: { detail: string }): void => {
      if (detail.startsWith('training')) stop.abort();
    };
    const asked = ask('application.doctor', {}, { signal: stop.signal, onProgress });
    await expect(asked).rejects.toMatchObject({ code: 'stopped' });
  });
});
