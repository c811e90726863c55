import { describe, expect, test } from 'vitest';
import { memorySchema } from '../../../main/contract/memory.ts';
import type { MethodComparison, ProfileComparison } from '../../../main/contract/results.ts';
import { methodSchema } from '../../../main/contract/specification.ts';
import { saftTable } from '../../../main/report/saft-table.ts';
import { accuracyLadder } from '../../../main/report/figures/documents/accuracy-ladder.ts';
import { plainTable } from '../../../main/report/tables/plain-table.ts';
import { studyTables } from '../../../main/report/tables/study-tables.ts';
import { comparison, estimate, noiseInjection, saft } from '../comparison-fixture.ts';
import { fullSubject, specification } from './full-subject.ts';

const injection = (rate: number, accuracy: number): MethodComparison => ({
  ...noiseInjection,
  label: `noise injection p=${rate}`,
  configuration: methodSchema.parse({ method: 'noise-injection', rate }),
  recovered: estimate(accuracy, 0.002, 'seeds', 6),
});
const saftAt = (rate: number, accuracy: number): MethodComparison => ({
  ...saft,
  label: `SAFT k=2, p=${rate}`,
  configuration: methodSchema.parse({ method: 'saft', layers: { k: 2 }, rate }),
  recovered: estimate(accuracy, 0.002, 'seeds', 6),
  pairedTest: undefined,
});

/** A memory that errs at 0.003, before training; methods at other rates too. */
function profileWith(methods: readonly MethodComparison[]): ProfileComparison {
  const [first] = comparison.profiles;
  const profile = {
    quantization: { scheme: 'binary', scale: 'he', clip: 1 },
    memory: memorySchema.parse({ rate: 0.003 }),
    weights: { noise: 'none' },
    ...{ warnings: [], except: [] },
  } as const;
  const trained = methods.map(({ label, recovered }) => ({ stage: 'recovered' as const, label, accuracy: recovered }));
  return { ...first!, label: 'memory', profile, ladder: [...first!.ladder.slice(0, 2), ...trained], methods };
}

const injections = [injection(0.0003, 0.9752), injection(0.003, 0.9505)];
const tablesOf = (methods: readonly MethodComparison[]) =>
  studyTables({ comparison: { ...comparison, profiles: [profileWith(methods)] }, specification });

describe('a row compares what is used at one fault rate', () => {
  test('without SAFT: noise injection at its rate, untrained at the profile’s alone', () => {
    expect(`\n${saftTable([profileWith(injections)])}\n`).toBe(
      `
profile  fault rate      FP32 %   untrained %  noise injection %
───────  ──────────  ──────────  ────────────  ─────────────────
memory       0.0003  91.6 ± 1.7                     97.52 ± 0.20
memory        0.003  91.6 ± 1.7  88.23 ± 0.34       95.05 ± 0.20
± is half of the 95 % confidence interval.
A row compares what is used at one fault rate; untrained was measured at the profile's rate alone.
`,
    );
  });

  test('with SAFT: beside noise injection of its rate, or nothing', () => {
    const methods = [...injections, saftAt(0.003, 0.96), saftAt(0.02, 0.8)];
    const table = tablesOf(methods).find(({ id }) => id === 'saft-comparison-table')!;
    const keys = ['fault_rate', 'untrained_percent', 'noise_injection_percent', 'saft_percent'];
    const columns = keys.map((key) => table.columns.findIndex((column) => column.key === key));
    expect(
      table.rows.map(({ cells }) => columns.map((at) => ('value' in cells[at]! ? cells[at].value : undefined))),
    ).toEqual([
      [0.0003, undefined, 97.52, undefined],
      [0.003, 88.23, 95.05, 96],
      [0.02, undefined, undefined, 80],
    ]);
    expect(table.notes).toContain('Where noise injection is empty, none trained at the fault rate of the row.');
    expect(table.notes.join(' ')).toContain('untrained was measured at the profile');
  });

  test('a row for the untrained network alone, where nothing trained at the profile’s rate', () => {
    expect(plainTable(tablesOf([injection(0.01, 0.9)]).find(({ id }) => id === 'saft-comparison-table')!)).toMatch(
      /0\.003 .* 88\.23 ± 0\.34\n.* 0\.01 /,
    );
  });
});

test('the ladder says the rate of each accuracy under noise, its figure that of the untrained network', () => {
  const table = tablesOf(injections).find(({ id }) => id === 'accuracy-ladder-table')!;
  const [stage, rate] = ['stage', 'fault_rate'].map((key) => table.columns.findIndex((column) => column.key === key));
  expect(table.rows.map(({ cells }) => [cells[stage!], cells[rate!]])).toMatchObject([
    [{ text: 'clean' }, { kind: 'missing' }],
    [{ text: 'noisy, untrained' }, { value: 0.003 }],
    [
      { text: 'noise injection, p=0.0003, under noise', machine: 'noise injection p=0.0003, under noise' },
      { value: 0.0003 },
    ],
    [{ text: 'noise injection, p=0.003, under noise' }, { value: 0.003 }],
  ]);
  const subject = { ...fullSubject, comparison: { ...comparison, profiles: [profileWith(injections)] } };
  expect(accuracyLadder(subject)[0]!.panels[0]!.y.categories).toContain('noisy, untrained, p=0.003');
});
