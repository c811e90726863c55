import { expect, test } from 'vitest';
import { trainingRateIn } from '../../../main/runs/exports/training-rate.ts';
import { memoryStudy } from '../laboratory/memory-study.ts';

test('the training rate of a curve is that of its method, where there is one for all layers', () => {
  const methods = [
    { method: 'reliable' },
    { method: 'uniform-bsc', trainRate: 0.02, testRate: 0.01 },
    { method: 'lanmax', tradeoff: 1 },
    { method: 'noise-injection' },
    { method: 'noise-injection', rate: 0.03, label: 'own' },
  ];
  const profile = { quantization: { scheme: 'binary' } };
  const profiles = {
    same: { ...profile, memory: { rate: 0.05 } },
    layers: { ...profile, memory: { rate: 0.05, layers: { fc1: 0.1 } } },
  };
  const rate = trainingRateIn(memoryStudy({ profile: undefined, profiles, methods }));
  expect(rate({ profile: 'same', label: 'reliable' })).toBe(0);
  expect(rate({ profile: 'same', label: 'uniform p=0.02, used at 0.01' })).toBe(0.02);
  expect(rate({ profile: 'same', label: 'LaNMax λ=1' })).toBeUndefined();
  expect(rate({ profile: 'same', label: 'noise injection' })).toBe(0.05);
  expect(rate({ profile: 'layers', label: 'noise injection' })).toBeUndefined();
  expect(rate({ profile: 'layers', label: 'own' })).toBe(0.03);
});
