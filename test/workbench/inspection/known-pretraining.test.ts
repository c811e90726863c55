import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataSchema } from '../../../main/contract/data.ts';
import type { Workspace } from '../../../main/store/workspace.ts';
import { dataSignature } from '../../../main/workbench/inspection/file-signature.ts';
import { knownPretraining } from '../../../main/workbench/inspection/study/known-pretraining.ts';
import { smallStudy } from '../../runs/job/bench.ts';
import { emptyFolder } from './support.ts';

const optimizer = { kind: 'sgd', learningRate: 0.1 };

describe('weights of a clean training that are kept', () => {
  test('are those of data that is read in the same way', () => {
    const folder = emptyFolder();
    const workspace = { folder, runs: { list: () => [] } } as unknown as Workspace;
    const keptFor = (data: Readonly<Record<string, unknown>>): string | undefined => {
      const model = { architecture: 'mlp-8', pretraining: { epochs: 1, batch: 4, optimizer } };
      return knownPretraining(workspace, smallStudy({ data, model })).keepPretrainedAs;
    };
    const images = { source: 'images', path: join(folder, 'gone'), size: [8, 8] };
    expect(keptFor(images)).toBe(keptFor({ ...images, limits: { test: 5 } }));
    for (const change of [
      { size: [8, 9] },
      { channels: 1 },
      { resize: 'bilinear' },
      { testFraction: 0.5 },
      { seed: 1 },
    ]) {
      expect(keptFor({ ...images, ...change }), JSON.stringify(change)).not.toBe(keptFor(images));
    }
    const table = { source: 'csv', path: join(folder, 'gone.csv') };
    expect(keptFor({ ...table, label: 2 })).not.toBe(keptFor(table));
  });
});

test('the signature of data tells files of classes and of the test part', () => {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'cat'));
  const images = dataSchema.parse({ source: 'images', path: folder });
  const before = dataSignature(images);
  writeFileSync(join(folder, 'cat', '1.png'), 'x');
  expect(dataSignature(images)).not.toBe(before);
  const testPath = join(folder, 'test.csv');
  const table = dataSchema.parse({ source: 'csv', path: join(folder, 'a.csv'), testPath });
  const alone = dataSignature(table);
  writeFileSync(testPath, '1,a');
  expect(dataSignature(table)).not.toBe(alone);
});
