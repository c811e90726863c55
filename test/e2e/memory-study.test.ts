import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StudyComparison } from '../../main/contract/results.ts';
import { splitCsvLine } from '../../main/data/csv-line.ts';
import { labHere } from './command-line.ts';
import { findingsOf, removeFolder, statusesOf, tinyStudy, withStore } from './tiny-study.ts';

const optimizer = { kind: 'sgd', learningRate: 0.02, momentum: 0.9 };
const layers = ['fc1', 'fc2', 'fc3'];
/** All methods that there are for a memory, under one profile, from one pretrained network of 8-bit codes. */
const study = tinyStudy({
  name: 'Memories',
  model: { architecture: 'mlp-bn-16-16', pretraining: { epochs: 1, batch: 8, optimizer } },
  profile: { quantization: { bits: 8 }, memory: { rate: 0.01 } },
  methods: [
    { method: 'reliable' },
    { method: 'uniform-bsc', trainRate: 0.01 },
    { method: 'uniform-bsc', trainRate: 0.1 },
    { method: 'lanmax', tradeoff: 1, until: 1 },
    { method: 'noise-injection', rate: 0.02 },
    { method: 'saft', layers: { by: 'std', k: 1 }, rate: 0.02 },
  ],
  training: { epochs: 2, batch: 8, optimizer },
  evaluation: { draws: 2, batch: 32, faultRates: [0, 0.1], randomisedLayers: true },
});
const methods = ['reliable', 'uniform-bsc', 'lanmax', 'noise-injection', 'saft'];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-memories-'));
  writeFileSync(join(folder, 'memories.yaml'), study);
  return folder;
}

/** Rows of a CSV file by the names of its columns. */
function readCsv(file: string): Record<string, string>[] {
  const [header, ...rows] = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\r\n')
    .map((line) => splitCsvLine(line, ',')!);
  return rows.map((row) => Object.fromEntries(header!.map((column, index) => [column, row[index]!])));
}

describe('a study of memories, two training runs at a time', () => {
  let folder: string;
  beforeAll(() => {
    folder = newFolder();
  });
  afterAll(() => removeFolder(folder));

  test('trains with every method there is', async () => {
    const { code, errors } = await labHere(folder, 'run', 'memories.yaml', '--parallel', '2');
    expect({ code, failed: errors.split('\n').filter((line) => /fail|lost/.test(line)) }).toEqual({
      code: 0,
      failed: [],
    });
    expect(errors).toContain('Up to 2 runs train at once');
    expect(Object.values(statusesOf(folder))).toEqual(new Array(8).fill('finished'));
  });

  test('has fronts of all methods', async () => {
    const { code, output } = await labHere(folder, 'compare', 'Memories', '--json');
    expect(code).toBe(0);
    const { fronts, faultCurves, rateHistories } = JSON.parse(output) as StudyComparison;
    expect(fronts!.reference).toEqual({ architecture: 'mlp-bn-16-16', weights: 256 * 16 + 16 * 16 + 160, bits: 8 });
    expect(fronts!.fronts.map(({ method, points }) => [method, points.length])).toEqual(
      methods.map((method) => [method, method === 'uniform-bsc' ? 2 : 1]),
    );
    const energies = Object.fromEntries(
      fronts!.fronts.flatMap(({ points }) => points.map(({ label, energy }) => [label, energy.value])),
    );
    // arXiv:1912.10764, equation 1
    const energyAt = (rate: number): number => -Math.log(rate) / 12.8;
    expect(energies).toEqual({
      reliable: 1,
      'uniform p=0.01': expect.closeTo(energyAt(0.01), 6),
      'uniform p=0.1': expect.closeTo(energyAt(0.1), 6),
      'LaNMax λ=1': expect.closeTo(energyAt(rateHistories[0]!.memory!.geometricMeanRate!), 6),
      'noise injection p=0.02': expect.closeTo(energyAt(0.02), 6),
      'SAFT k=1, p=0.02': expect.closeTo(energyAt(0.02), 6),
    });
    expect(rateHistories[0]!.updates.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(faultCurves.filter(({ kind }) => kind === 'layer').map(({ points }) => points.length)).toContain(3);
    // One seed: nothing is known of the spread
    expect(fronts!.fronts[0]!.hypervolume).toMatchObject({ low: null, high: null });
    const { output: text } = await labHere(folder, 'compare', 'Memories');
    expect(text).toContain('Energy and accuracy\n═══');
    expect(text).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  test('exports what was compared', async () => {
    const { code, output } = await labHere(folder, 'export', '1', 'figures', '--json');
    expect(code).toBe(0);
    const { files } = JSON.parse(output) as { files: { file: string; bytes: number; sha256: string }[] };
    for (const { file, bytes, sha256 } of files) {
      const written = readFileSync(join(folder, 'figures', file));
      expect([file, written.length, createHash('sha256').update(written).digest('hex')]).toEqual([file, bytes, sha256]);
    }
    const data = files.map(({ file }) => file).filter((file) => file.endsWith('.csv'));
    const tables = Object.fromEntries(data.map((file) => [file, readCsv(join(folder, 'figures', file))]));
    const compared = JSON.parse((await labHere(folder, 'compare', '1', '--json')).output) as StudyComparison;
    const points = compared.fronts!.fronts.flatMap(({ points }) => points);
    expect(
      tables['energy-accuracy.csv']!.map((row) => [
        row['label'],
        Number(row['energy_fraction_of_reference']),
        Number(row['accuracy_fraction']),
      ]),
    ).toEqual(points.map(({ label, energy, accuracy }) => [label, energy.value, accuracy.value]));
    expect(tables['assigned-rates.csv']!.map((row) => [row['layer'], Number(row['rate_per_bit'])])).toEqual(
      compared.rateHistories[0]!.memory!.layers.map(({ layer, rate }) => [layer, rate]),
    );
    expect(tables['rate-history.csv']).toHaveLength(2 * layers.length);
    expect(new Set(tables['one-layer-random.csv']!.map((row) => row['layer']))).toEqual(new Set(layers));
    expect(new Set(tables['test-rate-against-training-rate.csv']!.map((row) => row['test_rate_per_bit']))).toEqual(
      new Set(['0', '0.1']),
    );
  });

  test('shows of a run what its memory holds', async () => {
    const id = withStore(
      folder,
      (store) => store.runs.list().find(({ methodLabel }) => methodLabel === 'LaNMax λ=1')!.id,
    );
    const { output } = await labHere(folder, 'runs', 'show', String(id));
    for (const part of [/\nfc1 +4,096 +8 +0\.\d+ /, /\nThe rates were moved 2 times/, /\nfc3 alone +0\.5 /]) {
      expect(output).toMatch(part);
    }
  });

  test('finds the same one run at a time', async () => {
    const other = newFolder();
    try {
      const { code, errors } = await labHere(other, 'run', 'memories.yaml');
      expect(code).toBe(0);
      expect(errors).not.toContain('train at once');
      expect(Object.keys(findingsOf(other))).toHaveLength(8);
      expect(findingsOf(other)).toEqual(findingsOf(folder));
    } finally {
      removeFolder(other);
    }
  });
});
