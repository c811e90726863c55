import { expect, test, describe } from 'vitest';
import { backendNames, judgeProbe, probeBackend } from '../../../main/runs/backends/probe.ts';
import { findNativeAddon } from '../../../main/runs/backends/tensorflow-native.ts';

describe('trying backends in processes of their own', () => {
  test('finds those that are there', async () => {
    const probes = await Promise.all(backendNames.map((name) => probeBackend(name)));
    expect(probes.map((probe) => probe.name)).toEqual(backendNames);
    expect(probes.map((probe) => probe.available)).toEqual([findNativeAddon() !== undefined, true, true]);
    expect(probes[1]).toEqual({
      name: 'wasm',
      available: true,
      version: '4.22.0',
      detail: 'tfjs wasm 4.22.0 computes.',
    });
  });

  test('gives up on one that does not answer', async () => {
    const probe = await probeBackend('cpu', 1);
    expect(probe.available).toBe(false);
    expect(probe.detail).toContain('no answer within');
  });
});

describe('what an answer means', () => {
  test('a process that crashed', () => {
    const probe = judgeProbe('tensorflow', undefined, 'SIGILL');
    expect(probe).toMatchObject({ available: false, detail: expect.stringContaining('(SIGILL)') });
    expect(probe.nextStep).toContain('npm run setup:native');
  });

  test('an error passes its sentence and its next step on', () => {
    const error = {
      name: 'LabError',
      code: 'engine-unavailable',
      message: 'It is not there.',
      nextStep: 'Get it.',
    } as const;
    expect(judgeProbe('tensorflow', { error }, '')).toEqual({
      name: 'tensorflow',
      available: false,
      version: undefined,
      detail: 'It is not there.',
      nextStep: 'Get it.',
    });
  });

  test('a wrong product is no engine', () => {
    expect(judgeProbe('wasm', { version: '1', product: 31.5 }, '').available).toBe(false);
    expect(judgeProbe('wasm', { version: '1', product: Number.NaN }, '').available).toBe(false);
    expect(judgeProbe('wasm', { version: '1', product: 32 }, '').available).toBe(true);
  });
});
