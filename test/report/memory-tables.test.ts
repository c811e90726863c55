import { describe, expect, test } from 'vitest';
import { planLines } from '../../main/report/comparison-lines.ts';
import { formatInterval } from '../../main/contract/text/estimate-text.ts';
import { layerCurvesTable, rateCurvesTable } from '../../main/report/fault-curve-tables.ts';
import { energyAccuracyTable, gainsTable, savingsTable } from '../../main/report/front-tables.ts';
import { memoryLine, memoryTable } from '../../main/report/memory-table.ts';
import { referenceLine } from '../../main/report/tables/layouts/energy-accuracy.ts';
import { studyReport } from '../../main/report/study-report.ts';
import { estimate, noiseInjection, saft } from './comparison-fixture.ts';
import { fronts, history, memory, memoryComparison } from './memory-fixture.ts';

describe('fronts', () => {
  test('every point, by method, with what dominates it', () => {
    expect(`\n${energyAccuracyTable(fronts.fronts)}\n`).toBe(`
method       configuration        network             energy %  accuracy %  seeds  dominated by
───────────  ───────────────────  ────────────────  ──────────  ──────────  ─────  ──────────────
reliable     reliable             wide-resnet-10-2       100.0  95.1 ± 0.4      3  another method
uniform-bsc  uniform p=0.2        wide-resnet-10-2       12.57  85.0 ± 0.4      3  its own method
uniform-bsc  uniform p=0.01       wide-resnet-10-2       35.98  94.3 ± 0.4      3  another method
lanmax       LaNMax λ=1, 2 banks  wide-resnet-10-2  30.3 ± 1.1  95.1 ± 0.4      3  none
± is half of the 95 % confidence interval. none: no other point is at least as accurate for at most the energy.
`);
  });

  test('the profile of a point where there are several', () => {
    const [reliable] = fronts.fronts;
    const other = { ...reliable!, method: 'saft', points: [{ ...reliable!.points[0]!, profile: 'eight bits' }] };
    expect(energyAccuracyTable([reliable!, other])).toContain('saft      eight bits  reliable');
  });

  test('what an energy of 100 % is', () => {
    expect(referenceLine(fronts)).toContain('4,000 weights of 1 bit (wide-resnet-10-2) in reliable memory');
  });

  test('savings against reliable memory, and of LaNMax against one rate', () => {
    expect(`\n${savingsTable(fronts.savings)}\n`).toBe(`
method       against      at accuracy %  times less energy
───────────  ───────────  ─────────────  ─────────────────
lanmax       reliable             95.12     3.3 [0.0, 3.6]
lanmax       uniform-bsc          94.31  1.19 [1.06, 1.32]
uniform-bsc  reliable             94.31               2.78
`);
  });

  test('a saving against a front that does not reach so far in some resamples is a lower bound', () => {
    const [, saving] = fronts.savings;
    const text = (low: number) => savingsTable([{ ...saving!, factor: { ...saving!.factor, low, high: Infinity } }]);
    expect(text(2.7)).toMatch(/ 95\.12 +3\.30, at least 2\.70$/);
    // Nor does the method itself in others
    expect(text(0)).toMatch(/ 95\.12 +3\.30$/);
  });

  test('a gain over a front that has nothing so cheap in some resamples is a lower bound', () => {
    const [gain] = fronts.gains;
    const text = (low: number, high: number) => gainsTable([{ ...gain!, gain: { ...gain!.gain, low, high } }]);
    expect(text(0.0061, Infinity)).toMatch(/ 1\.42, at least 0\.61$/);
    expect(text(-Infinity, 0.023)).toMatch(/ 1\.42, at most 2\.30$/);
    expect(text(-Infinity, Infinity)).toMatch(/ 1\.42$/);
  });

  test('savings that are too near to one another are left out, the last is not', () => {
    const [, first] = fronts.savings;
    const at = (accuracy: number) => ({ ...first!, accuracy });
    const text = savingsTable([0.95, 0.9485, 0.9465, 0.94, 0.9, 0.8995].map(at));
    expect([...text.matchAll(/reliable +([\d.]+)/g)].map(([, accuracy]) => accuracy)).toEqual([
      '95.00',
      '94.65',
      '94.00',
      '90.00',
      '89.95',
    ]);
  });

  test('all savings where there is neither', () => {
    const factor = estimate(2, 0.5, 'resamples', 2000);
    const text = savingsTable([{ method: 'saft', against: 'noise-injection', accuracy: 0.9, factor }]);
    expect(text).toContain('saft    noise-injection          90.00     2.0 [1.5, 2.5]');
    expect(savingsTable([])).toBe('');
  });
});

test('intervals with both ends', () => {
  const ends = (low: number, high: number, value = 3.314) =>
    formatInterval({ ...estimate(value, 0, 'resamples', 2000), low, high });
  expect(ends(2.921, 3.804)).toBe('3.3 [2.9, 3.8]');
  expect(ends(3.214, 9.1)).toBe('3.3 [3.2, 9.1]');
  expect(ends(2.9, Infinity)).toBe('3.31, at least 2.90');
  expect(ends(0.01, Infinity, 0.0123)).toBe('0.0123, at least 0.0100');
  expect(ends(-Infinity, 3.5)).toBe('3.31, at most 3.50');
  expect(ends(2.7, Infinity, NaN)).toBe('at least 2.70');
  expect(ends(2.7, Infinity, Infinity)).toBe('at least 2.70');
  expect(ends(-Infinity, -0.04, NaN)).toBe('at most -0.0400');
  expect(ends(NaN, NaN)).toBe('3.31');
  expect(ends(-Infinity, Infinity)).toBe('3.31');
  expect(ends(3.314, 3.314)).toBe('3.31 [3.31, 3.31]');
  expect(ends(3.314, 3.314 + 1e-14)).toBe('3.31 [3.31, 3.31]');
  expect(ends(1, 2, NaN)).toBe('–');
  expect(ends(NaN, NaN, NaN)).toBe('–');
  expect(ends(-Infinity, Infinity, Infinity)).toBe('–');
  expect(ends(2.9, NaN)).toBe('3.31');
});

