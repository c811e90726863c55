import { describe, expect, test } from 'vitest';
import { noiseLine, pairedTestLine, planLine } from '../../main/report/comparison-lines.ts';
import { ladderTable } from '../../main/report/ladder-table.ts';
import { runLine, runsTable } from '../../main/report/runs-table.ts';
import { saftTable } from '../../main/report/saft-table.ts';
import { sensitivityTable } from '../../main/report/sensitivity-table.ts';
import { stepTimeTable } from '../../main/report/step-time-table.ts';
import { studyReport } from '../../main/report/study-report.ts';
import { textPairs, textTable } from '../../main/report/text-table.ts';
import { comparison, estimate, noiseInjection, run, saft, score } from './comparison-fixture.ts';

const [profile] = comparison.profiles;

describe('text tables', () => {
  test('align columns, leave out empty ones, end lines without spaces', () => {
    const columns = [{ title: 'name' }, { title: 'none' }, { title: 'value', align: 'right' as const }, { title: 'x' }];
    expect(
      textTable(columns, [
        ['long name', '', '1', ''],
        ['±é×', '', '12.5', '*'],
      ]),
    ).toBe(['name       value  x', '─────────  ─────  ─', 'long name      1', '±é×         12.5  *'].join('\n'));
  });

  test('count a letter with a combining mark as one', () => {
    expect(
      textPairs([
        ['e\u0301', '1'],
        ['ab', '2'],
      ]),
    ).toBe('e\u0301   1\nab  2');
  });
});

test('the accuracy ladder', () => {
  expect(`\n${ladderTable(profile!)}\n`).toBe(`
stage                               accuracy        against clean  interval over
────────────────────────────  ──────────────  ───────────────────  ─────────────────
clean                           91.6 ± 1.7 %                       1,017 test images
noisy, untrained              88.23 ± 0.34 %  -3.41 ± 0.34 points  12 noise draws
noise injection, under noise    90.7 ± 0.4 %    -0.9 ± 0.4 points  3 seeds
SAFT k=2, under noise           90.5 ± 0.6 %    -1.1 ± 0.6 points  3 seeds
± is half of the 95 % confidence interval.
`);
});

test('the sensitivity ranking is by falling score and marks the chosen layers', () => {
  expect(`\n${sensitivityTable([score('conv1', 0.51), score('fc', 0.123, 0.004), score('b', 1.2345)], ['b'])}\n`).toBe(`
rank  layer            std  trains
────  ─────  ─────────────  ──────
   1  b      1.234 ± 0.010  *
   2  conv1  0.510 ± 0.010
   3  fc     0.123 ± 0.004
± is one standard error over 8 noise draws; 0.8 s for all layers.
`);
});

test('a single draw has no standard error', () => {
  const text = sensitivityTable([score('conv1', 0.00012345, NaN, 1)]);
  expect(text).toContain('0.000123');
  expect(text).toContain('one noise draw, so no error is known');
});

test("SAFT's Table 1", () => {
  expect(`\n${saftTable(comparison.profiles)}\n`).toBe(`
profile             FP32 %   untrained %  noise injection %      SAFT %  measured speed-up  arithmetic bound
──────────────  ──────────  ────────────  ─────────────────  ──────────  ─────────────────  ────────────────
multiplicative  91.6 ± 1.7  88.23 ± 0.34         90.7 ± 0.4  90.5 ± 0.6     1.353 ± 0.020×             1.46×
± is half of the 95 % confidence interval.
`);
});

test("SAFT's Table 1 with two SAFT methods, and with none", () => {
  const bare = { ...saft, timing: undefined, speedup: undefined, pairedTest: undefined, plan: undefined };
  const other = { ...bare, label: 'SAFT k=1', recovered: estimate(0.89, Infinity, 'seeds', 1) };
  const several = { ...profile!, label: 'two', methods: [noiseInjection, saft, other] };
  const none = { ...profile!, label: 'none', methods: [noiseInjection] };
  expect(`\n${saftTable([several, none])}\n`).toBe(`
profile  method        FP32 %   untrained %  noise injection %      SAFT %  measured speed-up  arithmetic bound
───────  ────────  ──────────  ────────────  ─────────────────  ──────────  ─────────────────  ────────────────
two      SAFT k=2  91.6 ± 1.7  88.23 ± 0.34         90.7 ± 0.4  90.5 ± 0.6     1.353 ± 0.020×             1.46×
two      SAFT k=1  91.6 ± 1.7  88.23 ± 0.34         90.7 ± 0.4       89.00
none               91.6 ± 1.7  88.23 ± 0.34         90.7 ± 0.4
± is half of the 95 % confidence interval.
`);
});

