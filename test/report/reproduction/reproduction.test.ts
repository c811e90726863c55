import { describe, expect, test } from 'vitest';
import type { PaperClaims, PaperTable } from '../../../main/contract/reproduction.ts';
import { specificationSchema } from '../../../main/contract/specification.ts';
import { reproduceLanmax } from '../../../main/report/reproduction/reproduce-lanmax.ts';
import { reproduceSaft } from '../../../main/report/reproduction/reproduce-saft.ts';
import { reproductionReport } from '../../../main/report/reproduction/reproduction-report.ts';
import { comparison } from '../comparison-fixture.ts';
import { memoryComparison } from '../memory-fixture.ts';

const study = specificationSchema.parse({
  version: 1,
  name: 'study',
  data: { source: 'glyphs' },
  model: { architecture: 'lenet5' },
  profile: { weights: { noise: 'gaussian', mode: 'multiplicative', sigma: 0.05 } },
  methods: [{ method: 'noise-injection' }, { method: 'saft', layers: { k: 2 } }],
  training: { epochs: 2, batch: 64, optimizer: { kind: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: true } },
  seeds: [1, 2, 3],
});

const head = {
  version: 1 as const,
  citation: 'A paper, 2020',
  setting: { network: 'a large one', epochs: '200', seeds: 'not said', batch: '128' },
  reconstructed: ['The formula.'],
};

const saftPaper: PaperTable = {
  ...head,
  title: 'Table 1',
  columns: ['FP32', 'mu', 'mi', 'ms', 'au', 'ai', 'as', 'speed'],
  rows: { A: [70, 60, 66, 65, 50, 52, 54, 2], B: [80, 76, 78, 79, 60, 61, 62, 8], C: [10, 1, 2, 3, 4, 5, 6, 5] },
  comparable: ['A', 'B'],
};

describe("SAFT's table 1", () => {
  const reproduction = reproduceSaft(saftPaper, comparison, study);
  const quantity = (what: string) => reproduction.quantities.find((each) => each.what === what)!;

  test('has the rows of the paper as they are, and ours in the same columns', () => {
    expect(reproduction.table!.rows.map(({ name, isOurs }) => [name, isOurs])).toEqual([
      ...[
        ['A', false],
        ['B', false],
        ['C', false],
      ],
      ['resnet20-cifar', true],
    ]);
    const ours = reproduction.table!.rows.at(-1)!.cells.map((cell) => (typeof cell === 'object' ? cell.value : cell));
    [91.64, 88.23, 90.72, 90.51].forEach((value, index) => expect(ours[index]).toBeCloseTo(value, 10));
    expect(ours.slice(4, 7)).toEqual([undefined, undefined, undefined]);
    expect(ours[7]).toBe(1.353);
  });

  test('compares what different networks have in common, over the rows that are of the kind', () => {
    // A takes 10 and B 4 points; C is another kind
    expect(quantity('noise takes, multiplicative')).toMatchObject({ paper: { value: 7, range: [4, 10] } });
    expect(quantity('noise takes, multiplicative').ours!.value).toBeCloseTo(3.41, 10);
    expect(quantity('noise injection gains, multiplicative').paper).toMatchObject({ value: 4, range: [2, 6] });
    expect(quantity('SAFT gains, additive')).toMatchObject({ paper: { value: 3, range: [2, 4] } });
    expect(quantity('SAFT gains, additive').ours).toBeUndefined();
    expect(quantity('SAFT is faster, multiplicative')).toMatchObject({ paper: { value: 5 }, ours: { value: 1.353 } });
  });

  test('takes the difference of the two methods from pairs of seeds, with its interval', () => {
    const { ours, paper } = quantity('SAFT less noise injection, multiplicative');
    expect([ours!.value, ours!.low, ours!.high].map((value) => Number(value.toFixed(6)))).toEqual([-0.21, -0.46, 0.04]);
    expect(paper).toMatchObject({ value: 0, range: [-1, 1] });
  });

  test('says what differs, as the specification has it, and what is reconstructed', () => {
    expect(reproduction.settings).toEqual([
      { what: 'network', paper: 'a large one', ours: 'resnet20-cifar' },
      { what: 'epochs', paper: '200', ours: '2' },
      { what: 'seeds', paper: 'not said', ours: '1, 2, 3' },
      { what: 'batch', paper: '128', ours: '64' },
    ]);
    const text = reproductionReport(reproduction);
    expect(text).toContain('ours: resnet20-cifar');
    expect(text).toMatch(/noise takes, multiplicative\s+7\.0 \[4\.0, 10\.0\] pt\s+3\.4 pt\s+-3\.6 pt/);
    expect(text).toMatch(/SAFT gains, additive\s+3\.0 \[2\.0, 4\.0\] pt\s+–\s+–/);
    expect(text).toContain('- The formula.');
  });
});

describe("LaNMax's figure 3", () => {
  const claim = { at: 'at 95 %', label: 'stated', method: 'lanmax' };
  const paper: PaperClaims = {
    ...head,
    title: 'Figure 3',
    claims: [
      { ...claim, quantity: 'saving', against: 'uniform-bsc', value: 2.4 },
      { ...claim, quantity: 'saving', against: 'reliable', value: 3.3 },
      { ...claim, quantity: 'gain', against: 'uniform-bsc', value: 0.6 },
    ],
  };

  test('reads savings where both fronts reach in all resamples', () => {
    const { quantities } = reproduceLanmax(paper, memoryComparison, study);
    expect(quantities[0]).toMatchObject({ paper: { value: 2.4 }, ours: { value: 1.19, low: 1.06 } });
    expect(quantities[0]!.at).toBe('at the highest accuracy both reach, 94.31 %');
    // Its interval begins at 0: in some resamples one front does not get there
    expect(quantities[1]).not.toHaveProperty('ours');
    expect(quantities[3]!.ours!.value).toBeCloseTo(1.42, 10);
  });

  test('takes the highest accuracy first, and the largest saving within a point of it', () => {
    const factor = (value: number) => ({
      ...memoryComparison.fronts!.savings[0]!.factor,
      value,
      low: value - 0.1,
      high: value + 0.1,
    });
    const savings = [
      [0.95, 1.5],
      [0.942, 2.5],
      [0.93, 9],
    ].map(([accuracy, value]) => ({
      method: 'lanmax',
      against: 'uniform-bsc',
      accuracy: accuracy!,
      factor: factor(value!),
    }));
    const { quantities } = reproduceLanmax(
      paper,
      { ...memoryComparison, fronts: { ...memoryComparison.fronts!, savings } },
      study,
    );
    expect(quantities.slice(0, 2).map(({ ours }) => ours!.value)).toEqual([1.5, 2.5]);
  });

  test('prints a quantity once, and a dash for what the study has not', () => {
    const text = reproductionReport(reproduceLanmax(paper, memoryComparison, study));
    expect(text).toMatch(/less energy: lanmax than reliable\s+3\.3×\s+–\s+–/);
    expect(text.match(/more accuracy: lanmax than uniform-bsc\s+0\.6 pt/g)).toHaveLength(1);
  });
});