describe('the memory of a run', () => {
  test('layer by layer, with the last slopes', () => {
    expect(`\n${memoryTable(memory, history.updates[1])}\n`).toBe(`
layer  weights  bits  fault rate  energy a bit %  bank         slope
─────  ───────  ────  ──────────  ──────────────  ────  ────────────
conv1    1,000     1       0.001            54.0     0     3.2 ± 0.4
fc       3,000     1         0.1            18.0     1  -0.81 ± 0.09
Fault rate: errors by bits read. Energy a bit: of one of reliable memory.
Slope: of the surrogate loss by the layer's rate (in logarithmic space by its logarithm) in the last of the epochs that moved it (2), ± one standard error.
`);
    expect(memoryTable(memory)).not.toContain('lope');
  });

  test('says where nothing is known of a slope', () => {
    const [update] = history.updates;
    const layers = update!.layers.map((layer) => ({ ...layer, slope: 0, standardError: Infinity }));
    expect(memoryTable(memory, { ...update!, layers })).toMatch(/\nconv1 .* 0 +not known\nfc .* 1 +not known\n/);
  });

  test('in one line, with the mean rate where there is one', () => {
    const energies =
      'Memory energy: 27.0 % of the same bits in reliable memory, 1.69 % of 16-bit and 0.843 % of 32-bit numbers.';
    expect(memoryLine(memory)).toBe(`${energies} Geometric mean of the fault rates over bits: 0.0316.`);
    expect(memoryLine({ ...memory, geometricMeanRate: undefined })).toBe(energies);
  });
});

describe('accuracy under faults', () => {
  const [rates, layers] = memoryComparison.faultCurves;

  test('at other rates: six columns at a time', () => {
    expect(`\n${rateCurvesTable([rates!, layers!])}\n`).toBe(`
accuracy % at fault rate             0         0.001          0.01          0.02          0.05           0.1
────────────────────────  ────────────  ────────────  ────────────  ────────────  ────────────  ────────────
uniform p=0.01            95.00 ± 0.30  94.90 ± 0.30  94.00 ± 0.30  93.00 ± 0.30  90.00 ± 0.30  85.00 ± 0.30

accuracy % at fault rate           0.2
────────────────────────  ────────────
uniform p=0.01            75.00 ± 0.30
± is half of the 95 % confidence interval.
`);
  });

  test('with one layer random, beside none; networks with other layers apart', () => {
    const other = { ...layers!, label: 'small', points: layers!.points.slice(1) };
    const usual = ({ label }: { label: string }) => (label === 'small' ? undefined : estimate(0.94, 0.003, 'seeds', 3));
    expect(`\n${layerCurvesTable([layers!, rates!, other], usual)}\n`).toBe(`
accuracy % with layer  uniform p=0.01
─────────────────────  ──────────────
(none)                   94.00 ± 0.30
conv1                      20.0 ± 2.1
fc                         70.0 ± 2.1

accuracy % with layer       small
─────────────────────  ──────────
fc                     70.0 ± 2.1
± is half of the 95 % confidence interval.
`);
  });

  test('says nothing where nothing was measured', () => {
    expect(rateCurvesTable([layers!])).toBe('');
    expect(layerCurvesTable([rates!], () => undefined)).toBe('');
  });
});

test('methods that train all layers of networks with as many share a line', () => {
  const other = { ...noiseInjection, label: 'plain' };
  const deeper = { ...other, label: 'deeper', plan: { ...noiseInjection.plan!, trained: ['a', 'b', 'c', 'd'] } };
  expect(planLines([noiseInjection, saft, deeper, other])).toEqual([
    'noise injection and plain train all 3 layers.',
    'SAFT k=2 trains 2 of 3 layers (the 2 highest by std): a, c.',
    'deeper trains all 4 layers.',
  ]);
});

test('a study of memories has its energies, rates and faults in order, and no table of SAFT', () => {
  const text = studyReport(memoryComparison);
  const parts = [
    'Profile binary\n══════════════',
    'reliable and LaNMax λ=1, 2 banks train all 3 layers.',
    'Energy and accuracy\n═══════════════════\n\nEnergy is that of the memory',
    energyAccuracyTable(fronts.fronts),
    '67.0 [65.5, 68.0]',
    savingsTable(fronts.savings),
    'lanmax  uniform-bsc         30.3          1.4 [0.6, 2.3]',
    '95 % interval of 2,000 bootstrap resamples',
    'Fault rates\n═══════════',
    'LaNMax λ=1, 2 banks, seed 1, run 11',
    memoryTable(memory, history.updates[1]),
    'Reconstructed: ',
    'Test rate against training rate\n═══════════════════════════════',
    'One layer random\n════════════════',
  ];
  const places = parts.map((part) => text.indexOf(part));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((first, second) => first - second));
  expect(text).not.toContain('seed 2, run 12');
  expect(text).not.toContain('FP32');
  expect(text.split('\n').filter((line) => line.length > 180)).toEqual([]);
});
