import { expect, test } from 'vitest';
import { methodSchema } from '../../main/contract/specification.ts';
import { methodLabel } from '../../main/contract/method-label.ts';

test.each([
  [{ method: 'plain' }, 'plain training'],
  [{ method: 'noise-injection' }, 'noise injection'],
  [{ method: 'noise-injection', rate: 0.01 }, 'noise injection p=0.01'],
  [{ method: 'saft', layers: { k: 7 } }, 'SAFT k=7'],
  [
    { method: 'saft', layers: { by: 'kl', k: 'auto' }, batchNorm: 'with-layer' },
    'SAFT k=auto by kl, batch-norm with layer',
  ],
  [{ method: 'saft', layers: { names: ['fc1'] }, rate: 0 }, 'SAFT 1 chosen layer, p=0'],
  [{ method: 'reliable' }, 'reliable'],
  [{ method: 'reliable', storage: 'float16' }, 'reliable float16'],
  [{ method: 'reliable', storage: 'float32', architecture: 'mlp-8' }, 'reliable float32 · mlp-8'],
  [{ method: 'uniform-bsc', trainRate: 0.01 }, 'uniform p=0.01'],
  [{ method: 'uniform-bsc', trainRate: 0.01, testRate: 0.01 }, 'uniform p=0.01'],
  [{ method: 'uniform-bsc', trainRate: 0.01, testRate: 0.001 }, 'uniform p=0.01, used at 0.001'],
  [{ method: 'lanmax', tradeoff: 1 }, 'LaNMax λ=1'],
  [{ method: 'lanmax', tradeoff: 0.5, surrogate: 'difference', banks: 4 }, 'LaNMax λ=0.5, difference, 4 banks'],
  [
    { method: 'lanmax', tradeoff: 1, banks: 1, architecture: 'wide-resnet-10-2' },
    'LaNMax λ=1, 1 bank · wide-resnet-10-2',
  ],
  [{ method: 'lanmax', tradeoff: 1, architecture: 'mlp-8', label: 'ours' }, 'ours'],
])('%j is called %s', (method, label) => {
  expect(methodLabel(methodSchema.parse(method))).toBe(label);
});