test('step times with the measured speed-up beside its bound', () => {
  const rows = [
    { label: 'noise injection', timing: noiseInjection.timing! },
    { label: 'SAFT k=2', timing: saft.timing!, speedup: 1.353, speedupBound: 1.4642 },
  ];
  expect(`\n${stepTimeTable(rows)}\n`).toBe(`
ms a step        forward  noise  input grad.  weight grad.  update  step  speed-up  bound
───────────────  ───────  ─────  ───────────  ────────────  ──────  ────  ────────  ─────
noise injection       60      8           57            55       4   184     1.00×
SAFT k=2              60      8           57            10       1   136     1.35×  1.46×
Medians over 30 steps, batch 128. Parts are differences of medians, timed in turn: they need not add up to the step.
`);
});

describe('the paired test', () => {
  test('tells the smallest p-value that so many pairs can give', () => {
    expect(pairedTestLine('SAFT k=2', saft.pairedTest!)).toBe(
      'SAFT k=2 against noise injection: -0.21 ± 0.25 points over 3 seeds. ' +
        'Wilcoxon signed-rank (two-sided, exact): p = 0.25; the smallest 3 pairs can give is 0.25.',
    );
  });

  test('has nothing to say when no pair differs', () => {
    const difference = estimate(0, 0, 'seeds', 3);
    expect(pairedTestLine('SAFT', { ...saft.pairedTest!, n: 0, pValue: 1, difference })).toBe(
      'SAFT against noise injection: 0.00 points over 3 seeds. No pair differs, so there is nothing to test.',
    );
  });
});

test('plans', () => {
  expect(planLine('noise injection', noiseInjection.plan!)).toBe('noise injection trains all 3 layers.');
  expect(planLine('SAFT', { ...saft.plan!, trainedBatchNorms: ['bn1'] })).toBe(
    'SAFT trains 2 of 3 layers (the 2 highest by std): a, c; batch-norms: bn1.',
  );
});

test('noise asked and measured', () => {
  expect(noiseLine(profile!.noise!)).toBe(
    'Noise applied to 2 of 3 matmul layers; sigma measured is 0.996 to 1.002 times what was asked.',
  );
  expect(noiseLine({ layers: [], matmulLayers: 3 })).toBe('Noise applied to 0 of 3 matmul layers.');
});

test('the run list', () => {
  const accuracy = {
    stage: 'recovered' as const,
    accuracy: 0.9051,
    low: 0.9001,
    high: 0.9101,
    confidence: 0.95,
    draws: [0.9, 0.91],
    images: 1017,
  };
  const queued = { ...run, method: undefined, profile: undefined, durationSeconds: undefined };
  const runs = [
    { ...run, id: 12, status: 'finished' as const, accuracy },
    run,
    { ...queued, id: 9, kind: 'pretrain' as const, status: 'queued' as const, fraction: 0 },
  ];
  expect(`\n${runsTable(runs)}\n`).toBe(`
run  status    study    profile   does      seed      accuracy        took
───  ────────  ───────  ────────  ────────  ────  ────────────  ──────────
 12  finished  1 Small  additive  SAFT k=2     1  90.5 ± 0.5 %  1 min 20 s
  8  stopped   1 Small  additive  SAFT k=2     1     40 % done  1 min 20 s
  9  queued    1 Small            pretrain     1
`);
  expect(runsTable([])).toBe('No runs.');
});

test('the line of a run that ended', () => {
  const error = { name: 'LabError' as const, code: 'not-finite' as const, message: 'A NaN.', nextStep: '' };
  expect(runLine(run)).toBe('Run 8 (SAFT k=2, additive, seed 1) stopped after 1 min 20 s: 40 % done');
  expect(runLine({ ...run, status: 'failed', error })).toBe(
    'Run 8 (SAFT k=2, additive, seed 1) failed after 1 min 20 s: A NaN.',
  );
});

test('the whole study, in order, warnings and what is missing included', () => {
  const text = studyReport(comparison);
  const parts = [
    'Study 1: Small\nresnet20-cifar on CIFAR-10, 1,017 test images',
    'Profile multiplicative\n══════════════════════',
    'Warning: a number is doubtful',
    ladderTable(profile!),
    sensitivityTable(profile!.sensitivity, ['a', 'c']),
    planLine('SAFT k=2', saft.plan!),
    stepTimeTable([
      { label: 'noise injection', timing: noiseInjection.timing!, speedupBound: 1 },
      { label: 'SAFT k=2', timing: saft.timing!, speedup: 1.353, speedupBound: 1.4642 },
    ]),
    pairedTestLine('SAFT k=2', saft.pairedTest!),
    'seed 3: 90.54 % (run 7)',
    saftTable(comparison.profiles),
    'Not finished\n════════════',
    runsTable([run]),
  ];
  const places = parts.map((part) => text.indexOf(part));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((first, second) => first - second));
});
