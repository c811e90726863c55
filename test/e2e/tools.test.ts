import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findNativeAddon } from '../../main/runs/backends/tensorflow-native.ts';
import type { DoctorCheck } from '../../main/runs/laboratory/doctor-report.ts';
import { lab, labHere, startLab } from './command-line.ts';
import { removeFolder } from './tiny-study.ts';

const folder = mkdtempSync(join(tmpdir(), 'noisefloor-tools-'));
afterAll(() => removeFolder(folder));

describe('doctor', () => {
  test('trains on every engine there is, looks at the store, and writes nothing', async () => {
    const { code, output } = await lab(folder, 'doctor', '--json');
    const { ok, checks } = JSON.parse(output) as { ok: boolean; checks: readonly DoctorCheck[] };
    expect({ code, ok }).toEqual({ code: 0, ok: true });
    const hasNative = findNativeAddon() !== undefined;
    expect(checks.map(({ name, status }) => `${name}: ${status}`)).toEqual([
      'versions: pass',
      `TensorFlow: ${hasNative ? 'pass' : 'warn'}`,
      ...(hasNative ? ['train on graph: pass', 'train on tensorflow: pass'] : []),
      'train on wasm: pass',
      'store: pass',
      'data: pass',
    ]);
    for (const { name, detail } of checks.filter((check) => check.name.startsWith('train on'))) {
      const [, first, last] = /loss from ([\d.]+) to ([\d.]+), [\d.]+ ms a step$/.exec(detail) ?? [];
      expect(Number(last), name).toBeLessThan(Number(first));
    }
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('bench', () => {
  test('measures the parts of a step, with layers frozen and without', async () => {
    const words = ['bench', '--engine', 'wasm', '--architecture', 'lenet5', '--batch', '4', '--steps', '3', '--json'];
    const { code, output, errors } = await lab(folder, ...words);
    expect(code).toBe(0);
    const result = JSON.parse(output);
    expect(result).toMatchObject({
      provenance: { engine: 'wasm', precision: 'float32' },
      architecture: 'lenet5',
      batch: 4,
      rows: [
        { label: 'everything trains', speedup: 1, speedupBound: 1 },
        { label: 'first two and last two layers' },
        { label: 'last two layers' },
      ],
    });
    for (const { timing, speedupBound } of result.rows) {
      const { forwardMs, noiseMs, inputGradientsMs, weightGradientsMs, updateMs, totalMs, samples, batch } = timing;
      expect({ samples, batch }).toEqual({ samples: 3, batch: 4 });
      // Each is a difference of medians, so together they are no less than the whole
      const parts = forwardMs + noiseMs + inputGradientsMs + weightGradientsMs + updateMs;
      expect(parts).toBeGreaterThanOrEqual(totalMs - 1e-9);
      expect(totalMs).toBeGreaterThan(0);
      expect(speedupBound).toBeGreaterThanOrEqual(1);
    }
    expect(result.peakMemoryBytes).toBeGreaterThan(1e7);
    expect(errors).toMatch(/bench: timing, /);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('of a network that is not known is wrong use', async () => {
    const { code, output, errors } = await labHere(folder, 'bench', '--architecture', 'lenet6', '--engine', 'wasm');
    expect({ code, output }).toEqual({ code: 2, output: '' });
    expect(errors).toMatch(/^(.*%.*\n)*There is no architecture named "lenet6"\.\nNear names: lenet5\b.*\.\n$/);
  });

  test('is ended by Ctrl-C', async () => {
    const started = startLab(folder, ['bench', '--engine', 'wasm', '--steps', '100000']);
    expect(await started.sees(/bench: timing/)).toBe(true);
    process.kill(started.pid, 'SIGINT');
    const { code, errors } = await started.ended;
    expect(code).toBe(1);
    expect(errors).toMatch(/\nThe measurement was stopped\.\n.*\.\n$/);
  });
});

test("doctor's look at the store tells what cannot be used", async () => {
  const { examineStore } = await import('../../main/runs/laboratory/doctor.ts');
  writeFileSync(join(folder, 'file'), 'no folder');
  expect(examineStore(join(folder, 'file'))).toMatchObject({
    status: 'fail',
    detail: expect.stringContaining('is no folder'),
  });
  expect(examineStore(join(folder, 'new', 'deep'))).toMatchObject({ status: 'pass' });
});
