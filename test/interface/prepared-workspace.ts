import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labHere } from '../e2e/command-line.ts';
import { tinyStudy } from '../e2e/tiny-study.ts';

const optimizer = { kind: 'sgd', learningRate: 0.02, momentum: 0.9 };

/** Every method there is for a memory, two seeds: something to show in each view. */
export const showcase = tinyStudy({
  name: 'All methods on an 8-bit memory',
  notes: 'Tiny on purpose: what it measures means nothing.',
  model: { architecture: 'mlp-bn-16-16', pretraining: { epochs: 1, batch: 8, optimizer } },
  profile: { quantization: { bits: 8 }, memory: { rate: 0.01 } },
  sensitivity: { metrics: ['std', 'kl'], batch: 16, draws: 2 },
  methods: [
    { method: 'reliable' },
    { method: 'uniform-bsc', trainRate: 0.01 },
    { method: 'uniform-bsc', trainRate: 0.1 },
    { method: 'lanmax', tradeoff: 1, until: 1 },
    { method: 'noise-injection' },
    { method: 'noise-injection', rate: 0.02 },
    { method: 'saft', layers: { by: 'std', k: 1 } },
    { method: 'saft', layers: { by: 'kl', k: 'auto' }, rate: 0.02 },
  ],
  training: { epochs: 2, batch: 8, optimizer },
  evaluation: { draws: 2, batch: 32, faultRates: [0, 0.1], randomisedLayers: true },
  seeds: [1, 2],
});

/** A workspace whose study is finished; a few seconds. The folder above it is the caller's to remove. */
export async function preparedWorkspace(): Promise<{ readonly folder: string; readonly workspace: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-prepared-'));
  writeFileSync(join(folder, 'showcase.yaml'), showcase);
  const workspace = join(folder, 'workspace');
  const { code, errors } = await labHere(folder, 'run', 'showcase.yaml', '--workspace', workspace, '--parallel', '2');
  if (code !== 0) throw new Error(`The study to be shown did not finish: ${errors}`);
  return { folder, workspace };
}
