import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openWorkspace } from '../../main/store/workspace.ts';
import { labHere } from './command-line.ts';
import { mountSmallDisk } from './small-disk.ts';
import { removeFolder, studyFolder, writeWeights } from './tiny-study.ts';

const disk = mountSmallDisk(24576);
const folder = studyFolder({ model: { architecture: 'mlp-2048', weights: 'mlp-2048.safetensors' } });
writeWeights(join(folder, 'mlp-2048.safetensors'), 'mlp-2048');
afterAll(() => {
  disk?.remove();
  removeFolder(folder);
});

const workspace = (): string => join(disk!.folder, 'store');
const ballast = (): string => join(disk!.folder, 'ballast');
const lab = (...words: readonly string[]) => labHere(folder, ...words, '--workspace', workspace());

/** Leaves so much room on the disk. */
function fill(freeKibibytes: number): void {
  const file = openSync(ballast(), 'w');
  const { bavail, bsize } = statfsSync(disk!.folder);
  writeSync(file, Buffer.alloc(Math.max(0, bavail * bsize - freeKibibytes * 1024)));
  closeSync(file);
}

const empty = (): void => rmSync(ballast());

function look(): { statuses: readonly string[]; problems: readonly string[] } {
  const store = openWorkspace(workspace());
  try {
    return { statuses: store.runs.list().map(({ status }) => status), problems: store.check() };
  } finally {
    store.close();
  }
}

describe.skipIf(disk === undefined)('a full disk (needs the right to mount one)', () => {
  test('where there is no store yet is a sentence, and leaves nothing in the way', async () => {
    fill(0);
    const { code, output, errors } = await lab('run', 'tiny.yaml');
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toMatch(/^There is no space left on the disk of .*\.\nFree some space and .*\.\n$/);
    empty();
    expect((await lab('sensitivity', 'tiny.yaml')).code).toBe(0);
    expect(look()).toEqual({ statuses: ['finished'], problems: [] });
  });

  test('with too little room for a checkpoint ends that run and does not begin the next', async () => {
    // The checkpoint takes 4.2 MB; what is told about a run a few hundred kB, on a slow machine more
    fill(2048);
    const { code, errors } = await lab('run', 'tiny.yaml');
    expect(code).toBe(1);
    expect(errors).toMatch(/\nRun 2 failed: There is no (room|space) .*\.\nFree some space and .*\.\n$/);
    empty();
    expect(look()).toEqual({ statuses: ['finished', 'failed', 'stopped'], problems: [] });
  });

  test('with no room at all leaves everything as it was', async () => {
    fill(0);
    const { code, output, errors } = await lab('run', 'tiny.yaml');
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toMatch(/^There is no space left on the disk of .*; what was stored before is intact\.\nFree some/);
    empty();
    expect(look()).toEqual({ statuses: ['finished', 'failed', 'stopped'], problems: [] });
  });

  test('that has room again goes on', async () => {
    expect((await lab('run', 'tiny.yaml')).code).toBe(0);
    expect(look()).toEqual({ statuses: ['finished', 'finished', 'finished'], problems: [] });
  });
});
