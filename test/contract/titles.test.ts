import { expect, test } from 'vitest';
import { dataTitle } from '../../main/contract/data-title.ts';
import { bareTitle, methodTitle, titleOfMethod } from '../../main/contract/method-title.ts';
import { networkTitle } from '../../main/contract/network-title.ts';
import { methodSchema } from '../../main/contract/specification.ts';

test.each([
  [{ method: 'plain' }, 'plain training'],
  [{ method: 'noise-injection', rate: 0.01 }, 'noise injection, p=0.01'],
  [{ method: 'saft', layers: { k: 7 } }, 'SAFT, k=7'],
  [{ method: 'saft', layers: { by: 'kl', k: 2 } }, 'SAFT, k=2, scored by KL'],
  [
    { method: 'saft', layers: { by: 'kl-histogram', k: 'auto' }, batchNorm: 'with-layer', rate: 0.003 },
    'SAFT, k=auto, scored by KL (histogram), batch-norm with layer, p=0.003',
  ],
  [{ method: 'saft', layers: { names: ['fc1'] } }, 'SAFT, 1 chosen layer'],
  [{ method: 'reliable' }, 'reliable memory'],
  [{ method: 'reliable', storage: 'float16' }, 'reliable memory, float16'],
  [{ method: 'uniform-bsc', trainRate: 0.01, testRate: 0.001 }, 'uniform rate, p=0.01, used at 0.001'],
  [
    { method: 'lanmax', tradeoff: 1, space: 'logarithmic', banks: 4, architecture: 'wide-resnet-10-2' },
    'LaNMax, λ=1, ln p, 4 banks · Wide ResNet-10-2',
  ],
  [{ method: 'lanmax', tradeoff: 1, architecture: 'mlp-8', label: 'ours' }, 'ours'],
])('%j is called %s in print', (written, title) => {
  expect(methodTitle(methodSchema.parse(written))).toBe(title);
});

test('the network is left out where it is said beside it; a label of one’s own is kept', () => {
  const configuration = methodSchema.parse({ method: 'reliable', architecture: 'mlp-8' });
  expect(bareTitle(configuration)).toBe('reliable memory');
  expect(titleOfMethod({ label: 'reliable · mlp-8', configuration })).toBe('reliable memory · MLP 8');
  expect(titleOfMethod({ label: 'another', configuration })).toBe('another');
  expect(titleOfMethod({ label: 'SAFT k=2' })).toBe('SAFT k=2');
});

test.each([
  ['lenet5', 'LeNet-5'],
  ['resnet20-cifar', 'ResNet-20'],
  ['resnet50', 'ResNet-50'],
  ['resnext50-32x4d', 'ResNeXt-50 (32×4d)'],
  ['wide-resnet-28-10', 'Wide ResNet-28-10'],
  ['mobilenet-v3-large', 'MobileNetV3-Large'],
  ['mlp-256-128', 'MLP 256-128'],
  ['mlp-bn-64', 'MLP 64 with batch-norm'],
  ['lenet5 (file)', 'lenet5 (file)'],
  ['my-network', 'my-network'],
])('%s is %s in print', (name, title) => {
  expect(networkTitle(name)).toBe(title);
});

test.each([
  ['IDX files of mnist, 600 test images', 'MNIST (IDX), 600 test images'],
  ['IDX files of Fashion-MNIST', 'Fashion-MNIST (IDX)'],
  ['IDX files of wafers, 10 test images', 'wafers (IDX), 10 test images'],
  ['IDX files of constructor', 'constructor (IDX)'],
])('%s are %s in print', (description, title) => {
  expect(dataTitle(description, { source: 'idx' })).toBe(title);
});

test('other data are called as they are', () => {
  expect(dataTitle('CIFAR-10, 1,017 test images', { source: 'cifar10' })).toBe('CIFAR-10, 1,017 test images');
});
