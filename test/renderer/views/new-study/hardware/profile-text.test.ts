import { expect, test } from 'vitest';
import { profileText } from '../../../../../renderer/views/new-study/hardware/profile-text.ts';

test.each([
  [{ weights: { noise: 'gaussian', mode: 'multiplicative', sigma: 0.05 } }, 'Gaussian multiplicative, σ = 0.05'],
  [
    { weights: { noise: 'uniform', mode: 'additive', halfRange: 0.1, reference: 'layerMaxAbs' } },
    'uniform additive, r = 0.1 × max|w|',
  ],
  [{ weights: { noise: 'gaussian', mode: 'additive', sigma: 0.005 } }, 'Gaussian additive, σ = 0.005'],
  [{ quantization: { scheme: 'binary' }, memory: { rate: 0.01 } }, '1 bit a weight; fault rate 0.01'],
  [
    { quantization: { bits: 8, granularity: 'channel' }, memory: { rate: 0.01, zeroToOne: 0, stuckAt: { rate: 0.1 } } },
    '8 bits, symmetric, step of each channel; fault rate 0.01 (0→1 × 0, 1→0 × 1), stuck cells 0.1',
  ],
  [{ memory: {} }, 'fault rate chosen by methods'],
  [
    { quantization: { scheme: 'binary' }, memory: { rate: 0, layers: {} }, fit: { kind: 'voltage' } },
    '1 bit a weight; fault rate chosen by methods; energy by voltage',
  ],
  [{ memory: { rate: 0, layers: { conv1: 0.01 } } }, 'fault rate 0 (1 layer has its own)'],
  [{ memory: { rate: 0, stuckAt: { rate: 0.1 } } }, 'fault rate 0, stuck cells 0.1'],
  [{ weights: { noise: 'none' } }, 'nothing is disturbed'],
  ['ideal', ''],
])('%j reads %s', (profile, text) => {
  expect(profileText(profile)).toBe(text);
});
